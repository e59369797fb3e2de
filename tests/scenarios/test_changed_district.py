"""A district changed under a live journal: the journal notes it, and what an open case needs cannot be missing."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.app.desking import desk_session, note_district
from console.app.wiring import load_ground, open_session
from console.board.sending import issue_as_recommended
from console.board.teams import picture
from console.clock import DrillClock
from console.district.where import resource_dir
from console.district.workshop.folder import open_town
from console.district.workshop.saving import save
from console.district.workshop.town import Kind, renamed, without
from console.errors import BadInput
from console.journal.store import Journal
from console.model import commands as c
from console.model.events import SessionOpened
from console.model.incident import Actor, Signal
from console.model.words import Mode, Posture, Urgency

OFFICER = Actor("duty-A", "1")


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, Path, list[str]]:
    """A copy of the demo, a live journal on it with a fire under way, and the teams that were sent."""
    folder, db = tmp_path / "xiaohe", tmp_path / "live.db"
    shutil.copytree(resource_dir() / "xiaohe", folder)
    ground = load_ground(folder)
    session = open_session(ground, Mode.LIVE, DrillClock(datetime(2026, 3, 2, 1, tzinfo=UTC)), db, learning=False)
    desk, now = session.desk, session.clock.now()
    desk.submit(c.OpenSession(Mode.LIVE, "xiaohe", ground.district.content_hash, {}), OFFICER)
    session.board.signals.update({t.id: Signal(t.id, t.base, now) for t in ground.district.teams.values()})
    place = ground.district.places["canal-cbd"][1]
    desk.submit(c.ReportIncident("hotline", "1", "商场着火，看见明火", now, "fire.commercial", position=place), OFFICER)
    fire = max(session.board.incidents)
    desk.submit(c.AcceptIncident(fire, Urgency.EMERGENCY), OFFICER)
    answers = session.answers(session.board.incidents[fire], now, Posture.ROUTINE)
    plan = session.plan(answers[0].plan)
    assert plan is not None
    assert answers[0].level is not None
    desk.submit(c.ChoosePlan(fire, plan, answers[0].level, tuple(answers)), OFFICER)
    desk.submit(issue_as_recommended(session.board, session.recommend(picture(session.board, now))[fire]), OFFICER)
    sent = sorted(session.board.bound)
    session.journal.close()
    assert sent
    return folder, db, sent


def test_the_journal_notes_the_new_fingerprint_once(begun: tuple[Path, Path, list[str]]) -> None:
    folder, db, sent = begun
    opened = open_town(folder)
    idle = next(team for team in opened.town.teams if team not in sent)
    after = save(opened, without(opened.town, Kind.TEAM, idle), folder).hash_after
    for _ in range(2):
        session = desk_session(db, folder)
        note_district(session)
        session.journal.close()
    journal = Journal.open(db)
    noted = [row.event.district_hash for row in journal.read_after(0, 10_000) if isinstance(row.event, SessionOpened)]
    journal.close()
    assert noted == [opened.district.content_hash, after]


def test_a_team_that_is_under_way_cannot_be_missing(begun: tuple[Path, Path, list[str]]) -> None:
    folder, db, sent = begun
    opened = open_town(folder)
    made = save(opened, renamed(opened.town, Kind.TEAM, sent[0], "ELSE"), folder).opened
    with pytest.raises(BadInput, match=f"team {sent[0]} is not in xiaohe any more"):
        desk_session(db, folder)
    save(made, renamed(made.town, Kind.TEAM, "ELSE", sent[0]), folder)
    desk_session(db, folder).journal.close()
