"""What is appended is there for everyone, in order, whole or not at all; lists and tracks are quick to read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.errors import BadInput, Refused, StoreUnavailable
from console.geo import LatLon
from console.journal.store import Journal
from console.model import events as e
from console.model.incident import Signal
from console.model.words import OrderStatus, ResponseLevel, Stage, Urgency
from console.phrase import say
from tests.pg_server import PgServer
from tests.stores import KINDS, Place, on, places
from tests.unit.journal_builders import (
    NOON,
    SCENE,
    a_plan_in_force,
    a_report,
    accepted,
    append,
    at,
    examples,
    issued,
    pending,
    reported,
)


@pytest.fixture(params=[*KINDS, "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    rooms = [":memory:"] if request.param == "memory" else places(request.param, tmp_path, request)
    for room in rooms:
        opened = Journal.open(room if isinstance(room, str) else room.where, wait_ms=2000)
        yield opened
        opened.close()


@pytest.fixture
def filed(place: Place) -> Iterator[Journal]:
    opened = Journal.open(place.where)
    yield opened
    opened.close()


def test_what_was_appended_is_read_back_equal(journal: Journal) -> None:
    recorded = append(journal, *pending(1001, *examples()), after_s=30)
    assert journal.read_after(0) == recorded
    assert [row.seq for row in recorded] == list(range(1, len(examples()) + 1))
    assert tuple(row.event for row in recorded) == examples()


def test_reading_goes_on_from_a_row_and_stops_at_a_limit(journal: Journal) -> None:
    append(journal, *pending(None, *(e.TeamInService(f"T{n}") for n in range(5))))
    assert [row.seq for row in journal.read_after(3)] == [4, 5]
    assert [row.seq for row in journal.read_after(1, limit=2)] == [2, 3]
    assert journal.read_after(5) == []


def test_each_incident_counts_its_own_versions(journal: Journal) -> None:
    append(journal, *pending(1001, reported(), accepted()), *pending(1002, reported()))
    append(journal, *pending(None, e.TeamInService("T1")), *pending(1001, issued()), *pending(1002, accepted()))
    found = [(row.incident, row.version) for row in journal.read_after(0)]
    assert found == [(1001, 1), (1001, 2), (1002, 1), (None, 0), (1001, 3), (1002, 2)]
    assert [row.version for row in journal.incident_history(1001)] == [1, 2, 3]
    assert journal.incident_history(7) == []


def test_an_event_occurred_when_it_was_said_to_or_else_now(journal: Journal) -> None:
    before = e.Pending(None, e.TeamInService("T1"), occurred_at=at(-90))
    told, now = append(journal, before, *pending(None, e.TeamInService("T2")), after_s=5)
    assert (told.occurred_at, told.at) == (at(-90), at(5))
    assert (now.occurred_at, now.at) == (at(5), at(5))


def test_a_transaction_sees_its_own_rows_and_may_append_again(journal: Journal) -> None:
    envelope = {"at": NOON, "recorded_at": NOON, "actor": "O-1", "seat": "s", "cause": "c"}
    with journal.writing() as writing:
        writing.append(pending(1001, reported()), **envelope)  # type: ignore[arg-type]
        assert [row.seq for row in writing.read_after(0)] == [1]
        writing.append(pending(1001, accepted()), **envelope)  # type: ignore[arg-type]
        assert writing.append([], **envelope) == []  # type: ignore[arg-type]
    assert [row.version for row in journal.read_after(0)] == [1, 2]
    assert journal.verify().ok


def test_a_refused_command_leaves_nothing(journal: Journal) -> None:
    append(journal, *pending(1001, reported()))

    def decide_too_late() -> None:
        with journal.writing() as writing:
            writing.append(pending(1001, accepted()), at=NOON, recorded_at=NOON, actor="", seat="", cause="")
            raise Refused(say("journal.head_missing"))

    with pytest.raises(Refused):
        decide_too_late()
    assert journal.last_seq() == 1
    assert journal.cases()[0].stage is Stage.REPORTED
    assert journal.verify().ok


def test_one_event_that_cannot_be_kept_keeps_out_the_others_even_when_the_error_is_caught(journal: Journal) -> None:
    with journal.writing() as writing, pytest.raises(BadInput):
        writing.append(
            pending(1001, reported(), e.FactSet("depth_m", float("nan"))),
            at=NOON, recorded_at=NOON, actor="", seat="", cause="",
        )  # fmt: skip
    assert journal.last_seq() == 0
    assert journal.verify().ok


def test_a_time_without_a_zone_is_not_taken(journal: Journal) -> None:
    naive = e.Pending(None, e.TeamInService("T1"), occurred_at=NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no zone"):
        append(journal, naive)
    assert journal.last_seq() == 0


def test_the_same_events_at_the_same_times_give_the_same_hash_in_every_store(tmp_path: Path, server: PgServer) -> None:
    heads = []
    for where in (tmp_path / "a.db", tmp_path / "b.db", ":memory:", on(server).where, on(server).where):
        journal = Journal.open(where)
        append(journal, *pending(1001, *examples()))
        heads.append(journal.head_hash())
        journal.close()
    assert len(set(heads)) == 1


def test_a_follower_sees_that_something_was_written_by_this_process_or_another(filed: Journal, place: Place) -> None:
    other = Journal.open(place.where)
    seen = [filed.data_version(), filed.data_version()]
    append(filed, *pending(None, e.TeamInService("T1")))
    seen.append(filed.data_version())
    append(other, *pending(None, e.TeamInService("T2")))
    seen.append(filed.data_version())
    other.close()
    assert seen[0] == seen[1]
    assert len(set(seen)) == 3


def test_a_follower_of_a_journal_in_memory_sees_it_too() -> None:
    journal = Journal.open(":memory:")
    before = journal.data_version()
    append(journal, *pending(None, e.TeamInService("T1")))
    assert journal.data_version() != before
    journal.close()


def test_a_reader_is_not_held_up_by_a_writer(filed: Journal) -> None:
    append(filed, *pending(1001, reported()))
    with filed.writing() as writing:
        writing.append(pending(1001, accepted()), at=NOON, recorded_at=NOON, actor="", seat="", cause="")
        assert filed.last_seq() == 1
        assert filed.verify().ok
    assert filed.last_seq() == 2


def test_threads_take_turns(journal: Journal) -> None:
    def write(team: str) -> None:
        for _ in range(10):
            append(journal, *pending(None, e.TeamInService(team)))
            journal.read_after(0)

    threads = [threading.Thread(target=write, args=(f"T{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.seq for row in journal.read_after(0)] == list(range(1, 41))
    assert journal.verify().ok


def test_a_row_of_an_unknown_kind_is_named_and_does_not_break_the_chain(filed: Journal, place: Place) -> None:
    append(filed, *pending(None, e.TeamInService("T1"), e.TeamInService("T2")))
    place.meddle("UPDATE events SET kind = 'tea.made' WHERE seq = 2")
    with pytest.raises(StoreUnavailable, match=r"row 2: .*tea\.made"):
        filed.read_after(0)
    assert filed.read_after(0, limit=1)[0].event == e.TeamInService("T1")


# -- lists ------------------------------------------------------------------------------------------------------


def test_the_list_of_cases_follows_an_incident_to_its_end(journal: Journal) -> None:
    append(journal, *pending(1001, reported()))
    append(journal, *pending(1001, accepted()), after_s=20)
    append(journal, *pending(1001, e.PlanChosen(a_plan_in_force(), ()), issued()), after_s=30)
    [case] = journal.cases()
    assert (case.stage, case.urgency, case.t0) == (Stage.DISPATCHED, Urgency.EMERGENCY, at(20))
    assert (case.plan, case.level, case.position) == ("shop-fire", ResponseLevel.III, SCENE)
    append(journal, *pending(1001, e.TeamArrived("O1"), e.OrderDone("O1", "out")), after_s=170)
    assert journal.cases()[0].stage is Stage.HANDLING
    append(journal, *pending(1001, e.VerificationFailed("smoke"), e.IncidentVerified("photo")), after_s=400)
    append(journal, *pending(1001, e.IncidentClosed("out"), e.IncidentReviewed(4, "")), after_s=500)
    [case] = journal.cases()
    assert (case.stage, case.closed_at, case.returns, case.score) == (Stage.REVIEWED, at(500), 1, 4)
    assert (case.version, case.updated_at, case.reported_at) == (10, at(500), at(0))
    append(journal, *pending(1001, e.IncidentReopened("again")), after_s=600)
    [case] = journal.cases()
    assert (case.stage, case.closed_at, case.returns) == (Stage.DISPATCHED, None, 2)


def test_cases_are_listed_by_time_and_stage_newest_first(journal: Journal) -> None:
    for n in range(4):
        append(journal, *pending(1001 + n, reported()), after_s=60 * n)
    append(journal, *pending(1002, e.IncidentRejected("none")), *pending(1003, e.IncidentMerged(1001)), after_s=300)
    assert [case.number for case in journal.cases()] == [1004, 1003, 1002, 1001]
    assert [case.number for case in journal.cases(since=at(60), until=at(180))] == [1003, 1002]
    assert [case.number for case in journal.cases(stages=[Stage.REPORTED], limit=1)] == [1004]
    [merged] = journal.cases(stages=[Stage.MERGED])
    assert (merged.merged_into, merged.closed_at) == (1001, at(300))


def test_a_reports_own_number_leads_to_its_incident(journal: Journal) -> None:
    append(journal, *pending(1001, reported(), e.ReportAdded(a_report(source="camera", source_number="C-3"), {})))
    append(journal, *pending(1002, reported(report=a_report(source_number="H-78"))))
    assert journal.incident_of_report("hotline-12345", "H-77") == 1001
    assert journal.incident_of_report("camera", "C-3") == 1001
    assert journal.incident_of_report("hotline-12345", "H-78") == 1002
    assert journal.incident_of_report("camera", "H-77") is None
    with journal.writing() as writing:
        assert writing.incident_of_report("camera", "C-3") == 1001


def test_reports_without_a_number_are_many(journal: Journal) -> None:
    unnumbered = reported(report=a_report(source="officer", source_number=""))
    append(journal, *pending(1001, unnumbered), *pending(1002, unnumbered))
    assert len(journal.cases()) == 2


ENDINGS = [
    (e.OrderDeclined("O1", "busy"), OrderStatus.DECLINED),
    (e.OrderLapsed("O1", 60), OrderStatus.LAPSED),
    (e.OrderCancelled("O1", "false alarm"), OrderStatus.CANCELLED),
    (e.OrderDone("O1", "out"), OrderStatus.DONE),
]


@pytest.mark.parametrize(("ending", "status"), ENDINGS, ids=lambda value: str(getattr(value, "kind", "")))
def test_the_orders_table_follows_an_order_to_its_end(
    filed: Journal, place: Place, ending: e.Event, status: OrderStatus
) -> None:
    steps = (issued(), e.OrderDelivered("O1", "radio"), e.OrderAcknowledged("O1"), e.TravelStarted("O1", SCENE, (), 9))
    for n, event in enumerate((*steps, e.TeamArrived("O1"), ending)):
        append(filed, *pending(1001, event), after_s=n)
    columns = "status, issued_at, delivered_at, acknowledged_at, en_route_at, on_scene_at, done_at, ended_at"
    (found,) = place.look(f"SELECT {columns} FROM orders")
    times = [at(n).isoformat(timespec="microseconds") for n in range(6)]
    assert found == (status.value, *times[:5], times[5] if status is OrderStatus.DONE else None, times[5])


# -- tracks -----------------------------------------------------------------------------------------------------


def signal(team: str, after_s: float, lat: float = 31.8) -> Signal:
    return Signal(team, LatLon(lat, 117.2), at(after_s), heading_deg=90.0, speed_kph=30.5)


def test_a_track_is_read_between_two_times(journal: Journal) -> None:
    track = [signal("A", n, 31 + n / 10) for n in range(5)]
    assert journal.add_tracks([*reversed(track), signal("B", 2)]) == 6
    assert journal.tracks("A", at(1), at(3)) == track[1:4]
    assert journal.tracks("C", at(0), at(9)) == []


def test_the_last_signal_of_every_team_is_known(journal: Journal) -> None:
    assert journal.last_signals() == {}
    silent = Signal("C", SCENE, at(1))
    journal.add_tracks([signal("B", 5), signal("A", 1), silent, signal("A", 3)])
    journal.add_tracks(signal("A", n) for n in (2, 0))
    assert journal.last_signals() == {"A": signal("A", 3), "B": signal("B", 5), "C": silent}


def test_the_same_signal_twice_is_one_point(journal: Journal) -> None:
    journal.add_tracks([signal("A", 1), signal("A", 1)])
    journal.add_tracks([signal("A", 1)])
    assert journal.add_tracks([]) == 0
    assert journal.tracks("A", at(0), at(9)) == [signal("A", 1)]


def test_tracks_are_no_events(journal: Journal) -> None:
    journal.add_tracks([signal("A", 1)])
    assert journal.last_seq() == 0
