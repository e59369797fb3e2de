from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from console.analysis.report import Picture, write_report
from console.errors import StoreUnavailable
from console.model import events as e
from console.model.words import Mark, Mode
from console.phrase import LANGUAGES, Text
from tests.unit.builders import Story, a_scenario, a_whole_drill, an_expectation
from tests.unit.district_builders import demo

SECTIONS = 14


def page(
    folder: Path, story: Story, lang: str = "en", *, drill: bool = True, pictures: tuple[Picture, ...] = ()
) -> str:
    scenario = a_scenario(an_expectation(), an_expectation(id="x2", within_s=2)) if drill else None
    written = write_report(
        folder, rows=story.rows, scenario=scenario, district=demo(), lang=lang, pictures=pictures
    )  # fmt: skip
    return written.read_text(encoding="utf-8")


class _Balance(HTMLParser):
    """Every tag that opens closes, in order."""

    VOID = frozenset({"meta", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_and_asks_for_nothing_from_outside(tmp_path: Path, lang: str) -> None:
    html = page(tmp_path, a_whole_drill(), lang)
    parser = _Balance()
    parser.feed(html)
    assert (parser.wrong, parser.open) == ([], [])
    assert "://" not in html
    assert "<script" not in html
    assert "<link" not in html


def test_both_languages_are_written_and_the_one_asked_for_is_returned(tmp_path: Path) -> None:
    zh = page(tmp_path, a_whole_drill(), "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report-en.html", "report-zh.html"]
    assert 'lang="zh-CN"' in zh
    assert "冒烟演练" in zh
    assert "Smoke drill" in (tmp_path / "report-en.html").read_text(encoding="utf-8")


def test_the_chinese_page_has_no_english_headings_and_verdicts(tmp_path: Path) -> None:
    zh = page(tmp_path, a_whole_drill(), "zh")
    heads = re.findall(r"<(?:h2><span|th[^>]*|dt)>([^<]+)<", zh)
    assert len(heads) > SECTIONS
    assert {head for head in heads if head.isascii()} == {"P50", "P90", "t0"}
    assert "未达成" in zh


def test_words_of_a_caller_are_shown_as_words(tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script> & {{ 7 * 7 }} {braces}'
    for lang in LANGUAGES:
        html = page(tmp_path, a_whole_drill(hostile), lang)
        assert "<script" not in html
        assert "&lt;script&gt;alert(" in html
        assert "{{ 7 * 7 }} {braces}" in html


def test_every_section_of_a_drill_carries_the_exercise_mark_and_live_work_none(tmp_path: Path) -> None:
    drill = page(tmp_path, a_whole_drill())
    heads = re.findall(r"<h2>.*?</h2>", drill, re.DOTALL)
    assert len(heads) == SECTIONS
    assert all("EXERCISE 演练" in head and "SYNTHETIC" in head for head in heads)
    live = Story(Mode.LIVE)
    live.an_incident()
    html = page(tmp_path, live, drill=False)
    assert "EXERCISE" not in html
    assert "SYNTHETIC" in html


def test_real_data_is_not_called_synthetic(tmp_path: Path) -> None:
    story = a_whole_drill()
    real = replace(demo(), synthetic=False)
    written = write_report(tmp_path, rows=story.rows, scenario=None, district=real)
    assert "SYNTHETIC" not in written.read_text(encoding="utf-8")


def test_every_expectation_shows_its_verdict_and_the_rows_behind_it(tmp_path: Path) -> None:
    story = a_whole_drill()
    html = page(tmp_path, story)
    judged = html[html.index('class="judged"') :]
    judged = judged[: judged.index("</table>")]
    accepted = next(row for row in story.rows if row.event.kind == "incident.accepted")
    assert judged.count(f'<a class="seq" href="#row-{accepted.seq}">{accepted.seq}</a>') == 2
    assert 'class="badge met"' in judged
    assert 'class="badge not_met"' in judged
    assert '<li class="late">' in judged


def test_the_timeline_has_every_row_and_the_head_ties_the_page_to_the_journal(tmp_path: Path) -> None:
    story = a_whole_drill()
    html = page(tmp_path, story)
    timeline = html[html.index('class="timeline"') :]
    assert timeline.count('<tr id="row-') == len(story.rows)
    assert html.count(story.rows[-1].hash) == 2
    assert "whole" in html


def test_an_altered_row_shows_in_the_chain(tmp_path: Path) -> None:
    story = a_whole_drill()
    story.rows[7] = replace(story.rows[7], actor="somebody-else")
    html = page(tmp_path, story)
    assert "broken" in html
    assert "does not follow row 8" in html


def test_a_mark_never_stamped_is_named_on_the_page(tmp_path: Path) -> None:
    story = Story()
    story.an_incident()
    story.inject(1, "call")
    story.accepted(10)
    story.planned(12)
    story.an_order(20, "1001-01", "F01")
    story.add(71, e.MarkMissed(Mark.START, 60), 1001, "watch")
    story.add(80, e.OrderLapsed("1001-01", 60), 1001, "watch")
    story.add(600, e.FactSet("injured", 1), 1001)
    html = page(tmp_path, story)
    assert "response start was never stamped for 1: #1001" in html
    assert "none of 1 orders was acknowledged in time" in html


def test_pictures_are_shown_with_their_titles(tmp_path: Path) -> None:
    html = page(tmp_path, a_whole_drill(), pictures=(Picture("map & wall.png", Text("The map", "地图")),))
    assert '<img src="map &amp; wall.png" alt="The map">' in html


def test_a_journal_with_nothing_but_its_opening_makes_a_page(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        assert "<h2>" in page(tmp_path, Story(), lang)
        assert "<h2>" in page(tmp_path, Story(Mode.LIVE), lang, drill=False)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="file"):
        page(blocked, a_whole_drill())
