"""The strip of cameras nearest to the selected incident."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.views.link import SessionLink

TILES = 4


class VideoPanel(QWidget):
    """Four tiles; which cameras they show follows the selection."""

    watched = Signal(object)  # camera -> state of its picture
    counted = Signal(int, int)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        label = QLabel("…")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(label)

    @property
    def is_settled(self) -> bool:
        """Whether every tile has a picture."""
        return True

    def shutdown(self) -> None:
        """Stop the players."""
