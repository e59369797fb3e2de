"""Real cameras through Qt's player, and drawn ones; every source can be watched the same way."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QPlaybackOptions,
    QVideoFrame,
    QVideoSink,
)

from console.model.places import Camera
from console.views.background import Background
from console.views.video.feed import FROZEN_AFTER_S, BehindWatch, Feed, FeedState, FrameSource, FrameWatch, judge
from console.views.video.reconnect import ReconnectQueue
from console.views.video.render import render
from console.views.video.scene_state import SCENES, SceneState

_log = logging.getLogger(__name__)
_FRAME_GAP_MS = 80
_WATCH_MS = 500
_OPENING_S = 8.0
_GIVEN_UP_MS = 5000
_PROBED_BYTES = 100_000
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
    """RTSP, HTTP or a file. Qt says nothing when a camera freezes, so the frames' age is watched here.

    A server that was held up may send what it missed all at once: the player would go on showing the past as if it
    were now. A live stream that keeps the player's buffer full is therefore opened anew.
    """

    frame_came = Signal(QImage)
    simulated = False

    def __init__(self, address: str, reconnects: ReconnectQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        url = QUrl(address)
        self._url = url if len(url.scheme()) > 1 else QUrl.fromLocalFile(address)
        self._key = f"{address}#{id(self)}"
        self._reconnects = reconnects
        self._watch = FrameWatch()
        self._opened, self._last_given, self._behind = QElapsedTimer(), QElapsedTimer(), BehindWatch()
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._take)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        if self._url.isLocalFile():
            self._player.setLoops(QMediaPlayer.Loops.Infinite)
        else:
            self._player.setPlaybackOptions(_at_once())
        self._player.errorOccurred.connect(self._failed)
        self._player.mediaStatusChanged.connect(self._status)
        self._watching = QTimer(self, interval=_WATCH_MS)
        self._watching.timeout.connect(self._look)

    def start(self) -> None:
        """Open the address and watch it."""
        if not self._watching.isActive():
            self._watching.start()
            kept = self._reconnects.keep(self._key)
            if not kept or self._watch.lost or self._player.source().isEmpty():
                self._open()

    def stop(self) -> None:
        """Show nothing more, and close the connection when its turn comes; the last frame's age goes on counting."""
        if self._watching.isActive():
            self._watching.stop()
            self._reconnects.forget(self._key)
            self._reconnects.close(self._key, self._close)

    def _close(self) -> None:
        self._player.stop()
        self._player.setSource(QUrl())

    def feed(self) -> Feed:
        """How the feed does now."""
        return self._watch.feed()

    def _open(self) -> None:
        """Let go of the old connection, and make the new one in the next turn of the event loop: both take time."""
        self._opened.start()
        self._behind.begin()
        self._player.setSource(QUrl())
        QTimer.singleShot(0, self, self._play)

    def _play(self) -> None:
        if self._watching.isActive():
            self._player.setSource(self._url)
            self._player.play()

    def _reopen(self) -> None:
        if self._watching.isActive():
            self._open()

    def _take(self, frame: QVideoFrame) -> None:
        if not frame.isValid() or not self._watching.isActive():
            return
        if self._watch.lost or self._watch.age_s is None or self._watch.age_s > FROZEN_AFTER_S:
            self._reconnects.came_back(self._key)
        self._watch.frame()
        if self._last_given.isValid() and self._last_given.elapsed() < _FRAME_GAP_MS:
            return
        self._last_given.start()
        image = frame.toImage()
        if not image.isNull():
            self.frame_came.emit(image)

    def _look(self) -> None:
        if not self._url.isLocalFile() and self._behind.look(self._player.duration(), self._player.bufferProgress()):
            self._watch.lost = True
            self._open()
            return
        age_s = self._watch.age_s
        opening_s = self._opened.elapsed() / 1000
        silent_s = opening_s if age_s is None else min(age_s, opening_s)
        if silent_s > _OPENING_S:
            self._lose("no frame")

    def _failed(self, _error: QMediaPlayer.Error, text: str) -> None:
        self._lose(text)

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        ended = (QMediaPlayer.MediaStatus.EndOfMedia, QMediaPlayer.MediaStatus.InvalidMedia)
        if status in ended and not self._player.source().isEmpty():
            self._lose(status.name)

    def _lose(self, why: str) -> None:
        if self._watching.isActive():
            _log.info("camera feed lost: %s", why)
            self._watch.lost = True
            self._reconnects.ask(self._key, self._reopen)


def _at_once() -> QPlaybackOptions:
    """What counts of a live camera is now: nothing is gathered first, and what does not answer is given up soon."""
    options = QPlaybackOptions()
    options.setPlaybackIntent(QPlaybackOptions.PlaybackIntent.LowLatencyStreaming)
    options.setNetworkTimeout(_GIVEN_UP_MS)
    options.setProbeSize(_PROBED_BYTES)
    return options


class DeviceSource(QObject):
    """A camera plugged into this machine, by its id; the first one when the id is empty."""

    frame_came = Signal(QImage)
    simulated = False

    def __init__(self, device: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device = device
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
            self.frame_came.emit(image)


class SimulatedSource(QObject):
    """A drawn scene, about eight pictures a second, painted off the GUI thread."""

    frame_came = Signal(QImage)
    simulated = True

    def __init__(
        self, camera: str, state: SceneState, background: Background, parent: QObject | None = None, width: int = 480
    ) -> None:
        super().__init__(parent)
        self._camera, self._state, self._background, self._width = camera, state, background, width
        self._watch, self._clock = FrameWatch(), QElapsedTimer()
        self._clock.start()
        self._painting = self.is_past = False
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
        work = partial(render, self._camera, self._state, self._clock.elapsed() / 1000, self._width)
        self._background.read(work, self._painted, self._not_painted, priority=-2)

    def _painted(self, image: QImage) -> None:
        self._painting = False
        if self._beat.isActive():
            self._watch.frame()
            self.frame_came.emit(image)

    def _not_painted(self, error: Exception) -> None:
        self._painting = False
        self._beat.stop()
        _log.warning("drawn camera %s stopped: %s", self._camera, error)
