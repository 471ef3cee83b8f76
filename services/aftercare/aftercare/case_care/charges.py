"""How many counts of each accused are still open, and no more of the charges: when none is left, he may walk free.

Guarantees that the end of a count is a change of somebody's liberty only where it was surely or possibly the last open
one, in whatever order filing, verdicts and withdrawals are heard of, and that a retrial is pending until it is over. Of
what he is charged with nothing is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Message, Moment, before, latest

from aftercare.case_care.state import CaseCare, Charge, ChargeEnding, CustodyChange, Retrial

Said = Literal["filed", "rejected", "withdrawn", "judged", "appealed", "retrial", "ended"]
"""`retrial`: what an appeal was against is to be tried again. `ended`: all that somebody was prosecuted for is over."""


class CountsOf(Message):
    """`counts` is None where nobody said how many: of an ending, all of them."""

    charge_id: UUID
    counts: int | None = None


# Events. These names and fields are the storage format: never rename, add a V2.


class ChargesNoted(AnyEvent):
    """`against`: the other service's events that an appeal is against."""

    accused_id: UUID | None = None
    charges: tuple[CountsOf, ...] = ()
    said: Said
    source_event_id: UUID
    appeal_id: UUID | None = None
    prosecution_id: UUID | None = None
    against: tuple[UUID, ...] = ()


# Commands


class NoteCharges(Fact, opens=True, records=ChargesNoted):
    """`appeal_id`: somebody appealed, so that what is decided on it is known to be about him."""

    accused_id: UUID | None = None
    charges: tuple[CountsOf, ...] = ()
    said: Said
    source_event_id: UUID
    appeal_id: UUID | None = None
    prosecution_id: UUID | None = None
    against: tuple[UUID, ...] = ()


# Rules


def accused_of(care: CaseCare, change: CustodyChange) -> UUID | None:
    """Whose liberty changed: as was said, or because the charge is known to be his."""
    if change.accused_id:
        return change.accused_id
    charges = (charge for charge in care.charges.values() if change.source_event_id in charge.endings)
    return next((charge.accused_id for charge in charges), None)


def still_charged(care: CaseCare, change: CustodyChange) -> bool:
    """Whether this was a count given up while others of his are open: then it frees nobody. A verdict may."""
    return any(
        any(charge.open_counts for charge in charges)
        for _, charges in by_accused(care)
        if any(_given_up(charge, change.source_event_id) for charge in charges)
    )


def _given_up(charge: Charge, source: UUID) -> bool:
    ending = charge.endings.get(source)
    return ending is not None and ending.how != "judged"


def by_accused(care: CaseCare) -> Iterator[tuple[UUID | None, list[Charge]]]:
    """The charges of each accused in one prosecution together; one that nobody is known for stands alone.

    Each prosecution may hold him: what another one charges him with keeps nobody in.
    """
    of_accused = dict[tuple[UUID, UUID | None], list[Charge]]()
    for charge_id, charge in sorted(care.charges.items()):
        of_accused.setdefault((charge.accused_id or charge_id, charge.prosecution_id), []).append(charge)
    for charges in of_accused.values():
        yield charges[0].accused_id, charges


def last_ending(charges: list[Charge]) -> tuple[UUID, ChargeEnding] | None:
    """The last count that was rejected or withdrawn, where none of these charges has any left."""
    if any(charge.open_counts for charge in charges):
        return None
    endings = {s: e for charge in charges for s, e in charge.endings.items() if e.how != "judged"}
    last = latest(*(ending.on for ending in endings.values()))
    return max(((s, e) for s, e in endings.items() if e.on == last), default=None, key=lambda found: found[0])


# Decisions


def note_charges(care: CaseCare, command: NoteCharges) -> list[AnyEvent]:
    noted = ChargesNoted(**command.fields())
    return [] if heard(care, noted, command.moment) == care else [noted]


# What the events change


def charges_noted(care: CaseCare, event: ChargesNoted) -> CaseCare:
    return heard(care, event, event.occurred_on)


def heard(care: CaseCare, event: ChargesNoted, on: Moment) -> CaseCare:
    care = replace(care, charges=counted(care, event, on))
    match event.said:
        case "filed":
            return care
        case "appealed":
            return appealed(care, event)
        case "retrial":
            return to_be_tried_again(care, event, on)
        case "rejected" | "withdrawn" | "judged" | "ended":
            return tried_again(care, event, on)
        case other:
            assert_never(other)


def appealed(care: CaseCare, event: ChargesNoted) -> CaseCare:
    if event.appeal_id is None or event.accused_id is None:
        return care
    return replace(
        care,
        appeals={**care.appeals, event.appeal_id: event.accused_id},
        contested={**care.contested, event.appeal_id: frozenset(event.against)},
    )


def to_be_tried_again(care: CaseCare, event: ChargesNoted, on: Moment) -> CaseCare:
    """The verdicts appealed against end no count any more."""
    if event.appeal_id is None:
        return care
    undone = care.contested.get(event.appeal_id, frozenset())
    charges = {
        charge_id: replace(charge, endings={s: ending for s, ending in charge.endings.items() if s not in undone})
        for charge_id, charge in care.charges.items()
    }
    retrial = Retrial(event.accused_id or care.appeals.get(event.appeal_id), event.prosecution_id, on)
    return replace(care, charges=charges, retrials={**care.retrials, event.appeal_id: retrial})


def tried_again(care: CaseCare, event: ChargesNoted, on: Moment) -> CaseCare:
    """A retrial is over by what is told of him in that prosecution after it was ordered, and surely happened after."""
    pending = {
        appeal_id: retrial
        for appeal_id, retrial in care.retrials.items()
        if before(on, retrial.on)
        or not may_be_one(event.accused_id, retrial.accused_id)
        or not may_be_one(event.prosecution_id, retrial.prosecution_id)
    }
    return replace(care, retrials=pending)


def may_be_one(one: UUID | None, other: UUID | None) -> bool:
    return None in (one, other) or one == other


def counted(care: CaseCare, event: ChargesNoted, on: Moment) -> Mapping[UUID, Charge]:
    charges = dict(care.charges)
    for said in event.charges:
        charge = charges.get(said.charge_id, Charge())
        charge = replace(
            charge,
            accused_id=event.accused_id or charge.accused_id,
            prosecution_id=event.prosecution_id or charge.prosecution_id,
        )
        if event.said == "filed":
            charge = replace(charge, counts=said.counts)
        elif event.said in ("rejected", "withdrawn", "judged"):
            ending = ChargeEnding(event.said, said.counts, on)
            charge = replace(charge, endings={**charge.endings, event.source_event_id: ending})
        charges[said.charge_id] = charge
    return charges
