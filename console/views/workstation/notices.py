"""One road for messages to the officer: a strip that never covers the work. Refusals stay until answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from console.views.theme.current import palette

RECALL_S = 5
NEWS_MS = 6000


class NoticeBar(QFrame):
    """Refusals, news that fades, and the five seconds in which an order can be called back."""

    recall = Signal(object)  # ids of orders

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.clicked.connect(self._pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.message, 1)
        row.addWidget(self.button)
        self._orders: Sequence[str] = ()
        self._left_s = 0
        self._sent = ""
        self._fade = QTimer(self, singleShot=True)
        self._fade.timeout.connect(self.hide)
        self._count = QTimer(self, interval=1000)
        self._count.timeout.connect(self._second)
        self.hide()

    def refuse(self, words: str) -> None:
        """Something was not done; stays until closed."""
        self._show(words, palette().danger_ink, self.tr("Close"))

    def tell(self, words: str) -> None:
        """Routine news; fades. Nothing to tell puts a refusal away that the officer has answered."""
        if not words:
            if not self._orders:
                self.hide()
            return
        self._show(words, palette().text, self.tr("Close"))
        self._fade.start(NEWS_MS)

    def offer_recall(self, words: str, orders: Sequence[str]) -> None:
        """Orders went out; for five seconds they can be called back."""
        self._show(words, palette().text, self.tr("Call back ({s} s)").format(s=RECALL_S))
        self._orders, self._left_s, self._sent = tuple(orders), RECALL_S, words
        self._count.start()

    def _show(self, words: str, ink: str, button: str) -> None:
        self._fade.stop()
        self._count.stop()
        self._orders = ()  # the button means something else now
        self.message.setText(words)
        self.message.setStyleSheet(f"color: {ink};")
        self.button.setText(button)
        self.show()

    @Slot()
    def _second(self) -> None:
        self._left_s -= 1
        self.button.setText(self.tr("Call back ({s} s)").format(s=self._left_s))
        if self._left_s <= 0:
            self.tell(self._sent)

    @Slot()
    def _pressed(self) -> None:
        self._count.stop()
        if self._orders and self._left_s > 0:
            self.recall.emit(self._orders)
        self._orders = ()
        self.hide()
