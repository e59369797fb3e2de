"""Orders go out through a channel; delivery comes back as a command."""
