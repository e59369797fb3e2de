"""Reports that come while the desk runs: a watched folder, a broker, series of readings, one machine's repeats."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt.enums import CallbackAPIVersion

from console.app.desking import desk_session, receive
from console.app.receiving import Receiving
from console.board.more import more_actions
from console.board.timeline import line_of
from console.board.todo import Advice
from console.errors import BadInput, Refused
from console.intake.broker import Broker, BrokerRules
from console.intake.series import Series
from console.journal.evidence import FolderEvidence, Found
from console.model import commands as c
from console.model.words import Posture
from tests.unit.board_builders import OFFICER, the_district
from tests.unit.mqtt_broker import ROOT, BrokerProcess

CAMERA = next(iter(the_district().cameras.values()))
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 20
PATIENCE_S = 20


def at(seconds: float = 0) -> str:
    return (datetime.now(UTC) - timedelta(minutes=10) + timedelta(seconds=seconds)).isoformat()


def seen(number: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "camera",
        "id": number,
        "camera": CAMERA.id,
        "label": "stall",
        "confidence": 0.9,
        "at": at(),
        **more,
    }


def reading(value: float, seconds: float, **more: Any) -> dict[str, Any]:
    return {"kind": "sensor", "id": f"r{seconds}", "sensor": "UP-1", "measures": "water_depth_cm", "value": value,
            "at": at(seconds), **more}  # fmt: skip


class Desk:
    """A live desk on a journal of its own that takes reports in."""

    def __init__(self, folder: Path, name: str = "live.db", *, watch: bool = False, url: str = "") -> None:
        self.box = folder / "in"
        self.box.mkdir(exist_ok=True)
        self.session = desk_session(folder / name, None)
        self.ways = Receiving(self.session, self.box if watch else None, url, "en")

    def put(self, name: str, *messages: dict[str, Any]) -> None:
        (self.box / name).write_text(json.dumps(list(messages)), encoding="utf-8")

    def steps(self, count: int = 3) -> None:
        for _ in range(count):
            self.session.desk.catch_up()
            self.ways.step()

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < end, self.status()
            self.steps(1)
            os.sched_yield()

    def status(self) -> Any:
        return self.ways.statuses()[0]

    @property
    def board(self) -> Any:
        return self.session.board

    def close(self) -> None:
        self.ways.close()
        self.session.journal.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, watch=True)
    yield desk
    desk.close()


# -- the folder ----------------------------------------------------------------------------------------------------


def test_a_file_is_taken_when_it_is_whole_and_put_away_with_what_came_of_it(desk: Desk) -> None:
    desk.put("a.json", seen("1"), seen("2", label="nothing known"))
    desk.steps(1)
    assert not desk.board.incidents, "it may still be being written"
    desk.steps(2)
    assert len(desk.board.incidents) == 1
    assert sorted(p.name for p in (desk.box / "taken").iterdir()) == ["a.json", "a.json.result.txt"]
    said = (desk.box / "taken" / "a.json.result.txt").read_text()
    assert "1 new" in said
    assert "message 2" in said
    status = desk.status()
    assert (status.is_open, status.new, status.refused) == (True, 1, 1)
    assert "nothing known" in status.refusals[0].why.en


def test_a_process_without_windows_goes_on_collecting_what_nobody_uses(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    receive(tmp_path / "live.db", None, tmp_path, "", "en", stop)
    assert gc.isenabled(), "only windows bring a collector of their own"


def test_a_file_that_grows_is_left_until_it_stands_still(desk: Desk) -> None:
    for n in range(4):
        desk.put("a.json", *(seen(str(k), label="fight" if k else "stall") for k in range(n + 1)))
        desk.steps(1)
        assert not desk.board.incidents
    desk.steps(2)
    assert desk.status().new + desk.status().known == 4


def test_the_same_file_twice_adds_nothing_and_keeps_both(desk: Desk) -> None:
    for _ in range(2):
        desk.put("a.json", seen("1"))
        desk.steps(3)
    assert len(desk.board.incidents) == 1
    assert {p.name for p in (desk.box / "taken").glob("*.json")} == {"a.json", "a-2.json"}


def test_what_cannot_be_taken_is_put_aside_with_the_reason(desk: Desk) -> None:
    (desk.box / "broken.json").write_text("{")
    (desk.box / "broken.xml").write_text("<alert")
    (desk.box / "notes.docx").write_bytes(b"PK")
    (desk.box / ".hidden.json").write_text("[]")
    desk.steps(8)
    names = sorted(p.name for p in (desk.box / "refused").iterdir())
    assert names == ["broken.json", "broken.json.result.txt", "broken.xml", "broken.xml.result.txt", "notes.docx",
                     "notes.docx.result.txt"]  # fmt: skip
    assert (desk.box / ".hidden.json").exists()
    assert desk.status().refused == 3


def test_a_picture_becomes_evidence_under_its_hash(desk: Desk, tmp_path: Path) -> None:
    (desk.box / "shot.png").write_bytes(PNG)
    desk.put("a.json", seen("1", picture="shot.png"))
    desk.steps(3)
    (reference,) = next(iter(desk.board.incidents.values())).reports[0].evidence
    evidence = FolderEvidence(tmp_path / "live.db")
    assert evidence.look(reference) == (Found.WHOLE, PNG)
    assert (desk.box / "taken" / "shot.png").exists()
    path = evidence.path(reference)
    assert path is not None
    path.write_bytes(PNG + b"!")
    assert evidence.look(reference)[0] is Found.ALTERED
    path.unlink()
    assert evidence.look(reference)[0] is Found.MISSING


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hostname.png", "not-there.png", "text.png", "link.png"])
def test_no_message_reads_outside_the_folder_and_the_report_counts_all_the_same(desk: Desk, name: str) -> None:
    (desk.box.parent / "secret.png").write_bytes(PNG)
    (desk.box / "text.png").write_text("no picture")
    (desk.box / "link.png").symlink_to(desk.box.parent / "secret.png")
    desk.put("a.json", seen("1", picture=name))
    desk.steps(3)
    assert next(iter(desk.board.incidents.values())).reports[0].evidence == ()
    assert desk.status().refused == 1
    assert not (desk.box.parent / "live.db.evidence").exists()


def test_a_folder_that_goes_away_is_told_and_comes_back(desk: Desk) -> None:
    desk.steps(1)
    desk.box.rename(desk.box.with_name("away"))
    desk.box.write_text("in the way")
    desk.steps(1)
    assert not desk.status().is_open
    assert desk.status().trouble is not None
    desk.box.unlink()
    desk.steps(1)
    assert desk.status().is_open


def test_a_large_table_is_taken_a_batch_at_a_time(desk: Desk) -> None:
    rows = [f"T{n},2026-11-20 10:00,噪音扰民,运河CBD" for n in range(450)]
    (desk.box / "h.csv").write_text("\n".join(["工单编号,受理时间,诉求内容,事发地点", *rows]), encoding="utf-8")
    desk.steps(2)
    assert 0 < desk.status().new <= 200
    desk.steps(3)
    assert desk.status().new == 450
    assert (desk.box / "taken" / "h.csv").exists()


# -- one machine again and again -----------------------------------------------------------------------------------


def test_the_same_camera_joins_its_open_case_and_another_camera_does_not(desk: Desk) -> None:
    other = list(the_district().cameras.values())[1]
    desk.put("a.json", seen("1"), seen("2"), seen("3", label="fight"), seen("4", camera=other.id))
    desk.steps(3)
    board = desk.board
    assert [len(i.reports) for i in board.incidents.values()] == [2, 1, 1]
    first = next(iter(board.incidents))
    joined = board.history[first][-1]
    assert line_of(board, joined, {}).en.startswith("Joined by rule")


def test_a_report_joined_by_rule_can_be_a_case_of_its_own(desk: Desk) -> None:
    desk.put("a.json", seen("1"), seen("2"))
    desk.steps(3)
    (incident,) = desk.board.incidents.values()
    (todo,) = [t for t in more_actions(desk.board, incident, Advice()) if t.code == "separate"]
    desk.session.desk.submit(todo.command, OFFICER)
    one, two = desk.board.incidents.values()
    assert [r.source_number for r in one.reports] == [f"{CAMERA.id}/1"]
    assert [r.source_number for r in two.reports] == [f"{CAMERA.id}/2"]
    assert desk.session.journal.incident_of_report("camera", f"{CAMERA.id}/2") == two.number
    assert desk.board.numbers["camera", f"{CAMERA.id}/2"] == two.number
    with pytest.raises(Refused, match="only this report"):
        desk.session.desk.submit(c.SeparateReport(two.number, "camera", f"{CAMERA.id}/2"), OFFICER)
    report = two.reports[0]
    again = c.ReportIncident(report.source, report.source_number, report.text, report.occurred_at)
    assert desk.session.desk.submit(again, OFFICER) == (), "its number finds it"


def test_a_camera_opens_a_new_case_when_its_last_one_ended(desk: Desk) -> None:
    desk.put("a.json", seen("1"))
    desk.steps(3)
    (incident,) = desk.board.incidents.values()
    desk.session.desk.submit(c.RejectIncident(incident.number, "a shadow"), OFFICER)
    desk.put("b.json", seen("2"))
    desk.steps(3)
    assert len(desk.board.incidents) == 2


# -- series --------------------------------------------------------------------------------------------------------


def test_a_value_is_reported_once_when_it_has_held_and_again_after_it_fell(desk: Desk) -> None:
    values = [(40, 0), (41, 200), (45, 310), (46, 320), (10, 400), (40, 410), (40, 720)]
    for n, (value, seconds) in enumerate(values):
        desk.put(f"{n}.json", reading(value, seconds))
        desk.steps(3)
    (incident,) = desk.board.incidents.values()
    assert len(incident.reports) == 2, "held for 300 s twice; the second joined the first"
    assert desk.status().quiet == 5
    assert incident.facts["water_depth_cm"] == 40


def test_the_emergency_posture_lowers_the_threshold(desk: Desk) -> None:
    def held(value: float, since: float) -> None:
        for seconds in (since, since + 310):
            desk.put(f"{seconds}.json", reading(value, seconds))
            desk.steps(3)

    held(25, 0)
    assert not desk.board.incidents
    desk.session.desk.submit(c.SetPosture(Posture.EMERGENCY, "flood"), OFFICER)
    held(25, 400)
    assert len(desk.board.incidents) == 1, "24 of 30 cm count now"


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=30))
def test_a_series_reports_only_what_held_and_never_twice_without_falling(readings: list[tuple[int, bool]]) -> None:
    series, start = Series(), datetime(2026, 1, 1, tzinfo=UTC)
    since, last, reported = None, None, False
    for seconds, above in readings:
        moment = start + timedelta(seconds=seconds)
        told = series.take("S", "x", moment, above, 60)
        if last is not None and moment <= last:
            assert told is None
            continue
        last = moment
        if not above:
            since, reported = None, False
            assert told is None
            continue
        since = since or moment
        due = (moment - since).total_seconds() >= 60 and not reported
        assert (told == since) if due else (told is None)
        reported = reported or due


# -- the broker ----------------------------------------------------------------------------------------------------


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerProcess]:
    broker = BrokerProcess(tmp_path)
    broker.start()
    yield broker
    broker.kill()


def send(broker: BrokerProcess, *payloads: object, topic: str = "dispatch/messages/a") -> None:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, f"sender-{time.monotonic_ns()}")
    client.max_inflight_messages_set(200)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    told = [
        client.publish(topic, p if isinstance(p, bytes) else json.dumps(p), qos=1) for p in payloads
    ]  # fmt: skip
    for message in told:
        message.wait_for_publish(PATIENCE_S)
    client.disconnect()
    client.loop_stop()


@pytest.fixture
def wired(tmp_path: Path, broker: BrokerProcess) -> Iterator[Desk]:
    desk = Desk(tmp_path, url=broker.url)
    desk.until(lambda: desk.status().is_open)
    yield desk
    desk.close()


def test_messages_of_a_broker_become_cases_and_what_is_wrong_is_named(wired: Desk, broker: BrokerProcess) -> None:
    send(broker, seen("1"), seen("1"), b"\xff\xfe no json", {"kind": "unheard of"})
    wired.until(lambda: wired.status().refused == 2 and wired.status().known == 1)
    assert wired.status().new == 1
    assert wired.status().refusals[0].where.startswith("dispatch/messages/a")


def test_frigates_own_events_are_understood(wired: Desk, broker: BrokerProcess) -> None:
    after = {"id": "1717.1-x", "camera": CAMERA.id, "label": "car", "top_score": 0.93, "start_time": time.time() - 60}
    send(broker, *({"type": kind, "before": {}, "after": after} for kind in ("new", "update", "end")),
         topic="frigate/events")  # fmt: skip
    wired.until(lambda: wired.status().new + wired.status().known == 3)
    assert len(wired.board.incidents) == 1


def test_a_broker_that_dies_is_told_and_comes_back_by_itself(wired: Desk, broker: BrokerProcess) -> None:
    broker.kill()
    wired.until(lambda: not wired.status().is_open)
    assert wired.status().trouble is not None
    broker.start()
    wired.until(lambda: wired.status().is_open)
    send(broker, seen("9"))
    wired.until(lambda: wired.status().new == 1)


def test_what_came_while_the_desk_was_away_is_there_when_it_is_back(tmp_path: Path, broker: BrokerProcess) -> None:
    if not broker.keeps:
        pytest.skip("mosquitto is not installed and cannot be: amqtt keeps nothing for who is away")
    desk = Desk(tmp_path, url=broker.url)
    desk.until(lambda: desk.status().is_open)
    desk.close()
    send(broker, seen("1"), seen("2", label="fight"))
    again = Desk(tmp_path, url=broker.url)
    again.until(lambda: again.status().new == 2)
    again.close()


def test_a_flood_is_taken_in_order_and_waits_at_the_broker(wired: Desk, broker: BrokerProcess) -> None:
    labels = ("stall", "fight", "waste", "crowd")
    send(broker, *(seen(str(n), label=labels[n % 4]) for n in range(3000)))
    waited = []

    def all_taken() -> bool:
        waited.append(wired.status().waiting)
        return bool(wired.status().new + wired.status().known == 3000)

    wired.until(all_taken)
    assert max(waited) <= 2200, "the queue is bounded"
    assert len(wired.board.incidents) == 4, "each label one case, the rest joined"


def test_two_desks_on_one_journal_have_each_message_once(tmp_path: Path, broker: BrokerProcess) -> None:
    one, two = Desk(tmp_path, url=broker.url), Desk(tmp_path, watch=True)
    one.until(lambda: one.status().is_open)
    send(broker, seen("1"))
    two.put("a.json", seen("1"), seen("2"))
    one.until(lambda: one.status().new + one.status().known == 1)
    two.until(lambda: two.status().new + two.status().known == 2)
    one.steps(1)
    assert one.board.state() == two.board.state()
    assert len(one.board.incidents) == 1
    one.close()
    two.close()


@pytest.mark.parametrize("url", ["http://x", "mqtt://", "mqtt://h:0", "mqtt://h:port", "x"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="--mqtt"):
        Broker(url, BrokerRules(topics=("a",)), "1")


def test_the_password_is_never_shown() -> None:
    broker = Broker("mqtt://u:secret@h:1", BrokerRules(topics=("a",)), "1")
    assert "secret" not in broker.name


# -- without a window ----------------------------------------------------------------------------------------------


def test_a_process_without_a_window_takes_in_until_it_is_ended(tmp_path: Path) -> None:
    box = tmp_path / "in"
    box.mkdir()
    command = [sys.executable, "main.py", "intake", "--db", str(tmp_path / "live.db"), "--watch", str(box)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout is not None
    assert "Ctrl+C" in process.stdout.readline()
    (box / "a.json").write_text(json.dumps([seen("1")]))
    end = time.monotonic() + PATIENCE_S
    while not (box / "taken" / "a.json").exists() and time.monotonic() < end:
        os.sched_yield()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "1 new" in out
