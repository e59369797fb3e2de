"""A player and the pictures it gives, on a thread of their own: opening, closing and making ready hold up no window.

Qt says nothing when a camera freezes, so the frames' age is watched here. A server that was held up may send what it
missed all at once: the player would go on showing the past as if it were now. A live stream that keeps the player's
buffer full is therefore opened anew.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import QMediaPlayer, QPlaybackOptions, QVideoFrame, QVideoSink

from console.views.video.face import Face
from console.views.video.feed import FROZEN_AFTER_S, BehindWatch, Feed, FeedState, FrameWatch
from console.views.video.frame import Frame, framed

_FRAME_GAP_MS = 80
_WATCH_MS = 500
_OPENING_S = 8.0
_GIVEN_UP_MS = 5000
_PROBED_BYTES = 100_000


class Film(QObject):
    """Lives on the thread of the cameras. Asked by ``opening`` and ``closing``, it answers by signals.

    ``wanted``, ``faces`` and ``watch`` are looked at from both sides, :meth:`newest` and the signals go to the other.
    """

    came = Signal()  # a frame waits to be taken
    returned = Signal()  # the first one after none came
    lost = Signal(str)  # why
    opening = Signal(QUrl)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = False
        self.faces: dict[int, Face] = {}
        self.watch = FrameWatch()
        self._lock = threading.Lock()
        self._newest: Frame | None = None
        self._url = QUrl()
        self._opened, self._last_given, self._behind = QElapsedTimer(), QElapsedTimer(), BehindWatch()
        self._player: QMediaPlayer | None = None
        self._watching: QTimer | None = None
        self.opening.connect(self._open)
        self.closing.connect(self._close)

    def newest(self) -> Frame | None:
        """The newest frame that was not taken yet, once."""
        with self._lock:
            frame, self._newest = self._newest, None
        return frame

    def forget(self) -> None:
        """Nobody shows it any more."""
        self.wanted, self.faces, self.watch = False, {}, FrameWatch()
        self.newest()

    @Slot(QUrl)
    def _open(self, url: QUrl) -> None:
        """Let go of the old connection and make a new one."""
        player = self._player or self._make()
        self._url = url
        self._opened.start()
        self._behind.begin()
        player.setSource(QUrl())
        if url.isLocalFile():
            player.setLoops(QMediaPlayer.Loops.Infinite)
        else:
            player.setLoops(QMediaPlayer.Loops.Once)
            player.setPlaybackOptions(_at_once())
        player.setSource(url)
        player.play()
        if self._watching is not None:
            self._watching.start()

    def _make(self) -> QMediaPlayer:
        """The player, made on the thread it lives on."""
        sink = QVideoSink(self)
        sink.videoFrameChanged.connect(self._take)
        player = QMediaPlayer(self)
        player.setVideoSink(sink)
        player.errorOccurred.connect(self._failed)
        player.mediaStatusChanged.connect(self._status)
        self._watching = QTimer(self, interval=_WATCH_MS)
        self._watching.timeout.connect(self._look)
        self._player = player
        return player

    @Slot()
    def _close(self) -> None:
        if self._player is not None and self._watching is not None:
            self._watching.stop()
            self._player.stop()
            self._player.setSource(QUrl())

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if not self.wanted or not frame.isValid():
            return
        age_s = self.watch.age_s
        if self.watch.lost or age_s is None or age_s > FROZEN_AFTER_S:
            self.returned.emit()
        self.watch.frame()
        if self._last_given.isValid() and self._last_given.elapsed() < _FRAME_GAP_MS:
            return
        self._last_given.start()
        image = frame.toImage()
        if not image.isNull():
            self._hand_over(framed(image, Feed(FeedState.LIVE, 0.0), self.faces))

    def _hand_over(self, frame: Frame) -> None:
        with self._lock:
            waits, self._newest = self._newest is not None, frame
        if not waits:
            self.came.emit()

    @Slot()
    def _look(self) -> None:
        if not self.wanted or self._player is None:
            return
        age_s, opening_s = self.watch.age_s, self._opened.elapsed() / 1000
        if not self._url.isLocalFile() and self._behind.look(self._player.duration(), self._player.bufferProgress()):
            self.watch.lost = True
            self._open(self._url)
        elif (opening_s if age_s is None else min(age_s, opening_s)) > _OPENING_S:
            self._lose("no frame")

    @Slot(QMediaPlayer.Error, str)
    def _failed(self, _error: QMediaPlayer.Error, text: str) -> None:
        self._lose(text)

    @Slot(QMediaPlayer.MediaStatus)
    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        ended = (QMediaPlayer.MediaStatus.EndOfMedia, QMediaPlayer.MediaStatus.InvalidMedia)
        if status in ended and self._player is not None and not self._player.source().isEmpty():
            self._lose(status.name)

    def _lose(self, why: str) -> None:
        if self.wanted:
            self.watch.lost = True
            self.lost.emit(why)


def _at_once() -> QPlaybackOptions:
    """What counts of a live camera is now: nothing is gathered first, and what does not answer is given up soon."""
    options = QPlaybackOptions()
    options.setPlaybackIntent(QPlaybackOptions.PlaybackIntent.LowLatencyStreaming)
    options.setNetworkTimeout(_GIVEN_UP_MS)
    options.setProbeSize(_PROBED_BYTES)
    return options
