"""Drills: scripted injects, simulated teams, an automatic officer, all through the same desk."""
