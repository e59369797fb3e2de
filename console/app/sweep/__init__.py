"""Sweeps: thousands of drills on all cores or a cluster, kept night by night; and the search for posts."""
