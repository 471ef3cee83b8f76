"""Nobody brought to safety is forgotten, and every liberty fact is a re-check of everyone owed one, open or answered.

Looked at when all is heard and 72 hours have passed. The list of liberty facts stands beside, as the domain has it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from json import loads
from typing import Any
from uuid import UUID

from throughline.domain import Event, before

from histories.invariants.recorded import named, streams, tell
from histories.world import World

LIBERTY = loads(files("histories.invariants").joinpath("liberty.json").read_text())


def forgotten(world: World) -> list[str]:
    return [*lost(world), *unwarned(world), *closed_unanswered(world), *unescalated(world)]


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
    noted = {one.source_event_id: at for at, one in enumerate(care) if named(one, "CustodyChangeNoted")}
    facts = {one.metadata.event_id: one for one in (*liberty_facts(world), *last_counts_given_up(world, noted))}
    for event_id, fact in facts.items():
        if event_id not in noted:
            yield tell(fact, "a liberty fact that care knows nothing of")
            continue
        last = is_last(care, care[noted[event_id]])
        people = known(care if last else care[: noted[event_id]])
        for person in sorted(people - set(refusing(care, fact.metadata.case_id, last))):
            if not any((each, event_id) in asked for each in ids_of(care, person)):
                yield tell(fact, f"{person} was not warned")


def ids_of(care: list[Any], person: UUID) -> set[UUID]:
    """Every id of hers, where records were joined: under one of them she is warned."""
    joins = [{one.kept_victim_id, one.joined_victim_id} for one in care if named(one, "VictimRecordsJoinNoted")]
    found = {person}
    while found != (found := found.union(*(ids for ids in joins if ids & found))):
        pass
    return found


def refusing(care: list[Any], case_id: UUID, last: bool) -> Iterator[UUID]:
    """Whose last word is no, or may be; of a fact that is not the last, whoever ever said no.

    A yes is only heard in its own case, of a record that was joined to no other, and where it was not corrected.
    """
    wrong = {one.replaces for one in care if named(one, "CorrectionNoted")}
    words = [one for one in care if named(one, "PreferenceNoted")]
    said_no = [one for one in words if one.warn == "no"]
    for person in {each for one in said_no for each in ids_of(care, one.person_id)}:
        noes = [one for one in said_no if one.person_id in ids_of(care, person)]
        anew = any(
            all(before(no.occurred_on, one.occurred_on) for no in noes)
            for one in words
            if (one.person_id, one.warn, one.metadata.case_id) == (person, "yes", case_id)
            if one.metadata.causation_id not in wrong
        )
        if not (last and anew and ids_of(care, person) == {person}):
            yield person


def last_counts_given_up(world: World, noted: Mapping[UUID, int]) -> Iterator[Any]:
    """Of every accused whose counts in one prosecution all ended, some of them given up: the end that care knows of."""
    for prosecution_id, _ in streams(world, "legal", "Prosecution"):
        filed, ended, given_up = dict[UUID, Any](), Counter[UUID](), dict[UUID, list[Any]]()
        for one in world.members["legal"].counted(prosecution_id):
            event: Any = one
            if named(one, "ChargesFiled"):
                filed |= {charge.charge_id: (event.accused_id, charge.counts) for charge in event.charges}
            elif named(one, *LIBERTY["lastOpenCharge"]):
                ended[event.charge_id] += event.counts
                given_up.setdefault(filed[event.charge_id][0], []).append(event)
            elif named(one, "VerdictRecorded") and event.verdict != "hung":
                ended[event.charge_id] += event.counts
        for accused_id, ends in given_up.items():
            his = {charge: counts for charge, (whose, counts) in filed.items() if whose == accused_id}
            told_of_long_ago = any(one.metadata.historical for one in ends)
            if not told_of_long_ago and all(ended[charge] >= counts for charge, counts in his.items()):
                yield next((one for one in ends if one.metadata.event_id in noted), ends[-1])


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
    called_off = set(hearings_called_off(care))
    for one in care:
        if named(one, "SafetyRecheckFellDue"):
            for person in one.person_ids:
                for cause in one.because:
                    if (person, cause) not in done | shown and person not in refused and cause not in called_off:
                        yield tell(one, f"{person} is not warned of {cause}, and nobody is asked to any more")


def hearings_called_off(care: list[Any]) -> Iterator[UUID]:
    """What said of each hearing that was called off which it is: nobody is warned of it any more."""
    hearings = [one for one in care if named(one, "HearingNoted")]
    over = {one.hearing_id for one in hearings if one.state in ("adjourned", "vacated")}
    yield from (one.source_event_id or one.metadata.causation_id for one in hearings if one.hearing_id in over)


def unescalated(world: World) -> Iterator[str]:
    """A re-check that is long due, and that nobody has acknowledged or answered, is somebody's above by now."""
    care = list(told(world, "aftercare"))
    excused = {one.person_id for one in care if named(one, "PreferenceNoted") and one.warn == "no"}
    excused |= {
        each for one in care if named(one, "VictimRecordsJoinNoted") for each in ids_of(care, one.kept_victim_id)
    }
    seen_to = {person for one in care if named(one, "SafetyRecheckAcknowledged") for person in one.person_ids}
    seen_to |= {one.person_id for one in care if named(one, "SafetyRecheckDone")}
    called_off = set(hearings_called_off(care))
    up = [one for one in care if named(one, "SafetyRecheckEscalated")]
    for one in care:
        if named(one, "SafetyRecheckFellDue") and one.due_at < world.now and not called_off.intersection(one.because):
            for person in sorted(set(one.person_ids) - excused - seen_to):
                if not any(person in later.person_ids and later.metadata.recorded_at >= one.due_at for later in up):
                    yield tell(one, f"{person} is long due, and nobody above was told")


def told(world: World, service: str, *types: str, counted: bool = True) -> list[Any]:
    return list(world.events(service, *types, counted=counted))
