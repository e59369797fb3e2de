"""Very many incidents at once: the materials are answered soon, and the gap is true."""

from __future__ import annotations

import pytest

from console.dispatch import at_once, provisions, recommend
from console.dispatch.assignment.chosen import Chosen, weigh
from console.dispatch.question import Asking, Question
from tests.unit.builders_district import (
    PUMP,
    a_depot,
    a_picture,
    a_team,
    advise,
    an_incident,
    need,
    one_street,
    spot,
    wants,
)


def both_ways(monkeypatch: pytest.MonkeyPatch, pumps: int) -> tuple[Chosen, Chosen, bool, bool]:
    """The answer in few rounds and the thorough one to the same incidents, and whether each is said to be proved."""
    teams = [a_team(f"T{n}", spot(150.0 * n), "pumping", "logistics", carries={PUMP: n % 3}) for n in range(8)]
    street = one_street(teams, [a_depot("D0", spot(300.0), {PUMP: pumps}), a_depot("D1", spot(-300.0), {PUMP: 1})])
    picture = a_picture(
        street,
        *(
            an_incident(n, spot(400.0 * n - 900.0), need("n", "pumping"), materials=(wants(PUMP, 2),))
            for n in range(1, 7)
        ),
    )
    thorough, found = provisions.provided, list[Chosen]()

    def watched(asking: Asking, alone: Question, teams: Chosen) -> tuple[Question, Chosen]:
        question, chosen = thorough(asking, alone, teams)
        assert weigh(question.problem(), chosen.picks, chosen.brought)[0] == chosen.short
        found.append(chosen)
        return question, chosen

    monkeypatch.setattr(recommend, "provided", watched)
    slow_says = advise(street, picture)[1].proved
    monkeypatch.setattr(provisions, "MOST_PROVED", 1)
    monkeypatch.setattr(recommend, "MOST_PROVED", 1)
    soon_says = advise(street, picture)[1].proved
    return found[1], found[0], soon_says, slow_says


@pytest.mark.parametrize("pumps", [0, 2, 40])
def test_what_is_found_soon_is_never_better_than_the_best_and_its_bound_never_above(
    monkeypatch: pytest.MonkeyPatch, pumps: int
) -> None:
    soon, best, _, _ = both_ways(monkeypatch, pumps)
    assert best.value.unfilled <= soon.value.unfilled
    assert soon.bound.unfilled <= best.value.unfilled


def test_what_is_not_proved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    soon, _, says, thorough_says = both_ways(monkeypatch, 2)
    assert says == soon.proved
    assert thorough_says


def test_with_more_listed_and_more_rounds_it_is_no_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    soon = both_ways(monkeypatch, 2)[0]
    monkeypatch.undo()
    monkeypatch.setattr(at_once, "FEW", 8)
    monkeypatch.setattr(at_once, "ROUNDS", 8)
    assert both_ways(monkeypatch, 2)[0].value.unfilled <= soon.value.unfilled
