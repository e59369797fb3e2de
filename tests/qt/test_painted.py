"""What is as it was is not painted again."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from console.views.painted import KEPT, painted
from console.views.theme import current as theme


def on_paper(rect, what, colour, told):
    """Paint on a new sheet; the sheet."""
    paper = QImage(60, 40, QImage.Format.Format_RGB32)
    paper.fill(0)
    painter = QPainter(paper)

    def paint(inner, place):
        told.append(what)
        inner.fillRect(place, QColor(colour))

    painted(painter, rect, what, paint)
    painter.end()
    return paper


def test_the_same_thing_is_painted_once_wherever_it_stands(qapp):
    told: list[object] = []
    first = on_paper(QRect(0, 0, 20, 10), "row of a test", "red", told)
    second = on_paper(QRect(30, 20, 20, 10), "row of a test", "red", told)
    assert told == ["row of a test"]
    assert (first.pixelColor(5, 5), second.pixelColor(35, 25)) == (QColor("red"), QColor("red"))
    assert second.pixelColor(5, 5) == QColor("black")


def test_another_size_another_theme_and_other_words_are_painted_anew(qapp):
    told: list[object] = []
    on_paper(QRect(0, 0, 20, 10), "a", "red", told)
    on_paper(QRect(0, 0, 21, 10), "a", "red", told)
    on_paper(QRect(0, 0, 20, 10), "b", "red", told)
    theme.set_theme("light")
    on_paper(QRect(0, 0, 20, 10), "a", "red", told)
    assert told == ["a", "a", "b", "a"]


def test_what_was_not_seen_for_long_is_let_go(qapp):
    told: list[object] = []
    on_paper(QRect(0, 0, 9, 9), "old", "red", told)
    for n in range(KEPT):
        on_paper(QRect(0, 0, 2, 2), n, "red", [])
    on_paper(QRect(0, 0, 9, 9), "old", "red", told)
    assert told == ["old", "old"]
