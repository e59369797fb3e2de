"""The language on screen: ``en`` or ``zh``, switched at run time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal

from console.phrase import LANGUAGES
from console.views.turns import later

TRANSLATIONS = Path(__file__).parent / "translations"


class _Language(QObject):
    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.code = "en"
        self.translator: QTranslator | None = None


_language = _Language()
changed = _language.changed
"""Emitted with the language's code after it changed."""


def follow(method: Callable[[], object]) -> None:
    """Call a widget's method after the language changed: at once in the window in use, elsewhere in its turn."""
    changed.connect(later(method, unless_used=True))


def current() -> str:
    """``en`` or ``zh``."""
    return _language.code


def set_language(lang: str) -> None:
    """Show everything in ``lang``; ``ValueError`` for a language the console does not speak.

    English is the source language and has no file; others are read from ``translations/console_<lang>.qm``.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; expected one of {', '.join(LANGUAGES)}")
    if lang == _language.code:
        return
    _language.code = lang
    if _language.translator is not None:
        QCoreApplication.removeTranslator(_language.translator)
        _language.translator = None
    file = TRANSLATIONS / f"console_{lang}.qm"
    if file.exists():
        translator = QTranslator()
        if translator.load(str(file)):
            QCoreApplication.installTranslator(translator)
            _language.translator = translator
    changed.emit(lang)
