"""Who has the desk, and handing it over: a brief written from the board, offered, read and taken."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from console.board.brief import brief_of
from console.board.roster import next_change
from console.model.commands import OfferDuty, TakeDuty
from console.views import language
from console.views.link import SessionLink
from console.views.turns import later


class HandOver(QWidget):
    """The panel beside the roster. What is typed stays until it is offered or written anew."""

    def __init__(self, link: SessionLink) -> None:
        super().__init__()
        self._link = link
        self._again = False
        self.setProperty("role", "panel")
        self.title, self.state, self.next = QLabel(), QLabel(), QLabel()
        self.to, self.brief = QLineEdit(), QPlainTextEdit()
        self.to_label, self.brief_label = QLabel(), QLabel()
        self.write, self.act = QPushButton(), QPushButton()
        self.act.setProperty("role", "primary")
        self.title.setProperty("role", "heading")
        self.state.setWordWrap(True)
        self.next.setWordWrap(True)
        for label in (self.next, self.to_label, self.brief_label):
            label.setProperty("role", "small")
        self.brief.setTabChangesFocus(True)
        self._lay_out()
        self.write.clicked.connect(self.write_anew)
        self.act.clicked.connect(self.do)
        self.to.textChanged.connect(self.refresh)
        link.changed.connect(later(self.refresh))
        link.loaded.connect(later(self.refresh))
        language.follow(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (self.title, self.state, self.next, self.to_label, self.to, self.brief_label):
            column.addWidget(widget)
        column.addWidget(self.brief, 1)
        column.addWidget(self.write)
        column.addWidget(self.act)

    @property
    def _mine(self) -> bool:
        return self._link.board.duty.officer == self._link.actor.id

    @property
    def _offered_me(self) -> bool:
        return self._link.board.duty.offered_to == self._link.actor.id

    @property
    def _offering(self) -> bool:
        """Whether this officer is to write the brief now."""
        return self._mine and (not self._link.board.duty.offered_to or self._again)

    @Slot()
    def write_anew(self) -> None:
        """Write the brief from the board as it is now; or take an offer up again, to give it to somebody else."""
        if self._mine and not self._offering:
            self._again = True
        self._show(brief_of(self._link.board, language.current()))
        self.refresh()

    def _show(self, brief: str) -> None:
        if self.brief.toPlainText() != brief:
            self.brief.setPlainText(brief)
        self.brief.document().setModified(False)

    @Slot()
    def do(self) -> None:
        """What the big button says."""
        if self._offering:
            self._again = False
            self._link.submit(OfferDuty(self.to.text().strip(), self.brief.toPlainText().strip()))
            self.brief.document().setModified(False)
        elif not self._link.board.duty.officer or self._offered_me:
            self._link.submit(TakeDuty())

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show who has the desk, and what this officer can do about it."""
        offering, duty = self._offering, self._link.board.duty
        if offering and not self.brief.document().isModified():
            self._show(brief_of(self._link.board, language.current()))
        elif not offering:
            self._show(duty.brief)
        self.brief.setReadOnly(not offering)
        for widget in (self.to, self.to_label):
            widget.setVisible(offering)
        self.write.setVisible(self._mine)
        self.write.setText(self.tr("Write the brief anew") if offering else self.tr("Offer it to somebody else"))
        has_brief = offering or bool(duty.brief)
        self.brief_label.setVisible(has_brief)
        self.state.setText(self._state_words())
        self.next.setText(self._next_words())
        takes = not duty.officer or self._offered_me
        self.act.setVisible(offering or takes)
        self.act.setText(self._act_words())
        self.act.setEnabled(not offering or bool(self.to.text().strip() and self.brief.toPlainText().strip()))

    def _act_words(self) -> str:
        if self._offering:
            return self.tr("Offer the desk")
        return self.tr("I have read it: take the desk") if self._offered_me else self.tr("Take the desk")

    def _state_words(self) -> str:
        board, me = self._link.board, self._link.actor.id
        duty = board.duty
        since = f"{board.district.local(duty.since):%H:%M}" if duty.since else ""
        if not duty.officer:
            return self.tr("Nobody has the desk. Take it, so that the journal knows who decides.")
        if duty.offered_to == me:
            return self.tr("{officer} offers you the desk. Read the brief, ask what is unclear, then take it.").format(
                officer=duty.offered_by
            )
        if duty.offered_to and duty.officer == me:
            return self.tr("Offered to {officer}. You have the desk until they take it.").format(
                officer=duty.offered_to
            )
        if duty.officer == me:
            return self.tr("You have the desk since {time}.").format(time=since)
        return self.tr("{officer} has the desk since {time}.").format(officer=duty.officer, time=since)

    def _next_words(self) -> str:
        board = self._link.board
        change = next_change(board, self._link.now())
        if change is None:
            return self.tr("The district's rules name no change of shift.")
        return self.tr("Next change of shift at {time}.").format(time=f"{board.district.local(change):%H:%M}")

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen; a brief nobody touched is written anew in it."""
        self.title.setText(self.tr("The desk"))
        self.to_label.setText(self.tr("To which officer"))
        self.to.setAccessibleName(self.tr("To which officer"))
        self.brief_label.setText(self.tr("Brief"))
        self.brief.setAccessibleName(self.tr("Brief"))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """The time runs while it is seen."""
        super().showEvent(event)
        self._link.ticked.connect(self._tick)

    def hideEvent(self, event: QHideEvent) -> None:
        """And not otherwise."""
        super().hideEvent(event)
        self._link.ticked.disconnect(self._tick)

    @Slot(object)
    def _tick(self, _now: object) -> None:
        self.next.setText(self._next_words())
