"""Roads are slowed, the weather is declared, and every reader of the board gets the same conditions at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.board.board import Board
from console.board.conditions import conditions, in_brief, in_full
from console.board.fold import fold
from console.board.timeline import line_of
from console.desk.command_line import Known, complete, parse
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.places import District
from console.model.roads import Conditions, Slowing
from console.model.words import Weather
from console.phrase import Text
from tests.unit.builders_district import NINE, Road, Seat, a_district, a_plan, after, one_street, spot

STREET = one_street()
RUSH = Slowing("rush", 0.6, (), ("secondary",), hours=(7, 9), name=Text("Morning rush", "早高峰"))
RAIN = Slowing("wet", 0.8, (), ("secondary",), weather="rain", name=Text("Rain", "雨"))
JAM = Slowing("jam", 0.5, ("R0-1",), name=Text("Main Street", "大街"))


def a_seat(district: District = STREET) -> Seat:
    return Seat(district, a_plan())


def in_effect(seat: Seat) -> list[str]:
    return [slowing.id for slowing in conditions(seat.board, seat.clock.now()).slowed]


# -- the desk ---------------------------------------------------------------------------------------------------


def test_a_slowed_road_stays_slowed_until_its_slowing_ends_and_a_rebuilt_board_agrees() -> None:
    seat = a_seat()
    assert seat.kinds(seat.do(c.SlowRoad(JAM, "collision"))) == ["road.slowed"]
    assert in_effect(seat) == ["jam"]
    assert seat.board.slowings["jam"].reason == "collision"
    assert seat.rebuilt().state() == seat.board.state()
    assert seat.kinds(seat.do(c.EndSlowing(("jam",)))) == ["road.slowing_ended"]
    assert in_effect(seat) == []
    assert seat.rebuilt().state() == seat.board.state()


def test_the_same_asked_twice_is_recorded_once() -> None:
    seat = a_seat()
    steps = (c.SlowRoad(JAM, "collision"), c.DeclareWeather(Weather.RAIN, "gauge"), c.EndSlowing(("jam",)))
    for command in steps:
        assert seat.do(command), command
        assert seat.do(command) == (), command


def test_ending_several_slowings_ends_those_that_stand() -> None:
    seat = a_seat()
    seat.do(c.SlowRoad(JAM, "collision"))
    assert [row.event for row in seat.do(c.EndSlowing(("jam", "gone", "jam")))] == [e.SlowingEnded("jam")]


REFUSALS: list[tuple[str, c.Command]] = [
    ("desk.reason_needed", c.SlowRoad(JAM, " ")),
    ("desk.reason_needed", c.DeclareWeather(Weather.SNOW, "")),
    ("desk.no_road", c.SlowRoad(replace(JAM, roads=("R0-1", "nowhere")), "jam")),
    ("desk.no_road_class", c.SlowRoad(replace(JAM, roads=(), road_classes=("motorway",)), "jam")),
    ("desk.slowing_factor", c.SlowRoad(replace(JAM, factor=0.049), "jam")),
    ("desk.slowing_factor", c.SlowRoad(replace(JAM, factor=2.01), "jam")),
    ("desk.slowing_factor", c.SlowRoad(replace(JAM, factor=float("nan")), "jam")),
    ("desk.slowing_known", c.SlowRoad(replace(JAM, id="first"), "jam")),
    ("desk.slowing_known", c.SlowRoad(replace(JAM, id="rush"), "jam")),
    ("desk.slowing_known", c.SlowRoad(replace(JAM, id=""), "jam")),
    ("desk.slowing_hours", c.SlowRoad(replace(JAM, hours=(7, 25)), "jam")),
    ("desk.slowing_area", c.SlowRoad(replace(JAM, area=(spot(0), spot(9))), "jam")),
    ("desk.no_weather", c.SlowRoad(replace(JAM, weather="hail"), "jam")),
]


@pytest.mark.parametrize(("code", "command"), REFUSALS, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSALS)])
def test_a_slowing_that_cannot_be_is_refused_and_nothing_is_written(code: str, command: c.Command) -> None:
    seat = a_seat(replace(STREET, traffic=(RUSH,)))
    seat.do(c.SlowRoad(replace(JAM, id="first", roads=("R1-2",)), "works"))
    assert seat.refused(command) == code


def test_speeds_at_the_very_bounds_are_taken() -> None:
    seat = a_seat()
    for factor in (0.05, 2.0):
        assert seat.do(c.SlowRoad(replace(JAM, id=str(factor), factor=factor), "bound"))


# -- the conditions at a moment -----------------------------------------------------------------------------------


def test_rush_hours_count_by_the_clock_of_the_district() -> None:
    board = Board(replace(STREET, traffic=(RUSH,)))
    local = [datetime.combine(NINE.date(), time(hour, minute)) for hour, minute in ((6, 59), (7, 0), (8, 59), (9, 0))]
    held = [bool(conditions(board, (at - timedelta(hours=8)).replace(tzinfo=NINE.tzinfo)).slowed) for at in local]
    assert held == [False, True, True, False]


def test_what_weather_does_counts_from_its_declaration_to_the_next() -> None:
    seat = a_seat(replace(STREET, traffic=(RAIN,)))
    assert in_effect(seat) == []
    seat.do(c.DeclareWeather(Weather.RAIN, "gauge"))
    assert in_effect(seat) == ["wet"]
    seat.do(c.DeclareWeather(Weather.DRY, "gauge"))
    assert in_effect(seat) == []


def test_a_recommendation_is_asked_with_closures_and_slowings_of_its_moment() -> None:
    seat = a_seat(replace(STREET, traffic=(RUSH, RAIN)))
    seat.do(c.CloseRoad(("R1-2",), Text("x"), "flood"))
    seat.do(c.SlowRoad(JAM, "collision"))
    seat.do(c.DeclareWeather(Weather.RAIN, "gauge"))
    assert seat.picture().conditions == Conditions(frozenset({"R1-2"}), (JAM, RAIN))


HOURS = st.one_of(st.none(), st.tuples(st.integers(0, 24), st.integers(0, 24)))
SLOWINGS = st.builds(
    Slowing, st.text("abcdef", min_size=1, max_size=3), st.floats(0.05, 2), st.sampled_from([(), ("R0-1",)]),
    hours=HOURS, weather=st.sampled_from(["", *Weather]),
)  # fmt: skip


@example([], [Slowing("a", 1.0, (), hours=(0, 24))], 0, None)
@example([], [Slowing("a", 1.0, (), hours=(24, 0))], 5, None)
@given(
    standing=st.lists(SLOWINGS, max_size=4, unique_by=lambda s: s.id),
    asked=st.lists(SLOWINGS, max_size=4, unique_by=lambda s: s.id),
    hour=st.integers(0, 23),
    weather=st.one_of(st.none(), st.sampled_from(Weather)),
)
def test_exactly_what_holds_by_hour_and_weather_counts_in_order_of_ids(
    standing: list[Slowing], asked: list[Slowing], hour: int, weather: Weather | None
) -> None:
    board = Board(replace(STREET, traffic=tuple(standing)))
    events: list[e.Event] = [e.RoadSlowed(slowing, "jam") for slowing in asked]
    events += [e.WeatherDeclared(weather, "seen")] if weather else []
    for n, event in enumerate(events, 1):
        fold(board, e.Recorded(n, None, 0, event, NINE, NINE, NINE, "a", "1", "", "", ""))
    found = conditions(board, NINE.replace(hour=(hour - 8) % 24))
    wanted = [s for s in (*standing, *asked) if _by_hand(s, hour, weather)]
    assert sorted(map(repr, found.slowed)) == sorted(map(repr, wanted))
    assert [s.id for s in found.slowed] == sorted(s.id for s in found.slowed)
    assert hash(found) == hash(conditions(board, NINE.replace(hour=(hour - 8) % 24)))


def _by_hand(slowing: Slowing, hour: int, weather: Weather | None) -> bool:
    if slowing.weather not in ("", weather or "none declared"):
        return False
    if slowing.hours is None or (slowing.hours[1] - slowing.hours[0]) % 24 == 0:
        return True
    covered, at = set(), slowing.hours[0]
    while at % 24 != slowing.hours[1] % 24:
        covered.add(at % 24)
        at += 1
    return hour in covered


# -- what is told ---------------------------------------------------------------------------------------------------


def test_the_end_of_a_slowing_is_told_by_the_name_it_began_with() -> None:
    seat = a_seat()
    seat.do(c.SlowRoad(JAM, "collision"))
    (row,) = seat.do(c.EndSlowing(("jam",)))
    assert line_of(seat.board, row, {}).en == "Main Street at its usual speed again"
    (begun,) = (r for r in seat.history() if isinstance(r.event, e.RoadSlowed))
    assert line_of(seat.board, begun, {}).get("zh") == "大街缓行，车速为平时的50%：collision"


def test_an_opened_road_is_told_by_its_name() -> None:
    seat = a_seat()
    seat.do(c.CloseRoad(("R0-1", "R1-2"), Text("x"), "flood"))
    (row,) = seat.do(c.OpenRoad(("R0-1", "R1-2")))
    assert line_of(seat.board, row, {}).en == "R0-1, R1-2 open again"


def test_a_few_words_say_what_is_not_as_usual_and_a_list_says_why() -> None:
    seat = a_seat(replace(STREET, traffic=(replace(RUSH, hours=(8, 10)), RAIN)))
    assert [words.en for words in in_brief(seat.board, NINE)] == ["Morning rush"]
    seat.do(c.CloseRoad(("R0-1", "R1-2"), Text("Bridge"), "flood"))
    seat.do(c.SlowRoad(replace(JAM, roads=("R2-3",)), "works"))
    seat.do(c.DeclareWeather(Weather.RAIN, "gauge"))
    assert [w.en for w in in_brief(seat.board, NINE)] == ["1 closed", "1 slowed", "Morning rush", "rain"]
    assert [w.get("zh") for w in in_full(seat.board, NINE)] == [
        "Bridge：09:00起封闭（flood）", "大街：09:00起缓行，车速为平时的50%（works）",
        "早高峰，secondary：平时车速的60%", "天气：09:00起降雨（gauge）",
    ]  # fmt: skip
    seat.do(c.DeclareWeather(Weather.DRY, "gauge"))
    assert in_brief(seat.board, NINE)[-1].en == "Morning rush"


def test_nothing_is_said_while_all_is_as_usual() -> None:
    assert in_brief(Board(STREET), NINE) == in_full(Board(STREET), NINE) == ()


# -- the command line -------------------------------------------------------------------------------------------------


def a_town() -> District:
    nodes = {n: spot(500.0 * n) for n in range(5)}
    return a_district(nodes, [Road(a, b, road=f"main-{a}") for a, b in pairwise(nodes)])


def known(seat: Seat, lang: str = "en") -> Known:
    return Known(seat.board, lang=lang)


def test_slow_takes_the_name_what_is_left_of_the_speed_and_why() -> None:
    seat = a_seat(a_town())
    said = parse("slow main-0 40% water on the road", known(seat))
    assert said.command == c.SlowRoad(Slowing("main-0", 0.4, ("main-0",), name=Text("main-0")), "water on the road")
    assert said.said.en == "Slows main-0 to 40 % (stretches: 1)"
    seat.do(said.command)
    assert parse("unslow main-0", known(seat)).command == c.EndSlowing(("main-0",))
    assert complete("unslow ", seat.board) == ("unslow main-0",)
    assert "slow main-0" not in complete("slow ", seat.board)
    assert "slow main-1" in complete("slow ", seat.board)


def test_weather_takes_words_of_both_languages_and_a_reason_of_its_own() -> None:
    seat = a_seat()
    assert parse("weather rain gauge 12 mm", known(seat)).command == c.DeclareWeather(Weather.RAIN, "gauge 12 mm")
    assert parse("weather 积雪", known(seat, "zh")).command == c.DeclareWeather(Weather.SNOW, "值班员研判")
    assert complete("weather h", seat.board) == ("weather heavy_rain",)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("slow", "command_line.road"), ("slow nowhere 50% x", "command_line.no_road"),
        ("slow main-1", "command_line.percent"), ("slow main-1 fast x", "command_line.percent"),
        ("slow main-1 4% x", "command_line.percent"), ("slow main-1 96% x", "command_line.percent"),
        ("slow main-1 50%", "command_line.slow_reason"), ("slow main-0 50% x", "command_line.slowed_already"),
        ("unslow main-1", "command_line.usual_already"), ("unslow", "command_line.road"),
        ("weather", "command_line.weather"), ("weather hail", "command_line.weather"),
        ("weather fog", "command_line.weather_already"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_done_says_why(line: str, code: str) -> None:
    seat = a_seat(a_town())
    seat.do(c.SlowRoad(Slowing("main-0", 0.4, ("main-0",)), "works"))
    seat.do(c.DeclareWeather(Weather.FOG, "seen"))
    with pytest.raises(Refused) as refused:
        parse(line, known(seat))
    assert refused.value.reason.code == code
    assert refused.value.reason.get("zh") != refused.value.reason.get("en")


def test_a_road_that_is_opened_again_is_as_slow_as_it_was() -> None:
    seat = a_seat()
    seat.do(c.SlowRoad(JAM, "collision"))
    seat.do(c.CloseRoad(("R0-1",), Text("x"), "fire"))
    seat.do(c.OpenRoad(("R0-1",)))
    assert conditions(seat.board, after(0)) == Conditions(frozenset(), (JAM,))
