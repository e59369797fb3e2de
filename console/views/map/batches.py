"""The queue before the page: what is wanted, what the page has, and the difference as one batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from console.views.map.marks import Payload, TeamMark


class BatchQueue:
    """Keeps the wanted picture; :meth:`next_batch` gives what the page does not have yet, as JSON."""

    def __init__(self) -> None:
        self._wanted: dict[str, dict[str, Payload]] = {}
        self._sent: dict[str, dict[str, Payload]] = {}
        self._settings: dict[str, Any] = {}
        self._settings_sent: dict[str, Any] = {}
        self._acts: list[tuple[str, Sequence[Any]]] = []
        self._teams: dict[str, TeamMark] = {}
        self._teams_sent: dict[str, TeamMark] = {}
        self.last_id = 0

    def put(self, layer: str, payloads: Iterable[tuple[str, Payload]]) -> None:
        """Make ``layer`` hold exactly these."""
        self._wanted[layer] = dict(payloads)

    def put_teams(self, marks: Iterable[TeamMark]) -> None:
        """Make the layer ``teams`` hold exactly these; there are many of them and most only move."""
        self._teams = {mark.id: mark for mark in marks}

    def setting(self, name: str, value: Any) -> None:
        """Make a setting of the page have this JSON value."""
        self._settings[name] = value

    def act(self, name: str, *values: Any) -> None:
        """Ask for something to be done once, such as fitting the view."""
        self._acts.append((name, values))

    def forget(self) -> None:
        """The page lost everything: the next batch holds the whole picture."""
        self._sent.clear()
        self._teams_sent = {}
        self._settings_sent.clear()

    def next_batch(self) -> str | None:
        """The next batch, or ``None`` when the page has everything."""
        layers = {name: change for name in self._wanted if (change := self._change(name))}
        if teams := self._team_change():
            layers["teams"] = teams
        settings = {k: v for k, v in self._settings.items() if k not in self._settings_sent or self._differs(k, v)}
        if not layers and not settings and not self._acts:
            return None
        self.last_id += 1
        batch = {"id": self.last_id, "settings": settings, "layers": layers, "acts": self._acts}
        text = json.dumps(batch, ensure_ascii=False, separators=(",", ":"))
        self._sent = dict(self._wanted)  # a layer is only ever given anew as a whole
        self._teams_sent = self._teams
        self._settings_sent = dict(self._settings)
        self._acts = []
        return text

    def _differs(self, name: str, value: Any) -> bool:
        return bool(self._settings_sent[name] != value)

    def _change(self, layer: str) -> Mapping[str, Any]:
        wanted, sent = self._wanted[layer], self._sent.get(layer, {})
        changed = {key: payload for key, payload in wanted.items() if sent.get(key) != payload}
        dropped = [key for key in sent if key not in wanted]
        return {"set": changed, "drop": dropped} if changed or dropped else {}

    def _team_change(self) -> Mapping[str, Any]:
        """What is new or looks different, what is gone, and, short, what only moved: id, place and heading."""
        changed: dict[str, Payload] = {}
        moved: list[Any] = []
        for mark in self._teams.values():
            old = self._teams_sent.get(mark.id)
            if old == mark:
                continue
            if old is None or not mark.looks_like(old):
                changed[mark.id] = mark.payload()
            elif (place := mark.place()) != old.place():
                moved += (mark.id, *place)
        dropped = [key for key in self._teams_sent if key not in self._teams]
        if not (changed or moved or dropped):
            return {}
        return {"set": changed, "drop": dropped} | ({"moved": moved} if moved else {})
