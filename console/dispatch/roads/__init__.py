"""The road network: places snapped to roads, times of travel, ways to take, and what closes or slows them."""
