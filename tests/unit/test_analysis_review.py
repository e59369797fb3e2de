"""What the report adds to the figures: who took part, the script beside what happened, cover, alarms, review, map."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.analysis.alarm_load import alarm_load
from console.analysis.assessment import Assessment, assess
from console.analysis.injected import off_by_s, played
from console.analysis.participants import Part, participants
from console.analysis.record import read_record
from console.analysis.report import write_report
from console.analysis.report_map import WIDE, report_map
from console.analysis.review import strengths, to_improve
from console.board.alarms import load_rules
from console.district.where import resource_dir
from console.model import events as e
from console.model.words import Mark
from tests.unit.builders import Story, a_report_inject, a_scenario, a_whole_drill, an_expectation
from tests.unit.district_builders import demo


def assessed(story: Story) -> Assessment:
    expectations = (an_expectation(), an_expectation(id="x2", within_s=2))
    injects = (a_report_inject("call", "N-1001"), a_report_inject("never", "N-9"))
    return assess(read_record(story.rows, demo()), a_scenario(*expectations, injects=injects))


def a_bad_night() -> Story:
    story = Story()
    story.an_incident()
    story.inject(1, "call")
    story.accepted(10)
    story.planned(12)
    story.recommended(20, ["F01"])
    story.an_order(20, "1001-01", "F01")
    story.add(71, e.MarkMissed(Mark.START, 60), 1001, "watch")
    story.add(80, e.OrderLapsed("1001-01", 60), 1001, "watch")
    story.add(400, e.VerificationFailed("still smoking"), 1001)
    return story


def test_everybody_who_acted_is_listed_once_with_all_their_rows() -> None:
    found = assessed(a_whole_drill())
    listed = participants(found.record)
    assert sum(one.rows for one in listed) == len(found.record.rows)
    assert len({one.actor for one in listed}) == len(listed)
    by_part = {part: {one.actor for one in listed if one.part is part} for part in Part}
    assert "F01" in by_part[Part.TEAM]
    assert "officer-2" in by_part[Part.POST]


def test_an_inject_stands_beside_what_was_expected_and_by_how_much_it_was_off() -> None:
    found = assessed(a_whole_drill())
    call, never = played(found)
    assert (call.inject.id, never.inject.id, never.at) == ("call", "never", None)
    in_time, late = call.awaited
    assert off_by_s(in_time) == 7 - 30  # called at 5 s, accepted at 12 s, 30 s allowed
    assert off_by_s(late) == 7 - 2


def test_what_must_not_happen_and_did_not_is_a_strength_without_a_time() -> None:
    story = a_whole_drill()
    never = an_expectation("team.out_of_service", 5, forbidden=True)
    found = assess(read_record(story.rows, demo()), a_scenario(never, injects=(a_report_inject("call", "N-1001"),)))
    told = [point for point in strengths(found) if point.what.code == "report.review.never_happened"]
    assert len(told) == 1


def test_what_went_well_and_what_did_not_are_told_with_their_rows() -> None:
    good = assessed(a_whole_drill())
    assert {point.what.code for point in strengths(good)} == {"report.review.kept", "report.review.met"}
    assert [point.what.code for point in to_improve(good)] == ["report.review.unmet"]
    bad = to_improve(assessed(a_bad_night()))
    codes = [point.what.code.removeprefix("report.review.") for point in bad]
    assert {"missed", "lapsed", "returned"} <= set(codes)
    assert all(point.step is not None for point in bad)
    lapsed = next(point for point in bad if point.what.code == "report.review.lapsed")
    assert len(lapsed.shown_by) == 1


def test_alarms_are_counted_as_they_come_and_not_while_they_stand() -> None:
    rules = load_rules(resource_dir() / "alarms.yaml")
    load = alarm_load(assessed(a_bad_night()).record, rules)
    assert load.came == sum(count for _, count in load.by_priority) >= 2
    assert load.busiest <= load.came
    assert (load.acknowledged, load.median_wait_s) == (0, None)
    assert alarm_load(assessed(Story()).record, rules).came == 0


def test_an_acknowledged_alarm_is_told_with_how_long_it_waited() -> None:
    story = a_bad_night()
    story.add(420, e.AlarmAcknowledged("mark_missed:1001:start"), None, "officer-1")
    story.add(430, e.AlarmAcknowledged("never:stood"), None, "officer-1")
    load = alarm_load(assessed(story).record, load_rules(resource_dir() / "alarms.yaml"))
    assert load.acknowledged == 1
    assert load.median_wait_s is not None
    assert 0 <= load.median_wait_s <= 420


def test_the_map_shows_the_incident_and_the_base_of_whoever_was_sent_inside_its_frame() -> None:
    drawn = report_map(assessed(a_whole_drill()).record)
    assert drawn is not None
    assert {mark.label for mark in drawn.marks} >= {"#1001", "F01"}
    assert all(0 <= mark.x <= WIDE and 0 <= mark.y <= drawn.height for mark in drawn.marks)
    assert drawn.roads
    assert [team for team, _ in drawn.ways] == ["F01"]
    assert 0 < drawn.scale_x <= WIDE
    assert report_map(assessed(Story()).record) is None


@pytest.mark.parametrize(("lang", "said"), [("en", "Improvement plan"), ("zh", "改进计划")])
def test_numbers_on_the_page_lead_to_rows_that_are_there(tmp_path: Path, lang: str, said: str) -> None:
    story = a_bad_night()
    scenario = a_scenario(an_expectation(), an_expectation(id="x2", within_s=2))
    page = write_report(tmp_path, rows=story.rows, scenario=scenario, district=demo(), lang=lang).read_text("utf-8")
    assert said in page
    led = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert led
    assert all(f'id="{target}"' in page for target in led)
