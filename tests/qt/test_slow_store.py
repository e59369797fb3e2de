"""A store that answers late: real or an exercise's, the seat says so, keeps what was asked, and never waits itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from console.app.drills import open_drill
from console.app.wiring import Ground, load_ground
from console.drill.drill import Drill
from console.model import commands as c
from console.model.words import Urgency
from console.views import language
from console.views.asking import SLOW_MS
from console.views.background import Background
from console.views.link import SessionLink
from console.views.opening import OFFICER, Console
from tests.qt.session_builders import a_session, call

NOTE = {"en": "Try", "zh": "试"}
LATE_S, ASKED, WELL = 8, 6, 63
"""The store is slow from second 3 on; what is asked at second 6 is recorded at 14; at 63 it is well again."""
SCRIPT = {
    "id": "slow", "title": NOTE, "objective": NOTE, "start": "2026-11-20T14:30:00+08:00", "duration": "00:20:00",
    "injects": [
        {"id": "call", "at": "00:00:02", "note": NOTE,
         "report": {"source": "119", "number": "1", "category": "fire.commercial", "place": "canal-cbd-3",
                    "text": "着火 fire"}},
        {"id": "slow", "at": "00:00:03", "note": NOTE, "database_slow": {"late_s": LATE_S, "seconds": 60}},
    ],
}  # fmt: skip
FIRST, SECOND = c.AcceptIncident(1001, Urgency.EMERGENCY), c.SetFact(1001, "injured", 2)


@cache
def ground() -> Ground:
    return load_ground()


def a_drill(folder: Path, name: str) -> Drill:
    script = folder / "slow.yaml"
    script.write_text(json.dumps(SCRIPT), encoding="utf-8")
    return open_drill(ground(), str(script), 7, folder / f"{name}.db", officer=False)


class Seat:
    """A console whose seconds pass when the test says so."""

    def __init__(self, qtbot, drill: Drill) -> None:
        self.drill, self.console, self._wait = drill, Console(drill.session, drill, ticking=False), qtbot.waitUntil
        self.link = self.console.link
        self._wait(lambda: self.link.is_loaded, timeout=60_000)

    def go_to(self, second: int) -> None:
        while self.drill.elapsed_s < second:
            self.link.tick()
            self._wait(lambda: not self.link._in_tick, timeout=60_000)
            self._wait(lambda: not self.link.asking or self.link.asking._pending.any_held, timeout=60_000)

    def recorded(self, kind: str) -> list[int]:
        start = self.drill.scenario.start
        rows = self.drill.session.journal.read_after(0)
        return [int((row.at - start).total_seconds()) for row in rows if row.event.kind == kind]


@pytest.fixture
def seat(qtbot, tmp_path) -> Iterator[Seat]:
    seat = Seat(qtbot, a_drill(tmp_path, "seat"))
    yield seat
    seat.console.close()


def test_what_is_asked_of_a_slow_store_is_recorded_later_in_its_order_and_the_seat_goes_on(seat):
    seat.go_to(ASKED)
    seat.link.submit(FIRST)
    seat.link.submit(SECOND)
    seat.link.submit(FIRST)  # an officer who asks again
    seat.go_to(ASKED + LATE_S - 1)
    assert seat.link.is_pending(FIRST)
    assert seat.link.asking.waits_ms(seat.link.now()) == (LATE_S - 1) * 1000
    assert (seat.recorded("incident.accepted"), seat.link.board.incidents[1001].t0) == ([], None)
    seat.go_to(ASKED + LATE_S)
    assert not seat.link.asking
    assert seat.link.asking.took_ms == LATE_S * 1000
    assert seat.recorded("incident.accepted") == seat.recorded("incident.fact_set") == [ASKED + LATE_S]
    assert seat.link.board.incidents[1001].facts["injured"] == 2


def test_the_rows_are_those_of_the_same_decisions_taken_that_much_later_unseen(seat, tmp_path):
    for second, command in ((ASKED, FIRST), (WELL - 2, SECOND)):
        seat.go_to(second)
        seat.link.submit(command)
    seat.go_to(WELL + 5)
    unseen = a_drill(tmp_path, "unseen")
    while unseen.elapsed_s < WELL + 5:
        unseen.tick()
        command = {ASKED + LATE_S: FIRST, WELL: SECOND}.get(unseen.elapsed_s)
        if command is not None:
            unseen.session.desk.submit(command, OFFICER)
    assert seat.drill.session.journal.head_hash() == unseen.session.journal.head_hash()
    unseen.session.journal.close()


def test_closing_the_windows_records_at_once_what_still_waits(qtbot, tmp_path):
    seat = Seat(qtbot, a_drill(tmp_path, "closed"))
    seat.go_to(ASKED)
    seat.link.submit(FIRST)
    seat.console.rest()
    assert seat.recorded("incident.accepted") == [ASKED]
    seat.console.close()


def test_the_bar_counts_the_seconds_and_says_when_it_is_over(seat, qtbot):
    window = seat.console.open_workstation()
    qtbot.addWidget(window)
    window.show()
    bar, said = window.top_bar, window.notices
    seat.go_to(ASKED)
    bar.refresh()
    assert "✓" in bar.store.text()
    seat.link.submit(FIRST)
    seat.go_to(ASKED + 3)
    bar.refresh()
    assert "▲ slow · 3 s" in bar.store.text()
    assert "kept and recorded in its order" in said.message.text()
    assert said.isVisible()
    seat.go_to(ASKED + LATE_S)
    bar.refresh()
    assert "▲ took 8.0 s" in bar.store.text()
    language.set_language("zh")
    try:
        bar.refresh()
        assert "▲ 应答8.0秒" in bar.store.text()
    finally:
        language.set_language("en")
    seat.go_to(WELL)
    seat.link.submit(c.SetFact(1001, "injured", 3))
    qtbot.waitUntil(lambda: not seat.link.asking)
    bar.refresh()
    assert "✓" in bar.store.text()
    assert said.message.text() == "The store answers as usual again."


def test_a_real_store_that_keeps_a_seat_waiting_is_told_as_well(qtbot, monkeypatch):
    session, background = a_session(), Background()
    number = call(session, "canal-cbd", "冒烟", "fire.commercial")
    link = SessionLink(session, None, background, OFFICER, ticking=False)
    qtbot.waitUntil(lambda: link.is_loaded)
    answers, submit = threading.Event(), session.desk.submit
    monkeypatch.setattr(session.desk, "submit", lambda *given: (answers.wait(), submit(*given))[1])
    now = [0]
    monkeypatch.setattr(link.asking._stopwatch, "elapsed", lambda: now[0])
    link.submit(c.AcceptIncident(number, Urgency.EMERGENCY))
    now[0] = SLOW_MS
    assert link.asking.waits_ms(link.now()) == SLOW_MS
    assert link.board.incidents[number].t0 is None
    answers.set()
    qtbot.waitUntil(lambda: not link.asking)
    assert link.board.incidents[number].t0 is not None
    assert link.asking.took_ms == SLOW_MS
    link.shutdown()
    background.shutdown()
    session.journal.close()
