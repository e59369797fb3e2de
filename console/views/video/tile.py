"""One camera's picture with its name and its age; the last good frame stays when the feed does not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QImage, QMouseEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from console.views import language
from console.views.theme import current as theme
from console.views.turns import later
from console.views.video.face import Face, badge_text, compose
from console.views.video.feed import Feed, FeedState
from console.views.video.frame import Frame, FrameSource

_COUNT_AFTER_S = 0.35
"""A live picture's age is counted on from here: below it the next picture is about to come."""


class CameraTile(QWidget):
    """A picture that fills the tile, name top left, age top right, SIMULATED bottom left.

    What is seen is one image, made ready where the picture is made; the GUI thread only puts it up.
    """

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None, key_hint: str = "") -> None:
        super().__init__(parent)
        self.camera_id = ""
        self._title, self._key_hint, self._badge = "", key_hint, ""
        self._source: FrameSource | None = None
        self._feed = Feed(FeedState.WAITING, None)
        self._image = QImage()
        self._face: Face | None = None
        self._drawn: tuple[object, ...] = ()  # what was put up last, unless it came ready
        self._selected = False
        self._screen = QLabel(self)
        self._screen.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumSize(QSize(160, 90))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._aging = QTimer(self, interval=250)
        self._aging.timeout.connect(self._age)
        theme.changed.connect(later(self._draw, unless_used=True))

    def show_camera(self, camera_id: str, title: str, source: FrameSource) -> None:
        """Show this camera from now on; the same source again only changes the title."""
        self.camera_id, self._title = camera_id, title
        self.setAccessibleName(title)
        if source is not self._source:
            self._let_go()
            self._source, self._image = source, QImage()
            source.frame_came.connect(self._take)
            if self.isVisible():
                source.start()
        self._look()
        self._draw()

    def clear(self) -> None:
        """Show no camera."""
        self._let_go()
        self.camera_id, self._title, self._image, self._badge = "", "", QImage(), ""
        self._draw()

    def wake(self) -> None:
        """Ask for pictures again: another tile may have let go of the same source since."""
        if self._source is not None and self.isVisible():
            self._source.start()

    def set_selected(self, selected: bool) -> None:
        """Ring the tile, or not."""
        if selected != self._selected:
            self._selected = selected
            self._draw()

    @property
    def image(self) -> QImage:
        """The last good frame; null before the first."""
        return self._image

    @property
    def badge(self) -> str:
        """The words of the age badge as shown."""
        return self._badge

    @property
    def feed_state(self) -> FeedState:
        """The state of the feed as shown."""
        return self._feed.state

    @property
    def is_marked_simulated(self) -> bool:
        """Whether the picture is drawn, and says so."""
        return self._source is not None and self._source.simulated

    def sizeHint(self) -> QSize:
        """16:9."""
        return QSize(360, 203)

    def showEvent(self, event: QShowEvent) -> None:
        """A tile that is seen wants pictures."""
        super().showEvent(event)
        self._aging.start()
        if self._source is not None:
            self._source.start()
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        """A tile that is not seen asks for none."""
        super().hideEvent(event)
        self._aging.stop()
        if self._source is not None:
            self._source.faces.pop(id(self), None)
            self._source.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is seen fills the tile."""
        super().resizeEvent(event)
        self._screen.setFixedSize(self.size())
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The tile the keys go to has a ring."""
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It goes with the focus."""
        super().focusOutEvent(event)
        self._draw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the camera large."""
        if event.button() is Qt.MouseButton.LeftButton and self.camera_id:
            self.clicked.emit(self.camera_id)

    def changeEvent(self, event: QEvent) -> None:
        """New language, new words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
            self._draw()

    def _as_it_is(self) -> Face:
        title = f"{self._key_hint}  {self._title}" if self._key_hint else self._title
        return Face(
            self.width(), self.height(), self.devicePixelRatioF(), theme.palette().name, title,
            self._source is not None, self.is_marked_simulated, self._selected or self.hasFocus(),
        )  # fmt: skip

    @Slot()
    def _draw(self) -> None:
        """Show everything as it is now, and have the next picture made ready so."""
        if not self.isVisible():
            return
        face = self._as_it_is()
        if self._face is None or face != self._face:  # pictures made ready for this very face are on their way
            self._face = face
        if self._source is not None:
            self._source.faces[id(self)] = self._face
        drawn = self._face, self._badge, self._feed.state, self._image.cacheKey(), language.current()
        if drawn != self._drawn:
            self._put_up(compose(self._face, self._badge, self._feed.state, self._image))
            self._drawn = drawn

    def _put_up(self, whole: QImage) -> None:
        self._screen.setPixmap(QPixmap.fromImage(whole))

    @Slot(object)
    def _take(self, frame: Frame) -> None:
        self._image, self._feed, self._badge = frame.image, frame.feed, badge_text(frame.feed)
        face, whole = frame.ready.get(id(self), (None, None))
        if whole is not None and face is self._face:
            self._put_up(whole)
            self._drawn = ()
        else:
            self._draw()

    @Slot()
    def _age(self) -> None:
        """The picture grows older: say so once it is more than the time between two of them."""
        feed = self._source.feed() if self._source is not None else self._feed
        if feed.state is not FeedState.LIVE or (feed.age_s or 0.0) >= _COUNT_AFTER_S:
            before = self._badge, self._feed.state
            self._look()
            if (self._badge, self._feed.state) != before:
                self._draw()
        if self._face is not None and self._face.ratio != self.devicePixelRatioF():
            self._draw()  # on another screen now

    def _look(self) -> None:
        """Ask how the feed does."""
        if self._source is not None:
            self._feed = self._source.feed()
        self._badge = badge_text(self._feed) if self._source is not None else ""

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.frame_came.disconnect(self._take)
            self._source.faces.pop(id(self), None)
            self._source.stop()
            self._source = None
