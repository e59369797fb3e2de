"""Form and text side by side, two views of one text; each remark of the check at its field and line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from console.analysis.plan_list import Paper, PaperState
from console.district.marked_yaml import Marked, Path
from console.district.plan_checked import Checked
from console.district.yaml_edit import add, drop, put
from console.errors import BadInput
from console.views.plans.form import PlanForm
from console.views.plans.papers import Papers
from console.views.plans.yaml_editor import YamlEditor
from console.views.theme.current import palette
from console.views.wording import tell
from console.views.workstation.rows import Row, RowList

MOST_LISTED = 200
Change = Callable[[str], str]


class EditTab(QWidget):
    """What is typed in the text and what is changed in the form goes into one draft; Ctrl+Z undoes either."""

    said = Signal(str)

    def __init__(self, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self._key = ""
        self._paper: Paper | None = None
        self._checked: Checked | None = None
        self._showing = False
        self._asked: list[Change] = []  # changes of the form, one after another
        self._changing = False
        self.state, self.begin, self.throw = QLabel(), QPushButton(), QPushButton()
        self.form, self.editor, self.problems = PlanForm(), YamlEditor(), RowList("")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(12)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        bar.addWidget(self.state, 1)
        bar.addWidget(self.throw)
        bar.addWidget(self.begin)
        side = QSplitter()
        side.addWidget(self.form)
        side.addWidget(self.editor)
        side.setStretchFactor(0, 1)
        side.setStretchFactor(1, 1)
        side.setChildrenCollapsible(False)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(side)
        whole.addWidget(self.problems)
        whole.setStretchFactor(0, 1)
        whole.setSizes([680, 120])
        whole.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(whole, 1)

    def _connect(self) -> None:
        self.begin.clicked.connect(self.begin_draft)
        self.throw.clicked.connect(self.throw_away)
        self.editor.textChanged.connect(self._typed)
        self.editor.cursorPositionChanged.connect(self._line_moved)
        self.form.place_chosen.connect(self._show_line)
        self.form.put_asked.connect(self._put)
        self.form.add_asked.connect(self._add)
        self.form.drop_asked.connect(self._drop)
        self.problems.clicked_row.connect(self._to_problem)
        self.problems.activated_row.connect(self._to_problem)
        self._papers.rewritten.connect(self._rewritten)

    def retranslate(self) -> None:
        """In the language on screen."""
        self.begin.setText(self.tr("Begin a draft (Ctrl+B)"))
        self.throw.setText(self.tr("Throw the draft away"))
        self.editor.setAccessibleName(self.tr("Text of the plan (YAML)"))
        self.problems.setAccessibleName(self.tr("What the check says"))
        self.form.retranslate()
        self._tell_state()
        self._list_problems()

    @property
    def is_settled(self) -> bool:
        """Whether no change of the form is on its way."""
        return not self._asked and not self._changing

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_paper(self, paper: Paper | None, checked: Checked | None) -> None:
        """Show a plan and what the check says of it."""
        other = paper is None or paper.key != self._key
        self._paper, self._key = paper, paper.key if paper else ""
        is_open = paper is not None and paper.draft is not None
        self.editor.setReadOnly(not is_open)
        self.form.set_open(is_open and checked is not None and checked.marked is not None)
        if other:
            self._asked.clear()
            self.form.begin_with()
            self._show_text(anew=True)
        elif not is_open:
            self._show_text(anew=False)
        if checked is not self._checked or other:
            self._checked = checked
            self._show_check()
        self._tell_state()

    def _show_text(self, *, anew: bool) -> None:
        draft = self._papers.draft(self._key)
        text = draft.text if draft else self._paper.shown_text if self._paper else ""
        self._showing = True
        if anew:
            self.editor.begin_with(text)
        else:
            self.editor.show_text(text)
        self._showing = False

    @Slot(str)
    def _rewritten(self, key: str) -> None:
        if key == self._key:
            self._show_text(anew=False)

    def _show_check(self) -> None:
        checked = self._checked
        if checked is None:
            self.editor.mark({})
            return
        marks: dict[int, bool] = {}
        for remark in checked.remarks:
            marks[remark.line] = marks.get(remark.line, False) or remark.grave
        self.editor.mark(marks)
        if checked.marked is not None or not checked.text.strip():
            self.form.show_checked(checked, self._papers.words)
        self._list_problems()

    def _list_problems(self) -> None:
        checked, colours = self._checked, palette()
        if checked is None:
            self.problems.set_rows([Row("wait", self.tr("The text is being checked …"), heading=True)])
            return
        grave, mild = checked.grave, len(checked.remarks) - checked.grave
        if checked.remarks:
            head = self.tr("Mistakes: {grave} · remarks: {mild}").format(grave=grave, mild=mild)
        else:
            head = self.tr("The check finds nothing to say.")
        rows = [Row("head", head, heading=True)]
        for n, remark in enumerate(checked.remarks[:MOST_LISTED]):
            ink = colours.danger_ink if remark.grave else colours.states["at_risk"].ink
            place = self.tr("line {line}").format(line=remark.line) + (f" · {remark.field}" if remark.field else "")
            icon = "state-triangle" if remark.grave else "state-triangle-open"
            rows.append(Row(f"{n}", tell(remark.phrase), place, icon=icon, icon_ink=ink))
        if len(checked.remarks) > MOST_LISTED:
            more = self.tr("and {n} more").format(n=len(checked.remarks) - MOST_LISTED)
            rows.append(Row("more", more, heading=True))
        self.problems.set_rows(rows)

    def _tell_state(self) -> None:
        paper = self._paper
        has_draft = paper is not None and paper.draft is not None
        self.begin.setVisible(paper is not None and not has_draft and bool(paper.text))
        self.throw.setVisible(has_draft)
        if paper is None:
            self.state.setText(self.tr("Choose a plan at the left."))
        elif not has_draft and paper.proposal is not None:
            self.state.setText(self.tr("This waits for approval and is only read. Publish shows what it changes."))
        elif not has_draft and paper.state is PaperState.REFUSED:
            self.state.setText(self.tr("This file cannot be used as it is. Mend it in a draft or in its folder."))
        elif not has_draft:
            self.state.setText(self.tr("What is in force is only read. Changes are made in a draft of your own."))
        elif self._checked is not None and self._checked.marked is None:
            line = self._checked.remarks[0].line if self._checked.remarks else 1
            said = self.tr("The text cannot be read from line {line} on; the form waits until it can.")
            self.state.setText(said.format(line=line))
        else:
            self.state.setText(
                self.tr("Your draft. It is kept as you type, and counts for nothing until it is published.")
            )

    # -- going about --------------------------------------------------------------------------------------------------

    @property
    def _marked(self) -> Marked | None:
        fits = self._checked is not None and self._checked.text == self.editor.text
        return self._checked.marked if fits and self._checked else None

    @Slot(object)
    def _show_line(self, path: Path) -> None:
        marked = self._marked
        if marked is not None:
            self._showing = True
            self.editor.go_to(marked.line_of(path))
            self._showing = False

    @Slot()
    def _line_moved(self) -> None:
        marked = self._marked
        if self._showing or marked is None or not self.editor.hasFocus():
            return
        here = self._checked.by_line.get(self.editor.line) if self._checked else None
        if here:
            self.form.go_to(here)

    @Slot(str)
    def _to_problem(self, name: str) -> None:
        if self._checked is None or not name.isdigit():
            return
        remark = self._checked.remarks[int(name)]
        self.form.go_to(remark.path)
        self._showing = True
        self.editor.go_to(remark.line)
        self._showing = False
        (self.form.view if self._checked.marked is not None and remark.path else self.editor).setFocus()

    # -- changing -----------------------------------------------------------------------------------------------------

    @Slot()
    def begin_draft(self) -> None:
        """Ctrl+B: a draft with the next version; the keyboard is in the form."""
        if self._key:
            self._papers.begin(self._key)
            self.form.view.setFocus()

    @Slot()
    def throw_away(self) -> None:
        """Give the draft up."""
        self._papers.throw_away(self._key)

    @Slot()
    def _typed(self) -> None:
        if not self._showing and self._key:
            self._papers.write(self._key, self.editor.text)

    @Slot(object, object, object)
    def _put(self, path: Path, value: Any, order: Sequence[str]) -> None:
        self._ask(partial(put, path=path, value=value, order=order))

    @Slot(object, object)
    def _add(self, path: Path, value: Any) -> None:
        self._ask(partial(add, path=path, value=value))

    @Slot(object)
    def _drop(self, path: Path) -> None:
        self._ask(partial(drop, path=path))

    def _ask(self, change: Change) -> None:
        self._asked.append(change)
        self._next()

    def _next(self) -> None:
        if self._asked and not self._changing:
            self._changing = True
            work = partial(_changed, self._key, self.editor.text, self._asked[0])
            self._papers.link.background.read(work, self._was_changed, self._not_changed)

    @Slot(object)
    def _was_changed(self, answer: tuple[str, str, str]) -> None:
        key, before, after = answer
        self._changing = False
        if key == self._key and before == self.editor.text and self._asked:
            self._asked.pop(0)
            self.editor.show_text(after)
        self._next()  # typed on meanwhile: the same change of the newer text

    @Slot(object)
    def _not_changed(self, error: Exception) -> None:
        self._changing = False
        if self._asked:
            self._asked.pop(0)
        said = (
            self.tr("The form could not change this; write it in the text.")
            if isinstance(error, BadInput)
            else str(error)
        )
        self.said.emit(said)
        self._next()


def _changed(key: str, text: str, change: Change) -> tuple[str, str, str]:
    return key, text, change(text)
