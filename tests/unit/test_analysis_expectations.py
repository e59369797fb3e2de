from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from console.analysis.expectations import Judgement, Verdict, judge
from console.model import events as e
from console.model.words import Mark, Posture
from tests.unit.builders import START, Story, a_report_inject, a_scenario, an_expectation


def judged(story: Story, *, ended_s: float | None = None, **changes: Any) -> Judgement:
    ended = None if ended_s is None else START + timedelta(seconds=ended_s)
    (judgement,) = judge(a_scenario(an_expectation(**changes)), story.rows, ended_at=ended)
    return judgement


def a_call(at_s: float = 5) -> Story:
    story = Story()
    story.an_incident(s=at_s)
    story.inject(at_s, "call")
    return story


def test_an_event_at_the_very_deadline_meets_its_expectation() -> None:
    story = a_call()
    story.accepted(35)
    found = judged(story)
    assert found.verdict is Verdict.MET
    assert found.shown_by == (story.rows[-1].seq,)
    assert found.at == found.deadline == START + timedelta(seconds=35)


def test_an_event_one_second_late_is_not_met_and_is_shown() -> None:
    story = a_call()
    story.accepted(36)
    found = judged(story)
    assert (found.verdict, found.in_time) == (Verdict.NOT_MET, 0)
    assert found.shown_by == (story.rows[-1].seq,)
    assert found.at == START + timedelta(seconds=36)


def test_a_deadline_that_passes_in_silence_is_not_met() -> None:
    found = judged(a_call(), ended_s=35)
    assert (found.verdict, found.shown_by, found.at) == (Verdict.NOT_MET, (), None)


def test_a_record_that_ends_before_the_deadline_observes_nothing() -> None:
    assert judged(a_call(), ended_s=34).verdict is Verdict.NOT_OBSERVED
    assert judged(a_call()).verdict is Verdict.NOT_OBSERVED


def test_an_expectation_met_before_the_record_ends_is_met_although_its_deadline_is_later() -> None:
    story = a_call()
    story.accepted(8)
    assert judged(story).verdict is Verdict.MET


def test_an_inject_never_played_is_not_observed_and_has_no_deadline() -> None:
    story = Story()
    story.an_incident(s=5)
    story.accepted(8)
    found = judged(story, ended_s=900)
    assert (found.verdict, found.deadline, found.shown_by) == (Verdict.NOT_OBSERVED, None, ())


def test_a_journal_without_rows_observes_nothing() -> None:
    (found,) = judge(a_scenario(an_expectation()), [])
    assert found.verdict is Verdict.NOT_OBSERVED


def test_what_happened_before_the_inject_does_not_count() -> None:
    story = Story()
    story.add(2, e.PostureSet(Posture.EMERGENCY))
    story.inject(5, "call")
    assert judged(story, kind="posture.set", ended_s=60).verdict is Verdict.NOT_MET


def test_two_events_are_needed_when_the_script_asks_for_two() -> None:
    story = a_call()
    story.accepted(8)
    story.planned(9)
    story.an_order(10, "1001-01", "F01")
    story.an_order(40, "1001-02", "F02")
    found = judged(story, kind="order.issued", count=2, ended_s=60)
    assert (found.verdict, found.in_time, len(found.shown_by)) == (Verdict.NOT_MET, 1, 2)
    assert judged(story, kind="order.issued", count=2, within_s=35).verdict is Verdict.MET


def two_calls() -> Story:
    story = a_call()
    story.an_incident(1002, s=6)
    story.accepted(10, 1002)
    return story


def test_an_expectation_of_one_incident_is_not_met_by_another() -> None:
    assert judged(two_calls(), where={"incident": "call"}, ended_s=60).verdict is Verdict.NOT_MET
    assert judged(two_calls(), ended_s=60).verdict is Verdict.MET


def test_a_merged_report_is_looked_for_in_the_incident_that_took_it_in() -> None:
    story = two_calls()
    report = next(row.event.report for row in story.rows if isinstance(row.event, e.IncidentReported))
    story.add(15, e.IncidentMerged(1002), 1001)
    story.add(15, e.ReportAdded(report, {}), 1002)
    story.planned(20, 1002)
    found = judged(story, kind="incident.plan_chosen", where={"incident": "call"}, ended_s=60)
    assert found.verdict is Verdict.MET


def test_an_incident_whose_inject_reported_nothing_is_never_met() -> None:
    story = two_calls()
    other = a_scenario(
        an_expectation(where={"incident": "ghost"}),
        injects=(a_report_inject("call", "N-1001"), a_report_inject("ghost", "N-9")),
    )
    (found,) = judge(other, story.rows, ended_at=START + timedelta(seconds=60))
    assert found.verdict is Verdict.NOT_MET


def test_fields_of_an_event_can_be_asked_for_by_dotted_path() -> None:
    story = a_call()
    story.accepted(8)
    story.planned(9)
    assert judged(story, kind="incident.plan_chosen", where={"plan.level": "IV"}).verdict is Verdict.MET
    wrong = judged(story, kind="incident.plan_chosen", where={"plan.level": "III"}, ended_s=60)
    assert wrong.verdict is Verdict.NOT_MET
    unknown = judged(story, kind="incident.plan_chosen", where={"plan.nothing": "IV"}, ended_s=60)
    assert unknown.verdict is Verdict.NOT_MET


def test_a_mark_and_a_fact_are_plain_fields_and_true_is_not_one() -> None:
    story = a_call()
    story.accepted(8)
    story.mark(20, Mark.START, 12)
    story.add(21, e.FactSet("flames_visible", True), 1001)
    assert judged(story, kind="incident.mark_met", where={"mark": "start"}).verdict is Verdict.MET
    assert judged(story, kind="incident.fact_set", where={"value": True}).verdict is Verdict.MET
    assert judged(story, kind="incident.fact_set", where={"value": 1}, ended_s=60).verdict is Verdict.NOT_MET


def test_the_team_and_need_of_an_arrival_are_those_of_its_order() -> None:
    story = a_call()
    story.accepted(8)
    story.planned(9)
    story.an_order(10, "1001-01", "F01")
    story.acknowledged(15, "1001-01")
    where = {"team": "F01", "need": "attack"}
    assert judged(story, kind="order.acknowledged", where=where).verdict is Verdict.MET
    other = judged(story, kind="order.acknowledged", where={"team": "F02"}, ended_s=60)
    assert other.verdict is Verdict.NOT_MET


def test_only_the_first_playing_of_an_inject_starts_its_clock() -> None:
    story = a_call()
    again = replace(story.rows[-1], seq=len(story.rows) + 1, at=START + timedelta(seconds=300))
    found = judge(a_scenario(an_expectation()), [*story.rows, again])[0]
    assert found.deadline == START + timedelta(seconds=35)
