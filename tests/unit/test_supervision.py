"""Who is late and with which card, the stages a case went through, and evidence that nobody can change unseen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.app.yearly import load
from console.board.board import Board
from console.board.fold import fold
from console.board.lights import stage_clock
from console.board.stage_course import COURSE, stage_course
from console.board.supervision import SupervisionList, counted
from console.desk.resume import resume
from console.errors import BadInput, Refused
from console.journal.evidence import MOST_BYTES, FolderEvidence, Found
from console.journal.store import Journal
from console.model import commands as c
from console.model.words import Card, Light, Stage, Tier, Urgency
from tests.unit.board_builders import Case, the_district


def given_to_a_unit(case: Case) -> int:
    number = case.report("stalls", "city.stalls")
    case.submit(c.AcceptIncident(number, Urgency.ROUTINE))
    case.submit(c.AssignHandling(number, Tier.STREET, "enforcement", reason="too much for the grid"))
    return number


def test_a_case_comes_onto_the_list_when_it_is_late_and_leaves_it_when_it_is_settled() -> None:
    case = Case()
    number, late = given_to_a_unit(case), SupervisionList()
    assert late.look(case.board, case.clock.now()) == ([], 0)
    due = case.board.incidents[number].handling.due_at
    case.clock.advance_to(due - timedelta(minutes=30))
    assert late.look(case.board, case.clock.now()) == ([], 1), "late within the hour"
    case.clock.advance_to(due + timedelta(minutes=1))
    (one,), soon = late.look(case.board, case.clock.now())
    assert (one.number, one.card, one.owner, one.due_at, soon) == (number, None, "enforcement", due, 0)
    assert one.next_card is Card.YELLOW
    case.session.desk.watch()
    (one,), _ = late.look(case.board, case.clock.now())
    assert (one.card, one.told, one.next_card) == (Card.REMINDER, Tier.STREET, Card.YELLOW)
    case.clock.advance_to(one.next_at + timedelta(seconds=1))
    case.session.desk.watch()
    (one,), _ = late.look(case.board, case.clock.now())
    assert (one.card, one.told, one.next_card) == (Card.YELLOW, Tier.DISTRICT, Card.RED)
    case.submit(c.SignForHandling(number, "enforcement"))
    case.submit(c.ReportHandled(number, "done", "enforcement"))
    assert late.look(case.board, case.clock.now())[0] == []


def test_the_gravest_stand_first_and_are_counted() -> None:
    case, late = Case(), SupervisionList()
    first = given_to_a_unit(case)
    case.clock.advance_to(case.board.incidents[first].handling.due_at + timedelta(days=20))
    case.session.desk.watch()
    second = case.report("noise", "order.noise")
    case.clock.advance_to(case.clock.now() + timedelta(days=3))
    found, _ = late.look(case.board, case.clock.now())
    assert [one.number for one in found] == [first, second]
    assert counted(found) == {Card.RED: 1, None: 1}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "year.db"
    load(path, 700, None, 5)
    return path


def test_the_list_says_what_the_lights_of_every_open_case_say(year: Path) -> None:
    journal, late = Journal.open(year), SupervisionList()
    board = Board(the_district())
    rows = journal.read_after(0)
    checked = 0
    for row in rows:
        fold(board, row)
        if row.seq % 150:
            continue
        found = {one.number for one in late.look(board, row.at)[0]}
        for incident in board.open_incidents():
            clock = stage_clock(board, incident, row.at)
            red = clock is not None and (clock.light is Light.RED or incident.card is not None)
            assert (incident.number in found) is red
            checked += 1
    assert checked > 100
    journal.close()


def test_the_stages_of_every_case_follow_each_other_and_the_last_one_lasts(year: Path) -> None:
    journal = Journal.open(year)
    board = Board(the_district())
    resume(journal, board, journal.read_after(0)[-1].at)
    now = journal.read_after(0)[-1].at
    returned = 0
    for known in journal.cases(limit=300):
        stays = stage_course(board, journal.incident_history(known.number), now)
        assert stays[0].stage is Stage.REPORTED
        assert [s.stage for s in stays if s.stage in COURSE] == [s for s in COURSE if s in {k.stage for k in stays}]
        assert [s.stage for s in stays if s.until is None] == [known.stage]
        assert all(s.until is None or s.since <= s.until for s in stays)
        assert all((s.light is None) is (s.due_at is None) for s in stays)
        returned += any(s.times > 1 for s in stays)
    assert returned, "some cases came back"
    journal.close()


def test_a_stage_that_took_too_long_is_red_and_a_quick_one_green() -> None:
    case = Case()
    number = case.report("noise", "order.noise")
    case.clock.advance_to(case.clock.now() + timedelta(days=3))
    case.submit(c.AcceptIncident(number, Urgency.ROUTINE))
    stays = {s.stage: s for s in stage_course(case.board, case.board.history[number], case.clock.now())}
    assert stays[Stage.REPORTED].light is Light.RED
    assert stays[Stage.ACCEPTED].light is Light.GREEN
    assert [stay.stage for stay in stays.values() if stay.until is None] == [case.board.incidents[number].stage]


# -- evidence ------------------------------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n"


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_what_is_kept_is_found_whole_and_a_changed_byte_is_seen(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes
) -> None:
    evidence = FolderEvidence(tmp_path_factory.mktemp("e") / "j.db")
    reference = evidence.keep(PNG + tail)
    assert evidence.keep(PNG + tail) == reference
    assert evidence.look(reference) == (Found.WHOLE, PNG + tail)
    path = evidence.path(reference)
    assert path is not None
    path.write_bytes(PNG + tail + b"x")
    assert evidence.look(reference) == (Found.ALTERED, b"")


@pytest.mark.parametrize(
    "reference", ["", "photo-9", "sha256:../../etc/passwd", "sha256:" + "a" * 64 + ".exe", "/etc/passwd"]
)
def test_a_reference_that_is_not_ours_reads_nothing(tmp_path: Path, reference: str) -> None:
    assert FolderEvidence(tmp_path / "j.db").look(reference) == (Found.ELSEWHERE, b"")


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * MOST_BYTES])
def test_what_is_no_picture_or_too_large_is_not_kept(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput):
        FolderEvidence(tmp_path / "j.db").keep(content)
    assert not (tmp_path / "j.db.evidence").exists()


def test_evidence_is_put_with_a_case_once_by_its_hash() -> None:
    case = Case()
    number = case.fire()
    reference = "sha256:" + "ab" * 32 + ".png"
    for _ in range(2):
        case.submit(c.AddEvidence(number, reference, "gate.png"))
    assert case.board.incidents[number].evidence == ((reference, "gate.png"),)
    with pytest.raises(Refused):
        case.submit(c.AddEvidence(number, "/etc/passwd", "x"))
