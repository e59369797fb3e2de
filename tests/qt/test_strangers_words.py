"""What strangers write (HTML, scripts, marks that turn a line round, endless text) is only text in every window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

from console.model import commands as c
from console.model.words import Tier, Urgency
from console.views.opening import Console
from console.views.photograph import TABS
from tests.qt.session_builders import OFFICER, FakeDrill, a_session
from tests.qt.test_map_device import ask

MARK = "<b>bold</b><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
HOSTILE = f"{MARK} \u202egnp.exe\u2066 \x07\x00\x1b[31m " + "长" * 10_000
TURNING = ("\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068")
WINDOWS = ("workstation", "cases", "figures", "duty", "plans", "supervision", "case", "cameras", "wall")
ROOT = QModelIndex()
WIDE = (1366, 768)


def hostile(session) -> int:
    """A case whose words, place, number and every reason were written by somebody who means harm."""
    place = next(iter(session.district.places.values()))[1]
    report = c.ReportIncident("hotline-12345", MARK, HOSTILE, session.clock.now(), "city.stalls", MARK, place)
    (row,) = session.desk.submit(report, OFFICER)
    number = row.incident
    for command in (
        c.AcceptIncident(number, Urgency.ROUTINE), c.AssignHandling(number, Tier.STREET, "enforcement", (), HOSTILE),
        c.BlowWhistle(number, ("police",), 900, HOSTILE), c.TakeTeamOut("T01", HOSTILE),
    ):  # fmt: skip
        session.desk.submit(command, OFFICER)
    return number


@pytest.fixture(scope="module")
def console(qapp, tmp_path_factory):
    session = a_session(tmp_path_factory.mktemp("hostile") / "j.db")
    console = Console(session, FakeDrill(session), ticking=False)
    number = hostile(session)
    made = {
        "workstation": console.open_workstation(), "wall": console.open_wall(), "duty": console.open_duty(),
        "plans": console.open_plans(), "supervision": console.open_supervision(), "cameras": console.open_cameras(),
        "case": console.open_case(number),
    }  # fmt: skip
    made["workstation"].cases_asked.emit()
    made["workstation"].figures_asked.emit()
    made |= {"cases": console.cases, "figures": console.figures}
    yield console, made, number
    console.close()
    for window in made.values():
        window.deleteLater()


def texts(window) -> list[tuple[str, str, bool]]:
    """Every text of a window: what shows it, the text, and whether it would be taken for a page."""
    found = []
    for label in window.findChildren(QLabel):
        as_page = label.textFormat() is Qt.TextFormat.RichText or (
            label.textFormat() is Qt.TextFormat.AutoText and Gui.mightBeRichText(label.text())
        )
        found.append((type(label).__name__, label.text(), as_page))
    for kind, read in ((QAbstractButton, "text"), (QLineEdit, "text"), (QPlainTextEdit, "toPlainText")):
        found += [(kind.__name__, getattr(w, read)(), False) for w in window.findChildren(kind)]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            rows = range(min(model.rowCount(ROOT), 50))
            columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(ROOT))
            cells = [model.index(row, column) for row in rows for column in columns]
            found += [(type(view).__name__, str(cell.data() or ""), False) for cell in cells]
            tips = [str(cell.data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells]
            found += [("tip", tip, "<script" in tip and Gui.mightBeRichText(tip)) for tip in tips]
    found += [("tip", w.toolTip(), "<script" in w.toolTip()) for w in window.findChildren(QLabel)]
    for edit in window.findChildren(QTextEdit):
        document: QTextDocument = edit.document()
        found.append((type(edit).__name__, document.toPlainText(), "<b>bold" not in document.toPlainText()
                      and "bold" in document.toPlainText()))  # fmt: skip
    return [one for one in found if "bold" in one[1] or "window.hacked" in one[1] or "exe" in one[1]]


@pytest.mark.parametrize("name", WINDOWS)
def test_it_is_text_and_nothing_else(qtbot, console, name):
    console, made, _ = console
    qtbot.waitUntil(lambda: console.link.is_settled)
    window = made[name]
    window.resize(*WIDE)
    window.show()
    qtbot.waitUntil(lambda: (window.width(), window.height()) == WIDE)
    only_text(texts(window))


@pytest.mark.parametrize("page", TABS)
def test_it_is_text_in_every_page_of_the_incident(qtbot, console, page):
    console, made, number = console
    window = made["workstation"]
    window.show()
    console.link.select(number)
    qtbot.waitUntil(lambda: console.link.is_settled)
    window.incident.tabs.setCurrentIndex(TABS.index(page))
    seen = texts(window.incident)
    window.incident.tabs.setCurrentIndex(0)
    only_text(seen)
    assert page not in ("timeline", "reports") or any("<b>bold</b><script>" in text for _, text, _ in seen)


def only_text(seen: list[tuple[str, str, bool]]) -> None:
    """Nothing of it is taken for a page, no mark turns a line round, no control character is passed on."""
    assert [(where, text[:60]) for where, text, as_page in seen if as_page] == []
    raw = [(where, text[:60]) for where, text, _ in seen for sign in (*TURNING, "\x00", "\x07", "\x1b") if sign in text]
    assert raw == []


def test_the_case_is_seen_where_it_should_be(console):
    _, made, _ = console
    for name in ("workstation", "case"):
        assert any("<b>bold</b><script>" in text for _, text, _ in texts(made[name])), name


def test_nothing_runs_in_the_page_of_the_map(qtbot, console):
    console, made, number = console
    view = made["workstation"].map
    made["workstation"].show()
    console.link.select(number)
    qtbot.waitUntil(lambda: view._page_ready and view._drawn == view._queue.last_id, timeout=20_000)
    counted = ask(qtbot, view, "[window.hacked ?? null, document.querySelectorAll('img[src=x], b').length]")
    assert counted == [None, 0]
