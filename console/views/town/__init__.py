"""The window in which a district is made: import a map, place what there is, check, use."""
