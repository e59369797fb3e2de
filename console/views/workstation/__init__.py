"""The officer's window: queue, map, incident, video strip and command line."""
