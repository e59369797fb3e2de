"""The windows' tie to a moment gone by: another source of boards for the windows there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot

from console.analysis.replay.past import Past, Seen
from console.drill.scenes import scene_of
from console.drill.trouble import Trouble
from console.model.incident import Actor
from console.model.incident import Signal as Heard
from console.model.scene import Scene
from console.views.background import Background
from console.views.link import SessionLink

LOOKER = Actor("replay", "replay")


class PastExercise:
    """An exercise as it was: its name and time, and what its cameras saw. It does not go on."""

    officer_on = False
    finished = False
    is_shared = False
    lead = None
    stands = False

    def __init__(self, past: Past) -> None:
        self._past, self.name = past, past.opened.scenario
        self.start = past.reel.begins

    @property
    def elapsed_s(self) -> int:
        """Seconds of drill time since the period began."""
        return int((self._past.clock.now() - self.start).total_seconds())

    def tick(self) -> None:
        """Nothing: time is moved by whoever looks."""

    def by_hand(self) -> tuple[str, ...]:
        """None: what was played is played."""
        return ()

    def play_by_hand(self, inject: str) -> None:
        """Refused."""
        raise KeyError(inject)

    def signals(self) -> Mapping[str, Heard]:
        """Where the teams were."""
        return self._past.session.board.signals

    def scene_of(self, camera: str) -> Scene:
        """What a camera of the exercise saw then; :class:`KeyError` for one that is not drawn."""
        session = self._past.session
        known = session.district.cameras[camera]
        return scene_of(session.district, session.board, known, session.clock.now(), Trouble(session.board))


class PastLink(SessionLink):
    """Shows the board of any moment. Nothing can be ordered: the desk behind it refuses every command.

    A move is computed off the GUI thread; while one is on its way only the last one asked for is remembered.
    """

    moved = Signal()  # another moment is on the screen
    troubled = Signal(str)

    is_past = True

    def __init__(self, past: Past, background: Background, *, advising: bool = False) -> None:
        exercise = PastExercise(past) if past.is_drill else None
        super().__init__(past.session, exercise, background, LOOKER, ticking=False)
        self.past, self.advising = past, advising
        self.row, self.moment = 0, past.reel.begins
        self._wanted: tuple[int, datetime] | None = None
        self._on_the_way = False

    def go_to(self, moment: datetime) -> None:
        """Show a moment; outside the period its nearest end."""
        reel = self.past.reel
        within = min(max(moment, reel.begins), reel.ends)
        self._ask(reel.row_at(within), within)

    def go_to_row(self, row: int) -> None:
        """Show the moment of the ``row``-th row of the period, with that row as the last that happened."""
        reel = self.past.reel
        within = min(max(row, 0), len(reel.rows))
        self._ask(within, min(max(reel.time_of(within), reel.begins), reel.ends))

    def step(self, rows: int) -> None:
        """So many events on, or back when negative, from the last moment asked for."""
        self.go_to_row((self._wanted[0] if self._wanted else self.row) + rows)

    def _ask(self, row: int, moment: datetime) -> None:
        self._wanted = (row, moment)
        if not self._on_the_way and self.is_loaded:
            self._on_the_way = True
            self.background.read(partial(self.past.seen, row, moment), self._arrived, self._lost)

    @Slot(object)
    def _loaded(self, board: object) -> None:
        super()._loaded(board)  # type: ignore[arg-type]
        if self._wanted is not None:
            self._ask(*self._wanted)

    @Slot(object)
    def _arrived(self, seen: Seen) -> None:
        self._on_the_way = False
        on, self.row, self.moment = seen.row - self.row, seen.row, seen.moment
        self.past.look_at(seen)
        self.board = seen.board
        self._matters = 0
        rows = self.past.reel.rows[seen.row - on : seen.row] if on > 0 else ()
        self.changed.emit(tuple(rows))
        self.loaded.emit()
        self.ticked.emit(self.now())
        self.moved.emit()
        if self._wanted == (seen.row, seen.moment):
            self._wanted = None
            self._settle.start()
        elif self._wanted is not None:
            self._ask(*self._wanted)

    @Slot(object)
    def _lost(self, error: Exception) -> None:
        self._on_the_way, self._wanted = False, None
        self.troubled.emit(str(error))

    @property
    def is_moving(self) -> bool:
        """Whether a moment that was asked for is not on the screen yet."""
        return self._on_the_way or self._wanted is not None

    @property
    def is_settled(self) -> bool:
        """Whether the moment asked for is on the screen."""
        return not self.is_moving and super().is_settled

    @Slot()
    def ask_advice(self) -> None:
        """What would be recommended then, for windows that show it; a replay shows what was."""
        if self.advising:
            super().ask_advice()
