"""A window of cameras: one, four, nine or sixteen at once; each can be dragged to another place and opened large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QVBoxLayout, QWidget

from console.geo import LatLon
from console.views import language
from console.views.banner import ExerciseBanner
from console.views.cameras import Cameras
from console.views.link import SessionLink
from console.views.map_feed import nearest_cameras
from console.views.theme.dressing import follow_theme
from console.views.video.tile import CameraTile

SIZES = {Qt.Key.Key_1: 1, Qt.Key.Key_4: 4, Qt.Key.Key_9: 9, Qt.Key.Key_6: 16}
"""The key for each number of tiles; 6 is for sixteen."""
MIME = "application/x-console-camera"


class DraggedTile(CameraTile):
    """A tile whose camera can be dragged to another tile; the two change places."""

    swapped = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._pressed_at: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may be the beginning of a drag; a click is told when the button is let go."""
        self._pressed_at = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragged far enough, its camera goes along."""
        if self._pressed_at is None or not self.camera_id:
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed_at = None
        drag, carried = QDrag(self), QMimeData()
        carried.setData(MIME, self.camera_id.encode())
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if self._pressed_at is not None and event.button() is Qt.MouseButton.LeftButton and self.camera_id:
            self.clicked.emit(self.camera_id)
        self._pressed_at = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only cameras of this console."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The camera that was dropped here."""
        self.swapped.emit(self, bytes(event.mimeData().data(MIME).data()).decode())


class CameraGrid(QMainWindow):
    """Nearest to the selected incident first. 1, 4, 9 and 6 choose how many; Enter opens the one with the focus."""

    snapshot_asked = Signal(object)  # the tile

    def __init__(self, link: SessionLink) -> None:
        super().__init__()
        self._link = link
        self._cameras = Cameras(link, self)  # lines of its own: closing this window leaves the strip as it is
        self._count, self._large = 4, ""
        self._shown: list[str] = []
        self.tiles: list[DraggedTile] = []
        self.banner = ExerciseBanner()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(4)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.banner.setVisible(link.is_drill)
        rows.addWidget(self.banner)
        rows.addLayout(self._grid, 1)
        self.setCentralWidget(whole)
        link.selected.connect(self.choose_nearest)
        link.loaded.connect(self.choose_nearest)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Ctrl+S"), self, self._ask_snapshot)
        follow_theme(self)
        self.resize(1280, 760)
        self.choose_nearest()
        self.retranslate()

    @property
    def is_settled(self) -> bool:
        """Whether every tile has a picture or is known to have none."""
        states = self._cameras.states(self._shown).values()
        return self._link.is_loaded and all(feed.state.value != "waiting" for feed in states)

    @property
    def shown(self) -> Sequence[str]:
        """The cameras shown, in the order of the tiles."""
        return self._shown

    @Slot()
    def choose_nearest(self, _cause: object = None) -> None:
        """Show the cameras nearest to the selected incident, or to the district's middle."""
        incident = self._link.incident
        ring = self._link.session.district.boundary
        middle = LatLon(sum(p.lat for p in ring) / len(ring), sum(p.lon for p in ring) / len(ring))
        place = incident.position if incident is not None and incident.position is not None else middle
        self._large = ""
        self._show(nearest_cameras(self._link.board, place, self._count))

    def show_count(self, count: int) -> None:
        """So many tiles."""
        self._count = count
        self.choose_nearest()

    def _show(self, cameras: Sequence[str]) -> None:
        self._shown = list(cameras)
        on_screen = [self._large] if self._large else self._shown
        wanted = 1 if self._large else self._count
        while len(self.tiles) < wanted:
            tile = DraggedTile(self.centralWidget())
            tile.clicked.connect(self._toggle_large)
            tile.swapped.connect(self._swap)
            self.tiles.append(tile)
        side = round(wanted**0.5)
        for n, tile in enumerate(self.tiles):
            self._grid.removeWidget(tile)
            if n >= wanted:
                tile.hide()
                tile.clear()
                continue
            self._grid.addWidget(tile, n // side, n % side)
            tile.show()
            if n < len(on_screen):
                feed = self._cameras.feed(on_screen[n])
                tile.show_camera(feed.camera_id, feed.title, feed.source)
            else:
                tile.clear()
        for tile in self.tiles[:wanted]:
            tile.wake()
        for camera in self._shown:
            self._cameras.set_large(camera, camera == self._large or self._count == 1)

    @Slot(str)
    def _toggle_large(self, camera: str) -> None:
        self._large = "" if self._large else camera
        self._show(self._shown)

    @Slot(object, str)
    def _swap(self, tile: DraggedTile, camera: str) -> None:
        """The dragged camera and the one it was dropped on change places."""
        if camera not in self._shown or not tile.camera_id or tile.camera_id == camera:
            return
        a, b = self._shown.index(camera), self._shown.index(tile.camera_id)
        self._shown[a], self._shown[b] = self._shown[b], self._shown[a]
        self._show(self._shown)

    def shutdown(self) -> None:
        """Let go of every camera."""
        self._cameras.shutdown()

    @Slot()
    def _ask_snapshot(self) -> None:
        focused = next((tile for tile in self.tiles if tile.hasFocus()), self.tiles[0] if self.tiles else None)
        if focused is not None:
            self.snapshot_asked.emit(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 4, 9 and 6 choose how many; Enter opens the tile with the focus, Esc all of them again."""
        key = Qt.Key(event.key())
        if key in SIZES:
            self.show_count(SIZES[key])
        elif key == Qt.Key.Key_Escape and self._large:
            self._toggle_large(self._large)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((tile for tile in self.tiles if tile.hasFocus()), None)
            if focused is not None and focused.camera_id:
                self._toggle_large(focused.camera_id)
        else:
            super().keyPressEvent(event)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Cameras"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._link.is_drill else title)
        self.banner.set_text(exercise)
        self._show(self._shown)
