"""Where a floating box goes so that it covers as little as can be of what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize

BESIDE_PX = 22


def beside(size: QSize, room: QRect, shapes: Sequence[QRect], at: QPoint) -> QPoint:
    """The corner of a box of ``size`` inside ``room`` that covers the fewest of ``shapes``.

    Of equals the first: next to all of them together, level with ``at``; next to ``at``; in a corner of the room.
    """
    together = QRect(at, at)
    for shape in shapes:
        together = together.united(shape)
    clear = [_wider(shape) for shape in shapes]
    spots = [*_around(_wider(together), size, at), *_around(_wider(QRect(at, at)), size, at)]
    spots += [room.topLeft(), room.topRight(), room.bottomLeft(), room.bottomRight()]
    boxes = [_inside(QRect(spot, size), room) for spot in spots]
    return min(boxes, key=lambda box: sum(box.intersects(shape) for shape in clear)).topLeft()


def _wider(shape: QRect) -> QRect:
    return shape.adjusted(-BESIDE_PX, -BESIDE_PX, BESIDE_PX, BESIDE_PX)


def _around(clear: QRect, size: QSize, at: QPoint) -> tuple[QPoint, ...]:
    """Right of it, left of it, below, above."""
    x, y = at.x() - size.width() // 2, at.y() - size.height() // 2
    return (
        QPoint(clear.right() + 1, y), QPoint(clear.left() - size.width(), y),
        QPoint(x, clear.bottom() + 1), QPoint(x, clear.top() - size.height()),
    )  # fmt: skip


def _inside(box: QRect, room: QRect) -> QRect:
    """``box`` moved into ``room``; its upper left corner where it is larger than that."""
    box.moveTop(max(min(box.top(), room.bottom() + 1 - box.height()), room.top()))
    box.moveLeft(max(min(box.left(), room.right() + 1 - box.width()), room.left()))
    return box
