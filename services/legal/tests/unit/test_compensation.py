"""Compensation: what was received belongs to a known order, in its currency."""

from decimal import Decimal
from uuid import UUID

from legal import prosecution
from legal.prosecution.compensation import (
    CompensationOrdered,
    CompensationReceived,
    CurrencyDiffers,
    OrderedOtherwise,
    PaymentKnown,
    RecordCompensationOrdered,
    RecordCompensationReceived,
    UnknownOrder,
)
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.rules import UnknownAccused
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, ORDER, V = UUID(int=1), UUID(int=2), UUID(int=3)
of = {"case_id": CASE, "prosecution_id": P}
started = ProsecutionStarted(jurisdiction_profile="PHL")
terms = {"order_id": ORDER, "victim_id": V, "amount": Decimal("200000"), "currency": "PHP", "payer": "accused"}
ordered = CompensationOrdered(**terms)
part = {"order_id": ORDER, "amount": Decimal("5000"), "currency": "PHP"}
MAY_4, MAY_9 = Moment.parse("2026-05-04"), Moment.parse("2026-05-09")


class WhenNothingIsOrdered:
    def test_an_order_is_recorded(self):
        given(started).when(RecordCompensationOrdered(**of, **terms)).then(ordered)

    def test_an_order_against_somebody_unknown_is_held(self):
        given(started).when(RecordCompensationOrdered(**of, **terms, accused_id=UUID(int=9))).holds(UnknownAccused)

    def test_a_payment_is_held_for_want_of_an_order(self):
        given(started).when(RecordCompensationReceived(**of, **part)).holds(UnknownOrder)


class WhenOrdered:
    def test_the_same_order_again_is_nothing_new(self):
        given(started, ordered).when(RecordCompensationOrdered(**of, **terms, occurred_on=MAY_9)).nothing()

    def test_the_same_order_with_another_amount_is_held(self):
        other = {**terms, "amount": Decimal("1")}
        given(started, ordered).when(RecordCompensationOrdered(**of, **other)).holds(OrderedOtherwise)

    def test_a_payment_in_another_currency_is_held(self):
        given(started, ordered).when(RecordCompensationReceived(**of, **{**part, "currency": "USD"})).holds(
            CurrencyDiffers
        )

    def test_payments_add_up_and_one_that_would_exceed_the_order_is_held_where_it_was_told_before(self):
        received = CompensationReceived(**part).on(MAY_4)
        given(started, ordered).when(RecordCompensationReceived(**of, **part)).then(CompensationReceived(**part))
        again = RecordCompensationReceived(**of, **part, occurred_on=MAY_4)
        given(started, ordered, received).when(again).emits(CompensationReceived)
        whole = [received] * int(terms["amount"] / part["amount"])
        given(started, ordered, *whole).when(again).holds(PaymentKnown)
        interest = {**part, "amount": Decimal("1")}
        given(started, ordered, *whole).when(RecordCompensationReceived(**of, **interest)).emits(CompensationReceived)
        second = RecordCompensationReceived(**of, **part, occurred_on=MAY_9)
        given(started, ordered, received).when(second).emits(CompensationReceived)
        assert given(started, ordered, received, received).state.orders[ORDER].paid == Decimal("10000")
