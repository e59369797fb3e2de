"""F1: every key and command on one sheet, beside the work and never over it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.views import language
from console.views.theme.current import palette
from console.views.workstation.rows import Row, RowList

KEYS = (
    ("F1", QT_TRANSLATE_NOOP("KeySheet", "Keys and commands")),
    ("F2", QT_TRANSLATE_NOOP("KeySheet", "New report")),
    ("F3", QT_TRANSLATE_NOOP("KeySheet", "The most pressing thing to do")),
    ("F4", QT_TRANSLATE_NOOP("KeySheet", "Accept the selected report")),
    ("F5", QT_TRANSLATE_NOOP("KeySheet", "Compute the recommendation anew")),
    ("F6", QT_TRANSLATE_NOOP("KeySheet", "Send as recommended")),
    ("Ctrl+Enter", QT_TRANSLATE_NOOP("KeySheet", "Do what the big button says")),
    ("F7", QT_TRANSLATE_NOOP("KeySheet", "Raise the response level")),
    ("F8", QT_TRANSLATE_NOOP("KeySheet", "Tell the next department")),
    ("F9", QT_TRANSLATE_NOOP("KeySheet", "Cameras near the incident; 1 to 4 open one")),
    ("Shift+F9", QT_TRANSLATE_NOOP("KeySheet", "A window of cameras: 1, 4, 9 tiles, 6 for sixteen")),
    ("S", QT_TRANSLATE_NOOP("KeySheet", "On a camera: its picture becomes evidence of the case")),
    ("F10", QT_TRANSLATE_NOOP("KeySheet", "Plans; confirms the proposed one")),
    ("Shift+F10", QT_TRANSLATE_NOOP("KeySheet", "Plan workshop: read, change, try, publish plans")),
    ("F11", QT_TRANSLATE_NOOP("KeySheet", "Wall")),
    ("Shift+F11", QT_TRANSLATE_NOOP("KeySheet", "In a drill: its controller's window, with injects and what is true")),
    ("F12", QT_TRANSLATE_NOOP("KeySheet", "Switch the centre's posture")),
    ("Shift+F12", QT_TRANSLATE_NOOP("KeySheet", "Your own town …: import a map, place teams and cameras")),
    ("Ctrl+J", QT_TRANSLATE_NOOP("KeySheet", "Join the report to the incident it repeats")),
    ("Ctrl+M", QT_TRANSLATE_NOOP("KeySheet", "More actions")),
    ("Alt+1 … 9", QT_TRANSLATE_NOOP("KeySheet", "Do that line of Do now")),
    ("Space", QT_TRANSLATE_NOOP("KeySheet", "Acknowledge the gravest alarm")),
    ("Shift+Space", QT_TRANSLATE_NOOP("KeySheet", "Silence the tone until another alarm comes")),
    ("S", QT_TRANSLATE_NOOP("KeySheet", "In the alarms: put one aside for a time")),
    ("Ctrl+R", QT_TRANSLATE_NOOP("KeySheet", "Close or slow roads on the map: click, draw across, arrows and Enter")),
    ("Ctrl+B", QT_TRANSLATE_NOOP("KeySheet", "Menu of the map: layers, grids by load or light, reach, tiles beneath")),
    ("Ctrl+Shift+F", QT_TRANSLATE_NOOP("KeySheet", "Find on the map")),
    ("Ctrl+Shift+M", QT_TRANSLATE_NOOP("KeySheet", "Measure on the map, straight and by road")),
    ("Ctrl+G", QT_TRANSLATE_NOOP("KeySheet", "Cover now and in an hour, and where to wait")),
    ("Ctrl+T", QT_TRANSLATE_NOOP("KeySheet", "Figures: by source, unit, item, grid, hour")),
    ("Ctrl+E", QT_TRANSLATE_NOOP("KeySheet", "Every case: filter, search, read")),
    ("Ctrl+D", QT_TRANSLATE_NOOP("KeySheet", "Duty: roster, hand-over, what the posture changes")),
    ("Ctrl+I", QT_TRANSLATE_NOOP("KeySheet", "Ways in: watched folder, broker, what was refused")),
    ("Ctrl+U", QT_TRANSLATE_NOOP("KeySheet", "Supervision list: who is late, with which card")),
    ("Ctrl+P", QT_TRANSLATE_NOOP("KeySheet", "The whole page of the case: stages, evidence, every step")),
    ("Ctrl+Shift+R", QT_TRANSLATE_NOOP("KeySheet", "Replay the selected incident, forwards and back")),
    ("Ctrl+K", QT_TRANSLATE_NOOP("KeySheet", "Command line")),
    ("Ctrl+F", QT_TRANSLATE_NOOP("KeySheet", "Filter the queue")),
    ("Ctrl+L", QT_TRANSLATE_NOOP("KeySheet", "Switch the language")),
    ("Ctrl+Shift+L", QT_TRANSLATE_NOOP("KeySheet", "Dark or light")),
    ("Esc", QT_TRANSLATE_NOOP("KeySheet", "Back to the queue")),
    ("d 1024", QT_TRANSLATE_NOOP("KeySheet", "Dispatch as recommended")),
    ("a 1024", QT_TRANSLATE_NOOP("KeySheet", "Accept")),
    ("r 1024", QT_TRANSLATE_NOOP("KeySheet", "Raise one level")),
    ("m 1024 1001", QT_TRANSLATE_NOOP("KeySheet", "Join the first to the second")),
    ("x 1024 reason", QT_TRANSLATE_NOOP("KeySheet", "Reject")),
    ("v 1024 text", QT_TRANSLATE_NOOP("KeySheet", "Verified: what was seen")),
    ("fail 1024 reason", QT_TRANSLATE_NOOP("KeySheet", "Verification failed, back to the field")),
    ("c 1024", QT_TRANSLATE_NOOP("KeySheet", "Close")),
    ("score 1024 4", QT_TRANSLATE_NOOP("KeySheet", "Review from 1 to 5")),
    ("reopen 1024 reason", QT_TRANSLATE_NOOP("KeySheet", "Reopen")),
    (
        "give 1024 street unit",
        QT_TRANSLATE_NOOP("KeySheet", "Give the case to a tier; further units assist"),
    ),
    ("sign 1024", QT_TRANSLATE_NOOP("KeySheet", "Its unit signed for it")),
    ("done 1024 evidence", QT_TRANSLATE_NOOP("KeySheet", "Its unit reports it settled")),
    ("whistle 1024 units 30 why", QT_TRANSLATE_NOOP("KeySheet", "Call departments in within 30 minutes")),
    ("here 1024 unit", QT_TRANSLATE_NOOP("KeySheet", "A whistled department is there")),
    ("transfer 1024 police P-7 why", QT_TRANSLATE_NOOP("KeySheet", "Hand the case to another service")),
    ("back 1024 reason", QT_TRANSLATE_NOOP("KeySheet", "The other service handed it back")),
    ("split 1024", QT_TRANSLATE_NOOP("KeySheet", "Undo the joining")),
    ("duty take · duty B", QT_TRANSLATE_NOOP("KeySheet", "Take the desk · offer it with a brief")),
    ("roster T07 off 22:00 why", QT_TRANSLATE_NOOP("KeySheet", "On or off duty until then")),
    ("ok T07", QT_TRANSLATE_NOOP("KeySheet", "The team acknowledged by radio")),
    ("on T07", QT_TRANSLATE_NOOP("KeySheet", "The team is on scene")),
    ("no T07 reason", QT_TRANSLATE_NOOP("KeySheet", "The team declined by radio")),
    ("cancel T07 reason", QT_TRANSLATE_NOOP("KeySheet", "Call the team back")),
    ("out T07 reason", QT_TRANSLATE_NOOP("KeySheet", "Take the team out of service")),
    ("in T07", QT_TRANSLATE_NOOP("KeySheet", "Bring the team back into service")),
    ("close road reason", QT_TRANSLATE_NOOP("KeySheet", "Close a bridge or road")),
    ("open road", QT_TRANSLATE_NOOP("KeySheet", "Open a bridge or road")),
    ("slow road 50% reason", QT_TRANSLATE_NOOP("KeySheet", "A bridge or road is slower than usual")),
    ("unslow road", QT_TRANSLATE_NOOP("KeySheet", "It is at its usual speed again")),
    ("weather rain", QT_TRANSLATE_NOOP("KeySheet", "Declare the weather (dry, rain, heavy_rain, snow, ice, fog)")),
    ("auto on|off", QT_TRANSLATE_NOOP("KeySheet", "Exercise: automatic officer")),
    ("pause · go", QT_TRANSLATE_NOOP("KeySheet", "Exercise: stop the time, go on")),
    ("pace 5", QT_TRANSLATE_NOOP("KeySheet", "Exercise: drill seconds in one (1, 2, 5, 10)")),
    ("inject name", QT_TRANSLATE_NOOP("KeySheet", "Exercise: play what waits for the controller's hand")),
    ("theme light", QT_TRANSLATE_NOOP("KeySheet", "Dark or light: theme dark, theme light")),
    (
        "layout save night",
        QT_TRANSLATE_NOOP("KeySheet", "Keep where the panels stand; layout night, layout reset"),
    ),
    ("f text", QT_TRANSLATE_NOOP("KeySheet", "Find a road, crossing, place, grid, camera, team or case number")),
    ("show heat", QT_TRANSLATE_NOOP("KeySheet", "Show or hide: heat, trails, load, light, reach, cover …")),
    ("reach free", QT_TRANSLATE_NOOP("KeySheet", "Reach in 1, 3, 5 minutes: case, free, point")),
    ("measure", QT_TRANSLATE_NOOP("KeySheet", "Measure on the map")),
    ("map file gcj02", QT_TRANSLATE_NOOP("KeySheet", "Tiles beneath the map, and their datum; map off")),
    ("plans", QT_TRANSLATE_NOOP("KeySheet", "Plan workshop")),
    ("district", QT_TRANSLATE_NOOP("KeySheet", "Your own town …: the district workshop")),
    ("ack", QT_TRANSLATE_NOOP("KeySheet", "Acknowledge the gravest alarm")),
)


def help_on(verb: str) -> str:
    """The lines of the sheet that begin with ``verb``, in the language on screen; empty when there is none."""
    found = [(key, words) for key, words in KEYS if any(part.split()[0] == verb for part in key.split(" · "))]
    return "   ".join(f"{key}: {QCoreApplication.translate('KeySheet', str(words))}" for key, words in found)


class KeySheet(QWidget):
    """The list; Esc puts it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[str, str] = {}
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        language.follow(self.refresh)
        self.refresh()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """The usual key of each line, and the one that does it here."""
        self._keys = {**keys, "Ctrl+Enter": keys["Ctrl+Return"].replace("Return", "Enter"), "Esc": keys["Escape"]}
        self.refresh()

    @Slot()
    def refresh(self, _language: str = "") -> None:
        """In the language on screen."""
        self.list.setAccessibleName(self.tr("Keys and commands"))
        said = [(key, QCoreApplication.translate("KeySheet", str(words))) for key, words in KEYS]
        ink = palette().muted
        self.list.set_rows(
            [
                Row(f"{key}|{words}", words, key=self._keys.get(key, key), icon="queue", icon_ink=ink)
                for key, words in said
            ]
        )
