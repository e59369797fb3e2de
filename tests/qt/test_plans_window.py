"""The plan workshop by keyboard: edit, see the mistake at its field, propose, a second officer approves, it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox

from console.board.board import Board
from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.district.plan_drafts import DraftFolder
from console.journal.store import Journal
from console.model import commands as c
from console.model.incident import Actor
from console.model.plan_papers import hash_of
from console.model.words import Mode, Posture
from console.views import language
from console.views.background import Background
from console.views.link import SessionLink
from console.views.opening import Console
from console.views.plans.papers import PlanFolders
from console.views.plans.window import EDIT, PUBLISH, READ, TRY, VERSIONS, PlansWindow
from tests.qt.session_builders import OFFICER, START, FakeDrill, a_session, call, district, network, plans, vocabulary
from tests.qt.test_nothing_cut import SIZES, cut

SECOND = Actor("duty-B", "2")
FIRE = "fire-commercial"
COUNT = ("levels", 0, "staff", 0, "count")
CAPABILITY = ("levels", 0, "staff", 0, "capability")


def a_seat_session(where: Path) -> Session:
    journal = Journal.open(where)
    clock = DrillClock(START)
    desk = Desk(journal, Board(district()), clock)
    session = Session(Mode.DRILL, district(), plans().plans, vocabulary(), clock, journal, desk, network())
    desk.submit(c.OpenSession(Mode.DRILL, "xiaohe", district().content_hash, {}, "x", "", 7), OFFICER)
    return session


@pytest.fixture
def seats(qtbot, tmp_path):
    """Seats of one journal file, each with a journal, a desk and a board of its own: a function that opens one."""
    opened = []

    def seat(officer: Actor) -> PlansWindow:
        background = Background()
        session = a_seat_session(tmp_path / "j.db")
        link = SessionLink(session, None, background, officer, ticking=False)
        folders = PlanFolders(tmp_path / "drafts" / officer.id, tmp_path / "plans")
        window = PlansWindow(link, folders)
        opened.append((window, link, background, session))
        qtbot.addWidget(window)
        window.show()
        settled(qtbot, window)
        return window

    yield seat
    for window, link, background, session in opened:
        window.close()
        link.shutdown()
        background.shutdown()
        session.journal.close()


def settled(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)


def hear(qtbot, window) -> None:
    """The other seat's second passes: it reads what was written."""
    window._link.tick()
    qtbot.waitUntil(lambda: not window._link._in_tick)
    settled(qtbot, window)


def key(qtbot, window, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    for one in keys:
        qtbot.keyClick(window.focusWidget() or window, one, modifier)


def shortcut(qtbot, window, sequence: str) -> None:
    """A key of the window, wherever the keyboard is."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = next(s for s in window.findChildren(QShortcut) if s.key() == QKeySequence(sequence))
    found.activated.emit()


def set_field(qtbot, window, path, typed: str) -> None:
    """Change one field of the form as an officer does: Enter, type, Enter."""
    form = window.edit.form
    form.go_to(path)
    form.view.setFocus()
    qtbot.keyClick(form.view, Qt.Key.Key_Return)
    editor = form.view.findChild(QSpinBox) or form.view.findChild(QComboBox)
    assert editor is not None
    if isinstance(editor, QComboBox):
        editor.setEditText(typed)
        editor.lineEdit().setFocus()
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    else:
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.view.is_editing and window.edit.is_settled)
    settled(qtbot, window)


def rows(window) -> list[str]:
    model = window.list.rows
    return [f"{model.row(n).title} {model.row(n).detail}" for n in range(model.rowCount())]


def begun(qtbot, window) -> None:
    window.listing.choose(FIRE)
    shortcut(qtbot, window, "Ctrl+B")
    settled(qtbot, window)


def publish(qtbot, first, second, note: str = "more crews") -> None:
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    qtbot.keyClicks(first.publish.note, note)
    shortcut(qtbot, first, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(first._link.board.plan_proposals), timeout=10_000)
    hear(qtbot, second)
    second.listing.choose(FIRE)
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    shortcut(qtbot, second, "Ctrl+Return")
    qtbot.waitUntil(lambda: not second._link.board.plan_proposals, timeout=10_000)
    hear(qtbot, first)


def test_a_change_is_edited_proposed_approved_at_another_seat_and_matched_from_then_on(qtbot, seats):
    first, second = seats(OFFICER), seats(SECOND)
    begun(qtbot, first)
    set_field(qtbot, first, COUNT, "3")
    assert "count: 3" in first.edit.editor.text
    assert "version: 2" in first.edit.editor.text
    assert any("draft · version 2" in row for row in rows(first))
    assert not any("draft" in row for row in rows(second)), "a draft is one's own"
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    assert "First fire attack: teams 2 → 3" in first.publish.page.toPlainText()
    assert not first.publish.buttons["propose"].isEnabled(), "a reason is needed"
    qtbot.keyClicks(first.publish.note, "more crews")
    shortcut(qtbot, first, "Ctrl+Return")
    qtbot.waitUntil(lambda: any("waits for approval" in row for row in rows(first)), timeout=10_000)
    assert not first.publish.buttons["approve"].isVisible()
    assert "another officer has to approve" in first.publish.why_not.text()
    hear(qtbot, second)
    assert "waits for approval" in rows(second)[0], "what waits comes first"
    second.listing.choose(FIRE)
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    assert "proposed by duty-A" in second.publish.page.toPlainText()
    assert "First fire attack: teams 2 → 3" in second.publish.page.toPlainText()
    shortcut(qtbot, second, "Ctrl+Return")
    qtbot.waitUntil(lambda: FIRE in second._link.board.plan_versions, timeout=10_000)
    hear(qtbot, first)
    assert first._link.plans[FIRE].version == 2
    assert not any("draft" in row for row in rows(first)), "what was published is no draft any more"
    session = first._link.session
    fire = call(session, "canal-cbd", "着火，有明火，2人被困", "fire.commercial")
    answers = session.answers(session.board.incidents[fire], session.clock.now(), Posture.ROUTINE)
    assert (answers[0].plan, answers[0].version) == (FIRE, 2)
    shortcut(qtbot, first, "Alt+4")
    settled(qtbot, first)
    assert [row.split(" ")[1] for row in (first.versions.list.rows.row(n).title for n in range(2))] == ["2", "1"]
    assert "approved by duty-B" in first.versions.list.rows.row(0).detail
    assert "teams 2 → 3" in first.versions.page.toPlainText()


def test_a_mistake_is_said_at_the_field_at_the_line_and_in_the_list(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    set_field(qtbot, window, CAPABILITY, "fire_atack")
    form, model = window.edit.form, window.edit.form.model
    assert "▲ expected a known capability" in model.index_of(CAPABILITY).siblingAtColumn(1).data()
    form.go_to(CAPABILITY)
    assert "did you mean fire_attack" in form.problem.text()
    line = next(n for n, text in enumerate(window.edit.editor.text.splitlines(), 1) if "fire_atack" in text)
    assert window.edit.editor._marks == {line: True}
    assert f"line {line}" in window.edit.problems.rows.row(1).detail
    assert "▲ 1 to look at" in rows(window)[0]
    shortcut(qtbot, window, "Alt+5")
    settled(qtbot, window)
    qtbot.keyClicks(window.publish.note, "x")
    assert not window.publish.buttons["propose"].isEnabled()
    assert "1 mistakes" in window.publish.why_not.text()
    shortcut(qtbot, window, "Alt+2")
    window.edit.editor.undo()
    settled(qtbot, window)
    assert "fire_atack" not in window.edit.editor.text, "undo takes back what the form did"
    assert window.edit._checked.grave == 0


def test_typing_in_the_text_changes_the_form_and_the_cursor_leads_it(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    editor = window.edit.editor
    editor.setFocus()
    editor.go_to(next(n for n, line in enumerate(editor.text.splitlines(), 1) if "count: 2" in line))
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(editor, "7")
    settled(qtbot, window)
    model = window.edit.form.model
    assert model.node(model.index_of(COUNT)).value == 7
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert window.edit.form.current_path() == COUNT
    qtbot.keyClicks(editor, " [")
    settled(qtbot, window)
    assert "cannot be read from line" in window.edit.state.text() or window.edit._checked.grave
    assert model.node(model.index_of(COUNT)).value in (7, "7 [")


def test_any_script_and_any_space_comes_through_the_text_as_it_is(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    editor = window.edit.editor
    editor.go_to(1)
    strange = "# \u00a0non-breaking, 🔥 𠮷 ف ไทย\ttab\n"
    editor.insertPlainText(strange)
    settled(qtbot, window)
    assert window.papers.draft(FIRE).text.startswith(strange)
    set_field(qtbot, window, COUNT, "4")
    assert strange.strip() in editor.text, "a change of the form leaves it alone"
    assert "count: 4" in editor.text


def test_entries_are_added_and_removed_from_the_keyboard(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    form = window.edit.form
    form.go_to(("levels", 0, "staff"))
    offered = [said for said, _, _ in form._additions()]
    assert offered[0] == "a team in Teams"
    before = len(window.edit._checked.plan.levels[0].staff)
    form.add_there(("levels", 0, "staff"), "")
    settled(qtbot, window)
    assert len(window.edit._checked.plan.levels[0].staff) == before + 1
    form.go_to(("levels", 0, "staff", before))
    form.view.setFocus()
    qtbot.keyClick(form.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.edit.is_settled)
    settled(qtbot, window)
    assert len(window.edit._checked.plan.levels[0].staff) == before
    form.add_there((), "hours")
    settled(qtbot, window)
    assert "hours:" in window.edit.editor.text.split("levels:")[0], "a field comes where its kind belongs"


def test_drafts_survive_the_console(qtbot, seats, tmp_path):
    window = seats(OFFICER)
    begun(qtbot, window)
    window.edit.editor.insertPlainText("# 还没写完 [\n")
    text = window.edit.editor.text
    window.close()
    folder = DraftFolder(tmp_path / "drafts" / "duty-A")
    qtbot.waitUntil(lambda: [d.text for d in folder.read()] == [text])
    again = seats(OFFICER)
    again.listing.choose(FIRE)
    shortcut(qtbot, again, "Alt+2")
    settled(qtbot, again)
    assert again.edit.editor.text == text
    again.edit.throw_away()
    settled(qtbot, again)
    qtbot.waitUntil(lambda: folder.read() == [])
    assert [f.read_text(encoding="utf-8") for f in folder.folder.rglob("*.yaml")] == [text], "thrown away, not lost"


def test_a_draft_begun_from_an_older_text_says_so(qtbot, seats):
    first, second = seats(OFFICER), seats(SECOND)
    for window in (first, second):
        begun(qtbot, window)
    set_field(qtbot, first, COUNT, "3")
    set_field(qtbot, second, COUNT, "4")
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    qtbot.keyClicks(first.publish.note, "three")
    shortcut(qtbot, first, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(first._link.board.plan_proposals), timeout=10_000)
    hear(qtbot, second)
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    assert "teams 2 → 3" in second.publish.page.toPlainText(), "what waits is read, not the own draft"
    shortcut(qtbot, second, "Ctrl+Return")
    qtbot.waitUntil(lambda: FIRE in second._link.board.plan_versions, timeout=10_000)
    settled(qtbot, second)
    assert "teams 3 → 4" in second.publish.page.toPlainText()
    assert "has changed since this draft was begun" in second.publish.why_not.text()
    second.publish.buttons["rebase"].click()
    settled(qtbot, second)
    assert second.papers.draft(FIRE).base_hash == second._link.plans[FIRE].content_hash


def test_a_refusal_of_the_desk_is_said_in_the_window(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    shortcut(qtbot, window, "Alt+5")
    settled(qtbot, window)
    window.edit.editor.show_text(window.edit.editor.text.replace("version: 2", "version: 1"))
    settled(qtbot, window)
    qtbot.keyClicks(window.publish.note, "x")
    shortcut(qtbot, window, "Ctrl+Return")
    qtbot.waitUntil(
        lambda: "version must be 2 or higher" in window.said.text() or "Nothing differs" in window.said.text()
    )


def test_a_plan_is_withdrawn_by_two(qtbot, seats):
    first, second = seats(OFFICER), seats(SECOND)
    first.listing.choose(FIRE)
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    assert not first.publish.buttons["withdraw"].isEnabled()
    qtbot.keyClicks(first.publish.note, "merged")
    first.publish.buttons["withdraw"].click()
    qtbot.waitUntil(lambda: bool(first._link.board.plan_proposals), timeout=10_000)
    hear(qtbot, second)
    second.listing.choose(FIRE)
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    assert "asked on" in second.publish.page.toPlainText()
    shortcut(qtbot, second, "Ctrl+Return")
    qtbot.waitUntil(lambda: not second._link.board.plan_proposals, timeout=10_000)
    assert FIRE not in second._link.plans
    assert any("withdrawn" in row for row in rows(second))


def test_a_rejection_goes_back_with_its_reason_and_the_draft_stays(qtbot, seats):
    first, second = seats(OFFICER), seats(SECOND)
    begun(qtbot, first)
    set_field(qtbot, first, COUNT, "3")
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    qtbot.keyClicks(first.publish.note, "three")
    shortcut(qtbot, first, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(first._link.board.plan_proposals), timeout=10_000)
    hear(qtbot, second)
    second.listing.choose(FIRE)
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    assert not second.publish.buttons["reject"].isEnabled()
    qtbot.keyClicks(second.publish.note, "too few pumps")
    second.publish.buttons["reject"].click()
    qtbot.waitUntil(lambda: not second._link.board.plan_proposals, timeout=10_000)
    hear(qtbot, first)
    assert any("draft" in row for row in rows(first))
    assert first._link.plans[FIRE].version == 1


def test_new_plans_begin_sound_and_are_published(qtbot, seats):
    first, second = seats(OFFICER), seats(SECOND)
    first.from_template()
    settled(qtbot, first)
    assert first.edit._checked.grave == 0, [r.phrase.en for r in first.edit._checked.remarks]
    assert first.tabs.currentIndex() == EDIT
    first.listing.choose(FIRE)
    first.from_chosen()
    settled(qtbot, first)
    assert first.list.current_id() == "fire-commercial-copy"
    assert "Fire in a commercial complex (copy)" in rows(first)[0] + rows(first)[1]
    shortcut(qtbot, first, "Alt+5")
    settled(qtbot, first)
    qtbot.keyClicks(first.publish.note, "for the mall")
    shortcut(qtbot, first, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(first._link.board.plan_proposals), timeout=10_000)
    hear(qtbot, second)
    second.listing.choose("fire-commercial-copy")
    shortcut(qtbot, second, "Alt+5")
    settled(qtbot, second)
    shortcut(qtbot, second, "Ctrl+Return")
    qtbot.waitUntil(lambda: "fire-commercial-copy" in second._link.plans, timeout=10_000)


def test_a_plan_is_tried_on_past_incidents_and_on_the_roster(qtbot, seats):
    window = seats(OFFICER)
    session = window._link.session
    call(session, "canal-cbd", "着火，有明火，2人被困", "fire.commercial")
    begun(qtbot, window)
    text = window.edit.editor.text.replace("count: 2", "count: 40", 1).replace(
        "in: [fire.commercial]", "in: [fire.lane_blocked]"
    )
    window.edit.editor.show_text(text)
    settled(qtbot, window)
    shortcut(qtbot, window, "Alt+3")
    settled(qtbot, window)
    assert "short 34 × Fire attack" in window.trying.shifts.toPlainText()
    assert "for 1 this text changes something" in window.trying.said.text()
    assert window.trying.model.index(0, 4).data() == "no"
    assert "category is" in window.trying.why.toPlainText()
    language.set_language("zh")
    assert "category is" not in window.trying.why.toPlainText(), "explained anew in the language on screen"
    window.trying.only.setChecked(True)
    assert window.trying.model.rowCount() == 1


def test_what_is_in_force_is_saved_byte_for_byte(qtbot, seats, tmp_path):
    first, second = seats(OFFICER), seats(SECOND)
    begun(qtbot, first)
    set_field(qtbot, first, COUNT, "3")
    text = first.edit.editor.text
    publish(qtbot, first, second)
    second.publish.save()
    qtbot.waitUntil(lambda: "Saved" in second.said.text())
    saved = (tmp_path / "plans" / "fire-commercial.yaml").read_bytes()
    assert saved == text.encode("utf-8")
    assert hash_of(text) == second._link.plans[FIRE].content_hash
    (tmp_path / "block").write_text("")
    second.publish.save_to(tmp_path / "block" / "x.yaml")
    qtbot.waitUntil(lambda: "block" in second.said.text())


def test_the_list_is_narrowed_and_says_when_nothing_fits(qtbot, seats):
    window = seats(OFFICER)
    shortcut(qtbot, window, "Ctrl+F")
    qtbot.keyClicks(window.listing.words, "typhoon")
    assert len(rows(window)) == 1
    assert window.list.current_id() == "typhoon"
    qtbot.keyClicks(window.listing.words, "zz")
    assert "No plan is called that." in rows(window)[0]
    assert window.papers.paper(window.list.current_id()) is None


def test_a_plan_of_five_thousand_entries_does_not_stop_the_window(qtbot, seats):
    window = seats(OFFICER)
    begun(qtbot, window)
    more = "".join(
        f"      - {{id: n{i}, title: {{en: T, zh: 队}}, capability: pumping, count: 1, arrive_within_s: 60}}\n"
        for i in range(5000)
    )
    text = window.edit.editor.text.replace("    staff:\n", "    staff:\n" + more, 1)
    window.edit.editor.show_text(text)
    qtbot.waitUntil(lambda: window.is_settled, timeout=60_000)
    assert window.edit.form.model.rowCount(window.edit.form.model.index_of(("levels", 0, "staff"))) == 5003
    window.edit.editor.insertPlainText("# typed on\n")
    assert window.edit.editor.text.startswith("# typed on")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_on_any_tab(qtbot, seats, size, lang):
    window = seats(OFFICER)
    language.set_language(lang)
    window.resize(*size)
    begun(qtbot, window)
    window.edit.editor.show_text(window.edit.editor.text.replace("capability: cordon", "capability: cordn", 1))
    settled(qtbot, window)
    window.edit._to_problem("0")
    for tab in (READ, EDIT, TRY, VERSIONS, PUBLISH):
        window.tabs.setCurrentIndex(tab)
        settled(qtbot, window)
        qtbot.waitUntil(lambda: cut(window) == [])


def test_a_file_that_was_refused_is_listed_with_its_mistakes_and_mended_in_a_draft(qtbot, seats):
    window = seats(OFFICER)
    wrong = plans().plans[0].text.replace("id: ", "id: my-", 1).replace("count: 1", "count: none", 1)
    window._link.session.unread = {"My File.yaml": wrong}
    window.papers.list_anew()
    settled(qtbot, window)
    assert "My File.yaml file not usable" in rows(window)[0]
    window.listing.choose("my-file")
    shortcut(qtbot, window, "Ctrl+B")
    settled(qtbot, window)
    assert window.edit._checked.grave == 1
    window.edit.editor.show_text(window.edit.editor.text.replace("count: none", "count: 1", 1))
    settled(qtbot, window)
    assert window.edit._checked.grave == 0
    shortcut(qtbot, window, "Alt+5")
    settled(qtbot, window)
    assert not window.publish.buttons["save"].isVisible()
    qtbot.keyClicks(window.publish.note, "mended")
    shortcut(qtbot, window, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(window._link.board.plan_proposals), timeout=10_000)


def test_the_workshop_opens_by_key_by_word_and_from_the_plan_tab_and_news_is_told(qtbot, tmp_path):
    session = a_session(tmp_path / "c.db")
    console = Console(session, FakeDrill(session), ticking=False)
    seat = console.open_workstation()
    seat.show()
    qtbot.waitUntil(lambda: console.link.is_loaded)
    opened = []
    for ask in (
        seat.plans_asked.emit,
        lambda: (seat.command_line.edit.setText("plans"), seat.command_line.run()),
        lambda: seat.incident.plan.list.clicked_row.emit("workshop"),
    ):
        ask()
        qtbot.waitUntil(lambda: console.plans is not None and console.plans.isVisible())
        opened.append(console.plans)
        console.plans.close()
    assert len(set(map(id, opened))) == 1, "one window, brought forward"
    text = plans().plans[0].text.replace("version: 1", "version: 2", 1)
    base = plans().plans[0].content_hash
    session.desk.submit(c.ProposePlan(text, base, "spring drill"), SECOND)
    qtbot.waitUntil(lambda: "duty-B" in seat.notices.findChild(QLabel).text())
    qtbot.waitUntil(lambda: any("second officer" in alarm.phrase.en for alarm in seat.alarms.unseen))
    console.close()
    seat.deleteLater()
    console.plans.deleteLater()
