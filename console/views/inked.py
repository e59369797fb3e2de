"""Colours of single widgets, put on only when they are others: a style sheet put on again is worked out again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def ink(widget: QWidget, colour: str) -> None:
    """Write the widget's words in ``colour``."""
    put_on(widget, f"color: {colour};")


def put_on(widget: QWidget, sheet: str) -> None:
    """Put a style sheet on the widget."""
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)
