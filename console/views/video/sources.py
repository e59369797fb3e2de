"""Real cameras through Qt's player, and drawn ones; every source can be watched the same way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

from console.model.places import Camera
from console.views.background import Background
from console.views.video.face import Face
from console.views.video.feed import Feed, FeedState, FrameWatch, judge
from console.views.video.frame import Frame, FrameSource, framed
from console.views.video.projection import projection
from console.views.video.reconnect import ReconnectQueue
from console.views.video.render import render
from console.views.video.scene_state import SCENES, SceneState

_log = logging.getLogger(__name__)
SIMULATED = "simulated:"
DEVICE = "device:"


def open_source(
    camera: Camera, background: Background, reconnects: ReconnectQueue, parent: QObject | None = None
) -> FrameSource:
    """The source a camera's ``source`` names: ``simulated:<scene>``, ``device:<id>``, or an address or file."""
    address = camera.source
    if address.startswith(SIMULATED):
        scene = address.removeprefix(SIMULATED)
        state = SceneState(scene=scene if scene in SCENES else "street")
        return SimulatedSource(camera.id, state, background, parent)
    if address.startswith(DEVICE):
        return DeviceSource(address.removeprefix(DEVICE), parent)
    return MediaSource(address, reconnects, parent)


class MediaSource(QObject):
    """RTSP, HTTP or a film in a file, played on the thread of the cameras."""

    frame_came = Signal(object)
    simulated = False

    def __init__(self, address: str, reconnects: ReconnectQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        url = QUrl(address)
        self._url = url if len(url.scheme()) > 1 else QUrl.fromLocalFile(address)
        self._key = f"{address}#{id(self)}"
        self._reconnects = reconnects
        self._film = projection().lend()
        self._is_open = False
        self._film.came.connect(self._take)
        self._film.returned.connect(self._returned)
        self._film.lost.connect(self._lost)
        self.destroyed.connect(partial(projection().take_back, self._film))

    @property
    def faces(self) -> dict[int, Face]:
        """The tiles that show it."""
        return self._film.faces

    def start(self) -> None:
        """Open the address and watch it."""
        if not self._film.wanted:
            self._film.wanted = True
            kept = self._reconnects.keep(self._key)
            if not kept or self._film.watch.lost or not self._is_open:
                self._open()

    def stop(self) -> None:
        """Show nothing more, and close the connection when its turn comes; the last frame's age goes on counting."""
        if self._film.wanted:
            self._film.wanted = False
            self._reconnects.forget(self._key)
            self._reconnects.close(self._key, self._close)

    def feed(self) -> Feed:
        """How the feed does now."""
        return self._film.watch.feed()

    def _open(self) -> None:
        self._is_open = True
        self._film.opening.emit(self._url)

    def _close(self) -> None:
        self._is_open = False
        self._film.closing.emit()

    def _reopen(self) -> None:
        if self._film.wanted:
            self._open()

    @Slot()
    def _take(self) -> None:
        frame = self._film.newest()
        if frame is not None and self._film.wanted:
            self.frame_came.emit(frame)

    @Slot()
    def _returned(self) -> None:
        self._reconnects.came_back(self._key)

    @Slot(str)
    def _lost(self, why: str) -> None:
        if self._film.wanted:
            _log.info("camera feed lost: %s", why)
            self._reconnects.ask(self._key, self._reopen)


class DeviceSource(QObject):
    """A camera plugged into this machine, by its id; the first one when the id is empty."""

    frame_came = Signal(object)
    simulated = False

    def __init__(self, device: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device = device
        self.faces: dict[int, Face] = {}
        self._watch = FrameWatch()
        self._session, self._sink = QMediaCaptureSession(self), QVideoSink(self)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take)
        self._camera: QCamera | None = None

    def start(self) -> None:
        """Open the device; a missing one is a lost feed."""
        found = [d for d in QMediaDevices.videoInputs() if self._device in ("", bytes(d.id().data()).decode())]
        self._watch.lost = not found
        if found and self._camera is None:
            self._camera = QCamera(found[0], self)
            self._session.setCamera(self._camera)
            self._camera.start()

    def stop(self) -> None:
        """Let go of the device."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None

    def feed(self) -> Feed:
        """How the feed does now."""
        return self._watch.feed()

    def _take(self, frame: QVideoFrame) -> None:
        image = frame.toImage() if frame.isValid() else QImage()
        if not image.isNull():
            self._watch.frame()
            self.frame_came.emit(framed(image, self._watch.feed(), self.faces))


class SimulatedSource(QObject):
    """A drawn scene, about eight pictures a second, painted off the GUI thread."""

    frame_came = Signal(object)
    simulated = True

    def __init__(
        self, camera: str, state: SceneState, background: Background, parent: QObject | None = None, width: int = 480
    ) -> None:
        super().__init__(parent)
        self._camera, self._state, self._background, self._width = camera, state, background, width
        self._watch, self._clock = FrameWatch(), QElapsedTimer()
        self._clock.start()
        self._painting = self.is_past = False
        self.faces: dict[int, Face] = {}
        self._beat = QTimer(self, interval=125)
        self._beat.timeout.connect(self._next)

    @property
    def state(self) -> SceneState:
        """What the camera sees."""
        return self._state

    def set_state(self, state: SceneState) -> None:
        """Change what the camera sees; ``frozen`` and ``lost`` stop the frames as on a real one."""
        self._state = state
        if self._beat.isActive():
            self._next()

    def set_width(self, width: int) -> None:
        """Pixels across, for a small tile or a large one."""
        self._width = width

    def start(self) -> None:
        """Begin to give frames."""
        if not self._beat.isActive():
            self._beat.start()
            self._next()

    def stop(self) -> None:
        """Give no more frames."""
        self._beat.stop()

    def feed(self) -> Feed:
        """How the feed does now."""
        drawn = self.is_past and self._watch.age_s is not None and not self._state.lost
        return Feed(FeedState.THEN, None) if drawn else judge(self._watch.age_s, self._state.lost)

    def _next(self) -> None:
        if self._painting or self._state.lost or (self._state.frozen and self._watch.age_s is not None):
            return
        self._painting = True
        feed = Feed(FeedState.THEN, None) if self.is_past else Feed(FeedState.LIVE, 0.0)
        picture = partial(render, self._camera, self._state, self._clock.elapsed() / 1000, self._width)
        self._background.read(partial(_drawn, picture, feed, self.faces), self._painted, self._not_painted, priority=-2)

    def _painted(self, frame: Frame) -> None:
        self._painting = False
        if self._beat.isActive():
            self._watch.frame()
            self.frame_came.emit(frame)

    def _not_painted(self, error: Exception) -> None:
        self._painting = False
        self._beat.stop()
        _log.warning("drawn camera %s stopped: %s", self._camera, error)


def _drawn(picture: Callable[[], QImage], feed: Feed, faces: Mapping[int, Face]) -> Frame:
    return framed(picture(), feed, faces)
