"""The cover panel: computed only while somebody looks, in both languages, with what demand rests on."""

from __future__ import annotations

import pytest

from console.views import language
from console.views.cover_watch import look
from console.views.workstation.cover_panel import percent, span
from console.views.workstation.rows import ROW_ROLE


@pytest.fixture
def a_panel(qtbot, a_window):
    window, _, _ = a_window
    window.working.cover()
    qtbot.waitUntil(lambda: window.cover.watch.found is not None and window.cover.is_settled)
    return window


def rows(window):
    model = window.cover.list.model()
    return {row.id: row for row in (model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount()))}


def test_nothing_is_computed_while_nobody_looks(qtbot, a_window):
    window, _, _ = a_window
    window.link.ask_advice()
    qtbot.waitUntil(lambda: window.link.is_settled)
    assert window.cover.watch.found is None
    assert window.cover.is_settled


def test_cover_now_and_in_an_hour_is_told_with_what_demand_rests_on(a_panel):
    found, shown = a_panel.cover.watch.found, rows(a_panel)
    assert shown["within:3"].value == percent(found.overview.now[1].grids)
    assert percent(found.overview.now[1].demand) in shown["within:3"].detail
    assert shown["within:3"].value_detail.startswith("in 1 h")
    assert shown["basis"].detail == "no past cases: every grid counts the same"
    assert shown["plan"].detail == "proved best"
    assert [row for row in shown if row.startswith("post:")]


def test_it_is_told_in_chinese(a_panel):
    language.set_language("zh")
    assert rows(a_panel)["within:3"].title == "3 分钟内可达网格"
    assert rows(a_panel)["basis"].detail == "无历史案件，各网格同等计算"
    language.set_language("en")


def test_a_click_on_a_post_brings_its_place_into_view(qtbot, a_panel):
    post = next(row for row in rows(a_panel) if row.startswith("post:"))
    with qtbot.waitSignal(a_panel.cover.place_chosen) as asked:
        a_panel.cover.list.clicked_row.emit(post)
    code = post.removeprefix("post:")
    assert asked.args == [a_panel.cover._place(code)]


def test_posts_and_demand_are_kept_while_shift_and_roads_are_the_same(a_panel):
    from console.board.teams import picture

    link, first = a_panel.link, a_panel.cover.watch.found
    again = look(link.session, picture(link.board, link.now()), first)
    assert again.posts is first.posts
    assert again.demand is first.demand


def test_a_failure_is_said_and_the_next_answer_replaces_it(a_panel):
    watch = a_panel.cover.watch
    watch._failed(ValueError("no roads"))
    assert "no roads" in rows(a_panel)["trouble"].title
    watch._take(watch.found)
    assert "within:3" in rows(a_panel)


def test_shares_are_told_in_whole_percent_and_all_only_when_it_is_all():
    assert [percent(share).split() for share in (0.996, 1.0, 0.874)] == [["99", "%"], ["100", "%"], ["87", "%"]]
    assert [span(0.5, last).split() for last in (0.5, 0.61)] == [["50", "%"], ["50–61", "%"]]
