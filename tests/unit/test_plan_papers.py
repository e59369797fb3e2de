"""Plans are proposed by one officer and approved by another; what is approved counts at once and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.app.planning import plans_of
from console.board.alarms import alarms, load_rules
from console.board.board import Board
from console.board.fold import fold
from console.board.timeline import line_of
from console.desk.desk import Desk
from console.desk.session import Session
from console.district.where import plans_dir, resource_dir
from console.errors import Refused
from console.journal.store import Journal
from console.model import commands as c
from console.model.incident import Actor
from console.model.plan import plan_of
from console.model.plan_papers import hash_of
from console.model.words import Mode, Posture
from tests.unit.board_builders import OFFICER, Case, the_district

SECOND = Actor("duty-B", "2")
FIRE = "fire-commercial"
NOTE = "more crews after the spring drill"


def written(plan: str = FIRE) -> str:
    return Path(plans_dir(), f"{plan}.yaml").read_bytes().decode("utf-8")


def changed(version: int = 2, *, crews: int = 9, text: str = "") -> str:
    """The fire plan with another number of crews."""
    found = text or written()
    found = found.replace("version: 1", f"version: {version}", 1)
    return found.replace("count: 2", f"count: {crews}", 1)


def base(case: Case, plan: str = FIRE) -> str:
    found = case.session.plan(plan)
    return found.content_hash if found else ""


def propose(case: Case, text: str, by: Actor = OFFICER, *, against: str | None = None) -> str:
    command = c.ProposePlan(text, base(case) if against is None else against, NOTE)
    case.session.desk.submit(command, by)
    return list(case.board.plan_proposals)[-1]


def approve(case: Case, proposal: str, by: Actor = SECOND) -> None:
    case.session.desk.submit(c.ApprovePlan(proposal, case.board.plan_proposals[proposal].content_hash), by)


def publish(case: Case, text: str) -> None:
    approve(case, propose(case, text))


def crews_of(case: Case, number: int) -> int:
    """How many teams the plan that would be proposed for an incident asks for first."""
    answer = case.session.answers(case.incident(number), case.clock.now(), Posture.ROUTINE)[0]
    plan = case.session.plan(answer.plan)
    assert plan is not None
    return plan.levels[0].staff[0].count


def choose(case: Case, number: int) -> None:
    answers = case.session.answers(case.incident(number), case.clock.now(), Posture.ROUTINE)
    plan = case.session.plan(answers[0].plan)
    assert plan is not None
    assert answers[0].level is not None
    case.submit(c.ChoosePlan(number, plan, plan.levels[0].level, tuple(answers)))


def test_what_a_second_officer_approves_counts_at_once_and_old_incidents_keep_theirs() -> None:
    case = Case()
    old, new = case.fire(), case.fire()
    case.accept(old)
    case.accept(new)
    choose(case, old)
    had = case.incident(old).plan
    proposal = propose(case, changed())
    assert crews_of(case, new) == 2, "not before it is approved"
    approve(case, proposal)
    assert crews_of(case, new) == 9
    choose(case, new)
    chosen = case.incident(new).plan
    assert chosen is not None
    assert (chosen.version, chosen.content_hash) == (2, hash_of(changed()))
    assert case.incident(old).plan == had
    assert had is not None
    remembered = plan_of(case.session.book, had)
    assert remembered is not None
    assert remembered.version == 1, "a level is raised in the version the incident has"
    answers = case.session.answers(case.incident(old), case.clock.now(), Posture.ROUTINE)
    assert next(a.version for a in answers if a.plan == FIRE) == 1


def test_nobody_approves_their_own_proposal() -> None:
    case = Case()
    proposal = propose(case, changed())
    for same in (OFFICER, Actor(" Duty-a ", "7")):
        with pytest.raises(Refused, match="another officer must approve"):
            approve(case, proposal, same)
    assert base(case) == hash_of(written())
    approve(case, proposal)
    assert base(case) == hash_of(changed())


def test_a_text_that_does_not_pass_the_check_is_refused_with_line_and_field() -> None:
    case = Case()
    text = changed().replace("capability: fire_attack", "capability: fire_atack", 1)
    with pytest.raises(Refused, match=r"line \d+, levels\[0\]\.staff\[0\]\.capability.*did you mean fire_attack"):
        propose(case, text)
    assert not case.board.plan_proposals


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (written(), "Nothing differs"),
        (changed(1), "version must be 2 or higher"),
        (changed().replace("id: fire-commercial", "id: burst-main"), "give the new one an id of its own"),
        ("", "file is empty"), ("a: [", "sound YAML"), ("a: \x07", "printable"), ("é: 1", "to be given"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_is_refused_in_words(text: str, said: str) -> None:
    case = Case()
    against = "" if "burst-main" in text else None
    with pytest.raises(Refused, match=said):
        propose(case, text, against=against)


def test_a_proposal_does_not_survive_a_change_of_what_it_stands_on() -> None:
    case = Case()
    with pytest.raises(Refused, match="changed meanwhile"):
        propose(case, changed(3), against="an older one")
    with pytest.raises(Refused, match="no longer there"):
        propose(case, changed().replace("id: fire-commercial", "id: quite-new"), against="gone")
    propose(case, changed())
    with pytest.raises(Refused, match="waits already"):
        propose(case, changed(3), SECOND)


def test_an_approval_is_checked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The district lost a capability between proposal and approval; another text waits than the one read."""
    case = Case()
    proposal = propose(case, changed())
    with pytest.raises(Refused, match="read it again"):
        case.session.desk.submit(c.ApprovePlan(proposal, "other"), SECOND)
    capabilities = {code: name for code, name in case.board.district.capabilities.items() if code != "fire_attack"}
    monkeypatch.setitem(vars(case.board.district), "capabilities", capabilities)
    with pytest.raises(Refused, match="does not pass the check"):
        approve(case, proposal)


def test_an_approved_text_the_district_outgrew_is_stood_in_for_by_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case()
    number = case.fire()
    case.accept(number)
    publish(case, changed().replace("capability: cordon", "capability: lift_release", 1))
    capabilities = {code: name for code, name in case.board.district.capabilities.items() if code != "lift_release"}
    monkeypatch.setitem(vars(case.board.district), "capabilities", capabilities)
    fresh = Session(
        Mode.DRILL, case.session.district, case.session.plans, case.session.vocabulary, case.clock,
        case.session.journal, case.session.desk, case.session.network,
    )  # fmt: skip
    plan = fresh.book[FIRE]
    assert plan.version == 1
    case.submit(c.ChoosePlan(number, plan, plan.levels[0].level))
    assert case.incident(number).plan is not None


def test_a_rejection_needs_a_reason_and_taking_back_needs_none() -> None:
    case = Case()
    proposal = propose(case, changed())
    with pytest.raises(Refused, match="reason"):
        case.session.desk.submit(c.RejectPlan(proposal, " "), SECOND)
    case.session.desk.submit(c.RejectPlan(proposal, "too few pumps"), SECOND)
    assert not case.board.plan_proposals
    with pytest.raises(Refused, match="does not wait any more"):
        case.session.desk.submit(c.ApprovePlan(proposal, hash_of(changed())), SECOND)
    again = propose(case, changed())
    case.session.desk.submit(c.RejectPlan(again, ""), OFFICER)
    assert not case.board.plan_proposals


def test_a_withdrawn_plan_is_matched_no_more_and_may_come_back() -> None:
    case = Case()
    number = case.fire()
    case.session.desk.submit(c.ProposeWithdrawal(FIRE, base(case), "merged into another"), OFFICER)
    assert FIRE in case.session.book
    approve(case, next(iter(case.board.plan_proposals)))
    assert FIRE not in case.session.book
    assert all(a.plan != FIRE for a in case.session.answers(case.incident(number), case.clock.now(), Posture.ROUTINE))
    with pytest.raises(Refused, match="no plan fire-commercial in force"):
        case.session.desk.submit(c.ProposeWithdrawal(FIRE, hash_of(written()), "again"), OFFICER)
    approve(case, propose(case, changed(2), against=hash_of(written())))
    assert case.session.book[FIRE].version == 2


def test_a_new_plan_is_matched_from_its_approval_on() -> None:
    case = Case()
    text = written().replace("id: fire-commercial", "id: fire-mall").replace("{en: ", "{en: Mall ", 1)
    approve(case, propose(case, text, against=""))
    assert "fire-mall" in case.session.book
    assert len(case.session.book) == len(case.session.plans) + 1


def test_a_seat_that_still_shows_the_old_version_cannot_put_it_in_force() -> None:
    case = Case()
    number = case.fire()
    case.accept(number)
    stale = case.session.plan(FIRE)
    assert stale is not None
    publish(case, changed())
    with pytest.raises(Refused, match="just been changed"):
        case.submit(c.ChoosePlan(number, stale, stale.levels[0].level))


def test_a_newer_file_counts_over_an_older_approval_and_an_equal_one_does_not() -> None:
    case = Case()
    publish(case, changed(2))
    book, own = case.session.book, case.session.plans
    assert book[FIRE].content_hash == hash_of(changed(2))
    for version, counts in ((2, False), (3, True)):
        other = [replace(p, version=version, content_hash="file") if p.id == FIRE else p for p in own]
        session = Session(
            Mode.DRILL, case.session.district, other, case.session.vocabulary, case.clock, case.session.journal,
            case.session.desk, case.session.network,
        )  # fmt: skip
        assert (session.book[FIRE].content_hash == "file") is counts


def test_two_seats_of_one_journal_see_the_same_plans(tmp_path: Path) -> None:
    case = Case()
    where = tmp_path / "j.db"
    seats = []
    for _ in range(2):
        journal = Journal.open(where)
        desk = Desk(journal, Board(the_district()), case.clock)
        session = Session(
            Mode.DRILL, the_district(), case.session.plans, case.session.vocabulary, case.clock, journal, desk,
            case.session.network,
        )  # fmt: skip
        seats.append(session)
    one, two = seats
    one.desk.submit(c.OpenSession(Mode.DRILL, the_district().id, the_district().content_hash, {}, "x", "", 1), OFFICER)
    one.desk.submit(c.ProposePlan(changed(), hash_of(written()), NOTE), OFFICER)
    two.desk.catch_up()
    (proposal,) = two.board.plan_proposals.values()
    two.desk.submit(c.ApprovePlan(proposal.id, proposal.content_hash), SECOND)
    assert one.book[FIRE].version == 1
    one.desk.catch_up()
    assert one.book[FIRE].version == two.book[FIRE].version == 2
    third = Session(
        Mode.DRILL, the_district(), case.session.plans, case.session.vocabulary, case.clock, one.journal,
        Desk(one.journal, Board(the_district()), case.clock), case.session.network,
    )  # fmt: skip
    third.desk.resume()
    assert third.book[FIRE].version == 2, "a seat that begins later too"
    for session in seats:
        session.journal.close()


def test_the_journal_keeps_the_very_text_and_a_board_folded_anew_is_the_same() -> None:
    case = Case()
    text = changed().replace("\n", "\r\n") + "# 结束 🔥\r\n"
    publish(case, text)
    anew = Board(the_district())
    for row in case.session.journal.read_after(0):
        fold(anew, row)
        assert line_of(anew, row, case.session.vocabulary).get("zh")
    assert anew.state() == case.board.state()
    assert anew.plan_versions[FIRE][0].proposal.text == text


def test_a_waiting_proposal_is_an_alarm_at_every_seat_until_it_is_decided() -> None:
    case = Case()
    rules = load_rules(resource_dir() / "alarms.yaml")

    def waiting() -> list[str]:
        found = alarms(case.board, case.clock.now(), rules)
        return [a.phrase.en for a in found if a.rule.condition == "plan_waiting"]

    proposal = propose(case, changed())
    assert waiting() == ["Fire in a commercial complex, version 2 by duty-A, waits for a second officer"]
    approve(case, proposal)
    assert waiting() == []


def test_the_command_line_tells_who_approved_what_and_saves_it_byte_for_byte(tmp_path: Path) -> None:
    case, where = Case(), tmp_path / "j.db"
    journal = Journal.open(where)
    desk = Desk(journal, Board(the_district()), case.clock)
    session = Session(
        Mode.DRILL, the_district(), case.session.plans, case.session.vocabulary, case.clock, journal, desk,
        case.session.network,
    )  # fmt: skip
    desk.submit(c.OpenSession(Mode.DRILL, the_district().id, the_district().content_hash, {}, "x", "", 1), OFFICER)
    text = changed() + "# 结束\r\n"
    desk.submit(c.ProposePlan(text, hash_of(written()), NOTE), OFFICER)
    (paper,) = session.board.plan_proposals.values()
    desk.submit(c.ApprovePlan(paper.id, paper.content_hash), SECOND)
    own = session.book["burst-main"].content_hash
    desk.submit(c.ProposeWithdrawal("burst-main", own, "old"), OFFICER)
    journal.close()
    told = plans_of(where, None, tmp_path / "out")
    rows = {row["plan"]: row for row in told.as_json()}
    assert (rows[FIRE]["version"], rows[FIRE]["approved_by"], rows[FIRE]["state"]) == (2, "duty-B", "in_force")
    assert rows["burst-main"]["waiting"] == {"version": 1, "by": "duty-A", "act": "withdraw"}
    assert "approved by duty-B" in told.as_text()
    assert (tmp_path / "out" / "fire-commercial.yaml").read_bytes() == text.encode()
    assert len(told.saved) == len(session.plans)
