"""Where the map's page comes from: our own scheme, and no way out to any network."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from shiboken6 import isValid

from console.district.raster.tiles import mime_of
from console.geo import LatLon
from console.model.places import District
from console.views.background import Background
from console.views.map.origin import policy
from console.views.map.tiles import MAX_ZOOM, MIN_ZOOM, TileKey, TileStore, default_cache
from console.views.map.under_site import UnderSite

SCHEME = b"console135"
_OWN_FILES = (
    "shapes.js", "sprites.js", "labels.js", "scene.js", "crowd.js", "ways.js", "conditions.js", "pointing.js", "map.js",
    "map.css",
)  # fmt: skip
_LEAFLET_FILES = ("leaflet.js", "leaflet.css")
_MIME = {".js": b"text/javascript", ".css": b"text/css", ".html": b"text/html", ".png": b"image/png"}


def register_scheme() -> None:
    """Make the scheme known to Chromium. Call once, before the ``QApplication`` is made; again does nothing.

    Chromium refuses its sandbox for root, so that alone is switched off for root.
    """
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() == SCHEME:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class Gatekeeper(QWebEngineUrlRequestInterceptor):
    """Lets through what is asked of our own scheme and blocks everything else, keeping both lists."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []
        self.passed: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called by Chromium for every request of the page."""
        url = info.requestUrl()
        if url.scheme().encode() == SCHEME:
            if not url.path().startswith(("/tiles/", "/over/", "/under/")):
                self.passed.append(url.toString())
            return
        info.block(True)
        self.blocked.append(url.toString())


class PageHandler(QWebEngineUrlSchemeHandler):
    """Answers every address of our scheme: the page, its scripts, and tiles that arrive later."""

    def __init__(
        self, tiles: TileStore, under: UnderSite, background: Background, centre: LatLon, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.turn_to(tiles, under, background, centre)

    def turn_to(self, tiles: TileStore, under: UnderSite, background: Background, centre: LatLon) -> None:
        """Answer from these tiles from now on."""
        self._tiles, self._under, self._background, self._centre = tiles, under, background, centre

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Called by Chromium on the GUI thread; never waits."""
        path = job.requestUrl().path().lstrip("/")
        key, under = TileKey.parse(path), _under_place(path)
        if job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif key is not None:
            self._answer_tile(job, key)
        elif under is not None:
            self._answer_under(job, under)
        elif path == "index.html":
            self._answer_page(job)
        elif path in _OWN_FILES or path in _LEAFLET_FILES or path == "qwebchannel.js":
            _reply(job, _MIME[Path(path).suffix], _file(path))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _answer_page(self, job: QWebEngineUrlRequestJob) -> None:
        nonce = secrets.token_hex(16)  # no capitals: Qt lowers the header's value
        header = {QByteArray(b"Content-Security-Policy"): [QByteArray(policy(nonce).encode())]}
        job.setAdditionalResponseHeaders(header)  # type: ignore[arg-type]  # a list per name, or Qt takes it apart
        late = _Late(job, partial(_page, self._centre, nonce), mime=b"text/html; charset=utf-8")
        self._background.read(late.work, late.reply, late.fail)

    def _answer_tile(self, job: QWebEngineUrlRequestJob, key: TileKey) -> None:
        ready = self._tiles.at_hand(key)
        if ready is not None:
            _reply(job, _MIME[".png"], ready)
            return
        late = _Late(job, partial(self._tiles.tile, key))
        self._background.read(late.work, late.reply, late.fail, priority=-1)

    def _answer_under(self, job: QWebEngineUrlRequestJob, place: tuple[int, int, int]) -> None:
        tiles = self._under.tiles
        if tiles is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        ready = tiles.at_hand(*place)
        if ready is not None:
            _reply(job, mime_of(ready).encode(), ready)
            return
        late = _Late(job, partial(tiles.tile, *place), self._under.complain)
        self._under.fetch(late.work, late.reply, late.fail)


def _page(centre: LatLon, nonce: str) -> bytes:
    """The page; what draws it is read when the first one is asked for, and the window is there sooner."""
    from console.views.map.page import render_page

    return render_page(centre, nonce).encode()


def _quiet(_error: Exception) -> None:
    """The map asks again when the tile is next shown."""


class _Late:
    """A tile or the page on its way. The page may drop the request meanwhile, and Chromium then deletes the job."""

    def __init__(
        self, job: QWebEngineUrlRequestJob, work: Callable[[], bytes],
        complain: Callable[[Exception], None] = _quiet, mime: bytes = b"",
    ) -> None:  # fmt: skip
        self._job, self.work, self._complain, self._mime = job, work, complain, mime

    def reply(self, picture: bytes) -> None:
        """Hand it over, if it is still wanted."""
        if isValid(self._job):
            _reply(self._job, self._mime or mime_of(picture).encode(), picture)

    def fail(self, error: Exception) -> None:
        """Leave the tile empty."""
        self._complain(error)
        if isValid(self._job):
            self._job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)


class MapSite(QObject):
    """The page's profile, gate and tiles; shared by every map on this machine, and outliving their pages."""

    def __init__(
        self, district: District, background: Background, parent: QObject | None = None, cache_dir: Path | None = None,
        choices: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.district, self.background = district, background
        self._cache_dir, self._choices = cache_dir, choices
        self.tiles = TileStore(district, cache_dir)
        self.under = UnderSite(district, background, cache_dir or default_cache(), choices, self)
        self.gate = Gatekeeper(self)
        self.profile = QWebEngineProfile(self)  # no storage name: off the record
        self.profile.setUrlRequestInterceptor(self.gate)
        self._handler = PageHandler(self.tiles, self.under, background, _centre(district), self)
        self.profile.installUrlSchemeHandler(QByteArray(SCHEME), self._handler)

    def turn_to(self, district: District, background: Background) -> None:
        """Serve another district to the pages loaded from now on: Chromium takes it ill when profiles come and go."""
        self.district, self.background = district, background
        self.tiles = TileStore(district, self._cache_dir)
        self.under = UnderSite(district, background, self._cache_dir or default_cache(), self._choices, self)
        self._handler.turn_to(self.tiles, self.under, background, _centre(district))


def _centre(district: District) -> LatLon:
    points = district.boundary or list(district.roads.nodes.values())
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    return LatLon((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def _under_place(path: str) -> tuple[int, int, int] | None:
    """Zoom, column and row in ``under/{turn}/{z}/{x}/{y}``; ``None`` when it is not such a path."""
    parts = path.split("/")
    if len(parts) != 5 or parts[0] != "under" or not all(part.isdecimal() and len(part) < 9 for part in parts[1:]):
        return None
    zoom, x, y = (int(part) for part in parts[2:])
    return (zoom, x, y) if MIN_ZOOM <= zoom <= MAX_ZOOM and max(x, y) < 2**zoom else None


def _reply(job: QWebEngineUrlRequestJob, mime: bytes, content: bytes) -> None:
    buffer = QBuffer(job)  # the job takes it along when it ends
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(mime), buffer)


@cache
def _file(name: str) -> bytes:
    if name == "qwebchannel.js":
        return _from_qt(":/qtwebchannel/qwebchannel.js")
    if name in _LEAFLET_FILES:
        return _leaflet_file(name)
    return (resources.files("console.views.map") / "page" / name).read_bytes()


def _leaflet_file(name: str) -> bytes:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_bytes()


def _from_qt(name: str) -> bytes:
    import PySide6.QtWebChannel  # noqa: F401 - its library carries the file

    file = QFile(name)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(name)
    return bytes(file.readAll().data())
