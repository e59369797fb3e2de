"""Evidence as small pictures: checked against its hash, or named as missing, altered, or kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from console.journal.evidence import Evidence, Found
from console.views.background import Background
from console.views.icons.tint import pixmap
from console.views.theme.current import palette
from console.views.wording import only_words, tip

THUMB = QSize(168, 112)
Named = Sequence[tuple[str, str]]
"""(reference, what it is called)."""


class EvidenceRow(QListWidget):
    """Pictures in a row; Enter or a double click opens one large."""

    opened = Signal(str)

    def __init__(self, evidence: Evidence | None, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence, self._background = evidence, background
        self._shown: tuple[tuple[str, str], ...] = ()
        self._waiting = 0
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(THUMB)
        self.setUniformItemSizes(True)
        self.setFixedHeight(THUMB.height() + 54)
        self.itemActivated.connect(self._activated)

    @property
    def is_settled(self) -> bool:
        """Whether every picture was looked at."""
        return self._waiting == 0

    def show_evidence(self, named: Named) -> None:
        """Show these; those that are shown already stay as they are."""
        if tuple(named) == self._shown:
            return
        self._shown = tuple(named)
        self.clear()
        for n, (reference, name) in enumerate(named):
            item = QListWidgetItem(only_words(name, 60) or only_words(reference, 60))
            item.setData(Qt.ItemDataRole.UserRole, reference)
            item.setToolTip(tip(only_words(reference, 200)))
            item.setIcon(QIcon(pixmap("report", palette().muted, ratio=self.devicePixelRatioF())))
            self.addItem(item)
            if self._evidence is not None:
                self._waiting += 1
                work = partial(_thumbnail, self._evidence, reference)
                self._background.read(work, partial(self._looked, n, self._shown), self._failed)

    def _looked(self, n: int, shown: Named, seen: tuple[Found, QImage]) -> None:
        self._waiting -= 1
        if tuple(shown) != self._shown:
            return
        found, image = seen
        item = self.item(n)
        if not image.isNull():
            item.setIcon(QIcon(QPixmap.fromImage(image)))
        word = {
            Found.MISSING: QCoreApplication.translate("EvidenceRow", "missing"),
            Found.ALTERED: QCoreApplication.translate("EvidenceRow", "ALTERED"),
            Found.ELSEWHERE: QCoreApplication.translate("EvidenceRow", "kept elsewhere"),
        }.get(found)
        if word is not None:
            item.setText(f"▲ {word}\n{item.text()}")

    def _failed(self, _error: Exception) -> None:
        self._waiting -= 1

    def _activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))


def _thumbnail(evidence: Evidence, reference: str) -> tuple[Found, QImage]:
    found, content = evidence.look(reference)
    image = QImage()
    if content and not reference.endswith(".pdf"):
        image = QImage.fromData(content)
        if not image.isNull():
            image = image.scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return found, image
