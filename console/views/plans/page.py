"""A page that is read: headings, sentences and tables in the inks of the theme. Texts are shown as they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from console.views.theme.current import palette
from console.views.theme.fonts import ui_font
from console.views.theme.tokens import BODY, LARGE, SMALL, TITLE

MARGIN = 20


class Page(QTextEdit):
    """Written anew as a whole between ``begin`` and ``end``; the place it was scrolled to stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("role", "page")
        self._cursor = QTextCursor(self.document())
        self._place = 0
        self._fresh = True

    def begin(self) -> None:
        """An empty page."""
        self._place = self.verticalScrollBar().value()
        self.clear()
        self.document().setDocumentMargin(MARGIN)
        self._cursor = QTextCursor(self.document())
        self._cursor.beginEditBlock()
        self._fresh = True

    def end(self) -> None:
        """It is written."""
        self._cursor.endEditBlock()
        self.verticalScrollBar().setValue(self._place)

    def title(self, words: str) -> None:
        """The page's own name."""
        self._block(words, TITLE, palette().text, above=0, bold=True)

    def heading(self, words: str, ink: str = "") -> None:
        """A part of the page begins."""
        self._block(words, LARGE, ink or palette().text, above=18, bold=True)

    def small_heading(self, words: str) -> None:
        """A part of a part begins."""
        self._block(words, SMALL, palette().muted, above=10, bold=True)

    def line(self, words: str, ink: str = "", *, indent: int = 0, small: bool = False) -> None:
        """A sentence."""
        self._block(words, SMALL if small else BODY, ink or palette().text, above=3, indent=indent)

    def code(self, words: str, ink: str) -> None:
        """A line of a text, letter by letter."""
        self._block(words, SMALL, ink, above=0, indent=1, fixed=True)

    def muted(self, words: str) -> None:
        """A sentence of less weight."""
        self.line(words, palette().muted)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> None:
        """A table; ``shares`` are the columns' parts of the width in percent. A row may end early."""
        look = QTextTableFormat()
        look.setBorder(0)
        look.setCellPadding(4)
        look.setCellSpacing(0)
        look.setTopMargin(2)
        look.setBottomMargin(10)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
        table = self._cursor.insertTable(len(rows) + 1, len(heads), look)
        for n, head in enumerate(heads):
            self._cell(table.cellAt(0, n).firstCursorPosition(), head, SMALL, palette().muted)
        for row, words in enumerate(rows, 1):
            for n, text in enumerate(words):
                self._cell(table.cellAt(row, n).firstCursorPosition(), text, BODY, palette().text)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True

    @staticmethod
    def _cell(cursor: QTextCursor, words: str, size: int, ink: str) -> None:
        cursor.insertText(words, _letters(size, ink))

    def _block(
        self, words: str, size: int, ink: str, *, above: int, bold: bool = False, indent: int = 0, fixed: bool = False
    ) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setLeftMargin(indent * 16)
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self._cursor.insertBlock(shape)
        look = _letters(size, ink, bold)
        if fixed:
            look.setFontFamilies(["Noto Sans Mono CJK SC", "DejaVu Sans Mono", "monospace"])
        self._cursor.insertText(words, look)


def _letters(size: int, ink: str, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(ui_font(size, bold))
    look.setForeground(QColor(ink))
    return look
