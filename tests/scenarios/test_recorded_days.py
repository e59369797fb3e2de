"""The recorded days served anew: nobody is in two places, and what cannot be known is not made up."""

from __future__ import annotations

import pytest

from tests.scenarios.recorded_calls import Sent, missing, read_calls, the_town
from tests.scenarios.recorded_days import KINDS, Unit, World


@pytest.mark.skipif(bool(missing()), reason=f"recorded calls are not there: {missing()}")
def test_no_unit_is_sent_while_it_is_bound_and_only_its_own_kind_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    bound: list[tuple[str, str, bool]] = []
    bind = World._bind

    def noted(self: World, unit: Unit, row: Sent, travel_s: float | None) -> None:
        bound.append((unit.team.vehicle.upper(), row.kind, unit.free is None or unit.free <= row.sent))
        bind(self, unit, row, travel_s)

    monkeypatch.setattr(World, "_bind", noted)
    rows = read_calls()[:700]
    served = World(the_town(), rows).play()
    assert len(bound) > 50
    assert all(kind == wanted and was_free for kind, wanted, was_free in bound)
    assert all(one.sent.kind in KINDS for one in served)
    assert not [one for one in served if not one.unit and one.our_travel_s is not None]
