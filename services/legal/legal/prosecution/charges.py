"""Charges and what becomes of their counts: filed by the prosecutor, accepted by the court, rejected, withdrawn.

Guarantees that no count is in two places at once: filed = pending + accepted + withdrawn + rejected, for every charge.
Counts of one charge may part ways. What a court decides of an accepted count is a verdict (verdicts.py). Whoever is
charged is before the court again, whatever had ended the proceedings.
"""

from dataclasses import replace
from typing import Annotated, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Message, Rejected

from legal.codes import Code, Counts, Iccs, Statute
from legal.prosecution.facts import AccusedFact, ProsecutionFact
from legal.prosecution.rules import accused_of, charge_of
from legal.prosecution.state import Charge, Dead, Pending, Prosecution

# Events. These names and fields are the storage format: never rename, add a V2.


class FiledCharge(Message):
    charge_id: UUID
    statute: Statute
    iccs: Iccs | None = None
    counts: Counts
    victim_ids: tuple[UUID, ...] = ()


class ChargesFiled(AnyEvent):
    accused_id: UUID
    charges: tuple[FiledCharge, ...]


class ChargeAccepted(AnyEvent):
    charge_id: UUID
    counts: Counts | None = None


class ChargeRejected(AnyEvent):
    charge_id: UUID
    counts: Counts | None = None
    reason: Code


class ChargeWithdrawn(AnyEvent):
    charge_id: UUID
    counts: Counts | None = None
    reason: Code


class ChargeAmended(AnyEvent):
    """`statute` and `iccs`: what these counts, else all open ones, are under from now on, where the court said so."""

    charge_id: UUID
    counts: Counts | None = None
    reason: Code
    statute: Statute | None = None
    iccs: Iccs | None = None


# Commands; `counts` left out means all that this can still happen to, and the event says how many those were


class RecordChargesFiled(AccusedFact, records=ChargesFiled):
    charges: Annotated[tuple[FiledCharge, ...], Field(min_length=1, max_length=200)]


class RecordChargeAccepted(ProsecutionFact, records=ChargeAccepted):
    charge_id: UUID
    counts: Counts | None = None


class RecordChargeRejected(ProsecutionFact, records=ChargeRejected):
    charge_id: UUID
    counts: Counts | None = None
    reason: Code


class RecordChargeWithdrawn(ProsecutionFact, records=ChargeWithdrawn):
    charge_id: UUID
    counts: Counts | None = None
    reason: Code


class RecordChargeAmended(ProsecutionFact, records=ChargeAmended):
    charge_id: UUID
    counts: Counts | None = None
    reason: Code
    statute: Statute | None = None
    iccs: Iccs | None = None


Event = ChargesFiled | ChargeAccepted | ChargeRejected | ChargeWithdrawn | ChargeAmended
Command = RecordChargesFiled | RecordChargeAccepted | RecordChargeRejected | RecordChargeWithdrawn | RecordChargeAmended

# Rules


class ChargeFiledOtherwise(Rejected):
    def __init__(self, charge_id: UUID) -> None:
        super().__init__(f"charge {charge_id} was filed before, with other counts or against another accused")


class CountsExceedCharge(Rejected):
    def __init__(self, charge: Charge, counts: int, left: int) -> None:
        super().__init__(
            f"{counts} counts of charge {charge.charge_id}, but {left} of its {charge.filed} are left for this "
            f"(pending {charge.pending}, accepted {charge.accepted}, withdrawn {charge.withdrawn}, "
            f"rejected {charge.rejected}, undecided {charge.undecided()}); check the numbers"
        )


class CountsAreAccepted(Rejected):
    def __init__(self, charge: Charge, counts: int) -> None:
        super().__init__(
            f"{counts} counts of charge {charge.charge_id}, of which the court accepted {charge.accepted} and has "
            f"{charge.pending} before it; an accepted count is withdrawn, or dismissed by a verdict"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    if isinstance(command, RecordChargesFiled):
        return charges_filed(prosecution, command)
    charge = charge_of(prosecution, command.charge_id)
    match command:
        case RecordChargeAccepted():
            counts = among(charge, command.counts, charge.pending, charge.accepted)
            return [ChargeAccepted(charge_id=charge.charge_id, counts=counts)] if counts else []
        case RecordChargeRejected():
            wanted = command.counts or 1
            if charge.pending < wanted <= charge.pending + charge.accepted and not (
                command.counts is None and charge.rejected
            ):
                raise CountsAreAccepted(charge, wanted)
            counts = among(charge, command.counts, charge.pending, charge.rejected)
            return [ChargeRejected(**command.told("counts"), counts=counts)] if counts else []
        case RecordChargeWithdrawn():
            counts = among(charge, command.counts, charge.open, charge.withdrawn)
            return [ChargeWithdrawn(**command.told("counts"), counts=counts)] if counts else []
        case RecordChargeAmended():
            among(charge, command.counts, charge.open, 0)
            return [ChargeAmended(**command.told())]
        case other:
            assert_never(other)


def charges_filed(prosecution: Prosecution, command: RecordChargesFiled) -> list[AnyEvent]:
    accused_of(prosecution, command.accused_id)
    new: dict[UUID, FiledCharge] = {}
    for filed in command.charges:
        known = prosecution.charges.get(filed.charge_id)
        if known is None and new.setdefault(filed.charge_id, filed) == filed:
            continue
        if known is None or (known.accused_id, known.filed) != (command.accused_id, filed.counts):
            raise ChargeFiledOtherwise(filed.charge_id)
    return [ChargesFiled(accused_id=command.accused_id, charges=tuple(new.values()))] if new else []


def among(charge: Charge, said: int | None, left: int, already: int) -> int:
    """How many counts are meant; none where all of them are there already. Raises CountsExceedCharge."""
    if said is None and left == 0 and already > 0:
        return 0
    counts = said or left
    if not 0 < counts <= left:
        raise CountsExceedCharge(charge, counts, left)
    return counts


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    if isinstance(event, ChargesFiled):
        new = {
            filed.charge_id: Charge(
                filed.charge_id, event.accused_id, filed.counts, victim_ids=filed.victim_ids, statute=filed.statute
            )
            for filed in event.charges
        }
        accused = prosecution.accused[event.accused_id]
        if not isinstance(accused.proceedings, Dead):
            accused = replace(accused, proceedings=Pending())
        return replace(
            prosecution,
            charges={**prosecution.charges, **new},
            accused={**prosecution.accused, accused.accused_id: accused},
        )
    if isinstance(event, ChargeAmended):
        return amended(prosecution, event)
    charge = parted(prosecution.charges[event.charge_id], event)
    return replace(prosecution, charges={**prosecution.charges, charge.charge_id: charge})


def amended(prosecution: Prosecution, event: ChargeAmended) -> Prosecution:
    """Another law for the whole charge, where all its open counts are meant."""
    known = prosecution.charges[event.charge_id]
    if event.statute is None or (event.counts is not None and event.counts < known.open):
        return prosecution
    charge = replace(known, statute=event.statute)
    return replace(prosecution, charges={**prosecution.charges, charge.charge_id: charge})


def parted(charge: Charge, event: ChargeAccepted | ChargeRejected | ChargeWithdrawn) -> Charge:
    """Withdrawn counts come off the pending ones first, then off the accepted ones that nobody decided."""
    counts = event.counts or 0
    match event:
        case ChargeAccepted():
            return replace(charge, pending=charge.pending - counts, accepted=charge.accepted + counts)
        case ChargeRejected():
            return replace(charge, pending=charge.pending - counts, rejected=charge.rejected + counts)
        case ChargeWithdrawn():
            pending = min(counts, charge.pending)
            accepted = charge.accepted - (counts - pending)
            return replace(
                charge, pending=charge.pending - pending, accepted=accepted, withdrawn=charge.withdrawn + counts
            )
        case other:
            assert_never(other)
