"""A drill: one script played through the desk, second by second, with simulated teams and, if wanted, officers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Protocol

from console.board.board import Board
from console.clock import DrillClock
from console.desk.session import Session
from console.drill.ahead import Agenda, seconds_to, watch_ahead
from console.drill.field import Field
from console.drill.hearing import Hearing
from console.drill.injects import commands_of
from console.drill.motion import Motion
from console.drill.officer import AutoOfficer
from console.drill.scenes import SIMULATED, scene_of
from console.drill.trouble import Trouble
from console.errors import Refused
from console.model import commands as c
from console.model.events import Recorded
from console.model.incident import Actor, Signal
from console.model.scenario import Inject, Scenario
from console.model.scene import Scene
from console.model.words import Mode
from console.phrase import Phrase

SCRIPT = Actor("script", "drill")
TRACK_EVERY_S = 10
QUIET_S = 30


class Outgoing(Protocol):
    """What sends the orders (the delivery room's outbox, with a channel that reaches nobody)."""

    def due(self, board: Board, now: datetime) -> Sequence[c.Command]:
        """Send what waits; the commands that say what came of it."""
        ...


class Drill:
    """One drill. All of its state is the journal: opened again on the same file it goes on as it would have.

    Every reaction is due strictly after what it reacts to, so that playing a second again adds nothing. ``tracks`` are
    positions beside the journal's events: a drill whose figures alone are wanted leaves them out.
    """

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
        self._field = Field(session.district, session.network, self._motion, behaviour, seed)
        self._agenda = Agenda(scenario)
        self._officer = AutoOfficer(session, scenario.thinking_s)
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
        self._play_second()

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
        if self._agenda.is_done(board):
            latest = min(latest, max(now, (board.at or now) + timedelta(seconds=QUIET_S)))
        if self._with_tracks:
            latest = min(latest, now + timedelta(seconds=TRACK_EVERY_S - self.elapsed_s % TRACK_EVERY_S))
        bounds = chain(
            self._agenda.ahead(board, now), watch_ahead(board), self._field.ahead(board, now, self._trouble()),
            self._officer.ahead(now),
        )  # fmt: skip
        return seconds_to(bounds, now, latest)

    def _play_second(self) -> None:
        now, board = self.clock.now(), self.session.board
        self._hear(now)
        for inject in self._agenda.due(board, now):
            self.play(inject)
        for command in self._outbox.due(board, now):
            self._submit(command, Actor("outbox", "drill"))
        for team, command in self._field.due(board, now, self._trouble()):
            self._submit(command, Actor(team, "field"))
        if self.officer_on:
            for actor, command in self._officer.due(now):
                self._submit(command, actor)
        self.session.desk.watch()
        if self._with_cameras:
            self._scenes = self._look(now)

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
        board = self.session.board
        if not self._agenda.is_done(board):
            return False
        reviewed = not any(i.is_open for i in board.incidents.values()) and not board.returning
        last = board.at or self.clock.now()
        return reviewed and self.clock.now() - last > timedelta(seconds=QUIET_S)

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
        return {camera.id: scene_of(district, board, camera, now, trouble) for camera in simulated}
