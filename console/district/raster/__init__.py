"""Raster tiles that can lie beneath the district's own map: MBTiles and PMTiles files, and tile servers."""
