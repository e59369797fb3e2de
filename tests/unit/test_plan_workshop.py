"""The workshop's answers: what differs, what no shift can fill, which past incident would get another level."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from console.analysis.plan_changes import How, changes, line_difference, line_of
from console.analysis.plan_list import papers
from console.analysis.plan_roster import dated, gap_line, shift_name, usual
from console.analysis.plan_try import past_incidents, try_on
from console.analysis.plan_words import Glossary, items_of
from console.desk.plan_book import known_to
from console.district.plan_check import check_plan, written_at
from console.district.plan_drafts import Draft, DraftFolder
from console.district.plans import read_plan
from console.district.whole_file import write_whole
from console.errors import StoreUnavailable
from console.model import commands as c
from console.model.duty import Turn
from console.model.plan import Plan
from console.model.words import ResponseLevel
from tests.unit.board_builders import OFFICER, Case
from tests.unit.plan_builders import shelf_of
from tests.unit.test_plan_papers import changed, written


def read(case: Case, text: str) -> Plan:
    found = read_plan(text.encode(), "draft", known_to(case.board))
    assert found.plan is not None, [r.message.en for r in found.refused]
    return found.plan


def glossary(case: Case) -> Glossary:
    return Glossary(case.session.district, case.session.vocabulary)


def told(case: Case, after: str, lang: str = "en") -> list[str]:
    found = changes(read(case, written()), read(case, after), glossary(case))
    return [line_of(change).get(lang) for change in found]


def test_a_difference_is_said_once_in_words_in_both_languages() -> None:
    case = Case()
    assert told(case, written()) == []
    assert told(case, changed()) == ["level IV, teams, First fire attack: teams 2 → 9"]
    assert told(case, changed(), "zh") == ["IV级 队伍“初期灭火”：队伍数 2 → 9"]


def test_every_kind_of_difference_has_its_words() -> None:
    case, text = Case(), written()
    renamed = text.replace("{en: Fire in a commercial complex", "{en: Fire in a mall", 1)
    assert told(case, renamed) == ["the plan: name Fire in a commercial complex → Fire in a mall"]
    without = text[: text.index("  - level: I\n")]
    (line,) = told(case, without)
    assert line == "level I is no longer there"
    (line,) = [line_of(ch).en for ch in changes(read(case, without), read(case, text), glossary(case))]
    assert line == "level I is new"
    fewer = text.replace("substitutes: [{capability: crowd_control, penalty: 20}]", "substitutes: []", 1)
    assert "may be replaced by crowd control (+20) → nobody" in told(case, fewer)[0].lower()
    worse = text.replace("{fact: trapped, at_least: 1}", "{fact: trapped, at_least: 3}", 1)
    assert told(case, worse) == ["level III, condition: trapped ≥ 1 people → trapped ≥ 3 people"]
    joined = text.replace("      any:\n", "      all:\n", 1)
    assert " or " in told(case, joined)[0].split(" → ")[0]
    sooner = text.replace("arrive_within_s: 180", "arrive_within_s: 150", 1)
    assert told(case, sooner) == ["level IV, teams, First fire attack: there within 3 min → 2:30"]


def test_a_new_plan_is_said_as_new_thing_by_thing() -> None:
    case = Case()
    found = changes(None, read(case, written()), glossary(case))
    assert {change.how for change in found} == {How.NEW}
    assert "level IV, teams: new: First fire attack" in line_of(found[2]).en


def test_every_shipped_plan_can_be_put_into_words() -> None:
    case = Case()
    for plan in case.session.plans:
        for item in items_of(plan, glossary(case)):
            assert str(item.name)
            assert all(str(value) for value in item.fields.values())


def test_the_lines_that_differ_are_shown_with_a_few_around() -> None:
    lines = line_difference(written(), changed())
    assert "-version: 1" in lines
    assert "+version: 2" in lines
    assert "…" in lines
    assert len(lines) < 20


def test_a_shift_that_cannot_be_filled_says_how_many_of_what() -> None:
    case = Case()
    plan = read(case, changed(crews=30))
    found = usual(plan, case.board, case.clock.now(), glossary(case))
    assert sum((s.end - s.start for s in found), timedelta()) == timedelta(days=1)
    lines = {gap_line(gap).en for s in found for gap in s.gaps if gap.level == "IV"}
    assert any("level IV: short" in line and "× Fire attack (First fire attack, 30 asked)" in line for line in lines)
    assert any(shift_name(s).en.startswith("night shift") for s in found)
    sound = usual(read(case, written("lift-entrapment")), case.board, case.clock.now(), glossary(case))
    assert [s.gaps for s in sound] == [()] * len(sound)


def test_the_dated_roster_is_asked_too() -> None:
    case = Case()
    plan, words = read(case, written()), glossary(case)
    assert dated(plan, case.board, case.clock.now(), words) == [], "nobody changed anything"
    able = [t.id for t in case.session.district.teams.values() if "fire_attack" in t.capabilities]
    start, end = case.clock.now() + timedelta(hours=1), case.clock.now() + timedelta(hours=9)
    case.submit(c.ChangeRoster(tuple(Turn(team, start, end, False, reason="course") for team in able)))
    found = dated(plan, case.board, case.clock.now(), words)
    assert found
    assert found[0].start == start
    assert found[-1].end == end
    assert any("short 2 × Fire attack" in gap_line(gap).en for gap in found[0].gaps)
    assert shift_name(found[0]).en.startswith("2031-05-06, ")


def test_past_incidents_say_which_level_they_would_get() -> None:
    case = Case()
    fire, other = case.fire(), case.report("井盖缺失", "city.manhole_missing")
    case.accept(fire)
    case.submit(c.SetFact(fire, "injured", 1))
    draft = read(case, changed().replace("{fact: injured, at_least: 1}", "{fact: injured, at_least: 4}", 1))
    incidents = past_incidents(case.session, case.board.history[None])
    trial = try_on(case.session, incidents, draft, glossary(case).facts)
    assert trial.looked_at == 2
    (tried,) = trial.tried
    assert tried.incident.number == fire != other
    assert tried.now is not None
    assert tried.then is not None
    assert tried.now.level is not None
    unchanged = try_on(case.session, incidents, read(case, changed()), glossary(case).facts)
    assert not unchanged.tried[0].differs


def test_a_draft_that_no_longer_matches_shows_what_would_be_proposed_instead() -> None:
    case = Case()
    case.fire()
    draft = read(case, changed().replace("in: [fire.commercial]", "in: [fire.residential]", 1))
    (tried,) = try_on(case.session, past_incidents(case.session, ()), draft, glossary(case).facts).tried
    assert tried.differs
    assert tried.proposed_now is not None
    assert tried.proposed_now.plan == "fire-commercial"
    assert tried.proposed_then is None or tried.proposed_then.plan != "fire-commercial"
    assert ResponseLevel.IV in {a.level for a in tried.now.levels} if tried.now else False


def test_findings_name_the_place_in_the_text_even_when_a_level_inherits_it() -> None:
    case = Case()
    text = changed(crews=30)
    found = read_plan(text.encode(), "draft", known_to(case.board))
    assert found.plan is not None
    assert found.marked is not None
    places = [written_at(f.path, found.marked.value) for f in check_plan(found.plan, case.session.district)]
    assert ("levels", 0, "staff", 0) in places
    assert all(found.marked.line_of(place) > 1 for place in places)


def test_a_plan_of_five_thousand_entries_is_checked_in_one_go() -> None:
    case = Case()
    more = "".join(
        f"      - {{id: n{i}, title: {{en: T, zh: 队}}, capability: pumping, count: 200, arrive_within_s: 60}}\n"
        for i in range(5000)
    )
    text = changed().replace("    staff:\n", "    staff:\n" + more, 1)
    plan = read(case, text)
    assert len(check_plan(plan, case.session.district)) > 5000


def test_a_refused_file_is_kept_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "A Wrong One.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "large.yaml").write_bytes(b"#" * 1_000_001)
    shelf = shelf_of(tmp_path)
    assert dict(shelf.unread) == {"A Wrong One.yaml": "id: ["}
    case = Case()
    listed = {p.key: p for p in papers(case.board, case.session.book, {}, {}, shelf.unread)}
    assert (listed["a-wrong-one"].state, str(listed["a-wrong-one"].title)) == ("refused", "A Wrong One.yaml")
    assert len(listed) == len(case.session.plans) + 1


# -- drafts ----------------------------------------------------------------------------------------------------------


def test_drafts_are_kept_byte_for_byte_and_survive(tmp_path: Path) -> None:
    folder = DraftFolder(tmp_path / "drafts")
    assert folder.read() == []
    draft = Draft("fire-commercial", "ab12", "id: fire\r\n# 火 🔥\r\nbroken: [")
    folder.keep(draft)
    folder.keep(Draft("new-1", "", "x"))
    assert DraftFolder(tmp_path / "drafts").read() == [draft, Draft("new-1", "", "x")]
    folder.keep(Draft("fire-commercial", "cd34", "newer"))
    assert [d.base_hash for d in folder.read()] == ["cd34", ""]
    folder.throw_away("new-1")
    assert [d.key for d in folder.read()] == ["fire-commercial"]
    kept = [f.read_text(encoding="utf-8") for f in (tmp_path / "drafts").rglob("*.yaml")]
    assert sorted(kept) == sorted(["id: fire\n# 火 🔥\nbroken: [", "newer", "x"]), "nothing is ever lost"


def test_files_that_are_no_drafts_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("x")
    (tmp_path / "fire--zz.yaml").write_text("x")
    (tmp_path / "bad--.yaml").write_bytes(b"\xff\xfe")
    assert [d.key for d in DraftFolder(tmp_path).read()] == ["bad"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        write_whole(tmp_path / "file" / "x.yaml", "x")
    assert OFFICER.id


def test_a_pipe_among_the_drafts_is_left_alone_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe--.yaml")
    folder = DraftFolder(tmp_path)
    folder.keep(Draft("own", "", "id: own\n"))
    assert [draft.key for draft in folder.read()] == ["own"]
