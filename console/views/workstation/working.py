"""What keys and buttons of the workstation do: each goes to the one place that can do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from console.board.posture import posture_changes
from console.board.waiting import in_queue_order
from console.errors import BadInput
from console.model.commands import CancelOrder, SetPosture
from console.model.events import PostureSet, Recorded
from console.model.words import Posture
from console.views import language, look
from console.views.wording import tell, word
from console.views.workstation.bindings import USUAL, bindings, key_file
from console.views.workstation.lead_news import LeadNews
from console.views.workstation.plan_news import PlanNews
from console.views.workstation.slow_news import SlowNews

if TYPE_CHECKING:
    from console.views.workstation.window import WorkstationWindow


class Working(QObject):
    """The officer's keys, and the answers that come back."""

    def __init__(self, window: WorkstationWindow) -> None:
        super().__init__(window)
        self._window, self._link = window, window.link
        self._news = PlanNews(window.link, window.notices, self)
        self._slow_news = SlowNews(window.link, window.notices, self)
        self._lead_news = LeadNews(window.link, window.notices, self)
        self._connect_keys()
        self._connect_parts()

    def _connect_keys(self) -> None:
        window = self._window
        acts: dict[str, Callable[[], object]] = {
            "keys": self.keys, "report": self.new_report, "next": self.next_thing, "accept": self.accept,
            "recompute": self.recompute, "send": self.send, "do": self.primary, "raise": self.raise_level,
            "notify": self.notify, "cameras": self.cameras, "camera_window": window.cameras_asked.emit,
            "plans": self.plans, "wall": window.wall_asked.emit, "posture": self.posture,
            "workshop": window.plans_asked.emit,
            "town": window.town_asked.emit, "control": window.control_asked.emit,
            "command_line": self.command_line, "find": self.find_in_queue, "language": self.switch_language,
            "theme": look.switch_theme,
            "back": self.back_to_queue, "reset_docks": window.docks.reset, "join": self.join,
            "more": window.incident.more.open_menu, "roads": window.roads.take_tool, "cover": self.cover,
            "cases": window.cases_asked.emit, "figures": window.figures_asked.emit, "duty": window.duty_asked.emit,
            "intake": self.intake, "supervision": window.supervision_asked.emit, "case": self.case_page,
            "replay": window.replay_asked.emit,
            "map": window.map.menu.open_menu, "measure": self.measure, "find_on_map": self.type_find,
            "acknowledge": self.space, "silence": window.alarms.silence,
        }  # fmt: skip
        keys = self._own_keys()
        for action, act in acts.items():
            QShortcut(QKeySequence(keys[action]), window, act)
        if keys["do"] == USUAL["do"]:
            QShortcut(QKeySequence("Ctrl+Enter"), window, self.primary)  # of the number block
        window.key_sheet.show_keys({USUAL[action]: key for action, key in keys.items()})

    def _own_keys(self) -> dict[str, str]:
        """The officer's own keys; when their file is wrong the usual ones count, and that is said."""
        try:
            return bindings(key_file())
        except BadInput as error:
            self._window.notices.refuse(str(error))
            return dict(USUAL)

    def _connect_parts(self) -> None:
        window, link = self._window, self._link
        window.top_bar.language_asked.connect(self.switch_language)
        window.top_bar.theme_asked.connect(look.switch_theme)
        window.top_bar.alarms_asked.connect(self.alarms)
        window.top_bar.intake_asked.connect(self.intake)
        window.new_report.closed.connect(self._put_report_away)
        window.command_line.find_asked.connect(window.map_tools.find)
        window.command_line.map_asked.connect(window.map_tools.typed)
        window.map_tools.type_find.connect(self.type_find)
        window.map.camera_clicked.connect(window.video.show_camera)
        window.command_line.see_alarms.connect(window.alarms.acknowledge_top)
        window.command_line.see_plans.connect(window.plans_asked)
        window.incident.plan.workshop.connect(window.plans_asked)
        window.command_line.help_asked.connect(self.keys)
        window.command_line.workshop_asked.connect(window.town_asked)
        window.command_line.said.connect(window.notices.refuse)
        window.command_line.told.connect(window.notices.tell)
        window.roads.told.connect(window.notices.tell)
        window.roads.closed.connect(self._box_closed)
        link.changed.connect(self._follow_merger)
        link.changed.connect(self._tell_posture)
        window.notices.recall.connect(self.call_back)
        link.refused.connect(self._refused)
        link.sent.connect(self._sent)

    @Slot(object, object)
    def _refused(self, _command: object, reason: object) -> None:
        self._window.notices.refuse(tell(reason))  # type: ignore[arg-type]

    @Slot(object)
    def _sent(self, orders: list[str]) -> None:
        teams = ", ".join(self._link.board.orders[o].team for o in orders if o in self._link.board.orders)
        if teams:
            self._window.notices.offer_recall(self.tr("Sent: {teams}").format(teams=teams), orders)

    @Slot(object)
    def _follow_merger(self, _rows: object) -> None:
        """When the selected report was joined to an incident, that one is selected."""
        incident = self._link.incident
        if incident is not None and incident.merged_into is not None:
            self._link.select(incident.merged_into)

    @Slot(object)
    def _tell_posture(self, rows: Sequence[Recorded]) -> None:
        """When the posture has changed, say what that changes."""
        if any(isinstance(row.event, PostureSet) for row in rows):
            board = self._link.board
            changes = " · ".join(map(tell, posture_changes(board, self._link.now())))
            said = self.tr("Posture {posture}").format(posture=word("posture", board.posture.value))
            self._window.notices.tell(f"{said}: {changes}" if changes else said)

    @Slot(object)
    def call_back(self, orders: list[str]) -> None:
        """Call just-issued orders back; the journal keeps both."""
        for order in orders:
            self._link.submit(CancelOrder(order, self.tr("called back within 5 s")))

    def keys(self) -> None:
        """F1."""
        self._window.docks.toggle("keys")

    def alarms(self) -> None:
        """Show or hide the list of alarms."""
        self._window.docks.toggle("alarms")

    def case_page(self) -> None:
        """Ctrl+P: the whole page of the selected incident."""
        if self._link.selection is not None:
            self._window.case_asked.emit(self._link.selection)

    def intake(self) -> None:
        """Ctrl+I."""
        self._window.docks.toggle("intake")

    def cover(self) -> None:
        """Ctrl+G."""
        self._window.docks.toggle("cover")

    def new_report(self) -> None:
        """F2."""
        if self._window.docks.toggle("report"):
            self._window.new_report.text.setFocus()

    def _put_report_away(self) -> None:
        self._window.docks.docks["report"].hide()

    def next_thing(self) -> None:
        """F3: the incident that runs out first, and what to do about it."""
        first = next(iter(in_queue_order(self._link.board)), None)
        if first is not None:
            self._link.select(first.number)
            panel = self._window.incident
            panel.tabs.show_page(panel.do_now)
            panel.do_now.list.setFocus()

    def space(self) -> None:
        """Space presses the button the keyboard is on; anywhere else it acknowledges the gravest alarm."""
        focused = self._window.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self._window.alarms.acknowledge_top()

    def join(self) -> None:
        """Ctrl+J."""
        self._do("merge")

    def accept(self) -> None:
        """F4."""
        self._do("accept", "classify")

    def recompute(self) -> None:
        """F5."""
        self._link.ask_advice()

    def send(self) -> None:
        """F6."""
        if not self._do("send", "send_next"):
            self._window.notices.tell(self.tr("There is nobody to send for this incident now."))

    def primary(self) -> None:
        """Ctrl+Enter."""
        if self._window.new_report.isAncestorOf(self._window.focusWidget() or self._window):
            self._window.new_report.submit()
        else:
            self._window.incident.do_primary()

    def raise_level(self) -> None:
        """F7: as advised, else one level up on the officer's own decision."""
        do_now = self._window.incident.do_now
        if not self._do("raise"):
            own = next((todo for todo in do_now.more() if todo.code == "raise"), None)
            if own is not None:
                do_now.do(own)
            else:
                self._window.notices.tell(self.tr("There is no higher level to raise to here."))

    def notify(self) -> None:
        """F8."""
        self._do("notify")

    def _do(self, *codes: str) -> bool:
        panel = self._window.incident
        if "send" in codes and panel.teams.overridden:
            panel.tabs.show_page(panel.teams)
            panel.teams.send()
            return True
        return panel.do_now.do_code(*codes)

    def cameras(self) -> None:
        """F9: the keyboard goes to the strip (1 to 4 open a camera); once there, F9 hides it."""
        video, strip = self._window.docks.docks["video"], self._window.video.strip
        if video.isHidden() or strip.hasFocus():
            self._window.docks.toggle("video")
        if not video.isHidden():
            strip.setFocus()

    def plans(self) -> None:
        """F10: confirms the proposed plan when one waits, else shows the plans."""
        if not self._do("plan"):
            self._window.incident.tabs.show_page(self._window.incident.plan)

    def posture(self) -> None:
        """F12."""
        emergency = self._link.board.posture is Posture.EMERGENCY
        self._link.submit(SetPosture(Posture.ROUTINE if emergency else Posture.EMERGENCY))

    def command_line(self) -> None:
        """Ctrl+K."""
        self._window.command_line.edit.setFocus()

    def measure(self) -> None:
        """Ctrl+Shift+M."""
        self._window.map_tools.do("tool", "measure")

    def find_in_queue(self) -> None:
        """Ctrl+F."""
        self._window.queue.search.setFocus()

    def switch_language(self) -> None:
        """Ctrl+L."""
        language.set_language("en" if language.current() == "zh" else "zh")

    def back_to_queue(self) -> None:
        """Esc: put the box for roads, the large camera or questions away; the keyboard is on the queue again."""
        if self._window.roads.step_back():
            return
        self._window.map_tools.step_back()
        self._window.large_camera.put_away()
        self._window.incident.do_now.inline.close_question()
        self._window.incident.teams.inline.close_question()
        self._window.queue.view.setFocus()

    @Slot()
    def _box_closed(self) -> None:
        """The keyboard was in the box for roads: with the tool in hand it is on the map now, else on the queue."""
        if not self._window.map.tool.isChecked():
            self._window.queue.view.setFocus()

    @Slot()
    def type_find(self) -> None:
        """The command line waits for what to find on the map."""
        self._window.command_line.edit.setText("f ")
        self.command_line()
