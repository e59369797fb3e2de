"""Who leads a shared drill: one at a time, and a controller that was away is told that another took over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from console.errors import Refused
from console.journal.read_only import PastJournal
from console.journal.store import Journal
from console.model import events as e
from console.model.lead import LeadState
from tests.stores import Place
from tests.unit.journal_builders import NOON, append, examples, pending


@pytest.fixture
def journal(place: Place) -> Iterator[Journal]:
    with closing(Journal.open(place.where)) as journal:
        yield journal


def test_nobody_leads_a_new_journal(journal: Journal) -> None:
    assert journal.lead() is None


def test_what_the_controller_says_is_what_others_read(journal: Journal, place: Place) -> None:
    lead = journal.take_lead("1", NOON)
    said = replace(lead, beat=7, pace=10, state=LeadState.RUNNING)
    assert journal.keep_lead(said)
    with closing(Journal.open(place.where)) as other:
        assert other.lead() == said


def test_who_takes_over_leads_and_the_one_before_is_refused(journal: Journal) -> None:
    first = journal.take_lead("1", NOON)
    second = journal.take_lead("2", NOON)
    assert second.term == first.term + 1
    assert not journal.keep_lead(replace(first, beat=1))
    assert journal.lead() == second


def test_leading_adds_no_row_and_changes_no_hash(journal: Journal) -> None:
    append(journal, *pending(None, e.TeamInService("T1")))
    before = journal.head_hash()
    journal.keep_lead(journal.take_lead("1", NOON))
    assert (journal.last_seq(), journal.head_hash()) == (1, before)
    assert journal.verify().ok


def test_a_journal_looked_back_at_is_led_by_nobody(journal: Journal, place: Place) -> None:
    lead = journal.take_lead("1", NOON)
    with closing(PastJournal.open(place.where)) as past:
        with pytest.raises(Refused):
            past.take_lead("2", NOON)
        with pytest.raises(Refused):
            past.keep_lead(lead)
    assert journal.lead() == lead


def test_a_journal_from_before_drills_were_shared_keeps_its_rows_and_can_be_led(place: Place) -> None:
    with closing(Journal.open(place.where)) as journal:
        append(journal, *pending(1001, *examples()))
        before = (journal.head_hash(), journal.cases())
    place.drop("drill_lead")
    place.meddle("UPDATE alembic_version SET version_num = '0004'")
    with closing(Journal.open(place.where)) as journal:
        assert (journal.head_hash(), journal.cases()) == before
        assert journal.take_lead("1", NOON) == journal.lead()
