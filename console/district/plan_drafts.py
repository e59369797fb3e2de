"""Drafts of plans, kept as files of an officer's own until they are published or thrown away.

A draft is the YAML text itself; its file name says which plan it is of and the hash of the text it was begun from:
``fire-commercial--3f2a….yaml``, ``new-1--.yaml``. A file half written is never seen under its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from console.district.whole_file import trouble, write_whole

_NAME = re.compile(r"(?P<key>[a-z0-9][a-z0-9_-]{0,63}?)--(?P<base>[0-9a-f]{0,64})\.yaml")
_THROWN = "thrown-away"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: ``key`` is the plan it changes, or a name of its own; ``base_hash`` is empty for a new plan."""

    key: str
    base_hash: str
    text: str

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"{self.key}--{self.base_hash}.yaml"


class DraftFolder:
    """The drafts of one officer. Every method raises :class:`StoreUnavailable` naming the file and the problem."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> list[Draft]:
        """Every draft there is, by name; a file that is no draft is left alone."""
        found: list[Draft] = []
        try:
            for file in sorted(self.folder.glob("*.yaml")):
                name = _NAME.fullmatch(file.name)
                if name is not None and file.is_file():  # a pipe would be waited for
                    text = file.read_bytes().decode("utf-8", errors="replace")
                    found.append(Draft(name["key"], name["base"], text))
        except OSError as error:
            raise trouble(error, self.folder) from error
        return found

    def keep(self, draft: Draft) -> None:
        """Write a draft; another of the same plan begun from an older text goes only when this one is there."""
        write_whole(self.folder / draft.file_name, draft.text)
        for other in self.folder.glob(f"{draft.key}--*.yaml"):
            name = _NAME.fullmatch(other.name)
            if name is not None and name["key"] == draft.key and other.name != draft.file_name:
                self._throw(other)

    def throw_away(self, key: str) -> None:
        """Take the draft of ``key`` out of the list; its last text stays in a folder beside, to be found by hand."""
        for file in self.folder.glob(f"{key}--*.yaml"):
            name = _NAME.fullmatch(file.name)
            if name is not None and name["key"] == key:
                self._throw(file)

    def _throw(self, file: Path) -> None:
        try:
            (self.folder / _THROWN).mkdir(exist_ok=True)
            there = len(list((self.folder / _THROWN).glob(f"{file.stem}*")))
            file.replace(self.folder / _THROWN / f"{file.stem}.{there + 1}.yaml")
        except OSError as error:
            raise trouble(error, file) from error
