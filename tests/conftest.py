"""For every test: no screen is needed, root may start the web engine, and nothing fails for being slow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.pg_server import PgServer, a_server
from tests.stores import KINDS, Place, places

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

# A gate must give the same answer twice; new examples are looked for outside it.
settings.register_profile("console", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("console")


@pytest.fixture(scope="session")
def _server_or_why() -> Iterator[PgServer | str]:
    yield from a_server()


@pytest.fixture
def server(_server_or_why: PgServer | str) -> PgServer:
    """One PostgreSQL for all tests of a run; a test that needs it is skipped where there is none, and says why."""
    if isinstance(_server_or_why, str):
        pytest.skip(_server_or_why)
    return _server_or_why


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Room for one journal: in a file, then on a server."""
    yield from places(request.param, tmp_path, request)
