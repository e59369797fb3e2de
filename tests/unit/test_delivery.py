from __future__ import annotations

from console.delivery.outbox import MOST_TRIES, OUTBOX, RETRY_EVERY_S, DeliveryError, Outbox, RecordingChannel
from console.model.incident import Order
from console.model.words import OrderStatus
from tests.unit.builders_district import Seat, spot
from tests.unit.test_desk_course import a_seat


class BrokenChannel:
    name = "broken"

    def __init__(self) -> None:
        self.tries = 0

    def send(self, order: Order) -> None:
        self.tries += 1
        raise DeliveryError("no network")


def pass_seconds(seat: Seat, outbox: Outbox, seconds: int) -> None:
    for _ in range(seconds):
        seat.wait(1)
        for command in outbox.due(seat.board, seat.clock.now()):
            seat.do(command, OUTBOX)


def test_an_order_goes_out_once_and_its_delivery_comes_back() -> None:
    seat, channel = a_seat(), RecordingChannel()
    orders = seat.send(seat.emergency(spot(0)))
    pass_seconds(seat, Outbox(channel), 8)
    assert sorted(channel.sent) == sorted(order.id for order in orders)
    assert {seat.order(order).status for order in orders} == {OrderStatus.DELIVERED}


def test_a_channel_that_fails_is_tried_again_at_its_pace_and_not_for_ever() -> None:
    seat, channel = a_seat(), BrokenChannel()
    orders = seat.send(seat.emergency(spot(0)))
    pass_seconds(seat, Outbox(channel), 2)
    assert channel.tries == len(orders)
    pass_seconds(seat, Outbox(channel), RETRY_EVERY_S * (MOST_TRIES + 2))
    assert channel.tries == len(orders) * MOST_TRIES
    assert {seat.order(order).delivery_tries for order in orders} == {MOST_TRIES}


def test_an_order_answered_by_radio_is_not_sent_any_more() -> None:
    from console.model import commands as c

    seat, channel = a_seat(), RecordingChannel()
    for order in seat.send(seat.emergency(spot(0))):
        seat.do(c.AcknowledgeOrder(order.id))
    pass_seconds(seat, Outbox(channel), 3)
    assert channel.sent == []
