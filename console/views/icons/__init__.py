"""The console's own icons: one-colour SVG drawings on a 24-unit square, tinted by a token."""
