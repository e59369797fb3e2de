"""The page of a case and the supervision list: everything told, nothing run, keys that lead on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from console.app.case_list import reading_session
from console.app.yearly import load
from console.desk.session import Session
from console.journal.evidence import FolderEvidence
from console.model import commands as c
from console.model.case_filter import CaseFilter
from console.model.words import Tier, Urgency
from console.views import language
from console.views.background import Background
from console.views.case_page.window import CasePage
from console.views.link import SessionLink
from console.views.supervision.model import COLUMNS
from console.views.supervision.window import SupervisionWindow
from tests.qt.session_builders import OFFICER, FakeDrill, a_session
from tests.qt.test_nothing_cut import SIZES, cut

HOSTILE = "<b>bold</b><script>alert(1)</script> \u202egnp.exe \x07\x00 " + "长" * 10_000


def words(rows) -> list[str]:
    model = rows.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


@pytest.fixture
def seat(qtbot, tmp_path):
    session, background = a_session(tmp_path / "j.db"), Background()
    link = SessionLink(session, FakeDrill(session), background, OFFICER, ticking=False)
    qtbot.waitUntil(lambda: link.is_loaded)
    yield session, background, link
    link.shutdown()
    background.shutdown()
    session.journal.close()


def a_page(qtbot, seat, number) -> CasePage:
    session, background, link = seat
    page = CasePage(session, background, number, session.clock.now, link.submit)
    link.changed.connect(page.follow)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.is_settled and page.told.model().rowCount() > 0)
    return page


def a_case(session: Session, text: str = "stalls at the gate") -> int:
    session.desk.submit(
        c.ReportIncident("hotline-12345", "T-77", text, session.clock.now(), "city.stalls", "gate 3"), OFFICER
    )
    return session.board.last_number


def test_an_open_case_is_followed_as_it_goes_on(qtbot, seat):
    session, _, _ = seat
    number = a_case(session)
    page = a_page(qtbot, seat, number)
    assert page.title.text().startswith(f"#{number}")
    assert "T-77" in page.numbers.text()
    session.desk.submit(c.AcceptIncident(number, Urgency.ROUTINE), OFFICER)
    session.desk.submit(c.AssignHandling(number, Tier.STREET, "enforcement", ("market_supervision",), "why"), OFFICER)
    session.desk.submit(c.BlowWhistle(number, ("police",), 900, "crowd"), OFFICER)
    qtbot.waitUntil(lambda: any("Police" in row for row in words(page.told)))
    assert len(page.strip.told()) == 3
    assert "enforcement" in " ".join(words(page.told)).lower()
    page.words.setText("whistle")
    assert len(words(page.steps)) == 2
    page.words.setText("no such words")
    assert "No step" in words(page.steps)[0]


def test_a_strangers_words_are_only_words(qtbot, seat):
    page = a_page(qtbot, seat, a_case(seat[0], HOSTILE))
    shown = words(page.told)
    report = next(row for row in shown if "bold" in row)
    assert report.startswith("<b>bold</b><script>")
    assert "\x07" not in report
    assert "\u202e" not in report, "no mark turns the line round"
    assert len(report) <= 4000
    assert page.about.textFormat() is Qt.TextFormat.PlainText


def test_evidence_is_kept_put_with_the_case_and_checked(qtbot, seat, tmp_path):
    session, _, _ = seat
    page = a_page(qtbot, seat, a_case(session))
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(tmp_path / "gate.png"))
    page.attach_file(tmp_path / "gate.png")
    qtbot.waitUntil(lambda: page.evidence.count() == 1 and page.is_settled)
    assert page.evidence.item(0).text() == "gate.png"
    red = page.evidence.item(0).icon().pixmap(40, 30).toImage().pixelColor(20, 15)
    assert red.red() > 200
    ((reference, _),) = session.board.incidents[page.number].evidence
    path = FolderEvidence(tmp_path / "j.db").path(reference)
    path.write_bytes(b"\x89PNG\r\n\x1a\nother")
    again = a_page(qtbot, seat, page.number)
    assert "ALTERED" in again.evidence.item(0).text()
    path.unlink()
    third = a_page(qtbot, seat, page.number)
    assert "missing" in third.evidence.item(0).text()
    (tmp_path / "x.txt").write_text("no picture")
    page.attach_file(tmp_path / "x.txt")
    qtbot.waitUntil(lambda: "Not kept" in page.said.text())
    page.attach_file(tmp_path / "nowhere.png")
    qtbot.waitUntil(lambda: "nowhere.png" in page.said.text())


def test_a_case_that_ended_long_ago_is_told_whole(qtbot, tmp_path):
    load(tmp_path / "year.db", 200, None, 8)
    session, background = reading_session(tmp_path / "year.db", None), Background()
    case = max(session.journal.find(CaseFilter(), session.clock.now(), size=500), key=lambda k: (k.returns, k.cards))
    page = CasePage(session, background, case.number, session.clock.now)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.is_settled and page.told.model().rowCount() > 0)
    assert not page.attach.isVisible(), "a list without a desk only reads"
    assert not page.go.isVisible()
    assert "came back" in page.about.text()
    assert len(words(page.steps)) == 1 + len(session.journal.incident_history(case.number))
    background.shutdown()
    session.journal.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_on_the_page(qtbot, seat, size, lang):
    page = a_page(qtbot, seat, a_case(seat[0]))
    language.set_language(lang)
    page.resize(*size)
    qtbot.waitUntil(lambda: (page.width(), page.height()) == size)
    qtbot.waitUntil(lambda: cut(page) == [])


# -- the supervision list --------------------------------------------------------------------------------------------


@pytest.fixture
def late(qtbot, seat):
    """Two cases that are late, one with a card."""
    session, _, link = seat
    first = a_case(session)
    session.desk.submit(c.AcceptIncident(first, Urgency.ROUTINE), OFFICER)
    session.desk.submit(c.AssignHandling(first, Tier.STREET, "enforcement", (), "why"), OFFICER)
    session.clock.advance_to(session.board.incidents[first].handling.due_at + timedelta(hours=1))
    session.desk.watch()
    session.desk.submit(c.ReportIncident("citizen", "2", "noise", session.clock.now(), "order.noise"), OFFICER)
    second = session.board.last_number
    session.clock.advance_to(session.clock.now() + timedelta(days=2))
    window = SupervisionWindow(link)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: second in link.board.incidents)
    window.refresh()
    return window, first, second


def told(window, row):
    return {code: window.model.index(row, n).data() for n, code in enumerate(COLUMNS)}


def test_who_is_late_stands_on_the_list_with_card_owner_and_next_card(late):
    window, first, second = late
    assert told(window, 0)["number"] == f"#{first}"
    assert told(window, 0)["card"].endswith("Reminder")
    assert "Enforcement" in told(window, 0)["owner"]
    assert told(window, 0)["told"] == "street"
    assert told(window, 1) | {"number": f"#{second}", "card": "late"} == told(window, 1)
    assert "Reminder 1" in window.summary.text()
    assert "late without a card 1" in window.summary.text()


def test_keys_lead_from_the_list_to_the_case(qtbot, late):
    window, first, second = late
    chosen, pages = [], []
    window.chosen.connect(chosen.append)
    window.case_asked.connect(pages.append)
    window.table.selectRow(1)
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    window._ask_case()
    assert (chosen, pages) == ([second], [second])
    window.words.setText(f"#{first}")
    assert window.model.rowCount() == 1
    window.words.clear()
    window.card.setCurrentIndex(window.card.findData("reminder"))
    window.refresh()
    assert told(window, 0)["number"] == f"#{first}"
    assert window.model.rowCount() == 1


def test_the_chosen_case_stays_chosen_when_another_one_joins_the_list(qtbot, seat, late):
    window, _, second = late
    session, _, link = seat
    window.table.selectRow(1)
    session.desk.watch()
    qtbot.waitUntil(lambda: link.board.incidents[second].card is not None)
    window.refresh()
    assert window.model.row_at(window.table.currentIndex().row()).number == second


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_on_the_list(qtbot, late, size, lang):
    window, _, _ = late
    language.set_language(lang)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    qtbot.waitUntil(lambda: cut(window) == [])
