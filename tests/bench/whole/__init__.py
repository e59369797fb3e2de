"""A district of a real town's size, and where the time of a recommendation goes."""
