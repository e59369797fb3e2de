"""Every kind of event has its line, in both languages."""

from __future__ import annotations

import pytest

from console.board.timeline import Family, family_of, line_of
from console.model import commands as c
from console.model.events import EVENT_KINDS, Event, Recorded
from tests.unit.board_builders import Case
from tests.unit.journal_builders import at, examples


def recorded(event: Event) -> Recorded:
    return Recorded(1, 1001, 1, event, at(0), at(0), at(0), "O-1", "1", "", "", "")


def test_the_examples_go_through_every_kind_of_event():
    assert {event.kind for event in examples()} == set(EVENT_KINDS)


@pytest.mark.parametrize("event", examples(), ids=[f"{n}-{event.kind}" for n, event in enumerate(examples())])
def test_every_event_reads_as_a_sentence_in_both_languages(event):
    case = Case()
    line = line_of(case.board, recorded(event), case.session.vocabulary)
    assert line.get("en").strip()
    assert line.get("zh").strip()
    assert "{" not in line.get("zh")


def test_a_fact_is_told_by_its_label_and_the_word_for_its_value():
    case = Case()
    number = case.fire()
    case.submit(c.SetFact(number, "flames_visible", True))
    row = case.board.history[number][-1]
    line = line_of(case.board, row, case.session.vocabulary)
    assert line.get("zh") == "可见明火：是"


def test_braces_in_a_report_are_shown_as_they_were_written():
    case = Case()
    number = case.report("{0} {place} 100%", "fire.commercial")
    line = line_of(case.board, case.board.history[number][0], case.session.vocabulary)
    assert "{0} {place} 100%" in line.en


def test_each_line_falls_under_one_filter():
    assert {family_of(recorded(event)) for event in examples()} == set(Family)
