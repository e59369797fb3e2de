"""A session: born LIVE or DRILL, it owns one clock and one journal, and what is needed to advise at a desk.

What advice is computed with is imported when it is first asked for: a list is on the screen before that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from console.board.board import Board
from console.board.teams import picture
from console.clock import Clock
from console.desk.desk import Desk
from console.desk.plan_book import PlanBook
from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.roads.network import RoadNetwork
from console.journal.store import Journal
from console.model.facts import FactKind
from console.model.incident import Incident
from console.model.picture import Picture
from console.model.places import District
from console.model.plan import Facts, Plan, PlanAnswer
from console.model.plan_papers import PlanGround
from console.model.recommendation import Recommendation
from console.model.words import Mode, Posture


@dataclass(eq=False)
class Session:
    """One session's wiring. ``desk`` is the only writer; advice is read-only and may run on any thread.

    ``plans`` are those of the files; ``book`` holds the ones in force, what officers approved before them.
    """

    mode: Mode
    district: District
    plans: Sequence[Plan]
    vocabulary: Mapping[str, FactKind]
    clock: Clock
    journal: Journal
    desk: Desk
    network: RoadNetwork
    learned: Learned = UNLEARNED  # from completed responses; a drill knows nothing beforehand
    unread: Mapping[str, str] = field(default_factory=dict)  # texts of plan files that were refused, by file name
    book: PlanBook = field(init=False)

    def __post_init__(self) -> None:
        written = {plan.id: plan for plan in self.plans}
        self.desk.board.plan_ground = PlanGround(self.vocabulary, written)
        self.book = PlanBook(self._board_now)

    def _board_now(self) -> Board:
        return self.desk.board

    @property
    def board(self) -> Board:
        """The desk's own board; read it only on the desk's thread."""
        return self.desk.board

    def plan(self, plan: str) -> Plan | None:
        """The plan in force with this id, if there is one."""
        return self.book.get(plan)

    def facts(self, incident: Incident, now: datetime, posture: Posture) -> Facts:
        """What is known of an incident: answered facts first, then what the reports' words say."""
        from console.dispatch.facts import facts_of

        return facts_of(incident, self.vocabulary, local=self.district.local(now).time(), posture=posture)

    def answers(self, incident: Incident, now: datetime, posture: Posture) -> list[PlanAnswer]:
        """Every plan considered for ``incident``, best first; the one it has as it has it."""
        from console.dispatch.match import match_plans

        return match_plans(self.facts(incident, now, posture), self.book.beside(incident.plan), self.vocabulary)

    def warm(self) -> None:
        """Prepare what recommendations are computed with; seconds of work, for a thread nobody waits for."""
        from console.dispatch.assignment.match import warm as warm_matching

        self.network.warm()
        warm_matching()

    def recommend(
        self, snapshot: Picture, shown: Mapping[int, Recommendation] = MappingProxyType({})
    ) -> Mapping[int, Recommendation]:
        """What to send to every incident with a plan in force, all solved together; ``shown`` is kept if it can be."""
        from console.dispatch.recommend import recommend

        return recommend(snapshot, self.district, self.network, self.learned, shown)

    def recommend_now(self) -> Mapping[int, Recommendation]:
        """The same from the desk's own board at the clock's time."""
        return self.recommend(picture(self.board, self.clock.now()))
