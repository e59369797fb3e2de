"""Filter, order, page and words over the query table: the same answer as looking at every case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.app.yearly import load
from console.journal import shape
from console.journal.cases import Case
from console.journal.schema import incidents
from console.journal.store import Journal
from console.journal.words import query_of, searchable
from console.model.case_filter import CaseFilter, CaseOrder
from console.model.events import IncidentReported, ReportAdded
from console.model.words import Stage, Tier, Urgency


@cache
def a_year(folder: Path) -> Journal:
    load(folder / "year.db", 400, None, 3)
    return Journal.open(folder / "year.db")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return a_year(tmp_path_factory.mktemp("year"))


FILTERS = st.builds(
    CaseFilter,
    stages=st.frozensets(st.sampled_from(Stage), max_size=4), urgency=st.sampled_from([None, *Urgency]),
    tier=st.sampled_from([None, *Tier]), source=st.sampled_from(["", "", "camera", "grid"]),
    category=st.sampled_from(["", "city.", "city", "traffic.", "city.stalls"]),
    grid=st.sampled_from(["", "", "XH-010"]),
    lead=st.sampled_from(["", "", "enforcement", "co_governance"]), late=st.booleans(), returned=st.booleans(),
    dissatisfied=st.booleans(), supervised=st.booleans(),
)  # fmt: skip


def lets_through(wanted: CaseFilter, case: Case, last: Case) -> bool:
    """The same question, asked of one case in plain words."""
    ended = case.handled_at or case.closed_at or last.updated_at
    prefix = wanted.category.endswith(".")
    return all([
        not wanted.stages or case.stage in wanted.stages, wanted.urgency in (None, case.urgency),
        wanted.tier in (None, case.tier), wanted.source in ("", case.source), wanted.grid in ("", case.grid),
        wanted.lead in ("", case.lead), not wanted.returned or case.returns > 0,
        case.category.startswith(wanted.category) if prefix else wanted.category in ("", case.category),
        not wanted.late or (case.due_at is not None and ended > case.due_at),
        not wanted.dissatisfied or (case.score is not None and case.score <= 2),
        not wanted.supervised or case.cards > 0,
    ])  # fmt: skip


def key_of(order: CaseOrder) -> Callable[[Case], tuple[object, ...]]:
    by_time = order in (CaseOrder.SOURCE, CaseOrder.CATEGORY, CaseOrder.GRID, CaseOrder.STAGE)

    def key(case: Case) -> tuple[object, ...]:
        value = getattr(case, order.value)
        plain = getattr(value, "value", value)
        return plain is not None, plain, *((case.reported_at,) if by_time else ()), case.number

    return key


@settings(max_examples=150, deadline=None)
@given(wanted=FILTERS, order=st.sampled_from(CaseOrder), falling=st.booleans(), offset=st.integers(0, 40))
def test_a_page_is_what_looking_at_every_case_gives(
    journal: Journal, wanted: CaseFilter, order: CaseOrder, falling: bool, offset: int
) -> None:
    every = journal.cases()
    last = max(every, key=lambda case: case.updated_at)
    kept = [case for case in every if lets_through(wanted, case, last)]
    ordered = sorted(kept, key=key_of(order), reverse=falling)
    found = journal.find(wanted, last.updated_at, order, falling=falling, offset=offset, size=25)
    assert [case.number for case in found] == [case.number for case in ordered[offset : offset + 25]]
    assert journal.count(wanted, last.updated_at) == len(kept)


def test_a_span_of_time_and_a_number_narrow_the_list(journal: Journal) -> None:
    every = sorted(journal.cases(), key=lambda case: case.reported_at)
    since, until = every[100].reported_at, every[200].reported_at
    found = journal.find(CaseFilter(since=since, until=until), until, size=1000)
    assert {case.number for case in found} == {c.number for c in every if since <= c.reported_at < until}
    assert [case.number for case in journal.find(CaseFilter(number=every[7].number), until)] == [every[7].number]


def reports_of(journal: Journal, words: str) -> set[int]:
    return {
        row.incident for row in journal.read_after(0)
        if isinstance(row.event, IncidentReported | ReportAdded) and words in row.event.report.text and row.incident
    }  # fmt: skip


@pytest.mark.parametrize("words", ["摊", "垃圾", "晚上更严重", "请尽快", "停车"])
def test_any_run_of_chinese_signs_is_found_where_it_stands(journal: Journal, words: str) -> None:
    now = max(case.updated_at for case in journal.cases())
    found = {case.number for case in journal.find(CaseFilter(words=words), now, size=1000)}
    assert found
    moved = {case.number for case in journal.cases() if case.merged_into is not None}
    assert found - moved == reports_of(journal, words) - moved


def test_the_sources_number_and_several_words_are_found(journal: Journal) -> None:
    case = journal.find(CaseFilter(), journal.cases()[0].updated_at + timedelta(days=900))[3]
    now = case.updated_at
    assert case.number in {c.number for c in journal.find(CaseFilter(words=case.source_number), now)}
    assert journal.find(CaseFilter(words="zebra"), now) == []
    assert journal.find(CaseFilter(words="  "), now) == journal.find(CaseFilter(), now)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_search_and_never_a_fault(journal: Journal, words: str) -> None:
    now = journal.cases()[0].updated_at
    assert isinstance(journal.count(CaseFilter(words=words), now), int)


@pytest.mark.parametrize(
    ("typed", "query"),
    [("积水", '"积 水"'), ("fire 三楼", '"fire"* AND "三 楼"'), ('a"b OR c', '"a b"* AND "OR"* AND "c"*'), ("-*^", "")],
)
def test_what_is_typed_is_never_the_indexs_own_language(typed: str, query: str) -> None:
    assert query_of(typed) == query


def test_full_width_letters_are_plain_ones() -> None:
    assert searchable("ＡＢ１号") == "AB1 号 "


def test_the_same_seed_gives_the_same_year_and_nothing_is_refused(tmp_path: Path) -> None:
    first = load(tmp_path / "a.db", 300, None, 5)
    second = load(tmp_path / "b.db", 300, None, 5)
    assert replace(first, db=second.db, seconds=0) == replace(second, seconds=0)
    assert first.refused == ()
    assert first.reports == 300
    journal = Journal.open(tmp_path / "a.db")
    assert journal.verify().ok
    stages = [case.stage for case in journal.cases()]
    ended = sum(not stage.is_open for stage in stages)
    assert ended >= 0.98 * len(stages)
    assert {Stage.REJECTED, Stage.REVIEWED} <= set(stages)
    journal.close()


# -- how the cases are spread -----------------------------------------------------------------------------------------


def stored_shape(journal):
    with journal._store.engine.begin() as connection:
        known = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
        if "sqlite_stat1" not in known:
            return set()
        return {row[0] for row in connection.exec_driver_sql("SELECT idx FROM sqlite_stat1 WHERE tbl = 'incidents'")}


def test_the_store_looks_at_its_cases_when_there_are_many_and_again_when_many_more(tmp_path, monkeypatch):
    monkeypatch.setattr(shape, "FEWEST", 3)
    journal = Journal.open(tmp_path / "j.db")
    journal.settle()
    assert stored_shape(journal) == set(), "nothing to look at"
    with journal._store.engine.begin() as connection:
        columns = {c.name: 1 if c.type.python_type in (int, float) else "x" for c in incidents.columns}
        for number in range(1, 5):
            connection.execute(incidents.insert().values(columns | {"number": number}))
    journal.settle()
    assert {str(index.name) for index in incidents.indexes} <= stored_shape(journal)
    with journal._store.engine.begin() as connection:
        assert not shape.is_due(connection)
        for number in range(5, 9):
            connection.execute(incidents.insert().values(columns | {"number": number}))
    with journal._store.engine.begin() as connection:
        assert shape.is_due(connection)
    journal.close()
