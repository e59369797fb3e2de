"""Pictures of cameras put with a case: kept under their hash off the GUI thread, then told to the desk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.model.commands import AddEvidence
from console.views.link import SessionLink
from console.views.video.snapshot import snapshot
from console.views.video.tile import CameraTile


class Evidencing(QObject):
    """Takes the picture a tile shows for the selected incident. ``told`` has what came of it."""

    told = Signal(str)

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._evidence = link.session.journal.evidence

    @Slot(object)
    def take(self, tile: CameraTile) -> None:
        """Keep the last good frame of ``tile``; what is missing is said."""
        incident = self._link.incident
        if self._evidence is None:
            self.told.emit(self.tr("This journal is kept in memory only: it has no place for pictures."))
        elif incident is None:
            self.told.emit(self.tr("Choose the incident first that the picture belongs to."))
        elif tile.image.isNull():
            self.told.emit(self.tr("This camera has shown no picture yet."))
        else:
            local = self._link.board.district.local(self._link.now())
            name = f"{tile.camera_id} {local:%Y-%m-%d %H:%M:%S}" + (" SIMULATED" if tile.is_marked_simulated else "")
            words = f"{tile.accessibleName()} · {local:%Y-%m-%d %H:%M:%S} · {tile.badge}"
            content = snapshot(tile.image, words, tile.is_marked_simulated)
            work = partial(self._evidence.keep, content)
            self._link.background.read(work, partial(self._kept, incident.number, name), self._not_kept)

    def _kept(self, number: int, name: str, reference: str) -> None:
        self._link.submit(AddEvidence(number, reference, name))
        self.told.emit(self.tr("Picture put with #{n}: {name}").format(n=number, name=name))

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self.told.emit(self.tr("The picture was not kept: {problem}").format(problem=error))
