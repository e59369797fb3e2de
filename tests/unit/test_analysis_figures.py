from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.assessment import Assessment, assess
from console.analysis.figures import drill_figures
from console.analysis.marks import Outcome, nearest_rank
from console.analysis.quality import quality_notes
from console.analysis.record import read_record
from console.analysis.why import why
from console.errors import BadInput
from console.model import events as e
from console.model.plan import MarkLimits
from console.model.words import Mark, Urgency
from tests.unit.builders import START, Story, a_plan_in_force, a_scenario, a_whole_drill, an_expectation, hoses, load
from tests.unit.district_builders import demo

TIMES = st.lists(st.integers(0, 2000), max_size=40)


def assessed(story: Story, ended_s: float | None = None) -> Assessment:
    ended = None if ended_s is None else START + timedelta(seconds=ended_s)
    return assess(read_record(story.rows, demo(), ended_at=ended), a_scenario(an_expectation()))


def outcome_of(found: Assessment, mark: Mark, incident: int = 1001) -> Outcome:
    figures = next(f for f in found.marks if f.mark is mark)
    return next(m.outcome for m in figures.marks if m.incident == incident)


# -- percentiles ------------------------------------------------------------------------------------------------


@given(TIMES, st.integers(0, 10), st.integers(1, 100))
def test_a_percentile_is_the_smallest_time_that_covers_its_share(times: list[int], never: int, percent: int) -> None:
    found = nearest_rank(times, never, percent)
    total = len(times) + never
    if found is None:
        assert len(times) * 100 < percent * total or not total
        return
    assert sum(t <= found for t in times) * 100 >= percent * total
    assert sum(t < found for t in times) * 100 < percent * total


@given(TIMES, st.integers(0, 10), st.integers(1, 100))
def test_one_more_mark_never_stamped_makes_no_percentile_better(times: list[int], never: int, percent: int) -> None:
    before, after = nearest_rank(times, never, percent), nearest_rank(times, never + 1, percent)
    if times or never:
        assert after is None or (before is not None and after >= before)


@given(TIMES.filter(bool))
def test_p50_is_never_above_p90(times: list[int]) -> None:
    p50, p90 = nearest_rank(times, 0, 50), nearest_rank(times, 0, 90)
    assert p50 is not None
    assert p90 is not None
    assert p50 <= p90


def test_the_ninetieth_of_ten_is_the_ninth() -> None:
    assert nearest_rank(list(range(1, 11)), 0, 90) == 9


# -- marks ------------------------------------------------------------------------------------------------------


def test_a_mark_stamped_at_its_limit_is_met_and_one_second_later_is_late() -> None:
    for after_s, wanted in ((60, Outcome.MET), (61, Outcome.LATE)):
        story = Story()
        story.an_incident()
        story.accepted(10)
        story.mark(10 + after_s, Mark.START, after_s)
        assert outcome_of(assessed(story), Mark.START) is wanted


def test_limits_are_those_of_each_incidents_own_plan() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12, limits=MarkLimits("slow", 90, 400, 800))
    story.mark(90, Mark.START, 80)
    (mark,) = assessed(story).marks[0].marks
    assert (mark.limit_s, mark.outcome) == (90, Outcome.MET)


def test_a_mark_never_stamped_is_counted_missed_and_its_incident_named() -> None:
    story = Story()
    story.an_incident(1001)
    story.an_incident(1002)
    story.accepted(10, 1001)
    story.accepted(10, 1002)
    story.mark(30, Mark.START, 20, 1001)
    found = assessed(story, ended_s=600)
    start = found.marks[0]
    assert (start.counted, start.met, start.missed, start.share_met) == (2, 1, 1, 0.5)
    assert start.with_outcome(Outcome.NEVER) == (1002,)
    assert (start.p50_s, start.p90_s) == (20, None)
    assert any("#1002" in note.en and "never stamped" in note.en for note in quality_notes(found))


def test_a_mark_whose_limit_the_record_does_not_reach_is_not_counted() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    found = assessed(story, ended_s=70)
    assert outcome_of(found, Mark.START) is Outcome.RUNNING
    assert found.marks[0].share_met is None
    assert outcome_of(assessed(story, ended_s=71), Mark.START) is Outcome.NEVER


def test_a_case_merged_before_its_limit_has_its_clock_stopped_and_is_named() -> None:
    story = Story()
    story.an_incident(1001)
    story.an_incident(1002)
    story.accepted(10, 1002)
    story.add(20, e.IncidentMerged(1001), 1002)
    found = assessed(story, ended_s=900)
    assert outcome_of(found, Mark.START, 1002) is Outcome.ENDED
    assert found.marks[0].counted == 0
    assert any("#1002" in note.en for note in quality_notes(found))


def test_a_routine_case_has_no_marks() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10, urgency=Urgency.ROUTINE)
    assert [figures.emergencies for figures in assessed(story).marks] == [0, 0, 0]


# -- why --------------------------------------------------------------------------------------------------------


def reasons(found: Assessment, mark: Mark) -> str:
    figures = next(f for f in found.marks if f.mark is mark)
    return "; ".join(reason.en for reason in why(found, figures.marks[0]))


def test_the_order_that_decided_a_mark_is_told_part_by_part() -> None:
    told = reasons(assessed(a_whole_drill()), Mark.FIRST_ARRIVAL)
    assert "F01" in told
    assert "sent 0:08 after t0" in told
    assert "acknowledged after 0:10" in told
    assert "on the road after 0:20 more, drove 1:15" in told
    assert "0:05 later than predicted" in told


def test_a_late_arrival_names_the_team_that_declined_and_the_need_left_open() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12)
    story.an_order(20, "1001-01", "F01")
    story.add(40, e.OrderDeclined("1001-01", "at another fire"), 1001)
    story.an_order(45, "1001-02", "F02", replaces="1001-01")
    story.acknowledged(50, "1001-02")
    story.arrived(230, "1001-02")
    story.mark(230, Mark.FIRST_ARRIVAL, 220)
    told = reasons(assessed(story), Mark.FIRST_ARRIVAL)
    assert "“First attack” had 0 of 1 on scene" in told
    assert "F01" in told
    assert "declined" in told
    assert "had cost 0:25" in told


@pytest.mark.parametrize(("steps", "words"), [(0, "no plan"), (1, "no team was sent"), (2, "none of 1 orders")])
def test_a_start_never_stamped_says_what_was_missing(steps: int, words: str) -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    if steps > 0:
        story.planned(12)
    if steps > 1:
        story.an_order(20, "1001-01", "F01")
    assert words in reasons(assessed(story, ended_s=600), Mark.START)


# -- decisions --------------------------------------------------------------------------------------------------


def test_a_decision_as_recommended_compares_predicted_with_actual_arrival() -> None:
    (decision,) = assessed(a_whole_drill()).decisions
    assert not decision.differs
    (sent,) = decision.sent
    assert (sent.course.order.eta_s, sent.course.actual_s, sent.course.error_s) == (100, 105, 5)


def test_an_override_shows_who_was_left_out_who_was_added_and_why() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12)
    story.recommended(20, ["F02"], override_reason="knows the building")
    story.an_order(20, "1001-01", "F02")
    (decision,) = assessed(story).decisions
    assert decision.differs
    assert decision.added == ("F02",)
    assert [fill.team for _, fill in decision.left_out] == ["F01"]
    assert decision.override_reason == "knows the building"
    assert decision.sent[0].why_not is not None
    assert decision.sent[0].course.actual_s is None


def test_orders_of_two_incidents_sent_in_one_second_stay_with_their_own_decision() -> None:
    story = Story()
    for number in (1001, 1002):
        story.an_incident(number)
        story.accepted(10, number)
        story.planned(12, number)
    first = story.recommended(20, ["F01"], 1001)
    second = story.recommended(20, ["F02"], 1002)
    story.an_order(20, "1002-01", "F02", 1002)
    story.an_order(20, "1001-01", "F01", 1001)
    sent = {d.seq: [s.course.order.id for s in d.sent] for d in assessed(story).decisions}
    assert sent == {first: ["1001-01"], second: ["1002-01"]}


# -- materials --------------------------------------------------------------------------------------------------


def test_what_was_not_used_counts_as_back_only_when_its_team_is_back() -> None:
    story = a_whole_drill()
    (use,) = assessed(story).materials
    assert (use.needed, use.reserved, use.used, use.returned, use.not_back, use.short) == (4, 4, 1, 3, 0, 0)
    story.rows = story.rows[:-3]
    (use,) = assessed(story).materials
    assert (use.returned, use.not_back) == (0, 3)


def test_a_load_of_an_order_that_fell_away_is_released_and_leaves_the_plan_short() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12, materials=(hoses(4),))
    story.an_order(20, "1001-01", "F01", loads=(load(4),))
    story.add(80, e.OrderLapsed("1001-01", 60), 1001)
    (use,) = assessed(story).materials
    assert (use.reserved, use.released, use.not_back, use.short) == (4, 4, 0, 4)


ENDS = st.sampled_from(["running", "lapsed", "done", "back"])


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9), ENDS), max_size=6))
def test_every_item_reserved_is_accounted_for_once(orders: list[tuple[int, int, str]]) -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12)
    for n, (quantity, spent, end) in enumerate(orders, start=1):
        order, team = f"1001-{n:02d}", f"F{n:02d}"
        story.an_order(20, order, team, loads=(load(quantity),))
        if end == "lapsed":
            story.add(80, e.OrderLapsed(order, 60), 1001)
        elif end in ("done", "back"):
            story.acknowledged(30, order)
            story.arrived(90, order)
            story.add(200, e.OrderDone(order, "done", (load(min(spent, quantity)),)), 1001)
        if end == "back":
            story.add(260, e.TeamReturned(team, order), 1001)
    for use in assessed(story).materials:
        assert use.reserved == sum(quantity for quantity, _, _ in orders)
        assert use.reserved == use.released + use.used + use.returned + use.not_back
        assert min(use.released, use.used, use.returned, use.not_back) >= 0
        out = [q if end == "running" else q - min(s, q) for q, s, end in orders if end in ("running", "done")]
        assert use.not_back == sum(out)


# -- the whole --------------------------------------------------------------------------------------------------


def test_the_figures_are_plain_json_and_the_same_for_the_same_rows() -> None:
    rows = a_whole_drill().rows
    first = drill_figures(rows, a_scenario(an_expectation()), demo())
    assert json.loads(json.dumps(first)) == first == drill_figures(rows, a_scenario(an_expectation()), demo())
    assert first["duration_s"] == 480
    assert first["marks"]["first_arrival"] == {
        "emergencies": 1, "counted": 1, "met": 1, "missed": 0, "never_stamped": [], "share_met": 1.0,
        "p50_s": 113, "p90_s": 113,
    }  # fmt: skip
    assert (first["expectations"]["met"], first["expectations"]["points"]) == (1, 1)
    assert first["orders"]["done"] == 1
    assert first["incidents"][0]["marks"]["start"] == {"outcome": "met", "after_s": 18, "limit_s": 60}


def test_a_whole_record_has_nothing_to_doubt() -> None:
    assert quality_notes(assessed(a_whole_drill())) == ()


def test_doubts_name_old_positions_failed_deliveries_and_open_ends() -> None:
    story = Story()
    story.an_incident(position=None)
    story.add(10, e.IncidentAccepted(*_where_unknown()), 1001)
    story.add(12, e.PlanChosen(a_plan_in_force(), ()), 1001)
    story.recommended(20, ["F01"], position_age_s=700)
    story.an_order(20, "1001-01", "F01")
    story.add(21, e.DeliveryFailed("1001-01", "radio", "no answer"), 1001)
    told = " ".join(note.en for note in quality_notes(assessed(story)))
    assert "position 11:40 old" in told
    assert "at 1 tries" in told
    assert "1 orders had not ended: 1001-01" in told
    assert "The place of #1001 was never known" in told
    assert "1 injects of the script were never played: call" in told


def _where_unknown() -> tuple[object, ...]:
    story = Story()
    story.accepted(0)
    event = story.rows[-1].event
    assert isinstance(event, e.IncidentAccepted)
    return (event.category, event.urgency, event.severity, event.tier, "", None, "")


def test_an_empty_journal_is_refused_with_a_reason() -> None:
    with pytest.raises(BadInput, match="no rows"):
        read_record([], demo())


def test_a_need_nobody_was_sent_for_is_named() -> None:
    story = Story()
    story.an_incident()
    story.accepted(10)
    story.planned(12)
    story.an_order(20, "1001-01", "F01", need="haulage")
    story.acknowledged(30, "1001-01")
    told = reasons(assessed(story, ended_s=600), Mark.FIRST_ARRIVAL)
    assert "0 of 1 on scene; nobody had been sent for it" in told
