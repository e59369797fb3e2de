"""The form of the chosen thing: a row for each field, what is wrong with it right below, taken over as it is left."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.district.check import SCENES
from console.district.workshop.fields import wrong_fields, wrong_id
from console.district.workshop.town import Kind, renamed, with_unit
from console.geo import LatLon
from console.model.places import TeamKind
from console.phrase import Phrase, say
from console.views import language
from console.views.theme.dressing import follow_theme
from console.views.town.editors import Amounts, Checks, Line
from console.views.town.specs import SPECS, Spec, hint, title, value_at, with_value
from console.views.town.town_map import name_of
from console.views.town.work import TownWork
from console.views.wording import tell, word

LABEL_PX = 112
Editor = QLineEdit | QComboBox | QCheckBox | Checks | Amounts


class UnitForm(QFrame):
    """Fields of one unit, or of the district."""

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._work = work
        self._shown: tuple[Kind, str] | None = None
        self.editors: dict[str, Editor] = {}
        self._wrong: dict[str, QLabel] = {}
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 8, 12)
        for widget in (self.heading, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.area, 1)
        work.chosen.connect(self._choose)
        work.changed.connect(self.refresh)
        language.follow(self.retranslate)
        self.retranslate()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.nothing.setText(self.tr("Choose something in the list or on the map, or add it with Ctrl+N."))
        self.area.setAccessibleName(self.tr("Fields"))
        self._shown = None
        self.refresh()

    @Slot(object, str)
    def _choose(self, _kind: Kind, _id: str) -> None:
        self.refresh()

    @property
    def _there(self) -> bool:
        return self._work.id in self._work.town.of(self._work.kind)

    @Slot()
    def refresh(self) -> None:
        """Show the chosen thing as it is now; the keyboard stays where it is."""
        work = self._work
        there = bool(work.id) and self._there
        self.nothing.setVisible(not there)
        self.area.setVisible(there)
        self.heading.setVisible(there)
        if not there:
            self._shown = None
            return
        name = name_of(work.town, work.kind, work.id) if work.kind is not Kind.DISTRICT else self.tr("The district")
        self.heading.setText(f"{work.id} · {name}" if work.kind is not Kind.DISTRICT else name)
        if self._shown != (work.kind, work.id):
            same_kind = self._shown is not None and self._shown[0] is work.kind
            self._shown = (work.kind, work.id)
            if not same_kind:
                self._build()
        self._fill()

    def _build(self) -> None:
        """The rows of this kind."""
        self.editors, self._wrong = {}, {}
        inside = QFrame()
        inside.setProperty("role", "panel")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_PX)
        grid.setColumnStretch(1, 1)
        for number, spec in enumerate(SPECS[self._work.kind]):
            label, wrong, editor = QLabel(), QLabel(), self._editor(spec)
            label.setText(title(spec) if spec.editor != "flag" else "")
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setBuddy(editor)
            wrong.setProperty("role", "danger")
            wrong.setWordWrap(True)
            wrong.hide()
            editor.setAccessibleName(title(spec))
            grid.addWidget(label, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, 2 * number, 1)
            grid.addWidget(wrong, 2 * number + 1, 1)
            self.editors[spec.path], self._wrong[spec.path] = editor, wrong
        grid.setRowStretch(2 * len(self.editors), 1)
        self.area.setWidget(inside)

    def _editor(self, spec: Spec) -> Editor:
        taken = partial(self._taken, spec)
        if spec.editor == "checks":
            checks = Checks()
            checks.edited.connect(taken)
            return checks
        if spec.editor == "amounts":
            amounts = Amounts()
            amounts.edited.connect(taken)
            return amounts
        if spec.editor == "flag":
            flag = QCheckBox(title(spec))
            flag.clicked.connect(taken)
            return flag
        if spec.editor == "kind":
            kinds = QComboBox()
            for kind in TeamKind:
                kinds.addItem(word("team_kind", kind.value), kind.value)
            kinds.activated.connect(taken)
            return kinds
        line = Line()
        line.setPlaceholderText(hint(spec))
        line.editingFinished.connect(taken)
        known = self._known(spec)
        if known:
            completer = QCompleter(known, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            follow_theme(completer.popup())
            line.setCompleter(completer)
        return line

    def _known(self, spec: Spec) -> list[str]:
        """Words a field is completed with."""
        if spec.editor == "road" and self._work.rules:
            return sorted(name for name in self._work.rules.roads if name)
        return [f"simulated:{scene}" for scene in sorted(SCENES)] + ["rtsp://"] if spec.editor == "source" else []

    def _fill(self) -> None:
        work = self._work
        record = work.town.of(work.kind)[work.id]
        wrong = wrong_fields(work.kind, record, work.rules) if work.rules else {}
        for spec in SPECS[work.kind]:
            value = work.id if spec.path == "id" else value_at(record, spec.path)
            self._show(spec, self.editors[spec.path], value)
            said = [text for path, text in wrong.items() if path == spec.path or path.startswith(f"{spec.path}.")]
            self._complain(spec.path, said[0] if said else None)

    def _show(self, spec: Spec, editor: Editor, value: Any) -> None:
        district = self._work.opened.district if self._work.opened else None
        if isinstance(editor, Checks) and district:
            if editor.ticked != list(value or []) or not editor.count():
                editor.offer(district.capabilities, list(value or []))
        elif isinstance(editor, Amounts) and district:
            if editor.amounts != dict(value or {}) or not editor.more.count():
                editor.offer(district.materials, value or {}, title(spec))
        elif isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(self._text(spec, value))
            editor.setCursorPosition(0)

    def _text(self, spec: Spec, value: Any) -> str:
        if spec.editor == "place":
            at = self._work.town.where(self._work.kind, self._work.id)
            return f"{at.lat:.6f}, {at.lon:.6f}" if at else ""
        return ", ".join(map(str, value or ())) if spec.editor == "codes" else "" if value is None else str(value)

    def _complain(self, path: str, said: Phrase | None) -> None:
        label, editor = self._wrong[path], self.editors[path]
        label.setText(tell(said) if said else "")
        label.setVisible(said is not None)
        if editor.property("invalid") != (said is not None):
            editor.setProperty("invalid", said is not None)
            editor.style().polish(editor)
        editor.setAccessibleDescription(label.text())

    @Slot()
    def _taken(self, spec: Spec, *_: Any) -> None:
        """A field was left or changed: its value is the town's now, right or wrong."""
        work = self._work
        if self._shown != (work.kind, work.id) or not self._there:
            return
        editor = self.editors[spec.path]
        if spec.path == "id":
            self._rename(editor.text().strip() if isinstance(editor, QLineEdit) else "")
            return
        record = work.town.of(work.kind)[work.id]
        now = value_at(record, spec.path)
        value = self._value(spec, editor, now)
        if value is None or (value == now and type(value) is type(now)) or (value == "" and now is None):
            return
        made = with_value(record, spec.path, value, optional=spec.optional)
        if work.kind is Kind.DISTRICT:
            said = say("workshop.did.district", field=title(spec))
        else:
            said = say("workshop.did.edit", field=title(spec), id=work.id)
        work.do(said, with_unit(work.town, work.kind, work.id, made), work.kind, work.id)

    def _rename(self, new: str) -> None:
        work = self._work
        if new == work.id:
            self._complain("id", None)
            return
        problem = wrong_id(new, work.town.of(work.kind))
        if problem is not None:
            self._complain("id", problem)
            return
        old = work.id
        town = renamed(work.town, work.kind, old, new)
        work.do(say("workshop.did.rename", old=old, new=new), town, work.kind, new)

    def _value(self, spec: Spec, editor: Editor, now: Any) -> Any:
        """What the editor says; ``None`` when it says nothing that can be taken."""
        if isinstance(editor, Checks):
            return editor.ticked
        if isinstance(editor, Amounts):
            return editor.amounts
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QComboBox):
            return editor.currentData()
        left_as_it_was = editor.text() == self._text(spec, now)
        return None if left_as_it_was else self._typed(spec, " ".join(editor.text().split()))

    def _typed(self, spec: Spec, text: str) -> Any:
        if spec.editor == "place":
            at = self._work.spot(text)
            if at is None:
                self._complain(spec.path, say("workshop.wrong.place", text=text))
                return None
            return self._work.town.written(LatLon(*at), turned=self._work.kind is Kind.GRID)
        if spec.editor == "codes":
            return [part for part in text.replace("，", ",").replace(" ", ",").split(",") if part]
        return number_in(text) if spec.editor in ("whole", "number") else text

    @Slot(str)
    def go_to(self, path: str) -> None:
        """Put the keyboard on a field."""
        found = next(
            (p for p in self.editors if path == p or path.startswith(f"{p}.") or p.startswith(f"{path}.")), None
        )
        if found is not None:
            QTimer.singleShot(0, self.editors[found], self.editors[found].setFocus)
            self.area.ensureWidgetVisible(self.editors[found])


def number_in(text: str) -> int | float | str:
    """The number a text is, or the text."""
    try:
        value = float(text)
    except ValueError:
        return text
    whole = abs(value) < 1e9 and value == int(value)
    return int(value) if whole and "." not in text and "e" not in text.lower() else value if abs(value) < 1e9 else text
