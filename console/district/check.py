"""What is doubtful in a district that can be loaded: traps in the roads, things far from them, gaps in the roster."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from console.district.road_check import check_roads
from console.model.places import District, Team
from console.phrase import Phrase, say

SCENES = frozenset({"street", "crossing", "mall", "canal", "underpass", "compound", "plaza"})
_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "file", "device"})
_DAY_MIN = 24 * 60


def check_district(district: District) -> list[Phrase]:
    """Findings in a fixed order; none for a district in good order."""
    return [
        *check_roads(district),
        *_idle_teams(district),
        *_cameras(district),
        *_shift_gaps(district),
    ]


def _idle_teams(district: District) -> list[Phrase]:
    return [
        say("district.check.no_capability", id=t.id, name=t.name)
        for t in district.teams.values() if not t.capabilities
    ]  # fmt: skip


def _cameras(district: District) -> list[Phrase]:
    found = []
    for camera in district.cameras.values():
        scheme, _, rest = camera.source.partition(":")
        if scheme == "simulated" and rest not in SCENES:
            found.append(say("district.check.camera_scene", id=camera.id, scene=rest, known=", ".join(sorted(SCENES))))
        elif scheme != "simulated" and scheme not in _SCHEMES:
            known = ", ".join(sorted({*_SCHEMES, "simulated"}))
            found.append(say("district.check.camera_source", id=camera.id, source=camera.source, known=known))
    return found


def _shift_gaps(district: District) -> list[Phrase]:
    """Hours at which nobody on duty has a capability that somebody has at other hours."""
    found = []
    for code in sorted({c for t in district.teams.values() for c in t.capabilities}):
        gaps = _gaps(t for t in district.teams.values() if code in t.capabilities)
        if gaps:
            hours = ", ".join(f"{_clock(a)}–{_clock(b)}" for a, b in gaps)
            found.append(say("district.check.shift_gap", capability=district.capabilities[code], hours=hours))
    return found


def _gaps(teams: Iterable[Team]) -> list[tuple[int, int]]:
    """Uncovered windows in minutes of the local day; one over midnight ends with the smaller number."""
    covered = np.zeros(_DAY_MIN, dtype=bool)
    for team in teams:
        start = team.shift.start.hour * 60 + team.shift.start.minute
        end = team.shift.end.hour * 60 + team.shift.end.minute
        if start < end:
            covered[start:end] = True
        else:
            covered[start:] = True
            covered[:end] = True
    open_minutes = np.flatnonzero(~covered)
    if not open_minutes.size:
        return []
    runs = np.split(open_minutes, np.flatnonzero(np.diff(open_minutes) > 1) + 1)
    gaps = [(int(run[0]), int(run[-1]) + 1) for run in runs]
    if len(gaps) > 1 and gaps[0][0] == 0 and gaps[-1][1] == _DAY_MIN:
        gaps = [*gaps[1:-1], (gaps[-1][0], gaps[0][1])]
    return gaps


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
