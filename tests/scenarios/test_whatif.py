"""What-if: the same decisions give the same marks, another world gives others, and nothing of the source changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from console.app.branching import branching_at
from console.app.drills import open_drill
from console.app.whatif import Question, answer
from console.app.whatif_each import answer_each
from console.app.wiring import Ground, load_ground
from console.board.board import Board
from console.clock import DrillClock
from console.desk.desk import Desk
from console.drill.branch.change import load_change
from console.errors import BadInput, Refused
from console.journal.store import Journal
from console.model import commands as c
from console.model.branch_events import SessionBranched
from console.model.events import IncidentReported, Recorded, RoadClosed, SessionOpened
from console.model.incident import Actor
from console.model.words import Mode, Urgency

DRILL, SEED, PLAYED_S = "canal-cbd-fire", 7, 200
OFFICER = Actor("duty-A", "1")
CHANGE = """
bases: {F04: [30.3135, 120.1325]}
stock: {D01: {"1010101": 0}}
roster: [{team: R06, on_duty: false}]
closures: [{bridge: changzheng-bridge}]
"""


def silent(_name: str, _share: float) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Path:
    """The first minutes of a drill."""
    file = tmp_path_factory.mktemp("whatif") / "fire.db"
    drill = open_drill(ground, DRILL, SEED, file, officer=True)
    while drill.elapsed_s < PLAYED_S:
        drill.tick()
    drill.session.journal.close()
    return file


def rows_of(file: Path) -> list[Recorded]:
    journal = Journal.open(file)
    try:
        return journal.read_after(0)
    finally:
        journal.close()


def told(rows: Sequence[Recorded], since: datetime) -> list[tuple[object, ...]]:
    """What happened from a moment on, without what only numbers the rows."""
    found = []
    for row in rows:
        if row.at > since:
            event = row.event
            offered = getattr(event, "offered", None)
            body = (event.kind, offered.needs, offered.marks) if offered is not None else event
            found.append((row.incident, row.version, body, row.at, row.actor, row.cause))
    return found


def a_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("after_s", "scripted"), [(41, True), (120, True), (70, False)])
def test_the_same_seed_and_no_change_go_on_as_it_went_on(
    drilled: Path, ground: Ground, tmp_path: Path, after_s: int, *, scripted: bool
) -> None:
    before = rows_of(drilled)
    at = before[0].at + timedelta(seconds=after_s)
    branching = branching_at(drilled, ground, at, None, None, None, scripted=scripted)
    drill = branching.start(tmp_path / "again.db", None, officer=True)
    while drill.clock.now() < branching.source.ends:
        drill.tick()
    again = drill.session.journal.read_after(0)
    drill.session.journal.close()
    ends = branching.source.ends
    assert [one for one in told(again, at) if one[3] <= ends] == told(before, at)
    assert drill.refusals == []


def test_what_comes_out_with_and_without_a_change(drilled: Path, tmp_path: Path) -> None:
    hashed = sha256(drilled.read_bytes()).hexdigest()
    change = a_text(tmp_path / "change.yaml", CHANGE)
    out = tmp_path / "out"
    found = answer(Question(drilled, at="14:30:00", until="14:32:40", change=change, out=out), silent)
    assert found.against_happened.different == [] or all(
        {line[0] for line in pair.lines(only_different=True)} <= {"busy_s", "stage"}
        for pair in found.against_happened.different
    )
    assert found.by_change is not None
    fire = next(pair for pair in found.by_change.pairs if pair.one and pair.one.category == "fire.commercial")
    assert fire.one is not None
    assert fire.other is not None
    assert "R06" in fire.one.sent
    assert "R06" not in fire.other.sent
    assert sha256(drilled.read_bytes()).hexdigest() == hashed
    kept = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert kept["source"]["journal"] == "fire.db"
    assert kept["again_and_changed"]["totals"]["one"]["orders"] > 0
    assert (out / "comparison.csv").read_text(encoding="utf-8-sig").startswith("runs,key,")
    with pytest.raises(BadInput, match="is there already"):
        answer(Question(drilled, at="14:30:00", until="14:31:00", out=out), silent)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_what_if_that_was_stopped_goes_on_as_if_it_never_had(
    drilled: Path, ground: Ground, tmp_path: Path, *, scripted: bool
) -> None:
    change = load_change(a_text(tmp_path / "c.yaml", CHANGE), ground.district, ground.vocabulary)
    at, until = (rows_of(drilled)[0].at + timedelta(seconds=s) for s in (30, 150))
    branching = branching_at(drilled, ground, at, None, until, None, scripted=scripted)

    def played(name: str, until_s: int) -> str:
        drill = branching.start(tmp_path / name, change, officer=True)
        while (drill.clock.now() - at).total_seconds() < until_s:
            drill.tick()
        head = drill.session.journal.head_hash()
        drill.session.journal.close()
        return head

    whole = played("whole.db", 120)
    heads = [played("stopped.db", second) for second in (0, 1, 1, 17, 18, 64, 120, 120)]
    assert heads[-2:] == [whole, whole]


def test_a_folder_with_another_what_if_in_it_is_left_alone(drilled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer(Question(drilled, at="14:30:00", until="14:30:20", out=out), silent)
    held = sha256((out / "again.db").read_bytes()).hexdigest()
    with pytest.raises(BadInput, match="is there already and holds something else"):
        answer(Question(drilled, at="14:30:05", until="14:30:20", out=out), silent)
    with pytest.raises(BadInput, match="is there already and holds something else"):
        answer(Question(drilled, at="14:30:00", until="14:30:20", seed=8, out=out), silent)
    with pytest.raises(BadInput, match="is there already and goes further than --until"):
        answer(Question(drilled, at="14:30:00", until="14:30:10", out=out), silent)
    assert sha256((out / "again.db").read_bytes()).hexdigest() == held


def test_the_new_journal_is_an_exercise_and_says_what_it_goes_on_from(
    drilled: Path, ground: Ground, tmp_path: Path
) -> None:
    source = rows_of(drilled)
    at = source[0].at + timedelta(seconds=60)
    change = load_change(a_text(tmp_path / "c.yaml", CHANGE), ground.district, ground.vocabulary)
    branching = branching_at(drilled, ground, at, None, None, None)
    drill = branching.start(tmp_path / "mine.db", change, officer=False)
    rows = drill.session.journal.read_after(0)
    assert drill.session.journal.verify().ok
    drill.session.journal.close()
    opened, branched = rows[0].event, rows[1].event
    assert isinstance(opened, SessionOpened)
    assert opened.mode is Mode.DRILL
    assert isinstance(branched, SessionBranched)
    last = max(row.seq for row in source if row.at <= at)
    assert (branched.source, branched.source_seq) == ("fire.db", last)
    assert branched.source_hash == source[last - 1].hash
    assert json.loads(branched.change)["change"]["stock"] == {"D01": {"1010101": 0}}
    copied = [row for row in rows[2:] if row.at <= at and row.actor != "what-if"]
    assert [row.event for row in copied[: last - 1]] == [row.event for row in source[1:last]]
    assert any(isinstance(row.event, RoadClosed) and "changzheng" in str(row.event.name.en).lower() for row in rows)


def a_live_night(file: Path, ground: Ground) -> datetime:
    """Real work: a fire that an officer accepted, and a second call a minute later; returns when it began."""
    clock = DrillClock(datetime.fromisoformat("2031-05-06T14:29:56+08:00"))
    journal = Journal.open(file)
    district, begun = ground.district, clock.now()
    desk = Desk(journal, Board(district), clock)
    desk.submit(c.OpenSession(Mode.LIVE, district.id, district.content_hash, {}), OFFICER)
    for n, place in enumerate(("canal-cbd", "canal-park")):
        position = district.places[place][1]
        desk.submit(
            c.ReportIncident(
                "hotline-119", f"L-{n}", "浓烟，2人被困 smoke", clock.now(), "fire.commercial", place, position
            ),
            OFFICER,
        )
        clock.step(5)
        desk.submit(c.AcceptIncident(1001 + n, Urgency.EMERGENCY), OFFICER)
        clock.step(55)
    desk.submit(c.SetFact(1001, "trapped", 2), OFFICER)
    journal.close()
    return begun


def test_a_real_incident_becomes_an_exercise_in_which_later_calls_come_at_their_time(
    ground: Ground, tmp_path: Path
) -> None:
    file = tmp_path / "live.db"
    begun = a_live_night(file, ground)
    at = begun + timedelta(seconds=30)
    drill = branching_at(file, ground, at, None, None, 3).start(tmp_path / "mine.db", None, officer=True)
    assert drill.session.mode is Mode.DRILL
    assert set(drill.session.board.incidents) == {1001}
    while not drill.finished:
        drill.tick()
    rows = drill.session.journal.read_after(0)
    drill.session.journal.close()
    reported = [(row.incident, row.at) for row in rows if isinstance(row.event, IncidentReported)]
    assert reported == [(1001, begun), (1002, begun + timedelta(seconds=60))]
    assert drill.session.board.incidents[1001].plan is not None, "what was left undone at the moment is taken up"
    assert drill.session.board.incidents[1001].facts["trapped"] == 2
    first = rows_of(file)[0].event
    assert isinstance(first, SessionOpened)
    assert first.mode is Mode.LIVE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bases: {NOBODY: [1, 2]}", "no 'NOBODY'"), ("bases: {F04: [100, 2]}", "latitude"),
        ("bases: {F04: nowhere}", "nowhere"), ("stock: {D01: {'9': 1}}", "stock.D01"),
        ("stock: {D01: {'1010101': -1}}", "0 to"), ("roster: [{team: ZZ}]", "roster.team"),
        ("closures: [{bridge: atlantis}]", "atlantis"), ("closures: [{}]", "nothing"),
        ("plans: [none.yaml]", "none.yaml"),
        ("colour: red", "colour"), ("{}", "nothing is changed"), ("- a", "whole file"), ("a: [", "no YAML"),
    ],
)  # fmt: skip
def test_a_wrong_change_is_named_before_anything_is_run(ground: Ground, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        load_change(a_text(tmp_path / "wrong.yaml", text), ground.district, ground.vocabulary)


def test_a_what_if_cannot_be_gone_on_with_as_real_work(drilled: Path, ground: Ground, tmp_path: Path) -> None:
    at = rows_of(drilled)[0].at + timedelta(seconds=30)
    drill = branching_at(drilled, ground, at, None, None, None).start(tmp_path / "mine.db", None, officer=False)
    district = ground.district
    with pytest.raises(Refused):
        drill.session.desk.submit(c.OpenSession(Mode.LIVE, district.id, district.content_hash, {}), OFFICER)
    drill.session.journal.close()


def test_every_emergency_of_a_period_by_itself(drilled: Path, tmp_path: Path) -> None:
    change = a_text(tmp_path / "change.yaml", "roster: [{team: R06, on_duty: false}]")
    question = Question(drilled, at="14:30:00", until="14:32:00", change=change, out=tmp_path / "each")
    found = answer_each(question, silent)
    [pair] = [one for one in found.against_happened.pairs if one.one is not None and one.one.number == 1001]
    assert pair.one is not None
    assert pair.other is not None
    assert pair.one.marks == pair.other.marks
    assert found.by_change is not None
    [changed] = [one for one in found.by_change.pairs if one.one is not None and one.one.number == 1001]
    assert changed.other is not None
    assert "R06" not in changed.other.sent
    with pytest.raises(BadInput, match="no emergency"):
        answer_each(Question(drilled, at="13:00:00", until="13:05:00"), silent)


def test_a_changed_plan_is_what_later_incidents_are_matched_with(drilled: Path, ground: Ground, tmp_path: Path) -> None:
    own = next(plan for plan in ground.shelf.plans if plan.id == "fire-commercial")
    text = own.text.replace(f"version: {own.version}", f"version: {own.version + 1}", 1)
    (tmp_path / "mine.yaml").write_text(text.replace("count: 2", "count: 1"), encoding="utf-8")
    change = load_change(a_text(tmp_path / "c.yaml", "plans: [mine.yaml]"), ground.district, ground.vocabulary)
    at = rows_of(drilled)[0].at
    drill = branching_at(drilled, ground, at, None, None, None).start(tmp_path / "mine.db", change, officer=True)
    while not any(incident.plan for incident in drill.session.board.incidents.values()):
        drill.tick()
    [plan] = [incident.plan for incident in drill.session.board.incidents.values() if incident.plan]
    drill.session.journal.close()
    assert (plan.plan, plan.version) == ("fire-commercial", own.version + 1)
    assert plan.content_hash != own.content_hash
