"""Rush hours and weather of the demo district: invented shares of the usual speed, not counted anywhere."""

from __future__ import annotations

from typing import Any

_RUSH = {"arterial": 0.7, "secondary": 0.8, "alley": 0.95}

TRAFFIC: dict[str, Any] = {
    "note": "Synthetic: plausible shares of the usual speed for exercises; no count or measurement stands behind them.",
    "rush": {
        "morning": {"name": {"en": "Morning rush", "zh": "早高峰"}, "hours": [7, 9], "factors": _RUSH},
        "evening": {"name": {"en": "Evening rush", "zh": "晚高峰"}, "hours": [17, 19], "factors": _RUSH},
    },
    "weather": {
        "rain": {"arterial": 0.9, "secondary": 0.9, "alley": 0.95},
        "heavy_rain": {"arterial": 0.75, "secondary": 0.7, "alley": 0.8},
        "snow": {"arterial": 0.65, "secondary": 0.6, "alley": 0.6},
        "ice": {"arterial": 0.5, "secondary": 0.45, "alley": 0.4},
        "fog": {"arterial": 0.7, "secondary": 0.75, "alley": 0.9},
    },
}
