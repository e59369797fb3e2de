"""Where a floating box goes so that it does not cover what it is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

BESIDE_PX = 22


def beside(size: QSize, room: QRect, shape: QRect, at: QPoint) -> QPoint:
    """The corner of a box of ``size`` inside ``room``: next to ``shape``, level with ``at``; else next to ``at``."""
    for around in (shape, QRect(at, at)):
        clear = around.adjusted(-BESIDE_PX, -BESIDE_PX, BESIDE_PX, BESIDE_PX)
        for corner in _around(clear, size, at):
            box = _inside(QRect(corner, size), room)
            if not box.intersects(clear):
                return box.topLeft()
    return room.topLeft()


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
