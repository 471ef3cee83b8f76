"""What a court found, count by count; and what a source says of an accused whose verdicts it does not give.

Guarantees one effective verdict per accepted count and level of court until it is reversed or retried; a hung jury
decides nothing and leaves its counts open. A disposition never stands in for a verdict.
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Message, Rejected

from legal.codes import Code, Counts, Iccs, Statute
from legal.prosecution.facts import AccusedFact
from legal.prosecution.rules import accused_of, alive, charge_of
from legal.prosecution.state import Charge, Disposition, Level, Prosecution, Verdict

Found = Literal["guilty", "guilty_lesser", "not_guilty", "dismissed", "hung"]
Value = Literal[
    "convicted_plea", "convicted_trial", "convicted_other_count", "dismissed", "acquitted_trial", "pending", "unknown"
]

# Events. These names and fields are the storage format: never rename, add a V2.


class ConvictedOf(Message):
    statute: Statute
    iccs: Iccs | None = None


class VerdictRecorded(AnyEvent):
    accused_id: UUID
    charge_id: UUID
    counts: Counts
    verdict: Found
    convicted_of: ConvictedOf | None = None
    by_plea: bool = False
    court: Level


class DispositionReported(AnyEvent):
    accused_id: UUID
    source: Code
    value: Value


# Commands


class RecordVerdict(AccusedFact, records=VerdictRecorded):
    charge_id: UUID
    counts: Counts
    verdict: Found
    convicted_of: ConvictedOf | None = None
    by_plea: bool = False
    court: Level = "first_instance"


class RecordDisposition(AccusedFact, records=DispositionReported):
    source: Code
    value: Value


Event = VerdictRecorded | DispositionReported
Command = RecordVerdict | RecordDisposition

# Rules


class ChargeNotAccepted(Rejected):
    def __init__(self, charge: Charge, counts: int) -> None:
        super().__init__(
            f"{counts} counts of charge {charge.charge_id}, of which the court accepted {charge.accepted} of "
            f"{charge.filed}; record the acceptance first"
        )


class CountsAlreadyDecided(Rejected):
    def __init__(self, charge: Charge, court: Level, counts: int) -> None:
        super().__init__(
            f"{counts} counts of charge {charge.charge_id}, but at {court} {charge.decided(court)} of "
            f"{charge.accepted} accepted counts are decided; record the appeal that undid that verdict first"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordVerdict():
            return verdict(prosecution, command)
        case RecordDisposition():
            return disposition(prosecution, command)
        case other:
            assert_never(other)


def verdict(prosecution: Prosecution, command: RecordVerdict) -> list[AnyEvent]:
    alive(accused_of(prosecution, command.accused_id), command.moment)
    charge = charge_of(prosecution, command.charge_id, command.accused_id)
    if charge.accepted < command.counts:
        raise ChargeNotAccepted(charge, command.counts)
    if charge.undecided(command.court) < command.counts:
        raise CountsAlreadyDecided(charge, command.court, command.counts)
    return [VerdictRecorded(**command.told())]


def disposition(prosecution: Prosecution, command: RecordDisposition) -> list[AnyEvent]:
    known = accused_of(prosecution, command.accused_id).dispositions.get(command.source)
    if known is not None and known.value == command.value:
        return []
    return [DispositionReported(**command.told())]


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case VerdictRecorded():
            charge = prosecution.charges[event.charge_id]
            found = Verdict(event.metadata.event_id, event.counts, event.verdict, event.court)
            charge = replace(charge, verdicts=(*charge.verdicts, found))
            return replace(prosecution, charges={**prosecution.charges, charge.charge_id: charge})
        case DispositionReported(source=source, value=value):
            accused = prosecution.accused[event.accused_id]
            reported = Disposition(event.metadata.event_id, value)
            accused = replace(accused, dispositions={**accused.dispositions, source: reported})
            return replace(prosecution, accused={**prosecution.accused, accused.accused_id: accused})
        case other:
            assert_never(other)
