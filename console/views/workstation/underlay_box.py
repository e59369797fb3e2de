"""Which tiles lie beneath the map: a file or a server, its datum, how strongly they show, whom to name for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.geo import DATUMS
from console.model.underlay import STRENGTH, Underlay
from console.views import language
from console.views.map.under_site import UnderSite

WIDE_PX, MARGIN_PX, BELOW_CHIPS_PX = 420, 12, 84


class UnderlayBox(QFrame):
    """Enter in the source's line uses it, Esc puts the box away."""

    closed = Signal()

    def __init__(self, site: UnderSite, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "card")
        self._site = site
        self.title, self.hint = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.hint.setProperty("role", "small")
        self.hint.setWordWrap(True)
        self.source, self.credit = QLineEdit(), QLineEdit()
        self.browse, self.use, self.none = QPushButton(), QPushButton(), QPushButton()
        self.use.setProperty("role", "primary")
        self.datum, self.strength = QComboBox(), QSpinBox()
        self.datum.addItems(DATUMS)
        self.strength.setRange(10, 100)
        self.strength.setSingleStep(10)
        self.strength.setSuffix(" %")
        self._labels = [QLabel() for _ in range(4)]
        self._lay_out()
        self.browse.clicked.connect(self._browse)
        self.use.clicked.connect(self.take)
        self.none.clicked.connect(self._take_none)
        self.source.returnPressed.connect(self.take)
        language.follow_words(self.retranslate)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDE_PX)
        where = QHBoxLayout()
        where.addWidget(self.source, 1)
        where.addWidget(self.browse)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self._labels[0], where)
        for label, field in zip(self._labels[1:], (self.datum, self.strength, self.credit), strict=True):
            form.addRow(label, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.use, 1)
        buttons.addWidget(self.none, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self.title)
        column.addLayout(form)
        column.addWidget(self.hint)
        column.addLayout(buttons)
        for button in (self.browse, self.use, self.none):
            button.setAutoDefault(True)

    def ask(self) -> None:
        """Show what lies beneath the map now, to be changed."""
        now = self._site.tiles.underlay if self._site.tiles is not None else Underlay("")
        self.source.setText(now.source)
        self.datum.setCurrentText(now.datum)
        self.strength.setValue(round((now.strength or STRENGTH) * 100))
        self.credit.setText(now.credit)
        self.none.setEnabled(self._site.tiles is not None)
        self.adjustSize()
        self.move(MARGIN_PX, BELOW_CHIPS_PX)
        self.show()
        self.raise_()
        self.source.setFocus()

    def put_away(self) -> bool:
        """Close it; whether it was open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    @Slot()
    def take(self) -> None:
        """Lay what was entered beneath the map."""
        source = self.source.text().strip()
        if source:
            look = Underlay(source, self.datum.currentText(), self.strength.value() / 100, self.credit.text().strip())
            self._site.use(look)
            self.hide()
            self.closed.emit()

    @Slot()
    def _take_none(self) -> None:
        self._site.use(None)
        self.hide()
        self.closed.emit()

    @Slot()
    def _browse(self) -> None:
        kinds = self.tr("Map tiles (*.mbtiles *.pmtiles);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Tiles beneath the map"), self.source.text(), kinds)
        if path:
            self.source.setText(path)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.title.setText(self.tr("Tiles beneath the map"))
        words = (self.tr("File or server"), self.tr("Datum"), self.tr("Strength"), self.tr("Credit"))
        for label, said, field in zip(
            self._labels, words, (self.source, self.datum, self.strength, self.credit), strict=True
        ):
            label.setText(said)
            field.setAccessibleName(said)
        self.strength.lineEdit().setAccessibleName(words[2])
        self.source.setPlaceholderText("http://…/{z}/{x}/{y}.png")
        self.browse.setText(self.tr("Browse …"))
        self.use.setText(self.tr("Use"))
        self.none.setText(self.tr("Nothing beneath"))
        self.hint.setText(
            self.tr(
                "MBTiles or PMTiles with pictures, or a server. The console asks it, never the page; tiles are kept."
            )
        )
        self.adjustSize()
