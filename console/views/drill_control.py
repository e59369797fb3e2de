"""Changing how an exercise runs: pace, pause, automatic officer. None of it reaches the journal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from console.desk.command_line import SetDrill
from console.model.lead import Lead, LeadState
from console.phrase import Phrase, say
from console.views.exercise import Exercise
from console.views.link import SessionLink
from console.views.wording import m_ss

BOTH = "EXERCISE 演练"
"""Said in both languages on every screen, so that nobody takes an exercise for the real thing."""


def change_drill(link: SessionLink, wanted: SetDrill) -> Phrase | None:
    """Do what is ``wanted``; why not, where it cannot be done."""
    if link.drill is None:
        return say("command_line.drill_only")
    if link.is_over:
        return say("command_line.drill_over")
    if link.drill.lead is not None:
        return say("command_line.led_elsewhere")
    if wanted.officer is not None:
        link.drill.officer_on = wanted.officer
    if wanted.running is not None:
        link.is_running = wanted.running
    if wanted.pace is not None:
        link.pace = wanted.pace
    if wanted.inject:
        return _play(link, link.drill, wanted.inject)
    link.drill_changed.emit()
    return None


def _play(link: SessionLink, drill: Exercise, inject: str) -> Phrase | None:
    """Play an inject that waits for the controller's hand; why not, where there is none or it was played."""
    waiting = [one for one in drill.by_hand() if one not in link.board.injects]
    if inject not in waiting:
        code = "command_line.inject_played" if inject in link.board.injects else "command_line.inject_unknown"
        return say(code, inject=inject, waiting=", ".join(waiting) or "–")
    link.background.write(partial(drill.play_by_hand, inject), _done, partial(_not_stored, link))
    return None


def _done(_nothing: object) -> None:
    """The rows follow by themselves."""


def _not_stored(link: SessionLink, error: Exception) -> None:
    link.store_state.emit(False, str(error))


def said_of(link: SessionLink) -> list[str]:
    """Whether the exercise is over, paused, or helped along."""
    if link.is_over:
        return [QCoreApplication.translate("Exercise", "the exercise is over")]
    if link.drill is not None and link.drill.lead is not None:
        return [how_led(link.drill, link.drill.lead)]
    said = [] if link.is_running else [QCoreApplication.translate("Exercise", "paused")]
    if link.drill is not None and link.drill.officer_on:
        said.append(QCoreApplication.translate("Exercise", "automatic officer on"))
    return said


def how_led(drill: Exercise, lead: Lead) -> str:
    """At a seat that takes part: who leads, or that nobody does."""
    if lead.state is LeadState.LEFT:
        return QCoreApplication.translate("Exercise", "▲ the controller has left: time stands")
    if drill.stands:
        return QCoreApplication.translate("Exercise", "▲ the controller does not answer: time stands")
    if lead.state is LeadState.PAUSED:
        return QCoreApplication.translate("Exercise", "paused by the controller")
    return QCoreApplication.translate("Exercise", "led by seat {seat}").format(seat=lead.seat)


def drill_words(link: SessionLink) -> list[str]:
    """What the strip of an exercise says, part by part."""
    drill = link.drill
    if drill is None:
        return [BOTH]
    pace = [] if link.is_over else [f"×{drill.lead.pace if drill.lead is not None else link.pace}"]
    return [BOTH, drill.name, *_branched(link), m_ss(drill.elapsed_s), *pace, *said_of(link)]


def _branched(link: SessionLink) -> list[str]:
    """Of a what-if: which journal it goes on from, and at which row."""
    branched = link.board.branched
    if branched is None:
        return []
    words = QCoreApplication.translate("Exercise", "from {source}, row {row}, hash {hash}")
    return [words.format(source=branched.source, row=branched.source_seq, hash=branched.source_hash[:8])]
