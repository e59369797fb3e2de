"""The queue on the left: what runs out first on top, one glance per row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.board.waiting import in_queue_order
from console.model.words import Light, MarkState, ResponseLevel, Urgency
from console.views import language
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, LARGE, SMALL, mark_ink
from console.views.turns import later
from console.views.wording import span
from console.views.workstation.list_model import Index
from console.views.workstation.queue_model import QUEUE_ROLE, Filter, QueueModel, QueueRow, queue_row
from console.views.workstation.rings import paint_ring

ROW_HEIGHT = 84
_LIGHTS = {Light.GREEN: "met", Light.YELLOW: "at_risk", Light.RED: "late"}


class QueueDelegate(QStyledItemDelegate):
    """Paints one row: colour edge, category and level, place and grid, stage, rings, age and source."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are alike."""
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Three lines and an edge."""
        row: QueueRow = index.data(QUEUE_ROLE)
        colours, rect = palette(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(colours.hover if chosen else colours.raised if hovered else colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        ink = colours.states[_LIGHTS[row.light]]
        edge = colours.danger if row.emergency and row.light is Light.GREEN else ink.fill
        painter.fillRect(QRect(rect.left(), rect.top(), 5, rect.height() - 1), QColor(edge))
        inner = rect.adjusted(16, 9, -12, -9)
        self._title(painter, row, inner)
        self._place(painter, row, inner)
        self._foot(painter, row, inner)
        painter.restore()

    def _title(self, painter: QPainter, row: QueueRow, box: QRect) -> None:
        colours, line = palette(), QRect(box.left(), box.top(), box.width(), 22)
        ink = colours.states[_LIGHTS[row.light]]
        painter.setFont(figure_font(LARGE))
        time = span(row.age_s)
        if row.light is Light.RED:
            time = f"{ink.glyph} {time}"
        painter.setPen(QColor(ink.ink if row.light is not Light.GREEN else colours.text))
        wide = painter.fontMetrics().horizontalAdvance(time) + 10
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        left = line.adjusted(0, 0, -wide, 0)
        level = f" {row.level.value}" if row.level is not None else ""
        painter.setFont(ui_font(LARGE, bold=True))
        if painter.fontMetrics().horizontalAdvance(row.title + level) > left.width():
            painter.setFont(ui_font(BODY, bold=True))
        room = left.width() - painter.fontMetrics().horizontalAdvance(level)
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(colours.text))
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        if row.level is not None:
            painter.setPen(QColor(level_ink(row.level)))
            after = left.adjusted(painter.fontMetrics().horizontalAdvance(title), 0, 0, 0)
            painter.drawText(after, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, level)

    def _place(self, painter: QPainter, row: QueueRow, box: QRect) -> None:
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(palette().muted))
        line = QRect(box.left(), box.top() + 22, box.width(), 20)
        text = painter.fontMetrics().elidedText(row.place, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _foot(self, painter: QPainter, row: QueueRow, box: QRect) -> None:
        colours, line = palette(), QRect(box.left(), box.top() + 45, box.width(), 20)
        painter.setFont(ui_font(SMALL))
        wide = painter.fontMetrics().horizontalAdvance(row.stage) + 14
        chip = QRect(line.left(), line.top(), wide, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.overlay))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(QColor(colours.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, row.stage)
        x = chip.right() + 16
        for share, state in row.shares:
            ink = mark_ink(colours, MarkState(state))
            paint_ring(painter, QPointF(x, line.center().y() + 1), 6, 3, 1.0 if state == "met" else share, ink.fill)
            x += 21
        painter.setFont(ui_font(SMALL))
        painter.setPen(QColor(colours.muted))
        rest = QRect(int(x), line.top(), max(0, line.right() - int(x)), 20)
        source = painter.fontMetrics().elidedText(row.source, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, source)


def level_ink(level: ResponseLevel) -> str:
    """The colour a response level's numeral is written in; the numeral itself is the cue."""
    colours = palette()
    return colours.danger_ink if level.rank >= 2 else colours.states["at_risk"].ink


class QueuePanel(QWidget):
    """Filters above, the list below, and a sentence when nothing is open."""

    chosen = Signal(int)
    counted = Signal(int, int)  # open, emergencies

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._filter = Filter()
        self._refreshing = False
        self.model = QueueModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(QueueDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search_changed)
        self._chips = QButtonGroup(self)
        self._chips.setExclusive(True)
        self.empty = QLabel()
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        for signal in (link.changed, link.loaded, link.ticked, link.advised):
            signal.connect(later(self.refresh))
        link.selected.connect(self._follow_selection)
        language.follow(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 8, 12, 4)
        chips.setSpacing(6)
        for n in range(3):
            chip = QPushButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            self._chips.addButton(chip, n)
            chips.addWidget(chip)
        chips.addStretch(1)
        self._chips.idClicked.connect(self._chip_clicked)
        column.addLayout(chips)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 8)
        row.addWidget(self.search)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        for n, text in enumerate((self.tr("All"), self.tr("Emergency"), self.tr("Routine"))):
            self._chips.button(n).setText(text)
        self.search.setPlaceholderText(self.tr("Filter by text, grid or number"))
        self.search.setAccessibleName(self.tr("Filter by text, grid or number"))
        self.view.setAccessibleName(self.tr("Queue of open incidents"))
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the board as it is now."""
        link, now = self._link, self._link.now()
        incidents = in_queue_order(link.board)
        rows = [queue_row(link.board, i, link.marks(i), now) for i in incidents]
        self._refreshing = True
        self.model.set_rows([row for row in rows if self._filter.takes(row)])
        self._refreshing = False
        self._follow_selection(link.selection)
        nothing = self.model.rowCount() == 0
        self._show_list(not nothing)
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self._why_empty(bool(rows)))
        self.counted.emit(len(rows), sum(row.emergency for row in rows))

    def take_keys(self) -> None:
        """The keyboard is on the list, or will be as soon as there is one."""
        (self.view if self.view.isVisible() else self).setFocus()

    def _show_list(self, shown: bool) -> None:
        has_keys = self.hasFocus() or self.view.hasFocus()
        if has_keys and not shown:
            self.setFocus()
        self.view.setVisible(shown)
        if has_keys and shown:
            self.view.setFocus()

    def _why_empty(self, filtered: bool) -> str:
        if not self._link.is_loaded:
            return self.tr("Reading the journal …")
        if filtered:
            return self.tr("Nothing matches the filter.")
        return self.tr("Nothing is open.\nF2 takes a new report.")

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._refreshing:
            return  # a row left the list; the officer chose nothing
        number = self.model.number_at(current)
        if number is not None and number != self._link.selection:
            self.chosen.emit(number)

    @Slot(object)
    def _follow_selection(self, number: int | None) -> None:
        index = self.model.index_of(number) if number is not None else QModelIndex()
        if index != self.view.currentIndex():
            self.view.setCurrentIndex(index)

    @Slot(int)
    def _chip_clicked(self, chip: int) -> None:
        urgency = (None, Urgency.EMERGENCY, Urgency.ROUTINE)[chip]
        self._filter = Filter(urgency, self._filter.tier, self._filter.text)
        self.refresh()

    @Slot(str)
    def _search_changed(self, text: str) -> None:
        self._filter = Filter(self._filter.urgency, self._filter.tier, text.strip())
        self.refresh()
