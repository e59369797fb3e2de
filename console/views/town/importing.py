"""Importing a map off the GUI thread, step by step, with a way to end it: whole, or nothing is left of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.district.osm.folder import STEPS, Wanted, import_map
from console.district.osm.reporting import ImportReport
from console.district.workshop.folder import Opened, open_town
from console.errors import BadInput
from console.model.connectivity import junctions
from console.model.place_finder import PlaceFinder
from console.views.town.work import TownWork

MOST_BYTES = 400_000_000


class Ended(BadInput):
    """The import was ended by the person who began it."""


@dataclass(frozen=True)
class Imported:
    """What came of it."""

    opened: Opened
    finder: PlaceFinder
    report: ImportReport
    junctions: int


class Importing(QObject):
    """One import at a time."""

    began = Signal(int, str)  # the step's number from 0, and its name
    imported = Signal()  # before it is on the bench
    done = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, work: TownWork) -> None:
        super().__init__(work)
        self._work = work
        self._stop = threading.Event()
        self.is_running = False

    def start(self, wanted: Wanted) -> None:
        """Begin; ``done``, ``failed`` or ``ended`` comes once."""
        self._stop = threading.Event()
        self.is_running = True
        self._work.background.read(partial(self._run, wanted, self._stop), self._came, self._went_wrong)

    @Slot()
    def stop(self) -> None:
        """End it at the next moment at which that can be done."""
        self._stop.set()

    def _run(self, wanted: Wanted, stop: threading.Event) -> Imported:
        if wanted.path.is_file() and wanted.path.stat().st_size > MOST_BYTES:
            raise BadInput(
                self.tr("{name} is larger than {most} MB: expected the map of a town, not of a country").format(
                    name=wanted.path.name, most=MOST_BYTES // 1_000_000
                )
            )

        def tell(step: str) -> None:
            if stop.is_set():
                raise Ended("ended")
            if step:
                self.began.emit(STEPS.index(step), step)

        report = import_map(wanted, tell)
        opened = open_town(wanted.folder)
        return Imported(opened, PlaceFinder(opened.district), report, junctions(opened.district.roads))

    @Slot(object)
    def _came(self, made: Imported) -> None:
        self.is_running = False
        self.imported.emit()
        self._work.put_on_bench(made.opened, made.finder)
        self.done.emit(made)

    @Slot(object)
    def _went_wrong(self, error: Exception) -> None:
        self.is_running = False
        if isinstance(error, Ended):
            self.ended.emit()
        else:
            self.failed.emit(str(error) or type(error).__name__)
