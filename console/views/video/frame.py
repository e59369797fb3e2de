"""A camera's picture on its way to the tiles that show it, made ready for them where it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QImage

from console.views.video.face import Face, badge_text, compose
from console.views.video.feed import Feed


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture as the camera gave it, how the feed did when it came, and the tiles made ready with it.

    ``ready`` has, by the tile's key, the face it was made for and the tile as it is then shown.
    """

    image: QImage
    feed: Feed
    ready: Mapping[int, tuple[Face, QImage]]


class FrameSource(Protocol):
    """Where a tile's pictures come from. ``frame_came`` carries a ``Frame``.

    ``faces`` has the face of each tile that shows it, by the tile's key; tiles put themselves there.
    """

    frame_came: SignalInstance
    simulated: bool

    @property
    def faces(self) -> dict[int, Face]:
        """The faces to make ready."""
        ...

    def start(self) -> None:
        """Begin, or begin again, to give frames."""
        ...

    def stop(self) -> None:
        """Give no more frames and let go of the camera."""
        ...

    def feed(self) -> Feed:
        """How the feed does now."""
        ...


def framed(image: QImage, feed: Feed, faces: Mapping[int, Face]) -> Frame:
    """The frame for the tiles as they are now. Any thread."""
    badge = badge_text(feed)
    ready = {key: (face, compose(face, badge, feed.state, image)) for key, face in list(faces.items())}
    return Frame(image, feed, ready)
