"""Figures of cases: how many, in time, returned, liked; by source, unit, item, grid and hour."""
