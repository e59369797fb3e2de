"""Wiring: what a session is made of, put together for each mode and command."""
