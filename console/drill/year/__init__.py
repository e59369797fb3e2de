"""A synthetic year of cases, shaped like a busy street centre's, played through the desk's own rules."""
