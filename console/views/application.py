"""The Qt application itself: language, theme and icon."""

from __future__ import annotations

import locale
import os
import sys

import console.views.plain_imports  # noqa: F401 - before anything else of Qt

# isort: split
from PySide6.QtWidgets import QApplication

from console.phrase import LANGUAGES
from console.views import language
from console.views.collecting import Collecting
from console.views.icons.tint import application_icon
from console.views.look import first_theme
from console.views.map.scheme import register_scheme
from console.views.theme.current import set_theme

GIVE_WAY_S = 0.001
"""A thread that computes lets the GUI thread in after so long: it asks once for each part it paints."""


def make_application(lang: str, *, own: bool = False) -> QApplication:
    """The Qt application, in ``lang`` or the system's language; ``own`` with the theme kept at this seat."""
    register_scheme()
    sys.setswitchinterval(GIVE_WAY_S)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("dispatch-console")
    application.setDesktopFileName("dispatch-console")
    application.setWindowIcon(application_icon())
    Collecting(application)
    set_theme(first_theme(own=own))
    language.set_language(lang or system_language())
    return application


def system_language() -> str:
    """``zh`` where the system speaks Chinese, else ``en``."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return LANGUAGES[1] if named.lower().startswith("zh") else LANGUAGES[0]
