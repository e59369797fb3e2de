"""What happens when work nobody waits for has ended, well or not: it is at most noted."""

from __future__ import annotations

import logging

from console.views import language

_log = logging.getLogger(__name__)


def warmed(_nothing: None) -> None:
    """Recommendations come faster from now on; nobody need be told."""


def not_warmed(error: Exception) -> None:
    """They stay right without it, only slower."""
    _log.warning("the road search could not be compiled and stays slow: %s", error)


def shown_anew(_theme: str) -> None:
    """Whatever put colours into its words shows itself anew, as it does when the language changes."""
    language.changed.emit(language.current())


def not_imported(error: Exception) -> None:
    """Figures say so themselves when they are opened."""
    _log.warning("what draws figures could not be imported: %s", error)


def settled(_nothing: None) -> None:
    """Lists come faster from now on; nobody need be told."""


def not_settled(error: Exception) -> None:
    """They stay right without it, only slower."""
    _log.warning("the journal could not be looked through: %s", error)
