"""A tile server, only ever asked because somebody configured it; what it gave is kept on disk."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from console.district.raster.tiles import as_picture
from console.errors import BadUnderlay
from console.phrase import say

TIMEOUT_S = 4.0
REST_S = 20.0
"""After a failure the server is left alone for so long; what is on disk is shown all the same."""
MOST_BYTES = 4 * 2**20
MOST_KEPT = 2**30
"""Bytes of tiles that are kept of all servers together."""
DEEPEST = 19
_NOTHING_THERE = (204, 404, 410)
_AGENT = "dispatch-console"


def check_address(source: str) -> None:
    """``BadUnderlay`` unless it is an http address with a place for zoom, column and row."""
    parts = urlsplit(source)
    rest = re.sub(r"\{(z|x|y|-y)\}", "", source)
    rows = ("{y}" in source) + ("{-y}" in source)
    if parts.scheme not in ("http", "https") or not parts.hostname or "{" in rest or "}" in rest or rows != 1:
        raise BadUnderlay(say("underlay.address", text=source))
    if "{z}" not in source or "{x}" not in source:
        raise BadUnderlay(say("underlay.address", text=source))


class TileServer:
    """Asks over the network from whichever thread calls; never call it from the GUI thread."""

    def __init__(self, source: str, cache: Path, timeout_s: float = TIMEOUT_S) -> None:
        check_address(source)
        self._source, self._timeout_s = source, timeout_s
        self.name = str(urlsplit(source).hostname)  # never the whole address: it may hold a key
        self.low, self.high = 0, DEEPEST
        self._folder = cache / hashlib.sha256(source.encode()).hexdigest()[:16]
        tidy(cache, MOST_KEPT)
        self._resting = threading.Lock()
        self._rest_until = 0.0
        self._trouble: BadUnderlay | None = None
        self._opener = urllib.request.build_opener()

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """From disk, else from the server; ``None`` where it has none. ``BadUnderlay`` when it does not answer."""
        kept = self._folder / str(zoom) / f"{x}_{y}"
        try:
            return kept.read_bytes() or None
        except OSError:
            pass
        with self._resting:
            if self._trouble is not None and monotonic() < self._rest_until:
                raise BadUnderlay(self._trouble.reason)
        try:
            found = self._ask(zoom, x, y)
        except BadUnderlay as error:
            with self._resting:
                self._trouble, self._rest_until = error, monotonic() + REST_S
            raise
        _keep(kept, found or b"")
        return found

    def _ask(self, zoom: int, x: int, y: int) -> bytes | None:
        rows = {"{z}": zoom, "{x}": x, "{y}": y, "{-y}": 2**zoom - 1 - y}
        address = self._source
        for sign, number in rows.items():
            address = address.replace(sign, str(number))
        request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "image/*"})
        try:
            with self._opener.open(request, timeout=self._timeout_s) as answer:
                content: bytes = answer.read(MOST_BYTES + 1)
                empty = answer.status in _NOTHING_THERE or not content
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _NOTHING_THERE:
                return None
            raise self._silent(f"HTTP {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._silent(getattr(error, "reason", None) or error) from error
        if len(content) > MOST_BYTES:
            raise self._silent(f"> {MOST_BYTES:,} B")
        return None if empty else as_picture(self.name, content)

    def _silent(self, problem: object) -> BadUnderlay:
        return BadUnderlay(say("underlay.server", name=self.name, problem=str(problem)[:120] or "?"))


def tidy(cache: Path, most: int) -> None:
    """Take the tiles longest on disk away until no more than ``most`` bytes are left; one in use stays where it is."""
    try:
        kept = [(file, file.stat()) for file in cache.rglob("*") if file.is_file()]
    except OSError:
        return
    over = sum(state.st_size for _, state in kept) - most
    for file, state in sorted(kept, key=_age):
        if over <= 0:
            return
        with suppress(OSError):
            file.unlink()
            over -= state.st_size


def _age(kept: tuple[Path, os.stat_result]) -> tuple[float, str]:
    return kept[1].st_mtime, str(kept[0])


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all; a full disk only costs the next asking. An empty file: the server has nothing there."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(written, file)
    except OSError:
        return
