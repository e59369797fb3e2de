"""Why a map file cannot be used, in the language on screen: the reader's own sentence stays beside it as the detail."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.views import language

SIGNS = (  # what the reader's sentence holds, and what it comes to; the first that fits
    ("there is no such file", QT_TRANSLATE_NOOP("Refusals", "there is no such file")),
    ("it is a folder", QT_TRANSLATE_NOOP("Refusals", "it is a folder, not a map file")),
    ("the file is empty", QT_TRANSLATE_NOOP("Refusals", "the file is empty")),
    ("cut off", QT_TRANSLATE_NOOP("Refusals", "the file is cut off or damaged: fetch it again")),
    ("no OpenStreetMap file", QT_TRANSLATE_NOOP("Refusals", "this is no OpenStreetMap file")),
    ("cannot be read as OpenStreetMap", QT_TRANSLATE_NOOP("Refusals", "this is no OpenStreetMap file")),
    ("list of changes", QT_TRANSLATE_NOOP("Refusals", "this is a list of changes, not a map")),
    ("the map's history", QT_TRANSLATE_NOOP("Refusals", "it holds the map's history, not one state of it")),
    ("deletions that were not", QT_TRANSLATE_NOOP("Refusals", "it holds deletions that were not carried out")),
    ("packed once more", QT_TRANSLATE_NOOP("Refusals", "it is packed twice: unpack it once")),
    ("no road that vehicles use", QT_TRANSLATE_NOOP("Refusals", "there is no road in it that vehicles use")),
    ("points of its roads are missing", QT_TRANSLATE_NOOP("Refusals", "the points of its roads are missing")),
    ("no two points of a road", QT_TRANSLATE_NOOP("Refusals", "the points of its roads are missing")),
    ("more than one town", QT_TRANSLATE_NOOP("Refusals", "its roads spread over more than one town: cut it out")),
    ("outside China", QT_TRANSLATE_NOOP("Refusals", "it lies outside China: choose WGS-84")),
    ("expected positions in degrees", QT_TRANSLATE_NOOP("Refusals", "its positions are no degrees of WGS-84")),
    ("expected degrees", QT_TRANSLATE_NOOP("Refusals", "its positions are no degrees of WGS-84")),
    ("exchanged?", QT_TRANSLATE_NOOP("Refusals", "no town is there: are latitude and longitude exchanged?")),
    ("it is there already", QT_TRANSLATE_NOOP("Refusals", "there is a district of that name already")),
)


def in_words(refusal: str) -> str:
    """The refusal for the screen."""
    if language.current() == "en":
        return refusal
    found = next((str(said) for sign, said in SIGNS if sign in refusal), None)
    return f"{QCoreApplication.translate('Refusals', found)} ({refusal})" if found else refusal
