"""What each fact of a prosecution is about, and when that has changed: what a repetition is measured by (repeated.py).

Guarantees nothing by itself. A fact without an aspect is a repetition whenever the same was said of the same moment.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args
from uuid import UUID

from throughline.domain import Event

from legal.prosecution import bail, charges, custody, ending
from legal.prosecution.arraignment import PleaEntered
from legal.prosecution.compensation import CompensationReceived
from legal.prosecution.complaint import ComplaintRefused
from legal.prosecution.protection import ProtectionOrderBreached, ProtectionOrderExtended
from legal.prosecution.registration import AccusedRegistered, AccusedRemoved
from legal.prosecution.repeated import NO_SUBJECT, Aspect
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.state import Accused, Prosecution
from legal.prosecution.testimony import WitnessSummoned
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded

COUNTED = frozenset(
    kind.__name__
    for kind in (
        VerdictRecorded,
        charges.ChargeAccepted,
        charges.ChargeRejected,
        charges.ChargeWithdrawn,
        CompensationReceived,
    )
)
"""Told twice, they happened twice, as far as anything is left for them."""

ABOUT: Mapping[str, tuple[str, str]] = {
    **{event.__name__: ("custody", "accused_id") for event in get_args(custody.Event)},
    custody.ReleaseExpected.__name__: ("release", "accused_id"),
    **{event.__name__: ("bail", "accused_id") for event in get_args(bail.Event)},
    **{event.__name__: ("proceedings", "accused_id") for event in get_args(ending.Event)},
    SentencePassed.__name__: ("judgment", "accused_id"),
    DispositionReported.__name__: ("judgment", "accused_id"),
    PleaEntered.__name__: ("plea", "charge_id"),
    WitnessSummoned.__name__: ("witness", "witness_id"),
    ComplaintRefused.__name__: ("complaint", ""),
    AccusedRegistered.__name__: ("named", "accused_id"),
    AccusedRemoved.__name__: ("named", "accused_id"),
    ProtectionOrderBreached.__name__: ("order", "order_id"),
    ProtectionOrderExtended.__name__: ("order", "order_id"),
}
ITSELF = (PleaEntered, WitnessSummoned, custody.ReleaseExpected, ProtectionOrderExtended)
"""Each such fact takes the place of the one before it."""


def about(kind: str, fields: Mapping[str, Any]) -> Aspect | None:
    if kind not in ABOUT:
        return None
    name, field = ABOUT[kind]
    return name, fields.get(field) or NO_SUBJECT


def changed(before: Prosecution, after: Prosecution, event: Event) -> Iterator[Aspect]:
    """What one event changed."""
    if isinstance(event, ITSELF) and (aspect := about(type(event).__name__, dict(event))):
        yield aspect
    if before.complaint != after.complaint:
        yield "complaint", NO_SUBJECT
    for accused_id in touched(before, after):
        known = before.accused.get(accused_id)
        if known is None or accused_id not in after.accused:
            yield "proceedings", NO_SUBJECT
            yield "named", accused_id
        else:
            yield from ((name, accused_id) for name in of_accused(known, after.accused[accused_id], event))
        if judged(before, accused_id) != judged(after, accused_id):
            yield "judgment", accused_id


def touched(before: Prosecution, after: Prosecution) -> set[UUID]:
    """The accused whose own state, or whose charges, one event changed."""
    people = before.accused.keys() | after.accused.keys()
    accused = {id for id in people if before.accused.get(id) is not after.accused.get(id)}
    charges = {c.accused_id for id, c in after.charges.items() if before.charges.get(id) is not c}
    return accused | charges


def of_accused(known: Accused, accused: Accused, event: Event) -> Iterator[str]:
    """A remand changes nothing where a custody was open."""
    if known.moves != accused.moves:
        if not isinstance(event, custody.RemandOrdered) or type(known.custody) is not type(accused.custody):
            yield "custody"
        yield "release"
    if known.bails != accused.bails:
        yield "bail"
    if known.proceedings != accused.proceedings:
        yield "proceedings"


def judged(prosecution: Prosecution, accused_id: UUID) -> Any:
    """All that was judged of an accused but the sentences, and which of these are undone."""
    accused = prosecution.accused.get(accused_id)
    if accused is None:
        return None
    undone = [sentence.event_id for sentence in accused.sentences if not sentence.effective]
    return [charge.verdicts for charge in prosecution.charges_of(accused_id)], accused.dispositions, undone
