"""Turns what goes wrong with the file into one sentence a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from console.errors import StoreUnavailable

NO_JOURNAL = "it is not a journal; choose another file"
_REMEDIES = {
    "SQLITE_BUSY": "another program has been writing to it for too long; try again, or close that program",
    "SQLITE_LOCKED": "another program has been writing to it for too long; try again, or close that program",
    "SQLITE_FULL": "the disk is full; free some space and try again",
    "SQLITE_READONLY": "it is read-only; give this user the right to write the file and its folder",
    "SQLITE_PERM": "it is read-only; give this user the right to write the file and its folder",
    "SQLITE_NOTADB": NO_JOURNAL,
    "SQLITE_CORRUPT": "it is damaged; keep a copy, verify it, and restore the last backup",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and that this user may write there",
    "SQLITE_IOERR": "the disk did not take it; check the disk, its free space and its quota, and try again",
}
_MISFIT = "its rows do not fit together; it was altered outside the console: verify it and restore the last backup"


def unavailable(place: str, remedy: str) -> StoreUnavailable:
    """The error for the journal at ``place``, with what to do about it."""
    return StoreUnavailable(f"journal {place}: {remedy}; nothing was recorded")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raise ``StoreUnavailable`` for any failure of the database at ``place`` within the block."""
    try:
        yield
    except IntegrityError as error:
        raise unavailable(place, f"{_MISFIT} ({error.orig})") from error
    except DBAPIError as error:
        raise unavailable(place, _remedy(error.orig)) from error
    except NoConnection as error:
        raise unavailable(place, _REMEDIES["SQLITE_BUSY"]) from error
    except SQLAlchemyError as error:
        raise unavailable(place, f"it cannot be used ({error})") from error


def _remedy(cause: BaseException | None) -> str:
    name = getattr(cause, "sqlite_errorname", "")
    for known, remedy in _REMEDIES.items():
        if name.startswith(known):
            return remedy
    return f"it cannot be used ({cause}); keep a copy and verify it"
