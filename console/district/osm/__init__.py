"""Roads of any town: an OpenStreetMap file read, repaired where that is safe, and turned into a district folder."""
