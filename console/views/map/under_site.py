"""The underlay of this seat: opened, kept and fetched off the GUI thread, and silent after its first complaint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from console.district.raster.opening import open_tiles
from console.district.underlays import choose, chosen
from console.errors import BadInput, BadUnderlay
from console.model.places import District
from console.model.underlay import Underlay
from console.phrase import say
from console.views.background import Background
from console.views.map.underlay import UnderTiles

FETCHERS = 3
"""Threads that may wait for a server. They are apart from those that advise: a slow server delays no recommendation."""
_log = logging.getLogger(__name__)


def underlay_file() -> Path:
    """Where the choices of this seat are kept; the file need not be there."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(home) / "dispatch-console" / "underlay.yaml"


def _open(underlay: Underlay | None, cache: Path) -> UnderTiles | None:
    return UnderTiles(underlay, open_tiles(underlay, cache)) if underlay is not None else None


def _begin(file: Path | None, district: District, cache: Path) -> UnderTiles | None:
    wanted = chosen(file, district.id, district.underlay) if file is not None else district.underlay
    return _open(wanted, cache)


class UnderSite(QObject):
    """Holds the tiles now beneath the map; ``None`` for none. ``file`` keeps choices, without one none is kept."""

    changed = Signal()
    told = Signal(object)  # a Phrase: what was opened
    failed = Signal(object)  # a Phrase or text: what could not be

    def __init__(
        self, district: District, background: Background, cache: Path, file: Path | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._district, self._background, self._cache, self._file = district, background, cache / "under", file
        self._pool: Background | None = None
        self.tiles: UnderTiles | None = None
        self.turn = 0
        self._complained = -1
        background.read(partial(_begin, file, district, self._cache), self._begun, self._not_opened)

    def use(self, underlay: Underlay | None) -> None:
        """Lay these tiles beneath the map, or none; kept for this district when they can be opened."""
        self._background.read(partial(_open, underlay, self._cache), self._chosen, self._not_opened, tag="underlay")

    def fetch(
        self, work: Callable[[], bytes], done: Callable[[bytes], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``work`` on the threads that may wait for a server."""
        if self._pool is None:
            self._pool = Background(self, readers=FETCHERS)
        self._pool.read(work, done, failed)

    def complain(self, error: Exception) -> None:
        """A tile could not be had: said once for each underlay, however many tiles fail."""
        if self._complained == self.turn:
            return
        self._complained = self.turn
        self.failed.emit(error.reason if isinstance(error, BadUnderlay) else str(error))

    def shutdown(self) -> None:
        """Stop fetching. Safe to call twice."""
        if self._pool is not None:
            self._pool.shutdown()

    @Slot(object)
    def _begun(self, tiles: UnderTiles | None) -> None:
        if tiles is not None and not self.turn:
            self._show(tiles)

    @Slot(object)
    def _chosen(self, tiles: UnderTiles | None) -> None:
        self._show(tiles)
        if tiles is None:
            self.told.emit(say("underlay.off"))
        else:
            source, datum = tiles.source, tiles.underlay.datum
            self.told.emit(say("underlay.shown", name=source.name, datum=datum, low=source.low, high=source.high))
        if self._file is not None:
            keep = partial(choose, self._file, self._district.id, tiles.underlay if tiles else None)
            self._background.read(keep, _kept, self._not_kept)

    def _show(self, tiles: UnderTiles | None) -> None:
        self.turn += 1
        self.tiles = tiles  # the one before closes its file when its last tile is fetched and it is forgotten
        self.changed.emit()

    @Slot(object)
    def _not_opened(self, error: Exception) -> None:
        reason = error.reason if isinstance(error, BadUnderlay) else str(error)
        if not isinstance(error, BadInput):
            _log.exception("the underlay cannot be opened", exc_info=error)
        self.failed.emit(say("underlay.stays", problem=reason))

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        problem = getattr(error, "strerror", None) or error
        self.failed.emit(say("underlay.not_kept", problem=problem))


def _kept(_nothing: None) -> None:
    """It is chosen again at the next start; nobody need be told."""
