"""Whatever is asked of a journal, its answer is the same in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.app.yearly import load
from console.journal.chain import CHAINED
from console.journal.evidence import Found
from console.journal.store import Journal
from console.journal.words import query_of, vector_of, vector_query_of
from console.model.case_filter import CaseFilter, CaseOrder, Dimension
from console.model.events import Pending
from tests.pg_server import PgServer
from tests.stores import Place, a_file, on
from tests.unit.journal_builders import NOON, a_report, append, at, examples, pending, reported

Both = tuple[Journal, Journal]
PNG = b"\x89PNG\r\n\x1a\n" + b"gate" * 9


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, _server_or_why: PgServer | str) -> Iterator[Both]:
    """The same synthetic cases in both stores."""
    if isinstance(_server_or_why, str):
        pytest.skip(_server_or_why)
    filed, served = a_file(tmp_path_factory.mktemp("year")).where, on(_server_or_why).where
    one, other = (load(where, 200, None, 3) for where in (filed, served))
    assert (one.head, one.events, one.refused) == (other.head, other.events, ())
    opened = Journal.open(filed), Journal.open(served)
    yield opened
    for journal in opened:
        journal.close()


def test_the_rows_are_the_same_byte_for_byte(year: Both) -> None:
    filed, served = year
    assert filed.read_after(0) == served.read_after(0)
    assert filed.verify() == served.verify()
    assert filed.verify(50) == served.verify(50)


def test_every_list_and_figure_is_the_same(year: Both) -> None:
    filed, served = year
    now = max(case.updated_at for case in filed.cases())
    asked = [
        *((lambda j, d=d: j.figures(d, None, None, now)) for d in Dimension),
        *((lambda j, o=o: j.find(CaseFilter(), now, o, size=200)) for o in CaseOrder),
        *((lambda j, o=o: j.find(CaseFilter(late=True), now, o, falling=False, offset=5)) for o in CaseOrder),
        lambda j: j.cases(), lambda j: j.sources(), lambda j: j.by_hour(None, None),
        lambda j: j.team_figures(None, None), lambda j: j.officer_figures(None, now),
        lambda j: j.hot_spots(None, None, 50), lambda j: j.complaints(None, None, 50),
        lambda j: j.resuming(now - timedelta(days=1)), lambda j: j.dispatched(NOON - timedelta(days=9999), 20),
        lambda j: j.count(CaseFilter(category="city.", dissatisfied=True), now), lambda j: j.last_signals(),
    ]  # fmt: skip
    for ask in asked:
        assert ask(filed) == ask(served)


@settings(max_examples=60)
@given(
    st.text(alphabet="AaBbÉéÜüßñ01_-. '\"&|!:*()<>积水内涝三楼。，🔥①Ⅳ", max_size=14),
    st.text(alphabet="AaBbÉéÜü01_-. '\"&|!:*积水内涝三楼", max_size=8),
)
def test_words_are_found_alike(pair: Both, text: str, typed: str) -> None:
    heads = []
    for journal in pair:
        with journal.writing() as writing:
            (row,) = writing.append(
                [Pending(10_000 + journal.last_seq(), reported(report=a_report(source_number="", text=text)))],
                at=NOON, recorded_at=NOON, actor="a", seat="s", cause="",
            )  # fmt: skip
            heads.append(row.incident)
        journal_found = [case.number for case in journal.find(CaseFilter(words=typed), at(60), size=1000)]
        heads.append(journal_found)
    assert heads[:2] == heads[2:]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, _server_or_why: PgServer | str) -> Iterator[Both]:
    """An empty journal in each store."""
    if isinstance(_server_or_why, str):
        pytest.skip(_server_or_why)
    opened = Journal.open(a_file(tmp_path_factory.mktemp("pair")).where), Journal.open(on(_server_or_why).where)
    yield opened
    for journal in opened:
        journal.close()


def test_a_search_never_becomes_the_indexs_own_language() -> None:
    assert vector_query_of("fire 三楼") == "('fire':*) & ('三' <-> '楼')"
    assert vector_query_of("a'b | !c:*") == "('a' <-> 'b':*) & ('c':*)"
    assert vector_query_of("-*^") == "" == query_of("-*^")
    assert vector_of("O'Neill's 3楼") == "'o':1 'neill':2 's':3 '3':4 '楼':5"


def test_a_text_of_any_length_is_kept_and_found_by_its_first_words(place: Place) -> None:
    journal = Journal.open(place.where)
    long = "first " + " ".join(f"w{n}" * 9 for n in range(20_000))
    append(journal, *pending(1001, reported(report=a_report(text=long))))
    assert [case.number for case in journal.find(CaseFilter(words="first"), NOON)] == [1001]
    assert journal.read_after(0)[0].event.report.text == long  # type: ignore[attr-defined]
    journal.close()


def test_a_number_of_any_length_and_sign_is_one_report_in_both_stores(place: Place) -> None:
    journal = Journal.open(place.where)
    numbers = ["".join(chr(0x4E00 + n * k % 20_000) for n in range(5000)) for k in (7, 11)] + ["nul\0 inside"]
    for n, number in enumerate(numbers):
        append(journal, *pending(1001 + n, reported(place="a\0b", report=a_report(source_number=number))))
    assert [journal.incident_of_report("hotline-12345", number) for number in numbers] == [1001, 1002, 1003]
    assert journal.verify().ok
    journal.close()


def test_evidence_is_kept_once_and_told_missing_or_altered(place: Place) -> None:
    journal = Journal.open(place.where)
    evidence = journal.evidence
    assert evidence is not None
    reference = evidence.keep(PNG)
    assert evidence.keep(PNG) == reference
    assert evidence.look(reference) == (Found.WHOLE, PNG)
    path = evidence.as_file(reference)
    assert path is not None
    assert path.read_bytes() == PNG
    assert evidence.look("photo-1") == (Found.ELSEWHERE, b"")
    assert evidence.look(f"sha256:{'0' * 64}.png") == (Found.MISSING, b"")
    assert evidence.as_file(f"sha256:{'0' * 64}.png") is None
    if place.server is not None:
        place.meddle("UPDATE evidence SET content = 'other'")
    else:
        path.write_bytes(b"other")
    assert evidence.look(reference) == (Found.ALTERED, b"")
    journal.close()


def test_every_kind_of_event_is_stored_alike(tmp_path: Path, server: PgServer) -> None:
    found = []
    columns = ", ".join([*CHAINED, "prev", "hash"])
    for place in (a_file(tmp_path), on(server)):
        journal = Journal.open(place.where)
        append(journal, *pending(1001, *examples()), after_s=30)
        journal.close()
        found.append(place.look(f"SELECT {columns} FROM events ORDER BY seq"))
    assert len(found[0]) == len(examples())
    assert found[0] == found[1]
