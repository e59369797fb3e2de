"""A watched folder: files that were put there are found when they are whole, and put away when they were taken."""

from __future__ import annotations

from pathlib import Path

from console.errors import Refused, StoreUnavailable
from console.journal.evidence import Evidence
from console.model.commands import ReportIncident
from console.phrase import say

TAKEN, REFUSED = "taken", "refused"
REPORTS = frozenset({".xml", ".cap", ".json", ".csv", ".tsv", ".txt", ".xlsx"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
MOST_PICTURE = 20_000_000


class Inbox:
    """``folder`` and in it ``taken`` and ``refused``; hidden files, folders and links are left alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}

    def begin(self) -> None:
        """Make the folders; :class:`StoreUnavailable` when that cannot be done."""
        try:
            for name in (TAKEN, REFUSED):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"{self.folder}: {error.strerror or error}") from error

    def whole(self) -> list[Path]:
        """Files of reports, by name, whose size and time are what they were at the last look. OSError as it comes."""
        here: dict[Path, tuple[int, int]] = {}
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            state = path.stat()
            here[path] = (state.st_size, state.st_mtime_ns)
        found = [p for p, state in here.items() if p.suffix.lower() in REPORTS and self._seen.get(p) == state]
        self._seen = here
        return found

    def strange(self) -> list[Path]:
        """Files that are neither reports nor pictures, as they were at the last look."""
        return [p for p in self._seen if p.suffix.lower() not in REPORTS | PICTURES]

    def put_away(self, path: Path, taken: bool, said: str) -> None:
        """Move ``path`` to where it belongs, with what came of it beside it. OSError as it comes."""
        target = self._free(self.folder / (TAKEN if taken else REFUSED) / path.name)
        path.replace(target)
        target.with_name(f"{target.name}.result.txt").write_text(said + "\n", encoding="utf-8")
        self._seen.pop(path, None)

    def picture(self, name: str) -> bytes:
        """A picture that a message names, out of this folder and no other; :class:`Refused` says why not."""
        path = self.folder / name
        if Path(name).name != name or path.suffix.lower() not in PICTURES:
            raise Refused(say("inbox.picture_name"))
        if path.is_symlink() or not path.is_file():
            raise Refused(say("inbox.picture_missing", name=name))
        if path.stat().st_size > MOST_PICTURE:
            raise Refused(say("inbox.picture_large", name=name, limit=MOST_PICTURE // 1_000_000))
        return path.read_bytes()

    def with_pictures(self, command: ReportIncident, evidence: Evidence | None) -> tuple[tuple[str, ...], list[str]]:
        """The references of what ``command`` names as evidence, kept beside the journal, and the names used up."""
        kept, used = [], []
        for name in command.evidence:
            if Path(name).suffix.lower() in PICTURES and ":" not in name:
                if evidence is None:
                    raise Refused(say("inbox.picture_nowhere"))
                kept.append(evidence.keep(self.picture(name)))
                used.append(name)
            else:
                kept.append(name)
        return tuple(kept), used

    def put_pictures_away(self, names: list[str]) -> None:
        """Pictures that were kept as evidence lie in ``taken`` from now on."""
        for name in dict.fromkeys(names):
            path = self.folder / name
            if path.is_file():
                path.replace(self._free(self.folder / TAKEN / name))

    def _free(self, wanted: Path) -> Path:
        """``wanted``, or with a number when there is such a file already."""
        number, target = 1, wanted
        while target.exists():
            number += 1
            target = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        return target
