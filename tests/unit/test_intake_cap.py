"""CAP alerts: every real file is taken or refused with a reason, and nothing a stranger sends hurts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.errors import Refused
from console.geo import LatLon
from console.intake.cap import read_cap
from console.intake.cap_alert import CapArea
from console.intake.cap_area import scene_of, touches
from console.intake.outcome import Item
from console.intake.safe_xml import MOST_BYTES, read_xml
from console.model.commands import ReportIncident, WithdrawReport
from console.model.words import Mode
from tests.unit.board_builders import the_district

CAP = Path(__file__).parents[2].parent / "shared" / "data" / "cap"
FILES = sorted(p for p in CAP.glob("*") if p.suffix in (".cap", ".xml")) if CAP.is_dir() else []
NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
DISTRICT = the_district()
HERE = DISTRICT.places["canal-cbd"][1]


def alert(info: str = "", **changes: str) -> bytes:
    given = {"identifier": "A-1", "sender": "met@example.cn", "sent": "2026-06-01T10:00:00+08:00", "status": "Actual",
             "msgType": "Alert", "scope": "Public", **changes}  # fmt: skip
    head = "".join(f"<{k}>{v}</{k}>" for k, v in given.items() if v)
    return f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{head}{info}</alert>'.encode()


def info(area: str = "", **changes: str) -> str:
    given = {"language": "zh-CN", "category": "Met", "event": "暴雨", "urgency": "Immediate", "severity": "Severe",
             "certainty": "Likely", "headline": "暴雨橙色预警", **changes}  # fmt: skip
    return "<info>" + "".join(f"<{k}>{v}</{k}>" for k, v in given.items() if v) + area + "</info>"


def area(inner: str) -> str:
    return f"<area><areaDesc>somewhere</areaDesc>{inner}</area>"


def taken(raw: bytes, mode: Mode = Mode.LIVE, now: datetime = NOW) -> list[Item]:
    return read_cap(raw, DISTRICT, mode, now)


def only(raw: bytes, mode: Mode = Mode.LIVE) -> Item:
    [item] = taken(raw, mode)
    return item


def refusal(raw: bytes, mode: Mode = Mode.LIVE) -> str:
    item = only(raw, mode)
    assert item.command is None
    assert item.refused is not None
    assert item.refused.get("zh")
    return item.refused.code


@pytest.mark.skipif(not FILES, reason="no CAP files in shared/data/cap")
@pytest.mark.parametrize("now", [NOW, datetime(2005, 1, 1, tzinfo=UTC)], ids=["today", "before it expired"])
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_real_file_is_taken_or_refused_with_a_reason(path: Path, now: datetime) -> None:
    items = taken(path.read_bytes(), now=now)
    assert items
    for item in items:
        assert (item.command is None) != (item.refused is None)
        for phrase in (*item.remarks, *([item.refused] if item.refused else [])):
            assert phrase.get("en")
            assert phrase.get("zh")
    print(path.name, now.year, [i.refused.code if i.refused else type(i.command).__name__ for i in items])


@pytest.mark.skipif(not FILES, reason="no CAP files in shared/data/cap")
def test_a_list_and_a_wrapper_give_every_alert_in_them() -> None:
    assert len(taken((CAP / "smhi.se.alerts.cap").read_bytes())) == 17
    assert len(taken((CAP / "rfs.xml").read_bytes())) == 1


@pytest.mark.skipif(not FILES, reason="no CAP files in shared/data/cap")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("invalid.cap", "cap.missing"), ("invalid_xmlns.cap", "cap.not_cap"), ("no_info_tag.cap", "desk"),
        ("no_optional_fields.cap", "cap.says_nothing"), ("ph.cap", "cap.status_not_ours"),
        ("taiwan.cap", "cap.expired"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_real_file_is_named(name: str, code: str) -> None:
    [item] = taken((CAP / name).read_bytes())
    if code == "desk":  # a cancellation: whether its alert is known, the desk says
        assert isinstance(item.command, WithdrawReport)
        assert item.command.numbers == (("cap:AtHoc", "1017033100951096-517189320160225203219800"),)
    else:
        assert item.refused is not None
        assert item.refused.code == code


@pytest.mark.skipif(not FILES, reason="no CAP files in shared/data/cap")
def test_a_signature_is_shown_and_said_to_be_unchecked() -> None:
    for name in ("canada_signed.cap", "earthquake_signed.cap"):
        [item] = taken((CAP / name).read_bytes())
        assert "cap.signed_unchecked" in [remark.code for remark in item.remarks]


def test_an_alert_for_the_district_becomes_a_report_under_its_own_number() -> None:
    ring = " ".join(f"{p.lat},{p.lon}" for p in (*DISTRICT.boundary, DISTRICT.boundary[0]))
    item = only(alert(info(area(f"<polygon>{ring}</polygon>"))))
    command = item.command
    assert isinstance(command, ReportIncident)
    assert (command.source, command.source_number) == ("cap:met@example.cn", "A-1")
    assert command.facts == {"warning": "orange"}
    assert command.text == "暴雨橙色预警\n暴雨"
    assert command.position is None, "a whole district is no place to send a team to"
    assert command.occurred_at == datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def test_a_small_circle_in_the_district_is_a_place() -> None:
    item = only(alert(info(area(f"<circle>{HERE.lat},{HERE.lon} 0.2</circle>"))))
    assert isinstance(item.command, ReportIncident)
    assert item.command.position is not None
    assert abs(item.command.position.lat - HERE.lat) < 0.001


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<polygon>10,20 11,20 11,21 10,20</polygon>", False), ("<circle>0,0 5</circle>", False),
        (f"<circle>{HERE.lat + 1},{HERE.lon} 150</circle>", True), (f"<circle>{HERE.lat},{HERE.lon} 0</circle>", True),
        ("<polygon>20,170 20,-170 40,-170 40,170 20,170</polygon>", False),
        ("<polygon>-80,-179 80,-179 80,179 -80,179 -80,-179</polygon>", False),
        ("<geocode><valueName>GB2260</valueName><value>330105</value></geocode>", True),
        ("<geocode><valueName>GB2260</valueName><value>330100</value></geocode>", True),
        ("<geocode><valueName>GB2260</valueName><value>330000</value></geocode>", True),
        ("<geocode><valueName>GB2260</valueName><value>310000</value></geocode>", False),
        ("<geocode><valueName>SAME</valueName><value>CAZ012</value></geocode>", None), ("", None),
    ],
)  # fmt: skip
def test_areas_touch_the_district_by_polygon_circle_or_code(inner: str, said: bool | None) -> None:
    item = only(alert(info(area(inner))))
    if said is False:
        assert item.refused is not None
        assert item.refused.code == "cap.elsewhere"
    else:
        assert isinstance(item.command, ReportIncident)
        assert ("cap.area_unknown" in [r.code for r in item.remarks]) == (said is None)


BOMB = b'<!DOCTYPE l [<!ENTITY a "' + b"x" * 99 + b'"><!ENTITY b "' + b"&a;" * 99 + b'">]><l>' + b"&b;" * 99 + b"</l>"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (alert(info(), status="Exercise"), "cap.status_not_ours"), (alert(info(), status="Nonsense"), "cap.not_one_of"),
        (alert(info(), msgType="Ack"), "cap.not_an_alert"), (alert(info(), identifier=""), "cap.missing"),
        (alert(info(), identifier="A 1"), "cap.bad_identifier"), (alert(info(), sent="yesterday"), "cap.bad_time"),
        (alert(info(), sent="2026-06-01T10:00:00"), "cap.bad_time"), (alert(), "cap.says_nothing"),
        (alert(info(expires="2026-06-01T11:00:00+08:00")), "cap.expired"),
        (alert(msgType="Cancel"), "cap.cancels_nothing"),
        (b"", "intake.empty"), (b"  \n ", "intake.empty"), (b"<alert", "intake.xml_broken"),
        (b"\xff\xfe\x00", "intake.encoding_wrong"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "intake.encoding_unknown"),
        (b"<?xml version='1.0' encoding='zip'?><a/>", "intake.encoding_unknown"),
        ("<a>é</a>".encode("latin-1"), "intake.encoding_wrong"),
        (b"x" * (MOST_BYTES + 1), "intake.too_large"), (b"<a>" * 70 + b"</a>" * 70, "intake.xml_deep"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "intake.xml_monstrous"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "intake.xml_entities"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "intake.xml_entities"),
        (BOMB, "intake.xml_entities"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


@pytest.mark.parametrize(
    "inner",
    [
        "<polygon>1,2 3</polygon>",
        "<polygon>91,2 3,4 5,6 91,2</polygon>",
        "<circle>nan,2 3</circle>",
        "<circle>1,2 -3</circle>",
    ],
)
def test_an_area_that_cannot_be_read_loses_no_warning(inner: str) -> None:
    item = only(alert(info(area(inner))))
    assert isinstance(item.command, ReportIncident)
    assert {"cap.bad_area", "cap.area_unknown"} <= {remark.code for remark in item.remarks}


def test_an_exercise_is_taken_in_a_drill_and_a_real_alert_is_not() -> None:
    assert isinstance(only(alert(info(), status="Exercise"), Mode.DRILL).command, ReportIncident)
    assert refusal(alert(info()), Mode.DRILL) == "cap.status_not_ours"


def test_grades_that_are_missing_or_unknown_are_unknown_and_said() -> None:
    item = only(alert(info(urgency="", severity="Terrible")))
    assert isinstance(item.command, ReportIncident)
    assert item.command.facts == {}
    assert [r.code for r in item.remarks].count("cap.grade_unknown") == 2


def test_elements_nobody_knows_are_passed_over() -> None:
    strange = info() + "<mood xmlns='urn:x'>grim</mood><info2/>"
    assert isinstance(only(alert(strange)).command, ReportIncident)


def test_an_update_names_what_it_carries_on_and_a_cancel_what_it_takes_back() -> None:
    reference = "<references>met@example.cn,A-0,2026-06-01T09:00:00+08:00 nonsense</references>"
    update = only(alert(reference + info(), msgType="Update"))
    assert isinstance(update.command, ReportIncident)
    assert update.command.follows == (("cap:met@example.cn", "A-0"),)
    assert "cap.bad_reference" in [r.code for r in update.remarks]
    cancel = only(alert(reference, msgType="Cancel"))
    assert isinstance(cancel.command, WithdrawReport)
    assert cancel.command.numbers == (("cap:met@example.cn", "A-0"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "iso-8859-1"])
def test_any_encoding_it_declares_is_read(encoding: str) -> None:
    word = "Sturm" if encoding.startswith("iso") else "暴雨"
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + alert(info(headline=word, event="x")).decode()
    item = only(text.encode(encoding))
    assert isinstance(item.command, ReportIncident)
    assert item.command.text.startswith(word)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused(raw: bytes) -> None:
    for item in taken(raw):
        assert (item.command is None) != (item.refused is None)


SEEDS = [alert(info(area("<polygon>1,2 3,4 5,6 1,2</polygon><circle>1,2 3</circle>"))), alert(msgType="Cancel")]
PIECES = st.sampled_from([b"", b"<", b">", b"&", b"<info>", b"</info>", b"\x00", b"999999999", b"nan", b"\xe3"])


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([*SEEDS, *(p.read_bytes() for p in FILES[:6])]), st.data())
def test_a_message_with_pieces_torn_out_is_taken_or_refused(raw: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = min(len(raw), start + data.draw(st.integers(0, 60)))
    for item in taken(raw[:start] + data.draw(PIECES) + raw[end:]):
        assert (item.command is None) != (item.refused is None)


NUMBER = st.one_of(st.floats(-400, 400).map(str), st.sampled_from(["nan", "inf", "", "x", "1e308", "+5"]))
PAIR = st.tuples(NUMBER, NUMBER).map(",".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(PAIR, max_size=8).map(" ".join), st.tuples(PAIR, NUMBER).map(" ".join))
def test_any_area_is_read_or_refused(polygon: str, circle: str) -> None:
    for found in (CapArea("x", (polygon,), (), ()), CapArea("x", (), (circle,), ())):
        try:
            said = touches([found], DISTRICT)
            scene = scene_of([found], DISTRICT)
        except Refused:
            continue
        assert said in (True, False)
        assert scene is None or isinstance(scene, LatLon)


def test_the_root_of_a_sound_message_is_read() -> None:
    assert read_xml(alert()).tag.endswith("alert")
