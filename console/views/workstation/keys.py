"""F1: every key and command on one sheet, beside the work and never over it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.views import language
from console.views.theme.current import palette
from console.views.workstation.rows import Row, RowList

KEYS = (
    ("F1", "Keys and commands"),
    ("F2", "New report"),
    ("F3", "The most pressing thing to do"),
    ("F4", "Accept the selected report"),
    ("F5", "Compute the recommendation anew"),
    ("F6", "Send as recommended"),
    ("Ctrl+Enter", "Do what the big button says"),
    ("F7", "Raise the response level"),
    ("F8", "Tell the next department"),
    ("F9", "Cameras near the incident"),
    ("F10", "Plans; confirms the proposed one"),
    ("F11", "Wall"),
    ("F12", "Switch the centre's posture"),
    ("Alt+1 … 9", "Do that line of Do now"),
    ("Space", "Acknowledge the gravest alarm"),
    ("Ctrl+K", "Command line"),
    ("Ctrl+F", "Filter the queue"),
    ("Ctrl+L", "Switch the language"),
    ("Esc", "Back to the queue"),
    ("d 1024", "Dispatch as recommended"),
    ("a 1024", "Accept"),
    ("r 1024", "Raise one level"),
    ("c 1024", "Close"),
    ("ok T07", "The team acknowledged by radio"),
    ("on T07", "The team is on scene"),
    ("f text", "Find a place, team, grid or camera"),
    ("ack", "Acknowledge the gravest alarm"),
)


class KeySheet(QWidget):
    """The list; Esc puts it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        language.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _language: str = "") -> None:
        """In the language on screen."""
        self.list.setAccessibleName(self.tr("Keys and commands"))
        self.list.set_rows([
            Row(key, QCoreApplication.translate("KeySheet", words), key=key, icon="queue", icon_ink=palette().muted)
            for key, words in KEYS
        ])  # fmt: skip
