"""The days in court: scheduled, held, adjourned, vacated.

Guarantees that a hearing keeps its date: a new date is a new hearing that continues the old one, also where nobody told
us of that one: whoever is to be heard has to be prepared all the same. A hearing that was begun and put off was
adjourned.
"""

from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Moment, Rejected

from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.repeated import content_of
from legal.prosecution.state import Hearing, Prosecution

Type = Literal[
    "bail", "pretrial", "evidence", "testimony", "early_testimony", "argument", "judgment", "appeal", "other"
]
Mode = Literal["in_person", "video", "hybrid", "unknown"]
Reason = Literal["judge_absent", "prosecution", "defence", "witness_absent", "accused_absent", "strike", "other"]
Asker = Literal["court", "prosecution", "defence", "victim", "other", "unknown"]

# Events. These names and fields are the storage format: never rename, add a V2.


class HearingScheduled(AnyEvent):
    hearing_id: UUID
    on_: Moment = Field(alias="on")
    type: Type
    court_org_id: UUID | None = None
    mode: Mode = "unknown"
    witness_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None


class HearingHeld(AnyEvent):
    hearing_id: UUID


class HearingAdjourned(AnyEvent):
    hearing_id: UUID
    reason: Reason
    requested_by: Asker


class HearingVacated(AnyEvent):
    hearing_id: UUID


# Commands


class RecordHearingScheduled(ProsecutionFact, records=HearingScheduled):
    hearing_id: UUID
    on_: Moment = Field(alias="on")
    type: Type
    court_org_id: UUID | None = None
    mode: Mode = "unknown"
    witness_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None


class RecordHearingHeld(ProsecutionFact, records=HearingHeld):
    hearing_id: UUID


class RecordHearingAdjourned(ProsecutionFact, records=HearingAdjourned):
    hearing_id: UUID
    reason: Reason
    requested_by: Asker = "unknown"


class RecordHearingVacated(ProsecutionFact, records=HearingVacated):
    hearing_id: UUID


Event = HearingScheduled | HearingHeld | HearingAdjourned | HearingVacated
Command = RecordHearingScheduled | RecordHearingHeld | RecordHearingAdjourned | RecordHearingVacated

# Rules


class UnknownHearing(Rejected):
    def __init__(self, hearing_id: UUID) -> None:
        super().__init__(f"hearing {hearing_id} was never scheduled in this prosecution; record its date first")


class HearingScheduledOtherwise(Rejected):
    def __init__(self, hearing_id: UUID) -> None:
        super().__init__(
            f"hearing {hearing_id} is known as scheduled otherwise; a new date is a new hearing that continues it"
        )


class HearingIsOver(Rejected):
    def __init__(self, hearing_id: UUID, hearing: Hearing) -> None:
        super().__init__(f"hearing {hearing_id} of {hearing.on} was {hearing.state}; check which hearing is meant")


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordHearingScheduled():
            return scheduled(prosecution, command)
        case RecordHearingHeld():
            return ended(prosecution, command, HearingHeld(**command.told()))
        case RecordHearingAdjourned():
            return ended(prosecution, command, HearingAdjourned(**command.told()))
        case RecordHearingVacated():
            return ended(prosecution, command, HearingVacated(**command.told()))
        case other:
            assert_never(other)


def scheduled(prosecution: Prosecution, command: RecordHearingScheduled) -> list[AnyEvent]:
    event = HearingScheduled(**command.told())
    known = prosecution.hearings.get(command.hearing_id)
    if known is not None and known.scheduled != content_of(event):
        raise HearingScheduledOtherwise(command.hearing_id)
    return [event] if known is None else []


def ended(
    prosecution: Prosecution,
    command: RecordHearingHeld | RecordHearingAdjourned | RecordHearingVacated,
    event: HearingHeld | HearingAdjourned | HearingVacated,
) -> list[AnyEvent]:
    """One ending a hearing, but for one that was begun and then adjourned."""
    hearing = hearing_of(prosecution, command.hearing_id)
    if hearing.state == became(event):
        return []
    if hearing.state == "scheduled" or (hearing.state == "held" and isinstance(event, HearingAdjourned)):
        return [event]
    raise HearingIsOver(command.hearing_id, hearing)


def hearing_of(prosecution: Prosecution, hearing_id: UUID) -> Hearing:
    if hearing_id not in prosecution.hearings:
        raise UnknownHearing(hearing_id)
    return prosecution.hearings[hearing_id]


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    if isinstance(event, HearingScheduled):
        hearing = Hearing(
            content_of(event), event.on_, continues=event.continues, type=event.type, witness_ids=event.witness_ids
        )
    else:
        hearing = replace(prosecution.hearings[event.hearing_id], state=became(event))
    return replace(prosecution, hearings={**prosecution.hearings, event.hearing_id: hearing})


def became(
    event: HearingHeld | HearingAdjourned | HearingVacated,
) -> Literal["held", "adjourned", "vacated"]:
    match event:
        case HearingHeld():
            return "held"
        case HearingAdjourned():
            return "adjourned"
        case HearingVacated():
            return "vacated"
        case other:
            assert_never(other)
