"""Going home: the family assessed, the risk of return checked, reintegration planned, and where she went.

Guarantees that a child goes nowhere without a check of the last 14 days and the authority's word, that nobody is sent
into a household where danger is present or unknown without a safety plan and the supervisor, and that an adult who went
home is recorded, whatever was missing: what is missing is asked for instead.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from throughline.domain import Decision, Fact, Moment, Rejected, Sealed, before
from throughline.domain import Event as AnyEvent

from aftercare.case_care.state import CaseCare
from aftercare.codes import Into, ReturnRisk, Suitability
from aftercare.roles import CARERS, RECORDERS, SUPERVISORS
from aftercare.rules import known_days
from aftercare.survivor.best_interests import AgainstBestInterests, BestInterestsFirst, child, determined
from aftercare.survivor.placement import PlacementEnded
from aftercare.survivor.state import Reintegration, ReturnCheck, Survivor

CHECK_HOLDS = timedelta(days=14)

# Events. These names and fields are the storage format: never rename, add a V2.


class FamilyAssessed(AnyEvent):
    """No rule rests on it: what a return wants is the check of its risk, and the authority's word."""

    survivor_id: UUID
    suitability: Sealed

    sealed_for = "survivor_id"


class ReturnRiskChecked(AnyEvent):
    answer: ReturnRisk


class ReintegrationPlanned(AnyEvent):
    into: Into


class Reintegrated(AnyEvent):
    into: Into


# Commands


class AssessFamily(Decision, roles=CARERS, seals=frozenset({"suitability"}), sealed_for="survivor_id"):
    survivor_id: UUID
    suitability: Suitability


class CheckReturnRisk(Decision, roles=SUPERVISORS):
    """The director's alone: it is read from both sides of the vault."""

    survivor_id: UUID
    answer: ReturnRisk


class PlanReintegration(Decision, roles=CARERS):
    survivor_id: UUID
    into: Into


class Reintegrate(Decision, roles=CARERS):
    """Our own doing. Where she went by herself, record it."""

    survivor_id: UUID
    into: Into


class RecordReintegrated(Fact, roles=RECORDERS, records=Reintegrated):
    """She went. Of a child who went without what a return wants it is held, and somebody has to see to it."""

    survivor_id: UUID
    into: Into


# Rules


class ReturnNotChecked(Rejected):
    def __init__(self, survivor_id: UUID) -> None:
        super().__init__(
            f"the risk of return of {survivor_id} was not checked in the last {CHECK_HOLDS.days} days; the director "
            "checks it first"
        )


class DangerAtHome(Rejected):
    def __init__(self, answer: str) -> None:
        super().__init__(f"danger there is {answer}: it wants a safety plan, and the supervisor's own decision")


def checked(survivor: Survivor, *days: Moment) -> bool:
    """Whether the check was made before each of these days, and at most 14 days before."""
    check = survivor.return_check
    return check is not None and all(
        not before(day, check.on) and not before(check.on.plus(CHECK_HOLDS.days), day) for day in days
    )


def may_return(survivor: Survivor, command: Reintegrate | RecordReintegrated, care: CaseCare) -> None:
    """Raises what stands in the way of a child, or of a return into danger."""
    young = child(care, command.survivor_id)
    days = known_days(command) if isinstance(command, Decision) else (command.moment,)
    if young and not checked(survivor, *days):
        raise ReturnNotChecked(command.survivor_id)
    if young:
        said = determined(survivor, "return")
        if said is None:
            raise BestInterestsFirst(command.survivor_id, "return")
        if said.decision == "against":
            raise AgainstBestInterests(command.survivor_id, "return")
    answer = survivor.return_check.answer if survivor.return_check else None
    wary = answer == "present" or (young and answer == "unknown")
    if wary and (survivor.safety_plan is None or command.actor.role not in SUPERVISORS):
        raise DangerAtHome(str(answer))


# Decisions


def assess_family(survivor: Survivor, command: AssessFamily) -> list[AnyEvent]:
    return [FamilyAssessed(survivor_id=command.survivor_id, suitability=Sealed.of(command.suitability))]


def check_return_risk(survivor: Survivor, command: CheckReturnRisk) -> list[AnyEvent]:
    known = survivor.return_check == ReturnCheck(command.answer, command.moment)
    return [] if known else [ReturnRiskChecked(answer=command.answer)]


def plan_reintegration(survivor: Survivor, command: PlanReintegration) -> list[AnyEvent]:
    return [] if survivor.going_into == command.into else [ReintegrationPlanned(into=command.into)]


def reintegrate(survivor: Survivor, command: Reintegrate | RecordReintegrated, care: CaseCare) -> list[AnyEvent]:
    """Her placement with us ends with it."""
    known = survivor.reintegrated
    if known and (known.into, known.on) == (command.into, command.moment):
        return []
    if isinstance(command, Reintegrate) or child(care, command.survivor_id):
        may_return(survivor, command, care)
    events: list[AnyEvent] = [Reintegrated(into=command.into)]
    if survivor.placement:
        events.append(PlacementEnded(placement_id=survivor.placement.placement_id, reason="planned"))
    return events


# What the events change


def family_assessed(survivor: Survivor, event: FamilyAssessed) -> Survivor:
    return survivor


def return_risk_checked(survivor: Survivor, event: ReturnRiskChecked) -> Survivor:
    return replace(survivor, return_check=ReturnCheck(event.answer, event.occurred_on))


def reintegration_planned(survivor: Survivor, event: ReintegrationPlanned) -> Survivor:
    return replace(survivor, going_into=event.into)


def reintegrated(survivor: Survivor, event: Reintegrated) -> Survivor:
    """Her follow-ups start anew from this day."""
    home = Reintegration(event.metadata.event_id, event.into, event.occurred_on)
    return replace(survivor, reintegrated=home, going_into=None, follow_ups={})
