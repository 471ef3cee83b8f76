"""One person under two ids: records of a victim that are joined, and people who are the same, or may be.

Guarantees that after a join everything is told of the kept record, under whichever id it comes, and that what was known
of both is known of her. A join is undone by correcting it. A link says so and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, assert_never
from uuid import UUID

from casework.roles import DIRECTOR, IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Command as AnyCommand
from throughline.domain import Decision, Fact, Rejected, latest
from throughline.domain import Event as AnyEvent

from intake.case.codes import Certainty
from intake.case.open import must_not_be_closed
from intake.case.state import Case, Consent, Victim
from intake.case.victims import RecordVictims

C = TypeVar("C", bound=AnyCommand)
PERSON_FIELDS = ("victim_id", "subject_id", "person_id")

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimRecordsJoined(AnyEvent):
    kept_victim_id: UUID
    joined_victim_id: UUID


class PersonLinked(AnyEvent):
    id: UUID
    same_as: UUID
    certainty: Certainty


# Commands


class JoinVictimRecords(Decision, roles=frozenset({SOCIAL_WORKER, DIRECTOR})):
    """Two victims of this case are one: the records of the second go on under the first."""

    kept_victim_id: UUID
    joined_victim_id: UUID


class RecordPersonLinked(Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}), records=PersonLinked):
    """Somebody of this case is, or may be, the same as somebody of this or another case."""

    id: UUID
    same_as: UUID
    certainty: Certainty


Command = JoinVictimRecords | RecordPersonLinked
Event = VictimRecordsJoined | PersonLinked

# Rules


class VictimUnknown(Rejected):
    def __init__(self, victim_id: UUID) -> None:
        super().__init__(f"no victim {victim_id} is known in this case; record the encounter first")


class SamePerson(Rejected):
    def __init__(self) -> None:
        super().__init__("both ids are of one record already; name two")


# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    match command:
        case JoinVictimRecords():
            return join(case, command)
        case RecordPersonLinked():
            if command.id == command.same_as:
                raise SamePerson()
            if (command.id, command.same_as, command.certainty) in case.links:
                return []
            return [PersonLinked(**command.fields())]
        case other:
            assert_never(other)


def join(case: Case, command: JoinVictimRecords) -> list[AnyEvent]:
    kept, joined = case.kept(command.kept_victim_id), command.joined_victim_id
    if case.joined.get(joined) == kept:
        return []
    joined = case.kept(joined)
    if kept == joined:
        raise SamePerson()
    for victim_id in (kept, joined):
        if victim_id not in case.victims:
            raise VictimUnknown(victim_id)
    must_not_be_closed(case)
    return [VictimRecordsJoined(kept_victim_id=kept, joined_victim_id=joined)]


def of_kept(case: Case, command: C) -> C:
    """The command, told of the record that is kept."""
    if not case.joined:
        return command
    update: dict[str, Any] = {
        name: case.kept(getattr(command, name))
        for name in PERSON_FIELDS
        if name in type(command).model_fields and getattr(command, name) in case.joined
    }
    if isinstance(command, RecordVictims):
        update["victims"] = tuple(
            person.model_copy(update={"victim_id": case.kept(person.victim_id)}) if person.victim_id else person
            for person in command.victims
        )
    return command.model_copy(update=update) if update else command


# What the events change


def evolve(case: Case, event: Event) -> Case:
    match event:
        case VictimRecordsJoined():
            return joined_to(case, event.kept_victim_id, event.joined_victim_id)
        case PersonLinked():
            return replace(case, links=case.links | {(event.id, event.same_as, event.certainty)})
        case other:
            assert_never(other)


def joined_to(case: Case, kept: UUID, joined: UUID) -> Case:
    names = {**{old: kept if now == joined else now for old, now in case.joined.items()}, joined: kept}
    victims = {victim_id: victim for victim_id, victim in case.victims.items() if victim_id != joined}
    return replace(
        case,
        joined=names,
        victims={**victims, kept: one_of(case.victims[kept], case.victims[joined])},
        consents={key: _of_subject(consent, names) for key, consent in case.consents.items()},
        preferences={names.get(key, key): event for key, event in case.preferences.items()},
        closed_parts={
            part: frozenset(names.get(person, person) for person in covers)
            for part, covers in case.closed_parts.items()
        },
    )


def one_of(kept: Victim, joined: Victim) -> Victim:
    """What is known of two records that are one person's."""
    return Victim(
        encounter=kept.encounter,
        rescue=kept.rescue or joined.rescue,
        rescued_on=latest(kept.rescued_on, joined.rescued_on),
        refusal=kept.refusal or joined.refusal,
        declined_on=latest(kept.declined_on, joined.declined_on),
        asks=kept.asks | joined.asks,
        determinations=(*joined.determinations, *kept.determinations),
        facts=(*joined.facts, *kept.facts),
    )


def _of_subject(consent: Consent, names: Mapping[UUID, UUID]) -> Consent:
    return replace(consent, subject_id=names.get(consent.subject_id, consent.subject_id))
