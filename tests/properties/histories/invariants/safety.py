"""Nobody brought to safety is forgotten, and every liberty fact is a re-check of everyone owed one, open or answered.

Looked at when all is heard and 72 hours have passed. The list of liberty facts stands beside, as the domain has it.
"""

from collections.abc import Iterator
from importlib.resources import files
from json import loads
from typing import Any
from uuid import UUID

from throughline.domain import Event, before

from histories.invariants.recorded import named, tell
from histories.world import World

LIBERTY = loads(files("histories.invariants").joinpath("liberty.json").read_text())


def forgotten(world: World) -> list[str]:
    return [*lost(world), *unwarned(world), *closed_unanswered(world)]


def lost(world: World) -> Iterator[str]:
    """Brought to safety, and neither in care, nor declining, nor somebody's task that was escalated."""
    enrolled = {one.survivor_id for one in told(world, "aftercare", "SurvivorEnrolled")}
    declined = {one.victim_id for one in told(world, "intake", "VictimDeclinedAssistance")}
    cared_for = enrolled | declined | escalated(world) | released_from(world)
    for event in told(world, "intake", "VictimBroughtToSafety"):
        age = world.now - event.metadata.recorded_at
        if age.total_seconds() > 73 * 3600 and not event.metadata.historical and event.victim_id not in cared_for:
            yield tell(event, f"{event.victim_id} is forgotten after {age}")


def escalated(world: World) -> set[UUID]:
    up = {one.task_id for one in told(world, "aftercare", "TaskEscalated")}
    opened = [one for one in told(world, "aftercare", "TaskOpened") if one.task_id in up]
    return {person for one in opened if one.kind == "enrol_or_record_refusal" for person in one.subjects}


def released_from(world: World) -> set[UUID]:
    """Whom the authority says to be no victim, and whose record was joined to another: nobody's to enrol."""
    words = told(world, "intake", "VictimStatusDetermined")
    return {one.victim_id for one in words if one.status == "NotAVictimOfTrafficking"} | {
        one.joined_victim_id for one in told(world, "intake", "VictimRecordsJoined")
    }


def unwarned(world: World) -> Iterator[str]:
    """Everyone known when it was heard of, and, of an accused's last, everyone known since."""
    care = list(told(world, "aftercare", counted=False))
    asked = {
        (person, cause)
        for one in care
        if named(one, "SafetyRecheckFellDue")
        for person in one.person_ids
        for cause in one.because
    }
    refused = {one.person_id for one in care if named(one, "PreferenceNoted") and one.warn == "no"}
    facts = {one.metadata.event_id: one for one in liberty_facts(world)}
    noted = {one.source_event_id: at for at, one in enumerate(care) if named(one, "CustodyChangeNoted")}
    for event_id, fact in facts.items():
        if event_id not in noted:
            yield tell(fact, "a liberty fact that care knows nothing of")
            continue
        people = known(care if is_last(care, care[noted[event_id]]) else care[: noted[event_id]])
        for person in sorted(people - refused):
            if (person, event_id) not in asked:
                yield tell(fact, f"{person} was not warned")


def known(care: list[Any]) -> set[UUID]:
    victims = {one.victim_id for one in care if named(one, "VictimNoted")}
    return victims | {witness for one in care if named(one, "HearingNoted") for witness in one.witness_ids}


def liberty_facts(world: World) -> Iterator[Event]:
    """Of every kind of the list that counts, and is nobody's import."""
    for event in told(world, "legal"):
        if event.metadata.historical:
            continue
        if (
            named(event, *LIBERTY["always"])
            or (named(event, "VerdictRecorded") and event.verdict in LIBERTY["verdicts"])
            or (
                named(event, *LIBERTY["noncustodial"])
                and (event.suspended or not (event.life or event.custodial_months))
            )
            or (named(event, "FactHeld") and event.type in LIBERTY["always"])
        ):
            yield event


def is_last(care: list[Any], change: Any) -> bool:
    """Whether no change of the same accused surely came after it; of an unknown one, everything may have."""
    later = (one for one in care if named(one, "CustodyChangeNoted") and one.accused_id == change.accused_id)
    return change.accused_id is not None and not any(before(change.occurred_on, one.occurred_on) for one in later)


def closed_unanswered(world: World) -> Iterator[str]:
    """A re-check that is neither shown open nor answered by somebody who was reached, nor refused."""
    care = list(told(world, "aftercare"))
    done = {
        (one.person_id, cause)
        for one in care
        if named(one, "SafetyRecheckDone") and one.outcome != "not_reached"
        for cause in one.answered
    }
    refused = {one.person_id for one in care if named(one, "PreferenceNoted") and one.warn == "no"}
    shown = {
        (UUID(person), UUID(cause))
        for row in world.shown("aftercare").rows("safety_rechecks")
        for person, its in row["people"].items()
        for cause in its["owed"]
    }
    called_off = {one.metadata.causation_id for one in care if named(one, "HearingNoted")}
    for one in care:
        if named(one, "SafetyRecheckFellDue"):
            for person in one.person_ids:
                for cause in one.because:
                    if (person, cause) not in done | shown and person not in refused and cause not in called_off:
                        yield tell(one, f"{person} is not warned of {cause}, and nobody is asked to any more")


def told(world: World, service: str, *types: str, counted: bool = True) -> list[Any]:
    return list(world.events(service, *types, counted=counted))
