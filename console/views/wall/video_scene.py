"""Video: the cameras that look at what is happening, as large as there is room."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from console.board.waiting import in_queue_order
from console.geo import LatLon
from console.views.cameras import Cameras
from console.views.link import SessionLink
from console.views.map_feed import nearest_cameras
from console.views.video.tile import CameraTile


class VideoScene(QWidget):
    """Cameras nearest to the most pressing incident, else to the district's middle; asked for only while seen."""

    def __init__(self, link: SessionLink, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._cameras = Cameras(link, self)
        self._shown: list[str] = []
        side = max(1, round(count**0.5 + 0.49))
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setSpacing(6)
        self.tiles = [CameraTile(self) for _ in range(count)]
        for n, tile in enumerate(self.tiles):
            grid.addWidget(tile, n // side, n % side)

    def refresh(self) -> None:
        """Show the cameras of the moment; one that stays keeps its picture."""
        board = self._link.board
        first = next((i for i in in_queue_order(board) if i.position is not None), None)
        ring = board.district.boundary
        middle = LatLon(sum(p.lat for p in ring) / len(ring), sum(p.lon for p in ring) / len(ring))
        place = first.position if first is not None and first.position is not None else middle
        wanted = nearest_cameras(board, place, len(self.tiles))
        if wanted == self._shown:
            return
        self._shown = wanted
        for n, tile in enumerate(self.tiles):
            if n < len(wanted):
                feed = self._cameras.feed(wanted[n])
                self._cameras.set_large(wanted[n], len(self.tiles) <= 4)
                tile.show_camera(feed.camera_id, feed.title, feed.source)
            else:
                tile.clear()
        for tile in self.tiles:
            tile.wake()

    def shutdown(self) -> None:
        """Let go of every camera."""
        self._cameras.shutdown()
