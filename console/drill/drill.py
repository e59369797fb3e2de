"""A drill: one script played through the desk, second by second, with simulated teams and, if wanted, officers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Protocol

from console.board.board import Board
from console.clock import DrillClock
from console.desk.session import Session
from console.drill.ahead import Agenda, seconds_to, watch_ahead
from console.drill.branch.outside import Outside
from console.drill.field import Field
from console.drill.hearing import Hearing
from console.drill.injects import commands_of
from console.drill.motion import Motion
from console.drill.officer import AutoOfficer
from console.drill.scenes import SIMULATED, scene_of
from console.drill.sensors import Sensors
from console.drill.streams import Routine
from console.drill.trouble import Trouble
from console.drill.units import Units
from console.drill.world import World
from console.errors import Refused
from console.model import commands as c
from console.model.duty import Turn
from console.model.events import Recorded
from console.model.incident import Actor, Signal
from console.model.scenario import Inject, Scenario
from console.model.scene import Scene
from console.model.words import Mode
from console.phrase import Phrase

SCRIPT = Actor("script", "drill")
TRACK_EVERY_S = 10
QUIET_S = 30
BY_SCRIPT = "演练脚本规定 as the script says"


class Outgoing(Protocol):
    """What sends the orders (the delivery room's outbox, with a channel that reaches nobody)."""

    def due(self, board: Board, now: datetime) -> Sequence[c.Command]:
        """Send what waits; the commands that say what came of it."""
        ...


class Drill:
    """One drill. All of its state is the journal: opened again on the same file it goes on as it would have.

    ``outside`` is what comes from outside besides the script: of a what-if, what came in another journal. ``tracks``
    are positions beside the journal's events: a drill whose figures alone are wanted leaves them out.

    Every reaction is due strictly after what it reacts to, so that playing a second again adds nothing.
    """

    is_shared = False
    lead = None
    stands = False

    def __init__(
        self,
        session: Session,
        clock: DrillClock,
        scenario: Scenario,
        seed: int,
        outbox: Outgoing,
        *,
        officer: bool,
        cameras: bool = False,
        tracks: bool = True,
        outside: Outside | None = None,
    ) -> None:
        if session.mode is not Mode.DRILL:
            raise ValueError("a drill runs in a drill session only")
        self.session, self.clock, self.scenario, self.seed = session, clock, scenario, seed
        self.officer_on = officer
        self.refusals: list[tuple[datetime, str, Phrase]] = []
        self._outbox = outbox
        behaviour = scenario.behaviour
        self._motion = Motion(session.district, session.network, behaviour, seed)
        self._hearing = Hearing(session.district, self._motion)
        self._world = World(scenario, session.district)
        self._field = Field(session.district, session.network, self._motion, behaviour, seed, self._world)
        self._units = Units(behaviour, seed)
        self._routine = Routine(scenario, session.district, seed)
        self._sensors = Sensors(scenario, session.district)
        self._agenda = Agenda(scenario)
        self._officer = AutoOfficer(session, scenario, clock.now())
        self._outside = outside or Outside()
        self._with_cameras, self._with_tracks = cameras, tracks
        self._scenes: dict[str, Scene] = {}
        self._signals: dict[str, Signal] = {}
        self._troubled = (session.board.seq, session.board.hash, Trouble(session.board))

    @property
    def name(self) -> str:
        """The scenario's id."""
        return self.scenario.id

    @property
    def elapsed_s(self) -> int:
        """Seconds of drill time since the start."""
        return int((self.clock.now() - self.scenario.start).total_seconds())

    def start(self) -> None:
        """Begin, or go on where the journal ends: the last second is played again, which adds nothing."""
        board = self.session.board
        if board.at is not None and board.at > self.clock.now():
            self.clock.advance_to(board.at)
        district, scenario = self.session.district, self.scenario
        hashes = {plan.id: plan.content_hash for plan in self.session.plans}
        self._submit(
            c.OpenSession(
                Mode.DRILL, district.id, district.content_hash, hashes, scenario.id, scenario.content_hash, self.seed
            ),
            SCRIPT,
            strict=True,
        )
        if board.seq == 1:
            self._submit(c.SetPosture(scenario.posture), SCRIPT)
        if self.elapsed_s == 0:
            self._set_out()
        self._play_second()

    def _set_out(self) -> None:
        """Who is on duty and what the weather is, as the script says; twice adds nothing."""
        scenario, board = self.scenario, self.session.board
        ends = scenario.start + timedelta(seconds=scenario.duration_s)
        sides = ((scenario.roster.added, True), (scenario.roster.without, False))
        turns = tuple(Turn(team, scenario.start, ends, here, reason=BY_SCRIPT) for side, here in sides for team in side)
        if turns and not board.roster:
            self._submit(c.ChangeRoster(turns), SCRIPT)
        if scenario.weather is not None and board.weather is None:
            self._submit(c.DeclareWeather(scenario.weather, BY_SCRIPT), SCRIPT)

    def tick(self) -> None:
        """Play one more second of drill time."""
        self.clock.step(1)
        self._play_second()

    def leap(self) -> None:
        """Play the next second in which anything can happen; the journal and the tracks are those of :meth:`tick`.

        For drills that nobody watches. Without the automatic officer others may act at any time: then it is a tick.
        """
        self.clock.step(self._quiet_s() if self.officer_on else 1)
        self._play_second()

    def _quiet_s(self) -> int:
        now, board, scenario = self.clock.now(), self.session.board, self.scenario
        latest = scenario.start + timedelta(seconds=scenario.duration_s)
        if self._is_over(board, now):
            latest = min(latest, max(now, (board.at or now) + timedelta(seconds=QUIET_S)))
        if self._with_tracks:
            latest = min(latest, now + timedelta(seconds=TRACK_EVERY_S - self.elapsed_s % TRACK_EVERY_S))
        return seconds_to(self._ahead(board, now), now, latest)

    def _ahead(self, board: Board, now: datetime) -> Iterator[datetime]:
        """Lower bounds for when each part next has something to do, if no event comes before."""
        trouble = self._trouble()
        return chain(
            self._outside.ahead(now), self._agenda.ahead(board, now), self._routine.ahead(self.elapsed_s),
            self._sensors.ahead(board, now), watch_ahead(board), self._field.ahead(board, now, trouble),
            self._units.ahead(board, trouble), self._world.ahead(board, now), self._officer.ahead(now, trouble),
        )  # fmt: skip

    def _play_second(self) -> None:
        now, board = self.clock.now(), self.session.board
        self._hear(now)
        for by, command, cause in self._outside.due(board, now):
            self._submit(command, by, cause)
        for inject in self._agenda.due(board, now):
            self.play(inject)
        self._report(now)
        for command in self._outbox.due(board, now):
            self._submit(command, Actor("outbox", "drill"))
        for team, command in self._field.due(board, now, self._trouble()):
            self._submit(command, Actor(team, "field"))
        for unit, command in [*self._units.due(board, now, self._trouble())]:
            self._submit(command, unit)
        for teller, thing, command in [*self._world.due(board, now, self._trouble())]:
            self._submit(command, teller, cause=thing)
        if self.officer_on:
            for actor, command in self._officer.due(now, self._trouble()):
                self._submit(command, actor)
        self.session.desk.watch()
        if self._with_cameras:
            self._scenes = self._look(now)

    def _report(self, now: datetime) -> None:
        """What comes in without an inject of its own: routine work, and readings of sensors."""
        for stream, report in self._routine.due(self.elapsed_s, now):
            self._submit(report, SCRIPT, cause=stream)
        for sensor, command in [*self._sensors.due(self.session.board, now)]:
            self._submit(command, SCRIPT, cause=sensor)

    def _hear(self, now: datetime) -> None:
        board = self.session.board
        board.signals = self._hearing.signals(board, now, self._trouble().silent_since())
        self._signals = board.signals
        if self._with_tracks and self.elapsed_s % TRACK_EVERY_S == 0:
            self.session.journal.add_tracks(board.signals.values())

    def _trouble(self) -> Trouble:
        """What the injects have done so far, read anew when the journal has grown."""
        board = self.session.board
        if self._troubled[:2] != (board.seq, board.hash):
            self._troubled = (board.seq, board.hash, Trouble(board))
        return self._troubled[2]

    def play(self, inject: Inject) -> None:
        """Play one inject now, whether or not its time has come; twice adds nothing."""
        now, board = self.clock.now(), self.session.board
        for command in commands_of(inject, self.scenario, board, now):
            self._submit(command, SCRIPT, cause=inject.id)
        self._submit(c.PlayInject(inject.id, inject.note, inject.effect), SCRIPT, cause=inject.id)

    def by_hand(self) -> tuple[str, ...]:
        """The injects that only the controller plays."""
        return tuple(inject.id for inject in self.scenario.injects if inject.by_hand)

    def play_by_hand(self, inject: str) -> None:
        """Play the inject with this id now; ``KeyError`` when the controller does not play it."""
        waiting = {one.id: one for one in self.scenario.injects if one.by_hand}
        self.play(waiting[inject])

    def _submit(self, command: c.Command, by: Actor, cause: str = "", *, strict: bool = False) -> tuple[Recorded, ...]:
        try:
            return self.session.desk.submit(command, by, cause)
        except Refused as refused:
            if strict:
                raise
            self.refusals.append((self.clock.now(), by.id, refused.reason))
            return ()

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come: the script's time is over, or all is played and at its end."""
        if self.elapsed_s >= self.scenario.duration_s:
            return True
        board, now = self.session.board, self.clock.now()
        return self._is_over(board, now) and now - (board.at or now) > timedelta(seconds=QUIET_S)

    def _is_over(self, board: Board, now: datetime) -> bool:
        """Whether everything is reviewed and everybody home, and nothing is to come but by somebody's hand."""
        if board.returning or any(incident.is_open for incident in board.incidents.values()):
            return False
        played = self._agenda.is_done(board, now) and self.elapsed_s > self._routine.last_s
        return played and self._sensors.over(board, now) and self._outside.is_over(now)

    def signals(self) -> dict[str, Signal]:
        """The last word from every team, as heard at the last second played."""
        return self._signals

    def scene_of(self, camera: str) -> Scene:
        """What ``camera`` saw at the last second played; ``KeyError`` for a camera that is not simulated.

        Safe from any thread: it reads a finished picture, never the board.
        """
        return self._scenes[camera]

    def _look(self, now: datetime) -> dict[str, Scene]:
        board, district = self.session.board, self.session.district
        trouble = self._trouble()
        simulated = [camera for camera in district.cameras.values() if camera.source.startswith(SIMULATED)]
        return {camera.id: scene_of(district, board, camera, now, trouble, self._world) for camera in simulated}
