"""The row of cameras nearest to what is selected: four tiles, opened by click or by the keys 1 to 4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.views.video.frame import FrameSource
from console.views.video.tile import CameraTile

TILES = 4


@dataclass(frozen=True, slots=True)
class CameraFeed:
    """A camera to show, its title in the reader's language, and where its pictures come from."""

    camera_id: str
    title: str
    source: FrameSource


class CameraStrip(QWidget):
    """Four camera tiles in a row."""

    camera_opened = Signal(str)
    snapshot_asked = Signal(object)  # the tile

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(6)
        self._tiles = [CameraTile(self, key_hint=str(i + 1)) for i in range(TILES)]
        for tile in self._tiles:
            tile.clicked.connect(self.camera_opened)
            row.addWidget(tile)

    @property
    def tiles(self) -> Sequence[CameraTile]:
        """The four tiles, left to right."""
        return self._tiles

    def set_cameras(self, feeds: Sequence[CameraFeed]) -> None:
        """Show the first four; a camera that stays keeps its picture."""
        for tile, feed in zip(self._tiles, feeds, strict=False):
            tile.show_camera(feed.camera_id, feed.title, feed.source)
        for tile in self._tiles[len(feeds) :]:
            tile.clear()
        for tile in self._tiles:
            tile.wake()

    def select(self, camera_id: str) -> None:
        """Ring the tile of this camera; none for ""."""
        for tile in self._tiles:
            tile.set_selected(bool(camera_id) and tile.camera_id == camera_id)

    def wake(self, camera_id: str) -> None:
        """Go on with this camera after it was shown elsewhere."""
        for tile in self._tiles:
            if tile.camera_id == camera_id:
                tile.wake()

    def open_tile(self, index: int) -> None:
        """Open the camera in a tile, counted from 0; nothing when it is empty."""
        if 0 <= index < TILES and self._tiles[index].camera_id:
            self.camera_opened.emit(self._tiles[index].camera_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 open a tile; Enter opens the one with the focus, S puts its picture with the case."""
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_4:
            self.open_tile(event.key() - Qt.Key.Key_1)
            return
        focused = [i for i, tile in enumerate(self._tiles) if tile.hasFocus()]
        if focused and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_tile(focused[0])
            return
        if focused and event.key() == Qt.Key.Key_S:
            self.snapshot_asked.emit(self._tiles[focused[0]])
            return
        super().keyPressEvent(event)
