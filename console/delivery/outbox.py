"""The outbox: every issued order goes out through one channel; what came of it returns as a command."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from console.board.board import Board
from console.model.commands import Command, ConfirmDelivery, ReportDeliveryFailure
from console.model.incident import Actor, Order
from console.model.words import OrderStatus

OUTBOX = Actor("outbox", "system")
RETRY_EVERY_S = 5
MOST_TRIES = 5


class DeliveryError(Exception):
    """A channel could not deliver; the text says why."""


class Channel(Protocol):
    """One way to reach teams."""

    name: str

    def send(self, order: Order) -> None:
        """Deliver ``order``; raises :class:`DeliveryError`. Sending one order twice must do no harm."""
        ...


class RecordingChannel:
    """The only channel of a drill: it keeps what it was given and reaches nobody."""

    name = "recording"

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, order: Order) -> None:
        """Keep the order's id."""
        self.sent.append(order.id)


class Outbox:
    """Sends what waits through one channel. Slow with a real channel: not on the GUI thread."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def due(self, board: Board, now: datetime) -> list[Command]:
        """Send every order whose turn it is, oldest first; the commands that say what came of it."""
        orders = [board.orders[order] for order in sorted(board.bound.values())]
        return [self._send(order) for order in orders if order.status is OrderStatus.ISSUED and _is_turn(order, now)]

    def _send(self, order: Order) -> Command:
        try:
            self._channel.send(order)
        except DeliveryError as error:
            return ReportDeliveryFailure(order.id, self._channel.name, str(error))
        return ConfirmDelivery(order.id, self._channel.name)


def _is_turn(order: Order, now: datetime) -> bool:
    """Strictly after it was issued, a failed one again every ``RETRY_EVERY_S``."""
    waited = (now - order.issued_at).total_seconds()
    return waited > order.delivery_tries * RETRY_EVERY_S and order.delivery_tries < MOST_TRIES
