"""Where a journal is: a file, the memory of this process, or a database on a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from console.errors import BadInput

MEMORY = ":memory:"
SERVER_SCHEMES = ("postgresql", "postgres")
_SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server, as ``postgresql://user@host:port/name`` with libpq's options; never with a password."""

    text: str

    def __str__(self) -> str:
        return self.text


Where = Path | Address
"""A journal by its file or by its server's address."""


def where(text: str) -> Where:
    """The journal somebody named by a path, ``sqlite:///path`` or ``postgresql://…``.

    :class:`BadInput` for the address of a store there is none for, and for one with a password in it: command lines
    and logs are read by others.
    """
    if "://" not in text:
        return Path(text)
    scheme = text.split("://", 1)[0]
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///") or MEMORY)
    if scheme not in SERVER_SCHEMES:
        raise BadInput(f"--db: no store for {scheme}:// addresses; give a file path, sqlite:///path or postgresql://…")
    _must_be_open(text)
    return Address(text)


def where_if(text: str | None) -> Where | None:
    """As :func:`where`, if anything was named."""
    return None if text is None else where(text)


def place_of(named: str | Where) -> Where:
    """As :func:`where`; what is a place already stays what it is."""
    return where(named) if isinstance(named, str) else named


def name_of(place: Where) -> str:
    """A short name of a journal for people: a file's name, or server and database without user and options."""
    if isinstance(place, Path):
        return place.name
    parts = urlsplit(place.text)
    options = dict(parse_qsl(parts.query))
    host = parts.hostname or options.get("host", "")
    database = unquote(parts.path).strip("/") or options.get("dbname", "") or options.get("service", "")
    return "/".join(part for part in (host, database) if part) or place.text


def _must_be_open(text: str) -> None:
    try:
        parts = urlsplit(text)
        secret = parts.password or any(name in _SECRETS for name, _ in parse_qsl(parts.query))
    except ValueError as error:
        raise BadInput(f"--db: the address cannot be read ({error}); write postgresql://user@host:port/name") from None
    if secret:
        raise BadInput(
            "--db: an address must hold no password, others can read command lines and logs; put it into the password"
            " file (~/.pgpass, or the one PGPASSFILE names) or into a service file"
        )
