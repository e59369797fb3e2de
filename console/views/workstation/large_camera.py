"""One camera large, over the map; Esc or a click puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.views import language
from console.views.cameras import Cameras
from console.views.video.tile import CameraTile


class LargeCamera(QFrame):
    """Covers ``place`` while it is open. It shares its source with the strip: both are told to go on when one ends."""

    closed = Signal(str)
    snapshot_asked = Signal(object)  # the tile

    def __init__(self, cameras: Cameras, place: QWidget) -> None:
        super().__init__(place)
        self.setProperty("role", "card")
        self._cameras, self._place = cameras, place
        self.tile = CameraTile(self, key_hint="Esc")
        self.tile.clicked.connect(self.put_away)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.tile)
        place.installEventFilter(self)
        language.follow_words(self._retitle)
        self.hide()

    @Slot(str)
    def open_camera(self, camera: str) -> None:
        """Show ``camera`` over the whole place."""
        if self.tile.camera_id != camera:
            self.put_away()
        feed = self._cameras.feed(camera)
        self._cameras.set_large(camera, True)
        self.tile.show_camera(feed.camera_id, feed.title, feed.source)
        self.setGeometry(self._place.rect())
        self.show()
        self.raise_()
        self.tile.wake()
        self.tile.setFocus()

    @Slot()
    def put_away(self, _camera: str = "") -> None:
        """Close it; nothing when it is closed."""
        camera = self.tile.camera_id
        if camera:
            self.hide()
            self.tile.clear()
            self._cameras.set_large(camera, False)
            self.closed.emit(camera)

    @Slot()
    def wake(self, _cause: object = None) -> None:
        """Go on when the strip let go of the same camera."""
        if self.tile.camera_id:
            self.tile.wake()

    @Slot()
    def _retitle(self, _language: str = "") -> None:
        if self.tile.camera_id:
            feed = self._cameras.feed(self.tile.camera_id)
            self.tile.show_camera(feed.camera_id, feed.title, feed.source)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as its place."""
        if watched is self._place and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._place.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away; S puts its picture with the case."""
        if event.key() == Qt.Key.Key_S:
            self.snapshot_asked.emit(self.tile)
            return
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put_away()
            return
        super().keyPressEvent(event)
