"""The language on screen: ``en`` or ``zh``, switched at run time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from console.phrase import LANGUAGES
from console.views.turns import later

_QT_NAMES = {"zh": "zh_CN"}
IN_TURNS = "retranslated in turns"
"""The property of a window that follows the language itself."""
TRANSLATIONS = Path(__file__).parent / "translations"


class _Language(QObject):
    changed = Signal(str)
    spoken = Signal(str)
    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = "en"
        self.translators: list[QTranslator] = []


_language = _Language()
changed = _language.changed
"""Emitted with the language's code after it, or the theme, changed."""
told = _language.told
"""Emitted after that: what Qt itself shows is to be retranslated."""


def follow(method: Callable[[], object]) -> None:
    """Call a widget's method after the language changed: at once in the window in use, elsewhere in its turn."""
    changed.connect(later(method, unless_used=True))


def follow_words(method: Callable[[], object]) -> None:
    """The same for a widget that puts no colours into its words, so that another theme is no news to it."""
    _language.spoken.connect(later(method, unless_used=True))


def current() -> str:
    """``en`` or ``zh``."""
    return _language.code


def set_language(lang: str) -> None:
    """Show everything in ``lang``; ``ValueError`` for a language the console does not speak.

    English is the source language and has no file; others are read from ``translations/console_<lang>.qm``, and what Qt
    itself says (menus of a field, dialogs of files) from its own, where it was installed with them.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; expected one of {', '.join(LANGUAGES)}")
    if lang == _language.code:
        return
    _language.code = lang
    while _language.translators:
        QCoreApplication.removeTranslator(_language.translators.pop())
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{_QT_NAMES.get(lang, lang)}.qm")
    for file in (of_qt, TRANSLATIONS / f"console_{lang}.qm"):
        translator = QTranslator()
        if file.exists() and translator.load(str(file)):
            QCoreApplication.installTranslator(translator)
            _language.translators.append(translator)
    _language.spoken.emit(lang)
    changed.emit(lang)
    _tell_windows()


def _tell_windows() -> None:
    """Have every window hear of it as from Qt, those marked ``IN_TURNS`` excepted: they hear of it in their turn.

    Left to itself Qt would lay out and paint all windows before the one in use is seen in its new language.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    everything = cast("QObject", None)  # any receiver, which is what Qt means by none
    QCoreApplication.removePostedEvents(everything, QEvent.Type.LanguageChange.value)
    told.emit()
    for window in QApplication.topLevelWidgets():
        if not window.property(IN_TURNS):
            tell(window)


def tell(window: QWidget) -> None:
    """Have a window and all in it retranslate what Qt itself shows."""
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
