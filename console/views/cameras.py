"""Cameras of a session: one source for each, fed with what a simulated camera sees now."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from console.views.link import SessionLink
from console.views.video.feed import Feed
from console.views.video.frame import FrameSource
from console.views.video.reconnect import ReconnectQueue
from console.views.video.scene_state import SceneState, state_of
from console.views.video.sources import SimulatedSource, open_source
from console.views.video.strip import CameraFeed
from console.views.wording import tell

SMALL_PX, LARGE_PX = 480, 960


class Cameras(QObject):
    """Sources by camera, opened once. Simulated ones are told each second what they see."""

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._reconnects = ReconnectQueue(self)
        self._sources: dict[str, FrameSource] = {}
        link.ticked.connect(self._look)

    def feed(self, camera: str) -> CameraFeed:
        """The camera with its title in the language on screen."""
        known = self._link.session.district.cameras[camera]
        if camera not in self._sources:
            source = open_source(known, self._link.background, self._reconnects, self)
            if isinstance(source, SimulatedSource):
                source.is_past = self._link.is_past
            self._sources[camera] = source
            self._tell(camera)
        return CameraFeed(camera, f"{camera} {tell(known.name)}", self._sources[camera])

    def set_large(self, camera: str, large: bool) -> None:
        """A drawn camera is drawn finer while it is shown large."""
        source = self._sources.get(camera)
        if isinstance(source, SimulatedSource):
            source.set_width(LARGE_PX if large else SMALL_PX)

    def states(self, cameras: list[str]) -> dict[str, Feed]:
        """How the feeds of these cameras do now."""
        return {camera: self._sources[camera].feed() for camera in cameras if camera in self._sources}

    @Slot(object)
    def _look(self, _now: object = None) -> None:
        for camera in self._sources:
            self._tell(camera)

    def _tell(self, camera: str) -> None:
        source, drill = self._sources[camera], self._link.drill
        if not isinstance(source, SimulatedSource):
            return
        try:
            scene = drill.scene_of(camera) if drill is not None else None
        except KeyError:
            return  # nothing played yet: the place as it always is
        if scene is None:
            local = self._link.board.district.local(self._link.now())
            state = SceneState(source.state.scene, local.hour + local.minute / 60)
        else:
            state = state_of(scene)
        if state != source.state:
            source.set_state(state)

    def shutdown(self) -> None:
        """Stop every source."""
        for source in self._sources.values():
            source.stop()
        self._reconnects.close_all()
