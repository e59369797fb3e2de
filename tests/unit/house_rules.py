"""The house rules as pure functions: a module's source in, the places that break a rule out."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Left may import right, never back; rooms in one tuple do not import each other.
DOORS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("app",),
    ("views", "gateway"),
    ("drill",),
    ("intake", "delivery", "analysis"),
    ("desk",),
    ("journal", "board", "dispatch", "district"),
    ("model",),
    ("clock", "geo", "errors"),
    ("phrase",),
    ("frozen",),
)

LIBRARY_HOMES: Mapping[str, str] = {
    **dict.fromkeys(("PySide6", "shiboken6", "pyqtgraph", "folium", "branca", "xstatic"), "views"),
    **dict.fromkeys(("sqlalchemy", "alembic", "pysqlite3", "psycopg"), "journal"),
    **dict.fromkeys(("networkx", "numba", "llvmlite"), "dispatch"),
    **dict.fromkeys(("fastapi", "starlette", "uvicorn"), "gateway"),
    "osmium": "district",
    "pmtiles": "district",
    "sqlite3": "district",  # MBTiles files, only ever read
    "apprise": "delivery",
    "paho": "intake",
}

WALL_CLOCK = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime",
    "PySide6.QtCore.QDateTime.currentDateTime", "PySide6.QtCore.QDateTime.currentDateTimeUtc",
    "PySide6.QtCore.QTime.currentTime", "PySide6.QtCore.QDate.currentDate",
}  # fmt: skip
CHANCE = {"uuid.uuid1", "uuid.uuid4", "os.urandom", "random.SystemRandom"}
SEEDED = {"random.Random", "numpy.random.default_rng", "numpy.random.SeedSequence", "numpy.random.RandomState"}
CHANCE_MODULES = ("random.", "numpy.random.")

OUTSIDE_HOSTS = re.compile(
    r"https?://[^\s\"'`)>]*?(?:cdn|unpkg|jsdelivr|cloudflare|googleapis|bootstrap|rawgit|githubusercontent"
    r"|tile\.openstreetmap|basemaps|autonavi|amap\.com|map\.baidu|tianditu)",
    re.IGNORECASE,
)
ANY_ADDRESS = re.compile(r"https?://(?!www\.w3\.org/|localhost\b|127\.0\.0\.1\b)", re.IGNORECASE)
PAGE_FILES = {".js", ".css", ".html", ".j2"}

MODULE_LINES = 300
FUNCTION_LINES = 40


@dataclass(frozen=True, slots=True)
class Source:
    """One module: its dotted name, its text and its tree."""

    name: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def room(self) -> str:
        """The part after ``console.``; empty for ``console`` itself."""
        return [*self.name.split("."), ""][1]

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)


Rule = Callable[[Source], Iterator[str]]


def source(name: str, text: str) -> Source:
    return Source(name, text, ast.parse(text))


def modules_under(folder: Path) -> list[Source]:
    files = sorted(f for f in folder.rglob("*.py") if "__pycache__" not in f.parts)
    return [source(_dotted(file), file.read_text(encoding="utf-8")) for file in files]


def _dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, wherever in the module it is done."""
    for node in module.nodes():
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def wrong_doors(module: Source) -> Iterator[str]:
    ranks = {room: rank for rank, rooms in enumerate(DOORS) for room in rooms}
    if module.room and module.room not in ranks:
        yield f"{module.name}: the room {module.room} has no place among the doors"
        return
    for line, name in imports(module):
        if name.startswith("."):
            yield f"{module.name}:{line}: imports are written in full, not {name}"
        room = name.split(".")[1] if name.startswith("console.") else module.room
        if module.room and room != module.room and room in ranks and ranks[room] <= ranks[module.room]:
            yield f"{module.name}:{line}: {module.room} does not open to {room}"


def strange_libraries(module: Source) -> Iterator[str]:
    for line, name in imports(module):
        home = LIBRARY_HOMES.get(name.split(".")[0])
        if home and module.room != home:
            yield f"{module.name}:{line}: {name} belongs in {home}"


def _called(module: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the full name of what is called, aliases resolved."""
    known: dict[str, str] = {}
    for node in module.nodes():
        if isinstance(node, ast.Import):
            known |= {
                a.asname or a.name.split(".")[0]: a.name if a.asname else a.name.split(".")[0] for a in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in module.nodes():
        if isinstance(node, ast.Call):
            first, _, rest = ast.unparse(node.func).partition(".")
            yield node, ".".join(part for part in (known.get(first, first), rest) if part)


def wall_clock_and_chance(module: Source) -> Iterator[str]:
    if module.name == "console.clock":
        return
    for call, name in _called(module):
        where = f"{module.name}:{call.lineno}: {name}()"
        if name in WALL_CLOCK:
            yield f"{where} reads the wall clock; ask a Clock"
        elif name in CHANCE or (name in SEEDED and not call.args and not call.keywords):
            yield f"{where} differs from run to run; take a seed"
        elif name.startswith(CHANCE_MODULES) and name not in SEEDED and "(" not in name:
            yield f"{where} draws from the shared generator; take a seeded one"


def too_long(module: Source) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > MODULE_LINES:
        yield f"{module.name}: {lines} lines, at most {MODULE_LINES}"
    for node in module.nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{module.name}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def wordy_room(module: Source) -> Iterator[str]:
    """For an ``__init__``: one docstring and nothing else (``console`` itself also has its version)."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name}: no docstring says what this room is for"
    for node in module.tree.body[1:]:
        if not (module.name == "console" and ast.unparse(node).startswith("__version__ = ")):
            yield f"{module.name}:{node.lineno}: only a docstring belongs into __init__.py"


def swallowed_errors(module: Source) -> Iterator[str]:
    for node in module.nodes():
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"{module.name}:{node.lineno}: a bare except hides what went wrong"
        if isinstance(node, ast.ExceptHandler) and all(isinstance(b, ast.Pass) for b in node.body):
            named = ast.unparse(node.type) if node.type else ""
            if named in {"Exception", "BaseException"}:
                yield f"{module.name}:{node.lineno}: except {named}: pass hides what went wrong"


def careless_windows(module: Source) -> Iterator[str]:
    """Connections that keep their window alive, and pages put together from text."""
    for call, name in _called(module):
        verb = name.rsplit(".", 1)[-1]
        first = call.args[0] if call.args else None
        if (
            verb == "connect"
            and isinstance(first, ast.Lambda)
            and "self" in {n.id for n in ast.walk(first) if isinstance(n, ast.Name)}
        ):
            yield f"{module.name}:{call.lineno}: a lambda holding self is connected to a signal; connect a method"
        if verb in {"runJavaScript", "setHtml"} and isinstance(first, ast.JoinedStr):
            yield f"{module.name}:{call.lineno}: {verb} is given an f-string; pass the values as JSON"


def impatient_tests(module: Source) -> Iterator[str]:
    for call, name in _called(module):
        if name in {"time.sleep", "qtbot.wait"}:
            yield f"{module.name}:{call.lineno}: {name}() waits blindly; step the clock or wait for a signal"


def said(module: Source) -> Iterator[tuple[int, str, frozenset[str] | None]]:
    """Line, code and value names of each sentence said; None for the names when they are handed over in one ``**``."""
    for call, name in _called(module):
        if name.rsplit(".", 1)[-1] != "say" or not call.args:
            continue
        code = call.args[0]
        names = frozenset(word.arg for word in call.keywords if word.arg)
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield call.lineno, code.value, None if len(names) < len(call.keywords) else names


def said_families(module: Source) -> Iterator[tuple[int, str]]:
    """Line and fixed beginning of each sentence whose code is put together: ``say(f"stage.{x}")`` gives ``stage.``."""
    for call, name in _called(module):
        if name.rsplit(".", 1)[-1] == "say" and call.args and isinstance(call.args[0], ast.JoinedStr):
            start = call.args[0].values[0]
            if isinstance(start, ast.Constant):
                yield call.lineno, str(start.value)


def unknown_phrases(module: Source, templates: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for line, code, names in said(module):
        if code not in templates:
            yield f"{module.name}:{line}: no template for {code}"
        elif names is not None and placeholders(templates[code].get("en", "")) - names:
            missing = sorted(placeholders(templates[code].get("en", "")) - names)
            yield f"{module.name}:{line}: {code} is said without {', '.join(missing)}"
    for line, family in said_families(module):
        if not any(code.startswith(family) for code in templates):
            yield f"{module.name}:{line}: no template begins with {family}"


def lopsided_phrases(templates: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Templates without both languages, or whose languages do not show the same values."""
    for code, template in templates.items():
        if set(template) != {"en", "zh"} or not all(template.values()):
            yield f"{code}: needs en and zh, and nothing else"
        elif placeholders(template["en"]) != placeholders(template["zh"]):
            yield f"{code}: en and zh do not show the same values"


def placeholders(template: str) -> Set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def outside_addresses(file: Path) -> Iterator[str]:
    """Lines of a shipped file that would make the console ask a foreign host; a page names no address at all."""
    banned = ANY_ADDRESS if file.suffix in PAGE_FILES else OUTSIDE_HOSTS
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if banned.search(line):
            yield f"{file.name}:{number}: asks the outside world; serve it from an installed package"
