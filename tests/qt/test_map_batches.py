"""The queue before the page: only differences are sent, and none is forgotten."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from console.geo import LatLon
from console.model.places import TeamKind
from console.model.words import TeamStatus
from console.views.map.batches import BatchQueue
from console.views.map.marks import TeamMark, age_text

HERE = LatLon(30.3175, 120.1365)


def a_team(team="T01", **how):
    facts = {"label": team, "kind": TeamKind.FIRE, "status": TeamStatus.AVAILABLE, "position": HERE} | how
    return TeamMark(id=team, **facts)


def put(queue, *marks):
    queue.put_teams(marks)


def batch(queue):
    text = queue.next_batch()
    return None if text is None else json.loads(text)


def test_only_the_team_that_moved_is_sent():
    queue = BatchQueue()
    put(queue, a_team("T01"), a_team("T02"))
    assert set(batch(queue)["layers"]["teams"]["set"]) == {"T01", "T02"}
    put(queue, a_team("T01"), a_team("T02", position=LatLon(30.3, 120.1)))
    change = batch(queue)["layers"]["teams"]
    assert change == {"set": {}, "drop": [], "moved": ["T02", 30_300_000, 120_100_000, None]}


def test_a_team_that_looks_different_is_sent_whole():
    queue = BatchQueue()
    put(queue, a_team("T01"), a_team("T02"))
    batch(queue)
    put(queue, a_team("T01", late=True, position=LatLon(30.3, 120.1)), a_team("T02", heading_deg=88.6))
    change = batch(queue)["layers"]["teams"]
    assert change["set"]["T01"]["late"] is True
    assert change["moved"] == ["T02", 30_317_500, 120_136_500, 89]


def test_a_silent_team_is_sent_again_only_when_its_age_reads_differently():
    queue = BatchQueue()
    put(queue, a_team(stale=True, age_s=725))
    batch(queue)
    put(queue, a_team(stale=True, age_s=726))
    assert batch(queue) is None
    put(queue, a_team(stale=True, age_s=790))
    assert batch(queue)["layers"]["teams"]["set"]["T01"]["note"] == "13 min"


def test_a_team_that_left_is_dropped():
    queue = BatchQueue()
    put(queue, a_team("T01"), a_team("T02"))
    batch(queue)
    put(queue, a_team("T01"))
    assert batch(queue)["layers"]["teams"] == {"set": {}, "drop": ["T02"]}


def test_the_same_picture_again_sends_nothing():
    queue = BatchQueue()
    put(queue, a_team())
    queue.setting("theme", "dark")
    batch(queue)
    put(queue, a_team())
    queue.setting("theme", "dark")
    assert batch(queue) is None


def test_the_age_of_a_fresh_position_alone_sends_nothing():
    queue = BatchQueue()
    put(queue, a_team(age_s=1.0))
    batch(queue)
    put(queue, a_team(age_s=2.0))
    assert batch(queue) is None


def test_a_stale_team_carries_its_age_in_words():
    assert a_team(stale=True, age_s=725).payload()["note"] == "12 min"
    assert a_team(status=TeamStatus.UNKNOWN, age_s=40).payload()["note"] == "40 s"
    assert a_team(status=TeamStatus.UNKNOWN, age_s=None).payload()["note"] == "—"
    assert a_team(eta="1:12").payload()["note"] == "1:12"


def test_ages_are_short():
    assert [age_text(s) for s in (0.4, 59, 60, 3600, 7200)] == ["0 s", "59 s", "1 min", "60 min", "2 h"]


def test_a_page_that_lost_everything_gets_everything_again():
    queue = BatchQueue()
    put(queue, a_team())
    queue.setting("lang", "zh")
    batch(queue)
    queue.forget()
    again = batch(queue)
    assert again["settings"] == {"lang": "zh"}
    assert list(again["layers"]["teams"]["set"]) == ["T01"]


def test_acts_are_sent_once_and_in_order():
    queue = BatchQueue()
    queue.act("fit", [[30, 120]], True)
    queue.act("zoom", 1)
    assert batch(queue)["acts"] == [["fit", [[[30, 120]], True]], ["zoom", [1]]]
    assert batch(queue) is None


pictures = st.lists(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 3), max_size=5), max_size=8)


@given(pictures)
def test_a_page_that_applies_every_batch_holds_the_last_picture(steps):
    queue, page = BatchQueue(), {}
    for wanted in steps:
        queue.put("depots", [(key, {"n": n}) for key, n in wanted.items()])
        change = (batch(queue) or {"layers": {}})["layers"].get("depots", {"set": {}, "drop": []})
        for key in change["drop"]:
            del page[key]
        page.update(change["set"])
        assert page == {key: {"n": n} for key, n in wanted.items()}
