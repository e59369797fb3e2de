"""The tab Do now: one ordered list of what plan and clocks ask, each with one key."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.board.do_now import do_now, primary
from console.board.more import more_actions
from console.board.todo import Advice, Todo, with_words
from console.model import commands as c
from console.model.facts import FactKind, ValueKind
from console.model.incident import Incident
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import tell
from console.views.workstation.inline import Inline
from console.views.workstation.rows import Row, RowList

_ICONS = {
    "accept": "check", "classify": "question", "plan": "plan", "send": "team", "send_next": "team",
    "short": "alarm-high", "raise": "alarm-medium", "silent": "alarm-medium", "ask": "question",
    "notify": "whistle", "step": "queue", "verify": "check", "close": "check", "review": "check",
    "merge": "plan", "reopen": "alarm-medium",
}  # fmt: skip
NUMBERED = 9


class DoNowTab(QWidget):
    """The list, and below it the question being asked."""

    counted = Signal(int)
    primary_changed = Signal()
    asking = Signal()  # a question is about to be shown

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.todos: tuple[Todo, ...] = ()
        self.list = RowList("", self)
        self.inline = Inline(self)
        self.empty = QLabel()
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.inline)
        self.list.clicked_row.connect(self.do_row)
        self.list.activated_row.connect(self.do_row)
        link.selected.connect(self._put_away)
        self.inline.closed.connect(self._answered)
        for n in range(1, NUMBERED + 1):
            QShortcut(QKeySequence(f"Alt+{n}"), self, partial(self.do_nth, n - 1))

    def advice(self, incident: Incident) -> Advice:
        """What is advised for ``incident``."""
        link = self._link
        mine = link.advice.selected == incident.number
        proposed = link.advice.categories.get(incident.number, ())
        return Advice(
            link.advice.recommendations.get(incident.number), link.advice.answers if mine else (), link.plans,
            link.session.vocabulary, proposed[0] if proposed else "", link.advice.repeats.get(incident.number, ()),
        )  # fmt: skip

    def more(self) -> tuple[Todo, ...]:
        """What may be done besides."""
        incident = self._link.incident
        return more_actions(self._link.board, incident, self.advice(incident)) if incident else ()

    @Slot()
    def _answered(self) -> None:
        """The keyboard goes back to the list."""
        if self.isVisible():
            self.list.setFocus()

    @Slot()
    def _put_away(self, _selected: object = None) -> None:
        """A question is about one incident: it goes when another is chosen."""
        self.inline.close_question()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show what there is to do now."""
        incident = self._link.incident
        self.list.setAccessibleName(self.tr("What to do now"))
        before = self.primary
        self.todos = do_now(self._link.board, incident, self.advice(incident), self._link.now()) if incident else ()
        self.list.set_rows([self._row(n, todo) for n, todo in enumerate(self.todos)])
        self.list.setVisible(bool(self.todos))
        self.empty.setVisible(not self.todos)
        calm = self.tr("Nothing to do for this incident right now.\nTeams are at work; the clocks are watched.")
        self.empty.setText(calm)
        self.counted.emit(sum(todo.urgent for todo in self.todos))
        if before != self.primary:
            self.primary_changed.emit()

    @property
    def primary(self) -> Todo | None:
        """What the big button does."""
        return primary(self.todos)

    def _row(self, n: int, todo: Todo) -> Row:
        colours = palette()
        pending = todo.command is not None and self._link.is_pending(todo.command)
        key = todo.key or (f"Alt+{n + 1}" if n < NUMBERED else "")
        ink = colours.states["late"].ink if todo.urgent else colours.accent
        return Row(
            id=_identity(todo), title=tell(todo.phrase), key=self.tr("pending …") if pending else key,
            icon="clock" if pending else _ICONS.get(todo.code, "queue"), icon_ink=colours.muted if pending else ink,
            edge=colours.states["late"].fill if todo.urgent else "", title_ink=colours.muted if pending else "",
        )  # fmt: skip

    @Slot(str)
    def do_row(self, identity: str) -> None:
        """Do the entry with this identity."""
        todo = next((todo for todo in self.todos if _identity(todo) == identity), None)
        if todo is not None:
            self.do(todo)

    def do_nth(self, n: int) -> None:
        """Do the entry at a place in the list."""
        if n < len(self.todos):
            self.do(self.todos[n])

    def do_code(self, *codes: str) -> bool:
        """Do the first entry of one of these kinds; whether there was one."""
        todo = next((todo for todo in self.todos if todo.code in codes), None)
        if todo is not None:
            self.do(todo)
        return todo is not None

    def do(self, todo: Todo) -> None:
        """Submit its command, or open its question."""
        if todo.command is not None and todo.asks is not None:
            self._ask_words(todo.command, tell(todo.asks), tell(todo.words) if todo.words else "")
        elif todo.command is not None:
            self._link.submit(todo.command)
        elif todo.ask_fact == "category" or todo.code == "classify":
            self.ask_category()
        elif todo.ask_fact:
            self.ask_fact(todo.ask_fact)
        elif todo.code == "review":
            scores = [(f"{n}", n) for n in range(1, 6)]
            self.asking.emit()
            self.inline.open(tell(todo.phrase), self._review, choices=scores)

    def _ask_words(self, command: c.Command, question: str, proposed: str) -> None:
        self.asking.emit()
        hint = self.tr("goes into the journal")
        self.inline.open(question, partial(self._say_words, command), text=proposed, hint=hint)

    def _say_words(self, command: c.Command, words: str) -> str:
        if not words:
            return self.tr("Say it in a few words.")
        self._link.submit(with_words(command, words))
        return ""

    def ask_fact(self, fact: str) -> None:
        """Ask for one unknown fact with a control that suits it."""
        kind = self._link.session.vocabulary.get(fact)
        if kind is None or self._link.incident is None:
            return
        self.asking.emit()
        question, answer = tell(kind.question), partial(self._set_fact, kind)
        if kind.kind is ValueKind.BOOL:
            self.inline.open(question, answer, choices=[(self.tr("Yes"), True), (self.tr("No"), False)])
        elif kind.choices:
            self.inline.open(question, answer, choices=[(tell(text), value) for value, text in kind.choices.items()])
        else:
            hint = self.tr("a number, or 2+ for two or more") if kind.kind is ValueKind.NUMBER else ""
            unit = f" ({tell(kind.unit)})" if tell(kind.unit) else ""
            self.inline.open(question + unit, answer, text="", hint=hint)

    def _set_fact(self, kind: FactKind, answer: Any) -> str:
        incident = self._link.incident
        value = _value(kind, answer)
        if value is None or not kind.accepts(value):
            return self.tr("That is no answer to this question.")
        if incident is not None:
            self._link.submit(c.SetFact(incident.number, kind.name, value))
        return ""

    def ask_category(self) -> None:
        """Ask what it is: what the words point to as buttons, everything else by typing."""
        incident = self._link.incident
        if incident is None:
            return
        self.asking.emit()
        catalogue = self._link.session.district.catalogue
        proposed = self._link.advice.categories.get(incident.number, ())
        choices = [(tell(catalogue[code].name), code) for code in proposed]
        names = [f"{tell(item.name)} ({code})" for code, item in catalogue.items()]
        self.inline.open(self.tr("What is it?"), self._classify, choices=choices, text="", suggestions=names,
                         hint=self.tr("type a few letters of the item"))  # fmt: skip

    def _classify(self, answer: str) -> str:
        incident = self._link.incident
        code = answer.rpartition("(")[2].rstrip(")") if answer.endswith(")") else answer
        item = self._link.session.district.catalogue.get(code)
        if item is None:
            return self.tr("The catalogue has no such item.")
        if incident is not None:
            self._link.submit(c.AcceptIncident(incident.number, item.urgency, code))
        return ""

    def _review(self, score: int) -> str:
        if self._link.incident is not None:
            self._link.submit(c.ReviewIncident(self._link.incident.number, score))
        return ""


def _identity(todo: Todo) -> str:
    subject = todo.ask_fact or getattr(todo.command, "step", "") or getattr(todo.command, "department", "")
    return f"{todo.code}:{subject or (todo.phrase.code if todo.command else tell(todo.phrase.values.get('team', '')))}"


def _value(kind: FactKind, answer: Any) -> Any:
    if kind.kind is ValueKind.LIST:
        return [answer] if answer else None
    if kind.kind is not ValueKind.NUMBER or not isinstance(answer, str):
        return answer if answer != "" else None
    try:
        number = float(answer)
    except ValueError:
        return answer or None
    return int(number) if number.is_integer() else number
