"""The window of figures: what a page counts is what the list of cases holds, and files other programs read."""

from __future__ import annotations

import csv

import pytest
from python_calamine import CalamineWorkbook

from console.analysis.export import harmless, write_table
from console.analysis.scoring import Criterion, OfficerCriterion, Scheme, TeamCriterion, load_scheme, ranked
from console.app.case_list import reading_session
from console.app.yearly import load
from console.district.where import resource_dir
from console.errors import BadInput, StoreUnavailable
from console.journal.figures import Figure
from console.model.case_filter import CaseFilter, Dimension
from console.model.words import Stage
from console.views import language
from console.views.background import Background
from console.views.figures.pages import PAGES
from console.views.figures.window import FiguresWindow
from tests.qt.test_nothing_cut import cut


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    path = tmp_path_factory.mktemp("year") / "year.db"
    load(path, 500, None, 4)
    return path


@pytest.fixture
def window(qtbot, year):
    session, background = reading_session(year, None), Background()
    window = FiguresWindow(session, background)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_settled and window.model.rowCount() > 0)
    yield window
    background.shutdown()
    session.journal.close()
    language.set_language("en")


def turn_to(qtbot, window, code):
    window.tabs.setCurrentIndex([page.code for page in PAGES].index(code))
    qtbot.waitUntil(lambda: window.is_settled)


@pytest.mark.parametrize("page", [page.code for page in PAGES if page.by is not None and not page.assessed])
def test_every_row_counts_the_cases_that_its_filter_finds(qtbot, window, page):
    turn_to(qtbot, window, page)
    journal, now = window._session.journal, window._now()
    asked = []
    window.cases_asked.connect(asked.append)
    total = 0
    for row in range(window.model.rowCount()):
        reported = window._rows[row + 1][1]
        total += reported
        before = len(asked)
        window._opened(window.model.index(row, 0))
        if len(asked) > before:
            assert journal.count(asked[-1], now) == reported
    assert asked
    assert total == 500


def test_what_is_counted_is_what_happened(window):
    journal, now = window._session.journal, window._now()
    cases = journal.cases()
    figures = journal.figures(Dimension.TIER, None, None, now)
    assert sum(f.merged for f in figures) == sum(case.stage is Stage.MERGED for case in cases)
    assert sum(f.closed for f in figures) == sum(case.stage in (Stage.CLOSED, Stage.REVIEWED) for case in cases)
    assert sum(f.returned for f in figures) == sum(case.returns > 0 for case in cases)
    assert sum(f.dissatisfied for f in figures) == journal.count(CaseFilter(dissatisfied=True), now)
    timed = [c for c in cases if c.due_at and c.stage not in (Stage.REJECTED, Stage.MERGED)]
    settled = [c for c in timed if c.handled_at]
    assert sum(f.on_time for f in figures) == sum(c.handled_at <= c.due_at for c in settled)
    assert sum(f.timed for f in figures) == len(settled) + sum(c.due_at < now for c in timed if not c.handled_at)


def test_everybody_is_assessed_by_the_schemes_own_points(qtbot, window):
    turn_to(qtbot, window, "units")
    scheme = load_scheme(resource_dir() / "assessment.yaml")
    journal, now = window._session.journal, window._now()
    scores = ranked(journal.figures(Dimension.UNIT, None, None, now), scheme)
    judged = [row for row in window._rows[1:] if row[1] is not None]
    assert [row[1] for row in judged] == sorted((row[1] for row in judged), reverse=True)
    assert [row[1] for row in judged] == [round(s.total, 1) for s in scores if s.total is not None]
    for score in scores:
        assert (score.total is None) == (score.figure.reported < scheme.fewest_cases)
        assert all(e is None or 0 <= e <= c.points for e, c in zip(score.earned, scheme.criteria, strict=True))
    asked = []
    window.cases_asked.connect(asked.append)
    window._opened(window.model.index(0, 0))
    assert journal.count(asked[0], now) == scores[0].figure.reported


def test_points_grow_from_none_to_full_whichever_way_is_better(tmp_path):
    made = Figure("u", 100, 0, 0, 90, 100, 89, 8, 0, 0, 0, 0, 0)
    up = Criterion(name={"en": "x"}, measure="on_time", points=10, full_at=0.98, none_at=0.8)
    down = Criterion(name={"en": "x"}, measure="returned", points=14, full_at=0.01, none_at=0.15)
    unjudged = Criterion(name={"en": "x"}, measure="mean_score", points=5, full_at=5, none_at=1)
    assert up.earned(made) == pytest.approx(5.0)
    assert down.earned(made) == pytest.approx(7.0)
    assert unjudged.earned(made) is None
    lapsed = TeamCriterion(name={"en": "x"}, measure="lapsed", points=1, full_at=0, none_at=1)
    back = OfficerCriterion(name={"en": "x"}, measure="came_back", points=1, full_at=0, none_at=1)
    [score] = ranked([made], Scheme(criteria=(up, down, unjudged), teams=(lapsed,), officers=(back,)))
    assert score.total == pytest.approx(50.0), "out of what could be judged"
    for text, said in (("criteria: []", "criteria"), ("x: 1", "criteria"), ("[", "no YAML")):
        (tmp_path / "a.yaml").write_text(text)
        with pytest.raises(BadInput, match=said):
            load_scheme(tmp_path / "a.yaml")


def test_the_hours_are_local_and_add_up(qtbot, window):
    turn_to(qtbot, window, "hour")
    board, cases = window._board, window._session.journal.cases()
    wanted = [0] * 24
    for case in cases:
        wanted[board.district.local(case.reported_at).hour] += 1
    assert [row[1] for row in window._rows[1:]] == wanted


def test_a_span_without_cases_says_what_to_do(qtbot, window, monkeypatch):
    monkeypatch.setattr(window._session.journal, "figures", lambda *_: [])
    window.ask()
    qtbot.waitUntil(lambda: window.said.text() == "No case in this time. Choose a longer one.")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_no_label_or_button_is_cut(qtbot, window, lang, size):
    language.set_language(lang)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size and window.is_settled)
    assert cut(window) == []


def test_table_and_picture_are_written_and_marked_an_exercise(qtbot, window, tmp_path):
    for name in ("t.csv", "t.xlsx", "t.png", "t.svg"):
        window.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 200, window.said.text()
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][1] == "Reported"
    assert rows[-1] == ["EXERCISE 演练"]
    book = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in book] == [row[0] for row in rows]
    window.save_as(tmp_path / "none" / "t.csv")
    assert "cannot be written" in window.said.text()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_becomes_a_formula(cell, tmp_path):
    assert harmless(cell) == f"'{cell}"
    write_table(tmp_path / "t.xlsx", "t", [[cell]])
    found = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).get_sheet_by_index(0).to_python()
    assert found[0][0].strip() == cell.strip()
    assert harmless(-3) == -3
    assert harmless("fine") == "fine"


def test_a_table_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(BadInput, match="ending in"):
        write_table(tmp_path / "t.doc", "t", [])
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        write_table(tmp_path / "no" / "t.xlsx", "t", [["a"]])


@pytest.mark.parametrize("page", ["trend", "places", "complaints", "officers"])
def test_every_row_opens_the_cases_it_counts(qtbot, window, page):
    turn_to(qtbot, window, page)
    journal, now = window._session.journal, window._now()
    asked = []
    window.cases_asked.connect(asked.append)
    assert window.model.rowCount() >= 3
    counted_in = {"trend": 1, "places": 4, "complaints": 2}.get(page)
    for row in range(min(8, window.model.rowCount())):
        window._opened(window.model.index(row, 0))
        found = journal.count(asked[-1], now)
        if counted_in is not None:
            assert found == window._rows[row + 1][counted_in]
        else:
            assert 0 < found <= window._rows[row + 1][-1], "accepted and closed by the same officer counts once"


def test_a_measure_of_another_subject_is_named(tmp_path):
    whole = (resource_dir() / "assessment.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(whole.replace("measure: lapsed", "measure: on_time"), encoding="utf-8")
    with pytest.raises(BadInput, match="teams"):
        load_scheme(tmp_path / "a.yaml")


def test_the_map_of_hot_spots_is_a_picture_of_this_district(qtbot, window, tmp_path):
    turn_to(qtbot, window, "places")
    assert window.pictures.currentWidget() is window.picture
    image = window.picture.image
    shades = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(shades) > 12, "roads, water, squares"
    window.save_as(tmp_path / "hot.png")
    assert (tmp_path / "hot.png").stat().st_size > 10_000
    window.save_as(tmp_path / "hot.svg")
    assert "as .png" in window.said.text()
    window.save_as(tmp_path / "hot.csv")
    assert "EXERCISE" in (tmp_path / "hot.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_no_page_is_cut(qtbot, window, size, lang):
    language.set_language(lang)
    window.resize(*size)
    for page in PAGES:
        turn_to(qtbot, window, page.code)
        qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
        assert cut(window) == [], page.code
