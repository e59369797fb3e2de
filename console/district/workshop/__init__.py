"""A district being put together: its units and grids as one value that is changed, undone, checked, kept and saved."""
