"""A drill that several seats share: played at the controller's, taken part in at the others.

The script, the simulated field and the clock live in one process. The other seats read the journal and follow the lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from console.clock import LedClock
from console.desk.joined import JoinedDesk
from console.desk.session import Session
from console.drill.drill import Drill
from console.drill.scenes import SIMULATED, scene_of
from console.drill.trouble import Trouble
from console.drill.world import World
from console.errors import BadInput
from console.model.incident import Signal
from console.model.lead import SILENT_AFTER, Lead, LeadState
from console.model.scenario import Scenario
from console.model.scene import Scene


class SharedDrill(Drill):
    """A drill in whose journal other seats write as well; its own seat leads."""

    is_shared = True
    _term: Lead | None = None
    taken_over_by = ""
    """The seat that leads instead; empty while this one does."""

    def begin_to_lead(self, seat: str) -> None:
        """Lead from now on; a controller before is told that it does not any more."""
        self._term = self.session.journal.take_lead(seat, self.clock.now())

    def say(self, pace: int, state: LeadState) -> bool:
        """Tell the other seats how the drill runs; false when another seat leads by now, and then this one is over."""
        assert self._term is not None, "somebody began to lead"
        self._term = replace(self._term, beat=self._term.beat + 1, at=self.clock.now(), pace=pace, state=state)
        if not self.taken_over_by and not self.session.journal.keep_lead(self._term):
            now = self.session.journal.lead()
            self.taken_over_by = now.seat if now is not None else "?"
        return not self.taken_over_by

    def tick(self) -> None:
        """Play one more second, on what the other seats have done by then."""
        self.session.desk.catch_up()
        super().tick()

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come at this seat."""
        return bool(self.taken_over_by) or super().finished


class JoinedDrill:
    """A drill as a seat sees it that takes part: it goes on as the controller's lead says.

    Without its ``scenario`` the simulated cameras show nothing: what grows in them follows from the script.
    """

    officer_on = False
    is_shared = True

    def __init__(self, session: Session, desk: JoinedDesk, clock: LedClock, scenario: Scenario | None) -> None:
        opened = session.board.session
        lead, span = session.journal.lead(), session.journal.span()
        if opened is None or lead is None or span is None:
            raise BadInput(f"{session.journal.place}: no seat leads a drill there")
        self.session, self._desk, self._clock, self.scenario = session, desk, clock, scenario
        self.name, self._begins, self.lead = opened.scenario, span[0], lead
        self._world = World(scenario, session.district) if scenario is not None else None
        self._unheard = 0
        self._signals: Mapping[str, Signal] = {}
        self._scenes: dict[str, Scene] = {}
        self._follow(lead)

    @property
    def elapsed_s(self) -> int:
        """Seconds of drill time since it began."""
        return int((self._clock.now() - self._begins).total_seconds())

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come."""
        return self.lead.state is LeadState.OVER

    @property
    def stands(self) -> bool:
        """Whether nobody leads: the controller has left, or has not been heard for :data:`SILENT_AFTER` looks."""
        return self.lead.state is LeadState.LEFT or (self.lead.state.is_at_work and self._unheard >= SILENT_AFTER)

    def tick(self) -> None:
        """Look once, each second: how it is led, what was written, where teams are."""
        lead = self.session.journal.lead()
        assert lead is not None, "a drill that was led keeps its record"
        self._unheard = self._unheard + 1 if (lead.term, lead.beat) == (self.lead.term, self.lead.beat) else 0
        self._follow(lead)

    def _follow(self, lead: Lead) -> None:
        self.lead = lead
        self._clock.tell(lead.at)
        self._desk.catch_up()
        self._desk.stands = self.stands
        self._signals = self.session.journal.last_signals()
        self.session.board.signals = dict(self._signals)
        self._scenes = self._look(self._clock.now()) if self._world is not None else {}

    def _look(self, now: datetime) -> dict[str, Scene]:
        district, board = self.session.district, self.session.board
        simulated = [camera for camera in district.cameras.values() if camera.source.startswith(SIMULATED)]
        trouble = Trouble(board)
        return {camera.id: scene_of(district, board, camera, now, trouble, self._world) for camera in simulated}

    def by_hand(self) -> tuple[str, ...]:
        """None: the controller plays them."""
        return ()

    def play_by_hand(self, inject: str) -> None:
        """Refused."""
        raise KeyError(inject)

    def signals(self) -> Mapping[str, Signal]:
        """The last word of every team, as the controller's seat keeps it every few seconds."""
        return self._signals

    def scene_of(self, camera: str) -> Scene:
        """What ``camera`` saw at the last look; ``KeyError`` for one that is not simulated, or without the script."""
        return self._scenes[camera]
