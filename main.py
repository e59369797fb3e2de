"""Starts the dispatch console from a checkout: ``python main.py``, the same as the command ``dispatch-console``."""

from __future__ import annotations

from console.cli.main import main

if __name__ == "__main__":
    main()
