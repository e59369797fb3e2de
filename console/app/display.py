"""Whether there is a screen to open windows on, and how they are to look and speak."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping

from console.errors import BadInput
from console.phrase import LANGUAGES
from console.views.theme.variable import THEME_VARIABLE

UNSEEN = ("offscreen", "minimal", "vnc", "linuxfb")
X_PORT = 6000
WAIT_S = 2.0


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether windows can be shown: a Wayland or X server that answers; always on macOS and Windows."""
    asked = environment.get("QT_QPA_PLATFORM", "")
    if asked.split(":")[0] in UNSEEN:
        return False
    if not sys.platform.startswith("linux"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    return bool(environment.get("DISPLAY")) and _answers(environment["DISPLAY"])


def must_be_spoken(lang: str) -> None:
    """:class:`BadInput` for a language that no window has; empty leaves the choice to the machine."""
    if lang and lang not in LANGUAGES:
        raise BadInput(f"--lang: expected {' or '.join(LANGUAGES)}, not {lang!r}")


def draw_unseen() -> None:
    """Let Qt draw without a screen, and without its notes on the graphics card and buses that are not here.

    Before the application is made. What is already set stays: ``QT_LOGGING_RULES=`` shows everything again.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "*.info=false;*.warning=false")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--log-level=3")


def wear(theme: str) -> None:
    """Windows and pictures of this process in ``theme``; as the officer chose when empty. :class:`BadInput` else."""
    if not theme:
        return
    from console.desk.typed import THEMES  # what only guards a console knows nothing of the desk

    if theme not in THEMES:
        raise BadInput(f"--theme: expected {' or '.join(THEMES)}, not {theme!r}")
    os.environ[THEME_VARIABLE] = theme


def _answers(display: str) -> bool:
    """Whether an X server listens at ``display`` (``:0``, ``host:10.0``)."""
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    try:
        if host in ("", "unix"):
            return _local(number)
        with socket.create_connection((host, X_PORT + int(number)), timeout=WAIT_S):
            return True
    except OSError:
        return False


def _local(number: str) -> bool:
    for address in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
            wire.settimeout(WAIT_S)
            try:
                wire.connect(address)
            except OSError:
                continue
            return True
    return False
