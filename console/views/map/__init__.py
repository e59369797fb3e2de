"""The map: base tiles painted from the district, one page that never reloads, one queue of changes."""
