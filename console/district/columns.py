"""Columns of numbers and tables of words in one compressed file, checked on reading: no pickle, no half a file."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.errors import BadDistrict

Column = NDArray[Any]
MOST_BYTES = 1 << 30
"""Larger than this unpacked, a file is not one of ours."""
_ENDING = ".npy"
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, RuntimeError, OverflowError,
            MemoryError, SyntaxError)  # fmt: skip


def pack(columns: Mapping[str, Column], words: Mapping[str, Any]) -> bytes:
    """The file's bytes (a ``.npz`` that numpy opens too); the same content gives the same bytes."""
    told = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    made = io.BytesIO()
    everything: dict[str, Any] = {**columns, "words": np.frombuffer(told, np.uint8)}
    np.savez_compressed(made, **everything)
    return made.getvalue()


def unpack(name: str, content: bytes, kinds: Mapping[str, str]) -> tuple[dict[str, Column], Any]:
    """The columns named in ``kinds`` (name to dtype) and the words.

    Raises ``BadDistrict`` naming the file when it is cut off, damaged (every column's checksum is compared),
    lacks a column or has one of another type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise BadDistrict(f"{name}: larger than {MOST_BYTES >> 30} GB unpacked; expected a district's file")
            columns = {kind: _column(archive.read(kind + _ENDING)) for kind in (*kinds, "words")}
        words = json.loads(columns.pop("words").tobytes())
    except _DAMAGED as error:
        raise BadDistrict(f"{name}: cut off or damaged ({_brief(error)}); expected the whole file, import it again"
                          ) from None  # fmt: skip
    for kind, dtype in kinds.items():
        if columns[kind].dtype != np.dtype(dtype) or columns[kind].ndim != 1:
            raise BadDistrict(f"{name}, {kind}: {columns[kind].dtype} of {columns[kind].ndim} dimensions;"
                              f" expected one column of {np.dtype(dtype)}")  # fmt: skip
    return columns, words


def _column(content: bytes) -> Column:
    found: Column = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    return found


def _brief(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
