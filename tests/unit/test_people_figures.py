"""How teams and officers did, what clusters where, and the trend: the same as counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.analysis.trend import trend
from console.app.yearly import load
from console.board.sending import issue_as_recommended
from console.geo import LatLon, distance_m
from console.journal.people_figures import TeamFigure
from console.journal.squares import box_of, square_of
from console.journal.store import Journal
from console.model import commands as c
from console.model.case_filter import CaseFilter
from console.model.words import Urgency
from tests.unit.board_builders import START, Case, the_district


def test_teams_are_told_by_their_orders() -> None:
    case = Case()
    number = case.fire()
    case.submit(c.AcceptIncident(number, Urgency.EMERGENCY))
    answer = case.advice(number).answers[0]
    case.submit(c.ChoosePlan(number, case.session.plan(answer.plan), answer.level))
    case.submit(issue_as_recommended(case.board, case.advice(number).recommendation))
    orders = [case.board.orders[o] for o in case.board.incidents[number].orders]
    case.wait(20)
    for order in orders[:-1]:
        case.submit(c.ConfirmDelivery(order.id, "radio"))
    case.submit(c.AcknowledgeOrder(orders[0].id))
    case.submit(c.DeclineOrder(orders[1].id, "flat tyre"))
    case.submit(c.StartTravel(orders[0].id, the_district().teams[orders[0].team].base, orders[0].route, 60))
    case.wait(40)
    case.submit(c.ArriveOnScene(orders[0].id))
    found = {figure.value: figure for figure in case.session.journal.team_figures(None, None)}
    assert set(found) == {order.team for order in orders}
    quick = found[orders[0].team]
    assert quick == TeamFigure(orders[0].team, 1, 1, 1, 0, 0, 1, int(orders[0].eta_s >= 60), 20, 20, 60, 60)
    assert found[orders[1].team].declined == 1
    late = found[orders[-1].team]
    assert (late.acknowledged, late.lapsed) == (0, int(case.board.orders[orders[-1].id].status.value == "lapsed"))
    assert case.session.journal.team_figures(START + timedelta(days=1), None) == []
    journal = case.session.journal
    assert [i.number for i in journal.find(CaseFilter(team=orders[0].team), case.clock.now())] == [number]
    assert journal.find(CaseFilter(team="nobody"), case.clock.now()) == []


def test_officers_are_told_by_what_they_accepted_and_what_came_back() -> None:
    case = Case()
    quick, slow = case.fire(), case.report("gas", "gas.leak")
    case.submit(c.AcceptIncident(quick, Urgency.EMERGENCY))
    case.clock.advance_to(case.clock.now() + timedelta(seconds=90))
    case.submit(c.AcceptIncident(slow, Urgency.EMERGENCY))
    (figure,) = case.session.journal.officer_figures(None, None)
    assert (figure.value, figure.accepted, figure.emergencies, figure.in_time) == ("duty-A", 2, 2, 1)
    assert case.session.journal.count(CaseFilter(officer="duty-A"), case.clock.now()) == 2


def test_what_clusters_and_is_complained_of_adds_up(tmp_path) -> None:
    load(tmp_path / "year.db", 400, None, 3)
    journal = Journal.open(tmp_path / "year.db")
    cases = journal.cases()
    cells = journal.hot_spots(None, None, 10_000)
    assert sum(cell.cases for cell in cells) == sum(case.position is not None for case in cases)
    for cell in cells[:20]:
        inside = [k for k in cases if k.position and cell.south <= k.position.lat < cell.north
                  and cell.west <= k.position.lon < cell.east]  # fmt: skip
        assert len(inside) == cell.cases
        assert journal.count(CaseFilter(square=cell.square), START) == cell.cases
        assert (
            Counter(k.place for k in inside)[cell.place] == max(Counter(k.place for k in inside).values())
            or not cell.place
        )
    first = cells[0]
    assert first.grid in {case.grid for case in cases}
    assert [cell.cases for cell in cells] == sorted((cell.cases for cell in cells), reverse=True)
    for one in journal.complaints(None, None, 1000):
        mine = [k for k in cases if (k.category, k.grid) == (one.category, one.grid)]
        assert one.cases == len(mine)
        assert one.repeats == sum(k.merged_into is not None for k in mine)
        assert one.dissatisfied == sum((k.score or 5) <= 2 for k in mine)
        assert one.repeats or one.dissatisfied
    journal.close()


@given(st.floats(-89.9, 89.9), st.floats(-180, 179.9))
def test_every_place_lies_in_its_square_and_squares_are_about_as_wide_as_tall(lat: float, lon: float) -> None:
    square = square_of(LatLon(lat, lon))
    south, west, north, east = box_of(square)
    assert south - 1e-9 <= lat <= north + 1e-9
    assert west - 1e-9 <= lon <= east + 1e-9
    assert square_of(LatLon((south + north) / 2, (west + east) / 2)) == square
    if abs(lat) < 80:
        tall = distance_m(LatLon(south, west), LatLon(north, west))
        wide = distance_m(LatLon(lat, west), LatLon(lat, east))
        assert 0.9 < wide / tall < 1.1


ZERO = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.dictionaries(st.integers(0, 24 * 400), st.integers(1, 9), max_size=60), st.integers(1, 200))
def test_a_trend_counts_every_case_of_its_time_once(hours: dict[int, int], days: int) -> None:
    now = ZERO + timedelta(days=400)
    since = now - timedelta(days=days)
    counted = [(ZERO + timedelta(hours=hour), n) for hour, n in sorted(hours.items())]
    length, steps = trend(counted, lambda moment: moment, since, now)
    if not counted:
        assert steps == []
        return
    first = since.date()
    within = sum(n for hour, n in counted if first <= hour.date() <= now.date())
    assert sum(step.cases for step in steps) == within
    assert length == (1 if days + 1 <= 120 else 7)
    assert [step.begins for step in steps] == [first + timedelta(days=length * n) for n in range(len(steps))]


def test_the_usual_count_is_a_median_and_the_time_before_is_known_only_where_there_was_one() -> None:
    counted = [(ZERO + timedelta(days=day), 50 if day == 12 else 5) for day in range(14)]
    now = ZERO + timedelta(days=13)
    _, steps = trend(counted, lambda moment: moment, ZERO + timedelta(days=7), now)
    assert steps[0].begins == date(2026, 1, 8)
    assert all(step.usual == 5 or step.cases == 50 for step in steps), "one wild day does not change what is usual"
    assert [step.before for step in steps] == [5] * 7
    _, whole = trend(counted, lambda moment: moment, None, now)
    assert all(step.before is None for step in whole)
