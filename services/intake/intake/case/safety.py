"""What became of a victim: brought to safety, declining our help, or asking for it.

Guarantees that every such fact is taken, whoever it is about and whatever came first, and that a refusal stands until
she asks again. Detention is written down as it is. Attribution is derived elsewhere.
"""

from dataclasses import replace
from uuid import UUID

from casework.roles import IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event, Fact, latest

from intake.case.codes import AgencyRole, Liberty, PlacementType, RefusalReason, Wish
from intake.case.state import Case, said_before
from intake.case.victims import met_first

MEET_VICTIMS = frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER})

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimBroughtToSafety(Event):
    victim_id: UUID
    placement_type: PlacementType
    led_by_org_id: UUID
    agency_role: AgencyRole
    self_escaped: bool
    wish: Wish
    liberty: Liberty
    order_authority: UUID | None = None


class VictimDeclinedAssistance(Event):
    victim_id: UUID
    reason_code: RefusalReason


class AssistanceRequested(Event):
    victim_id: UUID


# Commands


class RecordVictimBroughtToSafety(Fact, roles=MEET_VICTIMS, records=VictimBroughtToSafety):
    """She is out of it: where she is, who led, what she wishes, and whether she may leave."""

    victim_id: UUID
    placement_type: PlacementType
    led_by_org_id: UUID
    agency_role: AgencyRole
    self_escaped: bool = False
    wish: Wish = "unknown"
    liberty: Liberty
    order_authority: UUID | None = None


class RecordVictimDeclinedAssistance(Fact, roles=MEET_VICTIMS, records=VictimDeclinedAssistance):
    """She does not want our help."""

    victim_id: UUID
    reason_code: RefusalReason = "not_stated"


class RecordAssistanceRequested(Fact, roles=MEET_VICTIMS, records=AssistanceRequested):
    """She asks for help: the first time, or again after a refusal or after care had ended."""

    victim_id: UUID


# Decisions


def record_victim_brought_to_safety(case: Case, command: RecordVictimBroughtToSafety) -> list[Event]:
    """The same words once her care is closed, with no day named, are about today: she was in it again."""
    brought = VictimBroughtToSafety(**command.fields())
    known = case.victims.get(command.victim_id)
    again = command.occurred_on is None and case.covered("aftercare", command.victim_id)
    if known and not again and said_before(known.rescue, brought, command.occurred_on):
        return []
    return met_first(case, command.victim_id, brought)


def record_victim_declined_assistance(case: Case, command: RecordVictimDeclinedAssistance) -> list[Event]:
    declined = VictimDeclinedAssistance(**command.fields())
    known = case.victims.get(command.victim_id)
    stands = known and (known.declines or command.occurred_on is not None)
    if known and stands and said_before(known.refusal, declined, command.occurred_on):
        return []
    return met_first(case, command.victim_id, declined)


def record_assistance_requested(case: Case, command: RecordAssistanceRequested) -> list[Event]:
    """Asking is already so while she waits for an answer: not after a refusal, nor once her care is closed."""
    known = case.victims.get(command.victim_id)
    if known and known.asks:
        waiting = not known.declines and not case.covered("aftercare", command.victim_id)
        if waiting if command.occurred_on is None else command.occurred_on in known.asks:
            return []
    return met_first(case, command.victim_id, AssistanceRequested(victim_id=command.victim_id))


# What the events change


def brought_to_safety(case: Case, event: VictimBroughtToSafety) -> Case:
    known = case.victims[event.victim_id]
    victim = replace(known, rescue=event, rescued_on=latest(known.rescued_on, event.occurred_on))
    return replace(case, victims={**case.victims, event.victim_id: victim})


def declined(case: Case, event: VictimDeclinedAssistance) -> Case:
    known = case.victims[event.victim_id]
    victim = replace(known, refusal=event, declined_on=latest(known.declined_on, event.occurred_on))
    return replace(case, victims={**case.victims, event.victim_id: victim})


def requested(case: Case, event: AssistanceRequested) -> Case:
    known = case.victims[event.victim_id]
    victim = replace(known, asks=known.asks | {event.occurred_on})
    return replace(case, victims={**case.victims, event.victim_id: victim})
