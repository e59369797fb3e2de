"""The window of all cases: pages as they are scrolled to, filters and order answered from the journal, one story."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from console.app.case_list import reading_session
from console.app.yearly import load
from console.model.case_filter import CaseFilter, CaseOrder
from console.views import language
from console.views.background import Background
from console.views.cases.columns import COLUMNS
from console.views.cases.model import CASE_ROLE, PAGE
from console.views.cases.window import CasesWindow
from console.views.workstation.rows import ROW_ROLE


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    path = tmp_path_factory.mktemp("year") / "year.db"
    load(path, 600, None, 2)
    return path


@pytest.fixture
def window(qtbot, year):
    session, background = reading_session(year, None), Background()
    window = CasesWindow(session, background)
    qtbot.addWidget(window)
    window.show()
    settled(qtbot, window)
    yield window
    background.shutdown()
    session.journal.close()
    language.set_language("en")


def settled(qtbot, window):
    qtbot.waitUntil(lambda: window.is_settled and window.count.text() != "")


def numbers(window):
    model = window.model
    return [model.index(n, 0).data(CASE_ROLE).number for n in range(model.rowCount())]


def test_the_newest_cases_come_first_and_more_when_scrolled_to(qtbot, window):
    journal, now = window._session.journal, window._now()
    every = [case.number for case in journal.find(CaseFilter(), now, size=1000)]
    assert numbers(window) == every[:PAGE]
    while window.model.canFetchMore(window.table.rootIndex()):
        window.model.fetchMore(window.table.rootIndex())
        qtbot.waitUntil(lambda: not window.model.is_asking)
    assert numbers(window) == every
    assert window.count.text() == "Cases: 600"


def test_a_click_on_a_heading_orders_and_a_second_one_turns_it_round(qtbot, window):
    section = next(n for n, column in enumerate(COLUMNS) if column.code == "due")
    for falling in (True, False):
        window._order_by(section)
        settled(qtbot, window)
        wanted = window._session.journal.find(
            CaseFilter(), window._now(), CaseOrder.DUE, falling=falling, size=PAGE
        )  # fmt: skip
        assert numbers(window) == [case.number for case in wanted]


def test_words_and_buttons_narrow_the_list_and_show_all_brings_it_back(qtbot, window):
    window.filters.words.setFocus()
    qtbot.keyClicks(window.filters.words, "251")
    qtbot.waitUntil(lambda: window.count.text() != "Cases: 600")
    settled(qtbot, window)
    assert 0 < len(numbers(window)) < 600
    window.filters.late.click()
    settled(qtbot, window)
    late = [window.model.index(n, 0).data(CASE_ROLE) for n in range(window.model.rowCount())]
    assert all((case.handled_at or case.closed_at or window._now()) > case.due_at for case in late)
    window.filters.clear.click()
    qtbot.waitUntil(lambda: window.count.text() == "Cases: 600")


def test_nothing_found_says_what_to_do(qtbot, window):
    window.filters.words.setText("zebra")
    window.ask()
    qtbot.waitUntil(lambda: window.count.text().startswith("No case is like that"))
    assert window.model.rowCount() == 0
    assert window.story.title.text() == "Choose a case to read its whole story."


def test_a_number_finds_its_case_and_its_whole_story(qtbot, window):
    wanted = numbers(window)[10]
    window.filters.words.setText(f"#{wanted}")
    window.ask()
    qtbot.waitUntil(lambda: numbers(window) == [wanted])
    qtbot.waitUntil(lambda: window.is_settled and window.story.list.model().rowCount() > 3)
    rows = [window.story.list.model().index(n, 0).data(ROW_ROLE) for n in range(window.story.list.model().rowCount())]
    steps = [row for row in rows if row.id.startswith("step:")]
    assert len(steps) == len(window._session.journal.incident_history(wanted))
    assert any(row.id == "report:0" for row in rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_no_label_or_button_is_cut(qtbot, window, lang, size):
    from tests.qt.test_nothing_cut import cut

    language.set_language(lang)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    settled(qtbot, window)
    assert cut(window) == []


def test_an_exercise_says_so_and_the_story_is_text_only(qtbot, window):
    assert window.banner.isVisible()
    assert window.windowTitle().startswith("EXERCISE")
    assert {label.textFormat() for label in (window.story.title, window.story.detail)} == {Qt.TextFormat.PlainText}


def test_a_journal_that_goes_away_is_told(qtbot, window, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("the disk is gone")

    monkeypatch.setattr(window._session.journal, "find", broken)
    window.ask()
    qtbot.waitUntil(lambda: window.count.text() == "The cases cannot be read: the disk is gone")
    QApplication.processEvents()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_whole_list_is_saved_as_it_is_shown(qtbot, window, tmp_path, name):
    window.filters.choose(CaseFilter(category="city.stalls"))
    settled(qtbot, window)
    window._order_by(0)
    settled(qtbot, window)
    window.save_as(tmp_path / name)
    settled(qtbot, window)
    journal, now = window._session.journal, window._now()
    wanted = [c.number for c in journal.find(window.model.wanted, now, window.model.order,
                                             falling=window.model.falling, size=1000)]  # fmt: skip
    if name.endswith("csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        rows = CalamineWorkbook.from_path(str(tmp_path / name)).get_sheet_by_index(0).to_python()
    assert [int(row[0]) for row in rows[1:-1]] == wanted
    assert len(wanted) > 3
    assert rows[-1][0] == "EXERCISE 演练"
    assert str(len(wanted)) in window.count.text()
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing unfinished is left"


def test_a_list_that_is_stopped_or_cannot_be_written_leaves_nothing(qtbot, window, tmp_path):
    window.save_as(tmp_path / "list.xlsx")
    window._choose_file()
    settled(qtbot, window)
    window.save_as(tmp_path / "list.docx")
    settled(qtbot, window)
    assert ".csv or .xlsx" in window.count.text()
    window.save_as(tmp_path / "nowhere" / "list.csv")
    settled(qtbot, window)
    assert "not saved" in window.count.text()
    assert [path for path in tmp_path.iterdir() if path.name != "list.xlsx"] == []


def test_what_no_field_can_show_stands_on_a_chip_that_takes_it_away(qtbot, window):
    journal, now = window._session.journal, window._now()
    officer = journal.officer_figures(None, None)[0].value
    window.filters.choose(CaseFilter(officer=officer))
    settled(qtbot, window)
    assert officer in window.filters.only.text()
    assert window.count.text() == f"Cases: {journal.count(CaseFilter(officer=officer), now):,}"
    qtbot.mouseClick(window.filters.only, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert window.count.text() == "Cases: 600"
    assert not window.filters.only.isVisible()
