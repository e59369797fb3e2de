"""Where the shipped districts, vocabularies and plans lie: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_dir() -> Path:
    """The folder of districts, vocabularies and scenarios."""
    return _shipped("resources")


def plans_dir() -> Path:
    """The folder of emergency plans."""
    return _shipped("plans")


def _shipped(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
