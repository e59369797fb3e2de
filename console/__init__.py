"""The 135 dispatch console: reports in, plans matched, teams sent, every second on record."""

__version__ = "0.1.0"
