"""The supervision list as a table model; rows are told apart by their case."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor

from console.board.case_lines import department_label
from console.board.supervision import Supervised
from console.board.timeline import category_label
from console.model.words import Card
from console.views.link import SessionLink
from console.views.plain_table import KeyedRowsModel
from console.views.theme.current import palette
from console.views.wording import only_words, shown, span, tell, word
from console.views.workstation.list_model import Index

COLUMNS = ("card", "number", "item", "place", "stage", "owner", "late", "told", "next")
CARD_LOOK = {Card.RED: ("■", "late"), Card.YELLOW: ("▲", "notified"), Card.REMINDER: ("●", "en_route")}
"""Each card has a shape and an ink of its own."""


def heading(code: str) -> str:
    """A column's heading in the language on screen."""
    return {
        "card": QCoreApplication.translate("Supervision", "Card"),
        "number": QCoreApplication.translate("Supervision", "No."),
        "item": QCoreApplication.translate("Supervision", "Item"),
        "place": QCoreApplication.translate("Supervision", "Place"),
        "stage": QCoreApplication.translate("Supervision", "Stage"),
        "owner": QCoreApplication.translate("Supervision", "Owes it"),
        "late": QCoreApplication.translate("Supervision", "Late by"),
        "told": QCoreApplication.translate("Supervision", "Told"),
        "next": QCoreApplication.translate("Supervision", "Next"),
    }[code]


class SupervisionModel(KeyedRowsModel[Supervised]):
    """How late each is goes on without any news."""

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, heading, attrgetter("number"), "late", parent)
        self._link = link

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and inks."""
        if not index.isValid():
            return None
        one, code = self._rows[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, self._words(one, code))
        if role == Qt.ItemDataRole.ForegroundRole and code in ("card", "late"):
            late = self._link.now() > one.due_at
            look = CARD_LOOK[one.card][1] if one.card and code == "card" else "late" if late else "off_duty"
            return QColor(palette().states[look].ink)
        return None

    def _words(self, one: Supervised, code: str) -> str:
        board = self._link.board
        incident = board.incidents.get(one.number)
        match code:
            case "card":
                if one.card is None:
                    return QCoreApplication.translate("Supervision", "late")
                return f"{CARD_LOOK[one.card][0]} {word('card', one.card.value)}"
            case "number":
                return f"#{one.number}"
            case "item":
                return tell(category_label(board, incident.category)) if incident else ""
            case "place":
                place = only_words(tell(board.district.place_name(incident.place)), 60) if incident else ""
                return " · ".join(part for part in (place, incident.grid if incident else "") if part)
            case "stage":
                return word("stage", one.stage.value)
            case "owner":
                return tell(department_label(board, one.owner))
            case "late":
                return self._late(one)
            case "told":
                return word("tier", one.told.value) if one.told else ""
        return self._next(one)

    def _late(self, one: Supervised) -> str:
        seconds = (self._link.now() - one.due_at).total_seconds()
        return span(seconds) if seconds > 0 else QCoreApplication.translate("Supervision", "in time again")

    def _next(self, one: Supervised) -> str:
        if one.next_card is None or one.next_at is None:
            return ""
        return f"{word('card', one.next_card.value)} {_minute(self._link, one.next_at)}"


def _minute(link: SessionLink, moment: datetime) -> str:
    local, now = link.board.district.local(moment), link.board.district.local(link.now())
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%m-%d %H:%M}"
