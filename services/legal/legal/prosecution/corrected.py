"""What follows where an event of a prosecution is corrected, and whom its events are about.

Guarantees that a closed part is at work again where the correction leaves something to do, that nobody is asked any
more what a clock asked for that does not run, and that whom an operation took is missed once nobody accounts for him.
Who is told is the Docket's (docket/corrected.py).
"""

from collections.abc import Iterator
from uuid import UUID

from throughline.domain import Event, Mending, OnStream, StreamRef, id_in, per_case_stream

from legal.docket import detention
from legal.docket.part import reopened
from legal.docket.state import DOCKET, Docket
from legal.prosecution import milestones
from legal.prosecution.ending import expected
from legal.prosecution.state import Prosecution


def corrected(mending: Mending[Prosecution]) -> Iterator[OnStream]:
    """What was expected before may be expected again, or not any more."""
    prosecution_id = mending.wrong.metadata.stream_id
    stream = StreamRef(DOCKET, per_case_stream(mending.command.case_id, f"legal.{DOCKET}"))
    docket: Docket = mending.seen[stream.stream_id]
    if docket.is_closed and any(expected(prosecution_id, mending.after)):
        yield from (OnStream(stream, event) for event in reopened("proceedings_resumed"))
    for task in milestones.settled(mending.before, mending.after, docket, prosecution_id):
        yield OnStream(stream, task)
    for doubt in detention.in_doubt(docket, mending.before, mending.after):
        yield OnStream(stream, doubt)


def concerns(prosecution: Prosecution, event: Event, _seen: object) -> Iterator[UUID]:
    """Whose charge, hearing, appeal or order it is, where the event names only that."""
    if charge := prosecution.charges.get(id_in(event, "charge_id")):
        yield from (charge.accused_id, *charge.victim_ids)
    if hearing := prosecution.hearings.get(id_in(event, "hearing_id")):
        yield from hearing.witness_ids
    if appeal := prosecution.appeals.get(id_in(event, "appeal_id")):
        yield appeal.accused_id
    if order := prosecution.protection.get(id_in(event, "order_id")):
        yield from (order.protects, order.against)
    if compensation := prosecution.orders.get(id_in(event, "order_id")):
        yield from compensation.about
