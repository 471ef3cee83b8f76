"""What other teams found out, noted in the Docket: suspects, victims, consent, readiness to testify.

Guarantees the same Docket whatever the order of arrival, and that one fact is noted once. Whichever comes first opens
the Docket.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Field, Message, Moment

from legal.codes import Assent, Code, Ready, Role, Standing, VictimStatus
from legal.docket.part import reopened
from legal.docket.state import Consent, Docket, Readiness, Status

# Events. These names and fields are the storage format: never rename, add a V2.


class DocketOpened(AnyEvent):
    pass


class SuspectNoted(AnyEvent):
    suspect_id: UUID
    roles: tuple[Role, ...] = ()


class VictimNoted(AnyEvent):
    victim_id: UUID
    status: VictimStatus
    standing: Standing


class Purpose(Message):
    purpose: Code
    given: bool


class ConsentNoted(AnyEvent):
    """The subject is not named by its end; whichever is noted first, both make one consent."""

    consent_id: UUID
    subject_id: UUID | None = None
    purposes: tuple[Purpose, ...] = ()
    expires_on: Moment | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    withhold_from: tuple[UUID, ...] = ()
    assent: Assent | None = None


class ReadinessNoted(AnyEvent):
    hearing_id: UUID
    witness_id: UUID
    ready: Ready


# Commands; only reactions send them


class NoteSuspect(Fact, opens=True, records=SuspectNoted):
    suspect_id: UUID
    in_roles: tuple[Role, ...] = Field(default=(), alias="roles")


class NoteVictim(Fact, opens=True, records=VictimNoted):
    victim_id: UUID
    status: VictimStatus
    standing: Standing


class NoteConsent(Fact, opens=True, records=ConsentNoted):
    """`consent_id`, which every command has, is here the consent that is noted."""

    consent_id: UUID
    subject_id: UUID | None = None
    purposes: tuple[Purpose, ...] = ()
    expires_on: Moment | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    withhold_from: tuple[UUID, ...] = ()
    assent: Assent | None = None


class NoteReadiness(Fact, opens=True, records=ReadinessNoted):
    hearing_id: UUID
    witness_id: UUID
    ready: Ready


Event = DocketOpened | SuspectNoted | VictimNoted | ConsentNoted | ReadinessNoted
Command = NoteSuspect | NoteVictim | NoteConsent | NoteReadiness

Key = TypeVar("Key")
Said = TypeVar("Said")

# Decisions


def decide(docket: Docket, command: Command) -> list[AnyEvent]:
    match command:
        case NoteSuspect():
            return suspect(docket, command)
        case NoteVictim():
            return victim(docket, command)
        case NoteConsent():
            return consent(docket, command)
        case NoteReadiness():
            return readiness(docket, command)
        case other:
            assert_never(other)


def suspect(docket: Docket, command: NoteSuspect) -> list[AnyEvent]:
    """Somebody whom a closed part did not cover means work again."""
    known = docket.suspects.get(command.suspect_id)
    if known is not None and known >= set(command.in_roles) and not hears_anew(docket, command):
        return []
    noted = SuspectNoted(suspect_id=command.suspect_id, roles=command.in_roles)
    news = docket.covers is not None and command.suspect_id not in docket.covers
    return [noted, *(reopened("suspect_noted") if news else ())]


def victim(docket: Docket, command: NoteVictim) -> list[AnyEvent]:
    said = Status(command.status, command.standing, command.moment, command.historical)
    known = said in docket.victims.get(command.victim_id, ())
    return [] if known and not hears_anew(docket, command) else [VictimNoted(**command.fields())]


def consent(docket: Docket, command: NoteConsent) -> list[AnyEvent]:
    event = ConsentNoted(consent_id=command.consent_id, **command.fields())
    known = docket.consents.get(command.consent_id)
    return [] if known is not None and joined(known, event, command.moment) == known else [event]


def readiness(docket: Docket, command: NoteReadiness) -> list[AnyEvent]:
    said = Readiness(command.ready, command.moment)
    known = docket.readiness.get((command.hearing_id, command.witness_id), frozenset())
    return [] if said in known and not hears_anew(docket, command) else [ReadinessNoted(**command.fields())]


def hears_anew(docket: Docket, command: Fact) -> bool:
    """Whether it is another event that says what is known: noted too, it stands where the first was wrong."""
    return command.issue.causation_id is not None and command.issue.causation_id not in docket.heard


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    docket = replace(docket, heard=docket.heard | {event.metadata.causation_id})
    match event:
        case DocketOpened():
            return replace(docket, opened=True)
        case SuspectNoted(suspect_id=suspect_id, roles=roles):
            known = docket.suspects.get(suspect_id, frozenset())
            return replace(docket, suspects={**docket.suspects, suspect_id: known | set(roles)})
        case VictimNoted(victim_id=victim_id):
            history = event.metadata.historical and not docket.taken_over
            status = Status(event.status, event.standing, event.occurred_on, history)
            return replace(docket, victims=told(docket.victims, victim_id, status))
        case ConsentNoted(consent_id=consent_id):
            consent = joined(docket.consents.get(consent_id, Consent()), event, event.occurred_on)
            return replace(docket, consents={**docket.consents, consent_id: consent})
        case ReadinessNoted():
            ready = Readiness(event.ready, event.occurred_on)
            return replace(docket, readiness=told(docket.readiness, (event.hearing_id, event.witness_id), ready))
        case other:
            assert_never(other)


def told(known: Mapping[Key, frozenset[Said]], about: Key, said: Said) -> Mapping[Key, frozenset[Said]]:
    return {**known, about: known.get(about, frozenset()) | {said}}


def joined(known: Consent, event: ConsentNoted, on: Moment) -> Consent:
    """What was given and what was withdrawn, whichever was noted first; of two days the earlier one binds us."""
    return Consent(
        subject_id=known.subject_id or event.subject_id,
        purposes=known.purposes | {(said.purpose, said.given) for said in event.purposes},
        expires_on=earlier(known.expires_on, event.expires_on),
        withdrawn_on=earlier(known.withdrawn_on, event.withdrawn_on),
        lapsed_on=earlier(known.lapsed_on, event.lapsed_on),
        given_on=earlier(known.given_on, on if event.purposes else None),
        withhold_from=known.withhold_from | set(event.withhold_from),
        against_her_will=known.against_her_will or event.assent == "refused",
    )


def earlier(one: Moment | None, other: Moment | None) -> Moment | None:
    return min(filter(None, (one, other)), default=None)
