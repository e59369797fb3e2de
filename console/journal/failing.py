"""Turns what goes wrong with the file or the server into one sentence a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from console.errors import StoreUnavailable

LONGEST_SAYING = 300
NO_JOURNAL = "it is not a journal; choose another file"
BUSY = "another program has been writing to it for too long; try again, or close that program"
_FULL = "the disk is full; free some space and try again"
_DAMAGED = "it is damaged; keep a copy, verify it, and restore the last backup"
_GONE = "the server does not answer; check the network and the server"
_REMEDIES = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": "it is read-only; give this user the right to write the file and its folder",
    "SQLITE_PERM": "it is read-only; give this user the right to write the file and its folder",
    "SQLITE_NOTADB": NO_JOURNAL,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and that this user may write there",
    "SQLITE_IOERR": "the disk did not take it; check the disk, its free space and its quota, and try again",
    # PostgreSQL's codes (its manual, appendix A): the longest beginning counts
    "55P03": BUSY,
    "57014": BUSY,
    "53100": _FULL,
    "53300": "the server takes no more connections; close a seat, or let it take more (max_connections)",
    "42501": "this user lacks a right on it; let the database's owner run 'journal make --desk ROLE'",
    "25006": "the server takes no writing; it may be a standby: name the primary server",
    "25P03": "this seat held its lock too long and the server took it back; try again",
    "57": _GONE,
    "08": _GONE,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}  # fmt: skip
_AT_THE_DOOR = {
    "password": "the server did not let this user in; put the right password into the password file (~/.pgpass)",
    "role ": "the server knows no such user; let the database's owner make it (docs/guide/postgresql.md)",
    "does not exist": "there is no such database on the server; make it first (docs/guide/postgresql.md)",
    "pg_hba.conf": "the server lets nobody in from here; its pg_hba.conf must name this machine",
    "too many": _REMEDIES["53300"],
    "certificate": "the server's certificate is not trusted; check sslmode and sslrootcert",
}
"""By what a server says before it has let anybody in, when there is no code; in English or in no words of these."""
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
        raise unavailable(place, remedy_of(error.orig, is_lost=error.connection_invalidated)) from error
    except NoConnection as error:
        raise unavailable(place, BUSY) from error
    except SQLAlchemyError as error:
        raise unavailable(place, f"it cannot be used ({error})") from error


def remedy_of(cause: BaseException | None, *, is_lost: bool = False) -> str:
    """What to do about ``cause``, a driver's error; ``is_lost`` when the connection ended with it."""
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    for known in sorted(_REMEDIES, key=len, reverse=True):
        if name.startswith(known):
            return _REMEDIES[known]
    if is_lost:
        return f"{_GONE} ({_brief(cause)})"
    return f"it cannot be used ({_brief(cause)}); keep a copy and verify it"


def door_remedy(cause: BaseException) -> str:
    """What to do when the server could not be reached or let nobody in."""
    said = str(cause)
    known = next((remedy for words, remedy in _AT_THE_DOOR.items() if "FATAL" in said and words in said), _GONE)
    return f"{known} ({_brief(cause)})"


def _brief(cause: BaseException | None) -> str:
    """What the driver said, on one line."""
    said = " ".join(str(cause).split())
    return said if len(said) <= LONGEST_SAYING else f"{said[:LONGEST_SAYING]}…"
