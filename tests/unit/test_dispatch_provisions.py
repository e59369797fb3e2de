"""What is carried anyway is not asked about, and the answer is as good as when everything is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch import provisions
from console.model.picture import Picture
from console.model.places import District
from tests.unit.builders_district import (
    HOSE,
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

Worth = tuple[int, ...]


def worth(district: District, picture: Picture) -> Worth:
    """What the answer costs, the most important first."""
    got = advise(district, picture)[1]
    fills = [(row, fill) for row in got.needs for fill in row.filled]
    late = sum(fill.eta_s > row.arrive_within_s for row, fill in fills if row.need != "haulage")
    late += sum(any(eta > 600 for *_, eta in row.picks) for row in got.materials)
    hauls = sum(row.need == "haulage" for row, _ in fills)
    return got.short, sum(row.short for row in got.materials), late, hauls, sum(fill.eta_s for _, fill in fills)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_leaving_out_what_is_carried_anyway_makes_the_answer_no_worse(data: st.DataObject) -> None:
    few, somewhere = st.integers(0, 3), st.integers(-14, 14).map(lambda step: spot(200.0 * step))
    sorts = st.sampled_from([("pumping",), ("cordon",), ("pumping", "logistics"), ("logistics",)])
    teams = [
        a_team(f"T{n}", data.draw(somewhere), *data.draw(sorts), carries={PUMP: data.draw(few), HOSE: data.draw(few)})
        for n in range(data.draw(st.integers(2, 5)))
    ]
    depots = [a_depot(f"D{n}", data.draw(somewhere), {PUMP: data.draw(few), HOSE: data.draw(few)}) for n in range(2)]
    street = one_street(teams, depots)
    materials = (wants(PUMP, 1 + data.draw(few)), wants(HOSE, 1 + data.draw(few)))
    picture = a_picture(
        street, an_incident(1, data.draw(somewhere), need("n", "pumping"), need("m", "cordon"), materials=materials)
    )
    found = worth(street, picture)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(provisions, "ROUNDS", 0)  # everything is asked about at once
        assert found == worth(street, picture)
