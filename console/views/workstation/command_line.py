"""The line at the bottom: what is typed there goes the same road as every button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from console.desk.command_line import (
    Find,
    Known,
    LayUnder,
    OnMap,
    OpenWorkshop,
    Said,
    SeeAlarms,
    SeePlans,
    SetDrill,
    SetLayout,
    SetTheme,
    ShowHelp,
    Submit,
    complete,
    parse,
)
from console.errors import Refused
from console.phrase import say
from console.views import language, look
from console.views.drill_control import change_drill
from console.views.link import SessionLink
from console.views.wording import tell
from console.views.workstation.elided import ElidedLabel
from console.views.workstation.keys import help_on


class _Line(QLineEdit):
    tab_pressed = Signal()
    recalled = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Tab completes what is written, and moves on from an empty line; up and down recall."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Tab and self.text():
                self.tab_pressed.emit()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.recalled.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().event(event)


class CommandLine(QFrame):
    """Prompt, line, what is wrong with it, and the keys."""

    find_asked = Signal(str)
    map_asked = Signal(object)  # LayUnder or OnMap
    see_alarms = Signal()
    see_plans = Signal()
    help_asked = Signal()
    layout_asked = Signal(object)
    workshop_asked = Signal()
    said = Signal(str)  # what is wrong
    told = Signal(str)  # what is being done; empty where that is plain

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._past: list[str] = []
        self._at = 0
        prompt = QLabel("❯")
        prompt.setProperty("role", "accent")
        self.edit = _Line()
        self.edit.setMinimumWidth(220)
        self.hint = ElidedLabel()
        self.hint.setProperty("role", "muted")
        self.keys = ElidedLabel()
        self.keys.setProperty("role", "small")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(prompt)
        row.addWidget(self.edit, 3)
        row.addWidget(self.hint, 5)
        row.addWidget(self.keys, 5)
        self.edit.returnPressed.connect(self.run)
        self.edit.textEdited.connect(self._preview)
        self.edit.tab_pressed.connect(self.complete)
        self.edit.recalled.connect(self._recall)
        language.follow_words(self.retranslate)
        self.retranslate()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        self.edit.setAccessibleName(self.tr("Command line"))
        self.edit.setPlaceholderText(self.tr("d 1024 dispatch · on T07 on scene · help"))
        self.keys.setText(self.tr("F1 keys · F2 new · F3 next · F4 accept · F6 send · F7 raise · Space alarm"))
        self._preview(self.edit.text())

    def known(self) -> Known:
        """What a line is read against now."""
        proposed = {number: codes[0] for number, codes in self._link.advice.categories.items() if codes}
        return Known(
            self._link.board, self._link.advice.recommendations, self._link.plans, proposed, language.current(),
            self._link.now(),
        )  # fmt: skip

    @Slot(str)
    def _preview(self, text: str) -> None:
        matches = [line for line in complete(text, self._link.board) if line != text] if text.strip() else []
        self.hint.setText("⇥ " + "   ".join(matches[:6]) if matches else self._comes_to(text))

    def _comes_to(self, text: str) -> str:
        """What a complete line would do, where that is not plain from its words."""
        try:
            said = parse(text, self.known()) if text.strip() else None
        except Refused:
            return ""
        return tell(said.said) if isinstance(said, Submit) and said.said else ""

    @Slot()
    def complete(self) -> None:
        """Complete as far as all possibilities agree."""
        matches = complete(self.edit.text(), self._link.board)
        if not matches:
            return
        shared = matches[0]
        for match in matches[1:]:
            while not match.startswith(shared):
                shared = shared[:-1]
        longer = shared if len(shared) > len(self.edit.text()) else matches[0] if len(matches) == 1 else ""
        if longer:
            self.edit.setText(longer)
        self._preview(self.edit.text())

    @Slot()
    def run(self) -> None:
        """Do what the line says, or say what is wrong with it."""
        text = self.edit.text().strip()
        if not text:
            return
        try:
            said = parse(text, self.known())
        except Refused as refusal:
            self.said.emit(tell(refusal.reason))
            self.edit.selectAll()
            return
        self._past.append(text)
        self._at = len(self._past)
        self.edit.clear()
        self._preview("")
        self.told.emit(tell(said.said) if isinstance(said, Submit) and said.said else "")
        self._do(said)

    def _do(self, said: Said) -> None:
        asked: dict[type, Callable[[], object]] = {
            SeeAlarms: self.see_alarms.emit, SeePlans: self.see_plans.emit, OpenWorkshop: self.workshop_asked.emit,
        }  # fmt: skip
        if isinstance(said, Submit):
            self._link.submit(said.command)
        elif isinstance(said, SetDrill):
            wrong = change_drill(self._link, said)
            if wrong is not None:
                self.said.emit(tell(wrong))
        elif isinstance(said, Find):
            self.find_asked.emit(said.text)
        elif isinstance(said, SetTheme):
            look.set_own_theme(said.name)
        elif isinstance(said, SetLayout):
            self.layout_asked.emit(said)
        elif isinstance(said, LayUnder | OnMap):
            self.map_asked.emit(said)
        elif isinstance(said, ShowHelp):
            self._help(said.verb)
        else:
            asked[type(said)]()

    def _help(self, verb: str) -> None:
        """One command's line as a notice, or the whole sheet."""
        if verb and help_on(verb):
            self.told.emit(help_on(verb))
            return
        self.told.emit(tell(say("command_line.help")))
        self.help_asked.emit()

    @Slot(int)
    def _recall(self, step: int) -> None:
        if self._past:
            self._at = max(0, min(len(self._past), self._at + step))
            self.edit.setText(self._past[self._at] if self._at < len(self._past) else "")
