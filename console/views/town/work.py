"""The work on one district, for every panel: the town, its history, what is chosen, and the slow steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.clock import SystemClock
from console.district.workshop import drafts
from console.district.workshop.changes import Workshop
from console.district.workshop.drafts import Draft, DraftKeeper
from console.district.workshop.fields import Rules
from console.district.workshop.folder import Opened, open_town
from console.district.workshop.saving import Saved, save
from console.district.workshop.shelf import Shelf
from console.district.workshop.spots import spot_typed
from console.district.workshop.town import Kind, Town
from console.geo import LatLon
from console.model.place_finder import PlaceFinder
from console.phrase import Phrase
from console.views.background import Background
from console.views.wording import tell

DRAFT_AFTER_MS = 700


class TownWork(QObject):
    """One town on the bench. Every change goes through :meth:`do`; panels follow ``changed`` and ``chosen``."""

    opened_anew = Signal()  # another district is on the bench
    changed = Signal()  # the town, or what was saved of it
    chosen = Signal(object, str)  # the kind and the id that are looked at; no id for none
    field_asked = Signal(str)  # the field of the chosen thing that needs a look
    told = Signal(str, bool)  # what happened, and whether it went wrong
    saved = Signal(object)
    draft_found = Signal(object)
    listed = Signal()  # which districts there are

    def __init__(self, shelf: Shelf, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf, self.background = shelf, background
        self.opened: Opened | None = None
        self.shop = Workshop(Town({"id": "-"}))
        self.rules: Rules | None = None
        self._finder: PlaceFinder | None = None
        self._keeper: DraftKeeper | None = None
        self.kind, self.id = Kind.TEAM, ""
        self.is_busy = False
        self.names: list[str] = []
        self.taken: frozenset[str] = frozenset()
        self._now: Callable = SystemClock().now
        self._drafting = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._drafting.timeout.connect(self.keep_draft)

    @property
    def town(self) -> Town:
        """The town as it is now."""
        return self.shop.town

    @property
    def folder(self) -> Path | None:
        """Where the district on the bench was read from."""
        return self.opened.folder if self.opened else None

    @property
    def is_shipped(self) -> bool:
        """Whether it is the demo, which can only be saved under another name."""
        return self.folder == self.shelf.shipped

    def list_districts(self) -> None:
        """Look which districts there are, off the GUI thread."""
        self.background.read(self._list, self._listed, self.trouble, tag="list")

    def _list(self) -> tuple[list[str], frozenset[str]]:
        return self.shelf.names(), self.shelf.taken()

    @Slot(object)
    def _listed(self, found: tuple[list[str], frozenset[str]]) -> None:
        self.names, self.taken = found
        self.listed.emit()

    def wrong_name(self, name: str, *, own: bool = False) -> Phrase | None:
        """Why a district cannot be called so; the one on the bench may keep its name when it is its ``own``."""
        keeps = own and self.folder is not None and not self.is_shipped and name == self.folder.name
        return None if keeps else self.shelf.wrong_name(name, self.taken)

    def open_folder(self, folder: Path) -> None:
        """Read a district off the GUI thread and put it on the bench."""
        self.is_busy = True
        self.background.read(partial(self._read, folder), self._came, self.trouble, tag="open")

    def _read(self, folder: Path) -> tuple[Opened, PlaceFinder, Draft | None]:
        opened = open_town(folder)
        return opened, PlaceFinder(opened.district), drafts.left(self.shelf.draft(folder), opened)

    @Slot(object)
    def _came(self, found: tuple[Opened, PlaceFinder, Draft | None]) -> None:
        self.is_busy = False
        opened, finder, draft = found
        self.put_on_bench(opened, finder)
        if draft is not None:
            self.draft_found.emit(draft)

    def put_on_bench(self, opened: Opened, finder: PlaceFinder) -> None:
        """Work on this district from now on; unsaved work on the one before is kept as its draft."""
        self.keep_draft()
        self._let_go()
        self._keeper = DraftKeeper(self.shelf.draft(opened.folder))
        self.opened, self.shop, self._finder = opened, Workshop(opened.town), finder
        self.rules = Rules.of(opened.district, opened.town.datum)
        self.kind, self.id = Kind.TEAM, ""
        self.list_districts()
        self.opened_anew.emit()
        self.changed.emit()
        self.choose(Kind.TEAM, next(iter(opened.town.teams), ""))

    @Slot(object)
    def trouble(self, error: Exception) -> None:
        """Something slow went wrong; the work is as it was."""
        self.is_busy = False
        self.told.emit(str(error) or type(error).__name__, True)

    def spot(self, text: str) -> LatLon | None:
        """Where typed words point to."""
        return spot_typed(text, self._finder)

    def do(self, said: Phrase, town: Town, kind: Kind, id_: str) -> None:
        """One change, which can be undone; ``id_`` is looked at afterwards."""
        if self.shop.change(said, town, kind, id_):
            self._after(kind, id_)

    def _after(self, kind: Kind, id_: str) -> None:
        self._drafting.start()
        self.changed.emit()
        self.choose(kind, id_ if id_ in self.town.of(kind) else "")

    @Slot()
    def undo(self) -> None:
        """Ctrl+Z."""
        step = self.shop.undo()
        if step is None:
            self.told.emit(self.tr("There is nothing to undo"), False)
        else:
            self._after(step.kind, step.id)
            self.told.emit(self.tr("Undone: {what}").format(what=tell(step.said)), False)

    @Slot()
    def redo(self) -> None:
        """Ctrl+Y."""
        step = self.shop.redo()
        if step is None:
            self.told.emit(self.tr("There is nothing to do again"), False)
        else:
            self._after(step.kind, step.id)
            self.told.emit(self.tr("Done again: {what}").format(what=tell(step.said)), False)

    def choose(self, kind: Kind, id_: str) -> None:
        """Look at one thing: list, form and map follow."""
        self.kind, self.id = kind, id_
        self.chosen.emit(kind, id_)

    @Slot()
    def keep_draft(self) -> None:
        """Write unsaved work to the disk, off the GUI thread."""
        self._drafting.stop()
        if self.opened is None or self._keeper is None or not self.shop.is_changed:
            return
        work = partial(self._keeper.keep, self.opened, self.town, self._now())
        self.background.write(work, self._draft_kept, self._draft_not_kept)

    def shutdown(self) -> None:
        """Unsaved work stays as a draft."""
        self.keep_draft()
        self._let_go()

    def _let_go(self) -> None:
        if self._keeper is not None:
            self.background.write(self._keeper.release, self._nothing_to_say, self._draft_not_kept)

    @Slot(object)
    def _nothing_to_say(self, _nothing: None) -> None:
        return

    @Slot(object)
    def _draft_kept(self, beside_another: bool) -> None:
        if beside_another:
            said = self.tr("Another window has unsaved work on this district too. Each keeps its own;"
                           " what is saved second needs another name.")  # fmt: skip
            self.told.emit(said, False)

    @Slot(object)
    def _draft_not_kept(self, error: Exception) -> None:
        self.told.emit(str(error), True)

    def restore(self, draft: Draft) -> None:
        """Go on with unsaved work; undoing it leads back to the files."""
        said = Phrase("workshop.did.restore")
        self.do(said, draft.town, Kind.TEAM, next(iter(draft.town.teams), ""))
        if self.opened is not None and self._keeper is not None:
            self._drafting.stop()  # it is kept now
            work = partial(self._keeper.take_over, draft, self.opened, self.town, self._now())
            self.background.write(work, self._draft_kept, self._draft_not_kept)

    def discard(self, draft: Draft) -> None:
        """Unsaved work is not wanted any more."""
        self.background.write(partial(drafts.forget, draft), self._nothing_to_say, self._draft_not_kept)

    def save_as(self, name: str) -> None:
        """Save under a name: the district's own, or a new one."""
        if self.opened is None:
            return
        self.is_busy = True
        own = self.opened.folder
        folder = own if name == own.name and not self.is_shipped else self.shelf.folder(name)
        self._drafting.stop()
        work = partial(self._save, self.opened, self.town, folder, self._keeper)
        self.background.write(work, self._has_saved, self.trouble)

    @staticmethod
    def _save(opened: Opened, town: Town, folder: Path, keeper: DraftKeeper | None) -> Saved:
        made = save(opened, town, folder)
        if keeper is not None:
            keeper.forget()
        return made

    @Slot(object)
    def _has_saved(self, made: Saved) -> None:
        self.is_busy = False
        anew = self.folder != made.opened.folder
        self.opened = made.opened
        if anew:
            self.shop = Workshop(made.opened.town)
            self._let_go()
            self._keeper = DraftKeeper(self.shelf.draft(made.opened.folder))
        else:
            self.shop.settled(made.opened.town)
        self.rules = Rules.of(made.opened.district, made.opened.town.datum)
        self.list_districts()
        self.changed.emit()
        self.saved.emit(made)
