"""Everything an officer sees: windows, map, video, charts. The only room that knows Qt."""
