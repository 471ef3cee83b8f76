"""Witnesses: summoned, and heard.

Guarantees that a victim's testimony counts only where aftercare said she was ready, or a reason says why she was heard
all the same; else it is held. Readiness is what the Docket noted; why somebody is not ready is nobody's business here.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Moment, Rejected

from legal.codes import Code
from legal.days import days_between
from legal.docket.state import Docket, Readiness
from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.hearings import HearingIsOver, hearing_of
from legal.prosecution.state import Prosecution

Role = Literal["victim", "police", "expert", "other"]
Mode = Literal["in_person", "video", "recorded", "statement"]

READINESS_LASTS_DAYS = 30
"""How long readiness stated for an adjourned hearing carries over to the one that continues it."""

# Events. These names and fields are the storage format: never rename, add a V2.


class WitnessSummoned(AnyEvent):
    witness_id: UUID
    role: Role


class TestimonyGiven(AnyEvent):
    __test__ = False

    hearing_id: UUID
    witness_id: UUID
    mode: Mode
    closed_court: bool
    support_person_present: bool
    override_reason: Code | None = None


# Commands


class RecordWitnessSummoned(ProsecutionFact, records=WitnessSummoned):
    witness_id: UUID
    role: Role


class RecordTestimony(ProsecutionFact, records=TestimonyGiven):
    hearing_id: UUID
    witness_id: UUID
    mode: Mode
    closed_court: bool
    support_person_present: bool
    override_reason: Code | None = None


Event = WitnessSummoned | TestimonyGiven
Command = RecordWitnessSummoned | RecordTestimony

# Rules


class ReadinessNotNoted(Rejected):
    def __init__(self, command: RecordTestimony, readiness: Readiness | None) -> None:
        noted = f"noted as {readiness.ready} on {readiness.on}" if readiness else "not noted"
        super().__init__(
            f"readiness of witness {command.witness_id} for hearing {command.hearing_id} is {noted}; "
            "have it stated, or say why she was heard all the same (overrideReason)"
        )


# Decisions


def decide(prosecution: Prosecution, docket: Docket, command: Command) -> list[AnyEvent]:
    match command:
        case RecordWitnessSummoned():
            return [WitnessSummoned(**command.told())]
        case RecordTestimony():
            return testimony_given(prosecution, docket, command)
        case other:
            assert_never(other)


def testimony_given(prosecution: Prosecution, docket: Docket, command: RecordTestimony) -> list[AnyEvent]:
    hearing = hearing_of(prosecution, command.hearing_id)
    if hearing.state == "vacated":
        raise HearingIsOver(command.hearing_id, hearing)
    if is_victim(prosecution, docket, command.witness_id) and command.override_reason is None:
        readiness = readiness_for(prosecution, docket, command)
        if readiness is None or readiness.ready != "yes":
            raise ReadinessNotNoted(command, readiness)
    return [TestimonyGiven(**command.told())]


def is_victim(prosecution: Prosecution, docket: Docket, witness_id: UUID) -> bool:
    return (
        docket.knows_victim(witness_id)
        or prosecution.witnesses.get(witness_id) == "victim"
        or any(witness_id in charge.victim_ids for charge in prosecution.charges.values())
    )


def readiness_for(prosecution: Prosecution, docket: Docket, command: RecordTestimony) -> Readiness | None:
    """What was last stated for this hearing; else, while it is fresh, for one that this one continues."""
    for hearing_id in continued(prosecution, command.hearing_id):
        readiness = docket.readiness_of(hearing_id, command.witness_id)
        if readiness and (hearing_id == command.hearing_id or is_fresh(readiness, command.moment)):
            return readiness
    return None


def is_fresh(readiness: Readiness, moment: Moment) -> bool:
    return days_between(readiness.on, moment) <= READINESS_LASTS_DAYS


def continued(prosecution: Prosecution, hearing_id: UUID) -> Iterator[UUID]:
    """A hearing and those before it, the latest first, as far as they are known; each once, whatever was told."""
    following: UUID | None = hearing_id
    passed: set[UUID] = set()
    while following is not None and following in prosecution.hearings and following not in passed:
        passed.add(following)
        yield following
        following = prosecution.hearings[following].continues


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case WitnessSummoned(witness_id=witness_id, role=role):
            return replace(prosecution, witnesses={**prosecution.witnesses, witness_id: role})
        case TestimonyGiven():
            return prosecution
        case other:
            assert_never(other)
