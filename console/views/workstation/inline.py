"""A question answered inside the panel, never in a dialog: a line to type, choices to press, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.views.theme.dressing import follow_theme
from console.views.workstation.flow import FlowLayout

Choice = tuple[str, Any]
Done = Callable[[Any], str]
"""Takes the answer; returns what is wrong with it, or nothing."""


class Inline(QFrame):
    """One question at a time. The callback's complaint, if any, stays beside the field until it is put right."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._done: Done | None = None
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.edit = QLineEdit()
        self.edit.returnPressed.connect(self._entered)
        self.accept_button = QPushButton()
        self.accept_button.setAutoDefault(True)
        self.accept_button.clicked.connect(self._entered)
        self.complaint = QLabel()
        self.complaint.setProperty("role", "danger")
        self.complaint.setWordWrap(True)
        self._choices = QWidget()
        self._choices.setObjectName("choices")
        self._choices.setStyleSheet("QWidget#choices { background: transparent; }")
        self._flow = FlowLayout(self._choices, spacing=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self._choices)
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        column.addWidget(self.complaint)
        self.hide()

    def open(
        self, question: str, done: Done, *, choices: Sequence[Choice] = (), text: str | None = None,
        suggestions: Sequence[str] = (), hint: str = "",
    ) -> None:  # fmt: skip
        """Ask ``question``; ``text`` (even empty) shows a line to type, ``choices`` show buttons."""
        self._done = done
        self.question.setText(question)
        self.complaint.hide()
        self._show_choices(choices)
        self.edit.setVisible(text is not None)
        self.accept_button.setVisible(text is not None)
        self.accept_button.setText(self.tr("Enter"))
        self.edit.setText(text or "")
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(question)
        completer = QCompleter(list(suggestions), self.edit)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        follow_theme(completer.popup())
        self.edit.setCompleter(completer)
        self.show()
        self.edit.selectAll()
        (self.edit if text is not None else self._flow.first() or self).setFocus()
        self.opened.emit()

    @property
    def is_asking(self) -> bool:
        """Whether a question is open."""
        return self._done is not None

    def enter(self) -> bool:
        """Answer with what is typed, as Enter does; whether there was a line to type."""
        typing = self.is_asking and not self.edit.isHidden()
        if typing:
            self._entered()
        return typing

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        self._flow.clear()
        for label, value in choices:
            button = QPushButton(label)
            button.setAutoDefault(True)  # Enter presses it, Space is for alarms
            button.clicked.connect(partial(self._answer, value))
            self._flow.addWidget(button)
        self._choices.setVisible(bool(choices))

    @Slot()
    def _entered(self) -> None:
        self._answer(self.edit.text().strip())

    def _answer(self, value: Any, _checked: bool = False) -> None:
        if self._done is None:
            return
        complaint = self._done(value)
        if complaint:
            self.complaint.setText(complaint)
            self.complaint.show()
            return
        self.close_question()

    def close_question(self) -> None:
        """Put the question away."""
        if self._done is not None:
            self._done = None
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the question away; 1 to 9 press a choice."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
            return
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            button = self._flow.nth(event.key() - Qt.Key.Key_1)
            if isinstance(button, QPushButton):
                button.click()
            return
        super().keyPressEvent(event)
