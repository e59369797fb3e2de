"""A desk on the demo district without a screen: a fire reported, accepted, planned, teams sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from console.board.board import Board
from console.board.do_now import Advice
from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.dispatch.roads.network import RoadNetwork
from console.district.facts import load_facts
from console.district.load import load_district
from console.district.plans import load_plans
from console.district.where import plans_dir, resource_dir
from console.journal.store import Journal
from console.model import commands as c
from console.model.incident import Actor, Incident, Signal
from console.model.places import District
from console.model.words import Mode, Posture, Urgency

START = datetime(2031, 5, 6, 6, 29, 56, tzinfo=UTC)
OFFICER = Actor("duty-A", "1")


@cache
def the_district() -> District:
    return load_district(resource_dir() / "xiaohe")


@cache
def the_network() -> RoadNetwork:
    return RoadNetwork(the_district().roads)


class Case:
    """One session with one incident, played by hand."""

    def __init__(self) -> None:
        district = the_district()
        vocabulary = load_facts(resource_dir() / "vocabulary" / "facts.yaml")
        shelf = load_plans(
            Path(plans_dir()), capabilities=district.capabilities, materials=district.materials,
            departments=district.departments, facts=vocabulary,
        )  # fmt: skip
        self.clock = DrillClock(START)
        journal = Journal.open(":memory:")
        desk = Desk(journal, Board(district), self.clock)
        self.session = Session(Mode.DRILL, district, shelf.plans, vocabulary, self.clock, journal, desk, the_network())
        self.submit(c.OpenSession(Mode.DRILL, district.id, district.content_hash, {}, "case", "", 1))
        self.hear()

    @property
    def board(self) -> Board:
        return self.session.board

    def submit(self, command: c.Command) -> None:
        self.session.desk.submit(command, OFFICER)

    def hear(self) -> None:
        self.board.signals = {t.id: Signal(t.id, t.base, self.clock.now()) for t in the_district().teams.values()}

    def wait(self, seconds: int) -> None:
        self.clock.advance_to(self.clock.now() + timedelta(seconds=seconds))
        self.hear()
        self.session.desk.watch()

    def report(self, text: str, category: str = "", place: str = "canal-cbd") -> int:
        name, position = the_district().places[place]
        number = f"n{len(self.board.numbers)}"
        self.submit(c.ReportIncident("citizen", number, text, self.clock.now(), category, name.en, position))
        return max(self.board.incidents)

    def fire(self) -> int:
        return self.report("着火，有明火，2人被困", "fire.commercial")

    def accept(self, number: int, urgency: Urgency = Urgency.EMERGENCY) -> None:
        self.submit(c.AcceptIncident(number, urgency))

    def incident(self, number: int) -> Incident:
        return self.board.incidents[number]

    def advice(self, number: int, category: str = "") -> Advice:
        from console.board.teams import picture

        now = self.clock.now()
        offered: Mapping = self.session.recommend(picture(self.board, now))
        answers = self.session.answers(self.incident(number), now, Posture.ROUTINE)
        plans = {plan.id: plan for plan in self.session.plans}
        return Advice(offered.get(number), answers, plans, self.session.vocabulary, category)
