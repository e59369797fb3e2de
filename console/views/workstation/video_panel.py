"""The strip of cameras nearest to the selected incident."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.geo import LatLon
from console.views import language
from console.views.cameras import Cameras
from console.views.link import SessionLink
from console.views.map_feed import nearest_cameras
from console.views.turns import later
from console.views.video.feed import FeedState
from console.views.video.strip import TILES, CameraStrip

_FRESH = (FeedState.LIVE, FeedState.WAITING, FeedState.THEN)


class VideoPanel(QWidget):
    """Which cameras are shown follows the selection; the officer may open others by clicking them on the map."""

    watched = Signal(object)  # camera -> state of its picture
    counted = Signal(int, int)
    opened = Signal(str)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.cameras = Cameras(link, self)
        self.strip = CameraStrip()
        self.strip.camera_opened.connect(self._opened)
        self.shown: list[str] = []
        self._looked_for = False  # cameras were looked for, though there may be none
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        link.selected.connect(self.refresh)
        link.loaded.connect(self.refresh)
        link.ticked.connect(later(self._look))
        language.follow_words(self.refresh)
        QTimer.singleShot(0, self, self.refresh)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the cameras nearest to the selected incident, or to the district's middle."""
        self._looked_for = True
        self._show(nearest_cameras(self._link.board, self._middle(), TILES))

    def _middle(self) -> LatLon:
        incident = self._link.incident
        if incident is not None and incident.position is not None:
            return incident.position
        ring = self._link.session.district.boundary
        return LatLon(sum(p.lat for p in ring) / len(ring), sum(p.lon for p in ring) / len(ring))

    @Slot(str)
    def show_camera(self, camera: str) -> None:
        """Bring a camera into the first tile."""
        self._show([camera, *(c for c in self.shown if c != camera)][:TILES])
        self.strip.select(camera)

    def _show(self, cameras: list[str]) -> None:
        self.shown = cameras
        self.strip.set_cameras([self.cameras.feed(camera) for camera in cameras])
        self._look()

    @Slot(object)
    def _look(self, _now: object = None) -> None:
        states = self.cameras.states(self.shown)
        self.watched.emit({camera: feed.state.value for camera, feed in states.items()})
        self.counted.emit(sum(feed.state in _FRESH for feed in states.values()), len(states))

    @Slot(str)
    def wake(self, camera: str) -> None:
        """Go on with a camera that was shown large."""
        self.strip.wake(camera)

    @Slot(str)
    def _opened(self, camera: str) -> None:
        self.strip.select(camera)
        self.opened.emit(camera)

    @property
    def is_settled(self) -> bool:
        """Whether every tile has a picture, or is known to have none."""
        states = self.cameras.states(self.shown).values()
        return self._looked_for and all(feed.state is not FeedState.WAITING for feed in states)

    def shutdown(self) -> None:
        """Stop the players."""
        self.cameras.shutdown()
