"""Victims as they are met, up to 200 at once, with what is known and "unknown" for the rest.

Guarantees that whoever is met is known to the case under one id, and that a fact about somebody not yet met is never
turned away: she is noted as met, with everything unknown. Says nothing about safety, status or consent.
"""

from dataclasses import replace
from uuid import UUID

from casework.htcds import Gender
from casework.roles import IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event, Fact, Field, Message, Moment

from intake.case.codes import AgeBand, Iso3, Language
from intake.case.state import Case, Victim

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimEncountered(Event):
    victim_id: UUID
    operation_id: UUID | None = None
    household_id: UUID | None = None
    age_band: AgeBand = "unknown"
    gender: Gender = "NonSpecifiedUnknown"
    citizenship: tuple[Iso3, ...] = ()
    language_needed: Language | None = None
    profile_ref: UUID | None = None


# Commands


class EncounteredVictim(Message):
    """One person met; `victim_id` is made where none is given, the profile was deposited in the vault first."""

    victim_id: UUID | None = None
    household_id: UUID | None = None
    age_band: AgeBand = "unknown"
    gender: Gender = "NonSpecifiedUnknown"
    citizenship: tuple[Iso3, ...] = Field(default=(), max_length=10)
    language_needed: Language | None = None
    profile_ref: UUID | None = None


class RecordVictims(Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}), records=VictimEncountered):
    """Victims were met, in an operation or outside one."""

    operation_id: UUID | None = None
    victims: tuple[EncounteredVictim, ...] = Field(min_length=1, max_length=200)


# Decisions


def record_victims(case: Case, command: RecordVictims) -> list[Event]:
    """Only who is new, or known otherwise than now described."""
    met: dict[UUID, Event] = {victim_id: victim.encounter for victim_id, victim in case.victims.items()}
    events: list[Event] = []
    for number, person in enumerate(command.victims):
        victim_id = person.victim_id or command.id_for(f"victim {number}")
        described = person.model_dump(exclude={"victim_id"})
        encountered = VictimEncountered(victim_id=victim_id, operation_id=command.operation_id, **described)
        if victim_id in met and encountered.model_dump() == met[victim_id].model_dump():
            continue
        met[victim_id] = encountered
        events.append(encountered)
    return events


def tell(case: Case, victim_id: UUID, event: Event, moment: Moment | None) -> list[Event]:
    """A fact about her, unless it repeats what was told; after the encounter that it implies."""
    known = case.victims.get(victim_id)
    return [] if known and known.repeats(event, moment) else met_first(case, victim_id, event)


def met_first(case: Case, victim_id: UUID, event: Event) -> list[Event]:
    """The event, after the encounter that it implies where she is not yet known."""
    return [event] if victim_id in case.victims else [VictimEncountered(victim_id=victim_id), event]


# What the events change


def encountered(case: Case, event: VictimEncountered) -> Case:
    """What was once said of her age stays said, where she is met again and nobody says."""
    known = case.victims.get(event.victim_id)
    victim = replace(known, encounter=event) if known else Victim(encounter=event)
    case = replace(case, victims={**case.victims, event.victim_id: victim})
    return case if event.age_band == "unknown" else keep(case, event.victim_id, event)


def keep(case: Case, victim_id: UUID, event: Event) -> Case:
    """Remember a fact about her as it was told."""
    known = case.victims[victim_id]
    return replace(case, victims={**case.victims, victim_id: replace(known, facts=(*known.facts, event))})
