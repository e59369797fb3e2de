"""The text of a plan: lines counted, what is wrong marked, changed from the form without losing the undo."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from console.views.plans.yaml_words import Part, parts_of
from console.views.theme import current as theme
from console.views.theme.current import palette
from console.views.theme.fonts import FAMILIES
from console.views.theme.tokens import BODY

GUTTER_PAD = 8
MOST_COLOURED = 3000
"""A text of more lines than this is shown in one ink: colouring it would hold the keyboard up."""
MOST_MARKS = 400
"""Lines marked at most: a text wrong everywhere is not painted everywhere."""


class _Colours(QSyntaxHighlighter):
    """Keys, texts and comments in their own inks."""

    def highlightBlock(self, text: str) -> None:
        if self.document().blockCount() > MOST_COLOURED:
            return
        colours = palette()
        inks = {Part.KEY: colours.accent, Part.COMMENT: colours.muted, Part.QUOTED: colours.states["available"].ink,
                Part.NUMBER: colours.states["notified"].ink}  # fmt: skip
        for start, length, part in parts_of(text):
            ink = QTextCharFormat()
            ink.setForeground(QColor(inks[part]))
            self.setFormat(start, length, ink)


class _Gutter(QWidget):
    """The numbers of the lines, and ▲ at those with a problem."""

    def __init__(self, editor: YamlEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """As wide as the last line's number."""
        return QSize(self._editor.gutter_width, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the lines on screen."""
        self._editor.paint_gutter(self, event)


class YamlEditor(QPlainTextEdit):
    """Tab moves on to the next control, as everywhere; two spaces are typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Mapping[int, bool] = {}  # line -> whether it is grave
        self.gutter_width = 0
        self._read: tuple[int, str] | None = None  # the text at a revision of the document
        self._gutter = _Gutter(self)
        self._colours = _Colours(self.document())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies(["Noto Sans Mono CJK SC", *font.families(), *FAMILIES])
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(BODY - 1)
        self.setFont(font)
        self.setStyleSheet(
            f"font-family: 'Noto Sans Mono CJK SC', 'DejaVu Sans Mono', monospace; font-size: {BODY - 1}px"
        )
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._show_marks)
        theme.changed.connect(self._recolour)
        self._make_room()

    @property
    def text(self) -> str:
        """What it says."""
        revision = self.document().revision()
        if self._read is None or self._read[0] != revision:
            self._read = revision, _as_it_is(self.document().toRawText())
        return self._read[1]

    @property
    def line(self) -> int:
        """The line the cursor is on, from 1."""
        return self.textCursor().blockNumber() + 1

    def show_text(self, text: str) -> None:
        """Say ``text``; only what differs is touched, so that cursor, place and undo stay."""
        before = self.text
        if before == text:
            return
        if not before or self.isReadOnly():
            self.setPlainText(text)
            return
        start, cut, into = _difference(before, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(cut, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(into)

    def begin_with(self, text: str) -> None:
        """Another text altogether: what was done to the last one cannot be undone in this one."""
        self.setPlainText(text)

    def go_to(self, line: int) -> None:
        """The cursor stands at the beginning of ``line``, in view."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        self.centerCursor()

    def mark(self, marks: Mapping[int, bool]) -> None:
        """Mark these lines."""
        self._marks = marks
        self._show_marks()
        self._gutter.update()

    @Slot()
    def _show_marks(self) -> None:
        colours, shown = palette(), []
        for line, grave in list(self._marks.items())[:MOST_MARKS]:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                ground = QColor(colours.danger if grave else colours.states["at_risk"].fill)
                ground.setAlphaF(0.18)
                shown.append(self._whole_line(QTextCursor(block), ground))
        if not self.isReadOnly():
            shown.insert(0, self._whole_line(self.textCursor(), QColor(colours.hover)))
        self.setExtraSelections(shown)

    def _whole_line(self, cursor: QTextCursor, ground: QColor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor.clearSelection()
        made.cursor = cursor  # type: ignore[attr-defined]
        look = QTextCharFormat()
        look.setBackground(ground)
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        made.format = look  # type: ignore[attr-defined]
        return made

    # -- the gutter ---------------------------------------------------------------------------------------------------

    def _make_room(self, _count: int = 0) -> None:
        digits = len(str(max(99, self.blockCount())))
        self.gutter_width = self.fontMetrics().horizontalAdvance("9" * (digits + 2)) + 2 * GUTTER_PAD
        self.setViewportMargins(self.gutter_width, 0, 0, 0)

    @Slot(QRect, int)
    def _scrolled(self, area: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter is as high as the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), self.gutter_width, inside.height()))

    def paint_gutter(self, gutter: QWidget, event: QPaintEvent) -> None:
        """Numbers and marks of the lines on screen."""
        painter, colours = QPainter(gutter), palette()
        painter.fillRect(event.rect(), QColor(colours.panel))
        painter.setFont(self.font())
        block, height = self.firstVisibleBlock(), self.fontMetrics().height()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        while block.isValid() and top <= event.rect().bottom():
            line = block.blockNumber() + 1
            problem = self._marks.get(line)
            ink = colours.muted if problem is None else colours.danger_ink if problem else colours.states["at_risk"].ink
            painter.setPen(QColor(ink))
            box = QRect(GUTTER_PAD, top, self.gutter_width - 2 * GUTTER_PAD, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(line))
            if problem is not None:
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft, "▲" if problem else "△")
            top += round(self.blockBoundingRect(block).height())
            block = block.next()
        painter.end()

    @Slot(str)
    def _recolour(self, _theme: str) -> None:
        self._colours.rehighlight()
        self._show_marks()
        self._gutter.update()


def _difference(before: str, after: str) -> tuple[int, int, str]:
    """Where ``after`` begins to differ, until where ``before`` does in UTF-16 units, and what comes there."""
    most = min(len(before), len(after))
    start = _shared(before, after, most)
    tail = _shared(before[::-1], after[::-1], most - start)
    cut = len(before) - tail
    units = len(before[:start].encode("utf-16-le")) // 2
    return units, units + len(before[start:cut].encode("utf-16-le")) // 2, after[start : len(after) - tail]


def _as_it_is(raw: str) -> str:
    """The text with its own spaces, which Qt would make plain ones."""
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")


def _shared(one: str, other: str, most: int) -> int:
    """How many letters both begin with, at most ``most``: by halves, because comparing slices is quick."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
