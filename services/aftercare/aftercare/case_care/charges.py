"""How many counts of each accused are still open, and no more of the charges: when none is left, he may walk free.

Guarantees that the end of a count is a change of somebody's liberty only where it was surely or possibly the last open
one, in whatever order filing, verdicts and withdrawals are heard of. Of what he is charged with nothing is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Message, Moment, latest

from aftercare.case_care.state import CaseCare, Charge, ChargeEnding, CustodyChange

Said = Literal["filed", "rejected", "withdrawn", "judged", "appealed"]


class CountsOf(Message):
    """`counts` is None where nobody said how many: of an ending, all of them."""

    charge_id: UUID
    counts: int | None = None


# Events. These names and fields are the storage format: never rename, add a V2.


class ChargesNoted(AnyEvent):
    accused_id: UUID | None = None
    charges: tuple[CountsOf, ...] = ()
    said: Said
    source_event_id: UUID
    appeal_id: UUID | None = None
    prosecution_id: UUID | None = None


# Commands


class NoteCharges(Fact, opens=True, records=ChargesNoted):
    accused_id: UUID | None = None
    """`appeal_id`: somebody appealed, so that what is decided on it is known to be about him."""

    charges: tuple[CountsOf, ...] = ()
    said: Said
    source_event_id: UUID
    appeal_id: UUID | None = None
    prosecution_id: UUID | None = None


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
    after = appealed(replace(care, charges=counted(care, noted, command.moment)), noted)
    return [] if after == care else [noted]


# What the events change


def charges_noted(care: CaseCare, event: ChargesNoted) -> CaseCare:
    return appealed(replace(care, charges=counted(care, event, event.occurred_on)), event)


def appealed(care: CaseCare, event: ChargesNoted) -> CaseCare:
    if event.appeal_id is None or event.accused_id is None:
        return care
    return replace(care, appeals={**care.appeals, event.appeal_id: event.accused_id})


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
        elif event.said != "appealed":
            ending = ChargeEnding(event.said, said.counts, on)
            charge = replace(charge, endings={**charge.endings, event.source_event_id: ending})
        charges[said.charge_id] = charge
    return charges
