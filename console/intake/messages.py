"""JSON messages of machines at the door: cameras (ours and Frigate's events), sensors, welfare alerts.

A message is one object, or a list of them. Which label of a camera means which item of the catalogue, and from which
confidence on, is data (``resources/intake/machines.yaml``); so are the thresholds of sensors and for how long a
reading must hold. The district's own positions count: a camera or sensor says which one it is, not where it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from console.district.settings import load_settings
from console.errors import Refused
from console.geo import LatLon
from console.intake.outcome import Item, brief, shortened
from console.intake.series import Series
from console.model.commands import ReportIncident
from console.model.place_finder import PlaceFinder
from console.model.places import District
from console.phrase import say

MOST_BYTES = 4_000_000
MOST_MESSAGES = 10_000
Label = Annotated[str, Field(min_length=1, max_length=80)]


class CameraRule(BaseModel):
    """What a camera's label means, and how sure it must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: str
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.7


class SensorRule(BaseModel):
    """From which value on a sensor of this kind reports, once it has held that long; ``fact`` is what it measures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: str
    fact: str = ""
    at_least: float
    hold_s: Annotated[int, Field(ge=0, le=86400)] = 0


class Repeats(BaseModel):
    """For how long after its last report the same machine's next one joins the open case; 0: never."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    camera_s: Annotated[int, Field(ge=0, le=604800)] = 3600
    sensor_s: Annotated[int, Field(ge=0, le=604800)] = 7200


class Rules(BaseModel):
    """``machines.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cameras: dict[str, CameraRule]
    sensors: dict[str, SensorRule]
    welfare: str  # the item of a welfare alert
    repeats: Repeats = Repeats()


class CameraMessage(BaseModel):
    """A camera's own alert."""

    kind: Literal["camera"]
    id: Label
    camera: Label
    label: Label
    confidence: Annotated[float, Field(ge=0, le=1)]
    at: AwareDatetime
    picture: Annotated[str, Field(max_length=400)] = ""


class SensorMessage(BaseModel):
    """One reading. ``since`` is when the value first reached its threshold, if the sensor knows."""

    kind: Literal["sensor"]
    id: Label
    sensor: Label
    measures: Label
    value: Annotated[float, Field(allow_inf_nan=False)]
    at: AwareDatetime
    since: AwareDatetime | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class WelfareMessage(BaseModel):
    """Somebody living alone was not seen, or pressed a button. No person is named."""

    kind: Literal["welfare"]
    id: Label
    place: Label
    text: Annotated[str, Field(max_length=2000)] = ""
    at: AwareDatetime


def load_rules(path: Path) -> Rules:
    """The rules in ``path``; :class:`console.errors.BadInput` names the field that is wrong."""
    return load_settings(path, Rules)


@dataclass(frozen=True)
class Machines:
    """What messages are read by.

    With a ``series`` plain readings are judged as they come, one after the other; ``share`` of a sensor's threshold
    counts (the emergency posture lowers it).
    """

    district: District
    rules: Rules
    series: Series | None = None
    share: float = 1.0


def read_messages(raw: bytes, machines: Machines, now: datetime) -> list[Item]:
    """Every message in ``raw``; a file that is no JSON is one refused item."""
    try:
        found = _parsed(raw)
    except Refused as error:
        return [Item("1", refused=error.reason)]
    return [_item(n, one, machines, now) for n, one in enumerate(found, 1)]


def _parsed(raw: bytes) -> list[Any]:
    if len(raw) > MOST_BYTES:
        raise Refused(say("intake.too_large", limit=MOST_BYTES // 1_000_000))
    if not raw.strip():
        raise Refused(say("intake.empty"))
    try:
        given = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(say("intake.encoding_wrong", encoding="utf-8", byte=error.start)) from None
    except (ValueError, RecursionError) as error:
        raise Refused(say("message.not_json", problem=brief(error))) from None
    found = given if isinstance(given, list) else [given]
    if len(found) > MOST_MESSAGES:
        raise Refused(say("message.too_many", limit=MOST_MESSAGES))
    return found


def _item(n: int, given: Any, machines: Machines, now: datetime) -> Item:
    where = f"message {n}"
    try:
        return Item(where, _command(given, machines, now))
    except Refused as error:
        return Item(where, refused=error.reason)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "message"
        return Item(where, refused=say("message.field", field=field, problem=brief(first["msg"])))


def _command(given: Any, machines: Machines, now: datetime) -> ReportIncident | None:
    """The report of a message; ``None`` when it is a reading that asks for nothing."""
    if not isinstance(given, dict):
        raise Refused(say("message.no_object"))
    if _is_frigate(given):
        return _camera(_of_frigate(given), machines, now)
    match given.get("kind"):
        case "camera":
            return _camera(CameraMessage.model_validate(given), machines, now)
        case "sensor":
            return _sensor(SensorMessage.model_validate(given), machines, now)
        case "welfare":
            return _welfare(WelfareMessage.model_validate(given), machines, now)
    raise Refused(say("message.kind", kind=brief(given.get("kind"))))


def _is_frigate(given: Mapping[str, Any]) -> bool:
    return (
        "kind" not in given and given.get("type") in ("new", "update", "end") and isinstance(given.get("after"), dict)
    )


def _of_frigate(given: Mapping[str, Any]) -> CameraMessage:
    """Frigate's event (topic ``frigate/events``): ``after`` is the state now; false positives are refused."""
    after = given["after"]
    if after.get("false_positive"):
        raise Refused(say("message.false_positive"))
    started = after.get("start_time")
    if isinstance(started, bool) or not isinstance(started, int | float) or not 0 <= started < 32_503_680_000:
        raise Refused(say("message.field", field="after.start_time", problem="expected seconds since 1970"))
    return CameraMessage.model_validate({
        "kind": "camera", "id": after.get("id"), "camera": after.get("camera"),
        "label": after.get("sub_label") or after.get("label"), "confidence": after.get("top_score", after.get("score")),
        "at": datetime.fromtimestamp(started, UTC), "picture": "frigate:snapshot" if after.get("has_snapshot") else "",
    })  # fmt: skip


def _camera(message: CameraMessage, machines: Machines, now: datetime) -> ReportIncident:
    district, rules = machines.district, machines.rules
    rule = rules.cameras.get(message.label)
    camera = district.cameras.get(message.camera)
    if camera is None:
        raise Refused(say("message.no_camera", camera=brief(message.camera)))
    if rule is None or rule.item not in district.catalogue:
        raise Refused(say("message.label", label=brief(message.label)))
    if message.confidence < rule.confidence:
        raise Refused(say("message.unsure", confidence=f"{message.confidence:.2f}", wanted=f"{rule.confidence:.2f}"))
    item = district.catalogue[rule.item]
    seen = f"{message.label} {message.confidence:.0%}"
    text = f"{camera.name.zh or camera.name.en}：{item.name.zh or item.name.en}（{seen}）"
    evidence = (message.picture,) if message.picture else ()
    return ReportIncident("camera", f"{message.camera}/{message.id}", text, _past(message.at, now), rule.item,
                          camera.name.en, camera.position, evidence=evidence, origin=message.camera,
                          joins_within_s=rules.repeats.camera_s)  # fmt: skip


def _sensor(message: SensorMessage, machines: Machines, now: datetime) -> ReportIncident | None:
    district, rules = machines.district, machines.rules
    rule = rules.sensors.get(message.measures)
    if rule is None or rule.item not in district.catalogue:
        raise Refused(say("message.measures", measures=brief(message.measures)))
    wanted = rule.at_least * machines.share
    number = message.id
    if machines.series is not None and message.since is None:
        above = message.value >= wanted
        since = machines.series.take(message.sensor, message.measures, message.at, above, rule.hold_s)
        if since is None:
            return None
        number = f"{message.measures}@{since.isoformat()}"
    else:
        _must_hold(message, wanted, rule.hold_s)
    position = LatLon(message.lat, message.lon) if message.lat is not None and message.lon is not None else None
    item = district.catalogue[rule.item]
    text = f"{message.sensor}：{message.measures} {message.value:g}，{item.name.zh or item.name.en}"
    facts = {rule.fact: message.value} if rule.fact else {}
    return ReportIncident("sensor", f"{message.sensor}/{number}", text, _past(message.at, now), rule.item,
                          message.sensor, position, facts, origin=message.sensor,
                          joins_within_s=rules.repeats.sensor_s)  # fmt: skip


def _must_hold(message: SensorMessage, wanted: float, hold_s: int) -> None:
    """A reading that stands alone says itself since when its value has been so high."""
    if message.value < wanted:
        raise Refused(say("message.below", value=f"{message.value:g}", wanted=f"{wanted:g}"))
    held = (message.at - (message.since or message.at)).total_seconds()
    if held < hold_s:
        raise Refused(say("message.not_held", seconds=round(held), wanted=hold_s))


def _welfare(message: WelfareMessage, machines: Machines, now: datetime) -> ReportIncident:
    district, rules = machines.district, machines.rules
    item = rules.welfare if rules.welfare in district.catalogue else ""
    text = shortened(message.text) or "关爱预警"
    position = PlaceFinder(district).position_in(message.place)
    return ReportIncident("welfare", message.id, text, _past(message.at, now), item, message.place, position)


def _past(at: datetime, now: datetime) -> datetime:
    """A machine's clock that runs ahead is not believed beyond now."""
    return min(at, now)
