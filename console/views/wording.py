"""Words for the screen: sentences and names in its language, times and ages as an officer reads them."""

from __future__ import annotations

from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import Qt as Gui

from console.board.durations import HOUR_S, MINUTE_S, m_ss
from console.phrase import Phrase, Text, known_codes, say
from console.views import language

__all__ = ["age", "clock", "m_ss", "only_words", "shown", "span", "tell", "tip", "word"]

AGES_FROM_S = 90
DAYS_FROM_S = 3 * 24 * HOUR_S


def tell(sentence: Phrase | Text | str | int) -> str:
    """The sentence or name in the language on screen."""
    return sentence.get(language.current()) if isinstance(sentence, Phrase | Text) else str(sentence)


def word(family: str, code: str) -> str:
    """The word for a state or kind, such as ``("stage", "handling")``; the code itself when there is none."""
    return tell(say(f"{family}.{code}")) if f"{family}.{code}" in known_codes() else code


def tip(text: str) -> str:
    """``text`` for a tooltip, which would take words that look like a page for one."""
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if Gui.mightBeRichText(text) else text


def shown(role: int, text: str) -> str:
    """What a cell answers for its words, or for the tooltip that tells them whole."""
    return tip(text) if role == Gui.ItemDataRole.ToolTipRole else text


def age(seconds: int | None) -> str:
    """How old something is: ``4 s``, ``12 min``, ``3 h``; never heard is said so."""
    if seconds is None:
        return QCoreApplication.translate("Age", "never heard")
    if seconds < AGES_FROM_S:
        return QCoreApplication.translate("Age", "{n} s").format(n=seconds)
    if seconds < 2 * HOUR_S:
        return QCoreApplication.translate("Age", "{n} min").format(n=seconds // MINUTE_S)
    return QCoreApplication.translate("Age", "{n} h").format(n=seconds // HOUR_S)


def span(seconds: float) -> str:
    """A duration in a list: ``2:11`` below an hour, ``1 h 10`` above, ``4 d 2 h`` from three days on."""
    whole = int(seconds)
    if whole < HOUR_S:
        return m_ss(whole)
    if whole >= DAYS_FROM_S:
        days, rest = divmod(whole, 24 * HOUR_S)
        return QCoreApplication.translate("Age", "{d} d {h} h").format(d=days, h=rest // HOUR_S)
    minutes = f"{whole % HOUR_S // MINUTE_S:02d}"
    return QCoreApplication.translate("Age", "{h} h {m}").format(h=whole // HOUR_S, m=minutes)


def clock(moment: datetime) -> str:
    """The time of day of a moment already in the district's time zone."""
    return moment.strftime("%H:%M:%S")


def only_words(text: str, limit: int = 400) -> str:
    """Report text for one line: no line breaks or control characters, cut with an ellipsis."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
