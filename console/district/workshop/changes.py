"""Every change of a town one after another: what is done is kept, so that it can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass

from console.district.workshop.town import UNITS, Kind, Town
from console.phrase import Phrase, say

MOST_STEPS = 500


@dataclass(frozen=True)
class Step:
    """One change: in words, the town before and after it, and what it was about."""

    said: Phrase
    before: Town
    after: Town
    kind: Kind
    id: str


class Workshop:
    """The town as it is now and the way it came there; ``saved`` is the town as the files have it."""

    def __init__(self, saved: Town, now: Town | None = None) -> None:
        self.saved = saved
        self.town = now or saved
        self._past: list[Step] = []
        self._ahead: list[Step] = []

    @property
    def is_changed(self) -> bool:
        """Whether saving would write anything."""
        return self.town != self.saved

    def change(self, said: Phrase, town: Town, kind: Kind = Kind.DISTRICT, id_: str = "") -> bool:
        """Go on with ``town``; whether that is any different."""
        if town == self.town:
            return False
        self._past = [*self._past[1 - MOST_STEPS :], Step(said, self.town, town, kind, id_)]
        self._ahead.clear()
        self.town = town
        return True

    def undo(self) -> Step | None:
        """Take the last change back; what it was, or ``None`` when there is none."""
        return self._step(self._past, self._ahead, back=True)

    def redo(self) -> Step | None:
        """Do again what was taken back last; ``None`` when there is nothing."""
        return self._step(self._ahead, self._past, back=False)

    def _step(self, source: list[Step], target: list[Step], *, back: bool) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(step)
        self.town = step.before if back else step.after
        return step

    @property
    def last(self) -> Phrase | None:
        """What ``undo`` would take back."""
        return self._past[-1].said if self._past else None

    @property
    def next(self) -> Phrase | None:
        """What ``redo`` would do again."""
        return self._ahead[-1].said if self._ahead else None

    def settled(self, town: Town) -> None:
        """``town`` is what the files have now; undoing goes on from there."""
        self.saved = self.town = town


def differences(before: Town, after: Town) -> list[Phrase]:
    """What a save changes, a line for each kind; none when nothing."""
    found = [say("workshop.changed.district")] if before.about != after.about else []
    for kind in UNITS:
        old, new = before.of(kind), after.of(kind)
        added, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
        altered = sum(1 for id_ in new.keys() & old.keys() if new[id_] != old[id_])
        if added or gone or altered:
            found.append(say(f"workshop.changed.{kind.value}", added=added, changed=altered, removed=gone))
    if before.people != after.people:
        found.append(say("workshop.changed.people"))
    return found
