"""Icons by name in a token's colour."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from console.model.places import TeamKind

_FOLDER = resources.files("console.views.icons") / "svg"


@cache
def names() -> tuple[str, ...]:
    """Every icon there is, sorted."""
    return tuple(sorted(entry.name.removesuffix(".svg") for entry in _FOLDER.iterdir() if entry.name.endswith(".svg")))


@cache
def _source(name: str) -> str:
    if name not in names():
        raise KeyError(f"no icon {name!r}; there are {', '.join(names())}")
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, px: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon ``px`` pixels wide in ``colour`` (``#rrggbb``); ``ratio`` is the screen's pixel ratio."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = round(px * ratio)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, colour: str, px: int = 16) -> QIcon:
    """A ``QIcon`` for buttons and actions, sharp on screens of single and double density."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, px, ratio))
    return made


def application_icon() -> QIcon:
    """The console's own: three rings, one for each mark; it keeps its colours."""
    made, source = QIcon(), (resources.files("console.views.icons") / "app.svg").read_bytes()
    for side in (16, 32, 64, 128):
        image = QPixmap(side, side)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(image)
    return made


def team_icon(kind: TeamKind) -> str:
    """The name of the shape that stands for a kind of team."""
    return f"team-{kind.value}"


def outline(name: str) -> str:
    """The path data of a one-path icon, so that the map draws the very same shape."""
    found = re.search(r'\sd="([^"]+)"', _source(name))
    if found is None:
        raise KeyError(f"icon {name!r} has no path")
    return found.group(1)
