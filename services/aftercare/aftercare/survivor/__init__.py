"""A survivor: one person's care, from enrolment to restoration or exit. Topic aftercare.care."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from throughline.domain import Aggregate, Decision, OnStream, Seen, StreamRef
from throughline.domain import Event as AnyEvent

from aftercare import roles, streams
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.state import NOT_STARTED
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.rules import part_is_open
from aftercare.survivor import assessed, care, court, outcome, placement, plan, readiness, services
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.care import (
    AssignCaseworker,
    CareStarted,
    CaseworkerAssigned,
    EmergencyCareProvided,
    RecordEmergencyCare,
)
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.outcome import (
    ExitSurvivor,
    RestorationReversed,
    RestoreSurvivor,
    SurvivorExited,
    SurvivorRestored,
)
from aftercare.survivor.placement import PlacementEnded, PlacementStarted, RecordPlacementEnded, StartPlacement
from aftercare.survivor.plan import ApproveCarePlan, CarePlanApproved, CarePlanDrafted, DraftCarePlan
from aftercare.survivor.policy import Policy
from aftercare.survivor.readiness import CourtPreparationDone, RecordCourtPreparation
from aftercare.survivor.services import (
    RecordServiceAccepted,
    RecordServiceDeclined,
    RecordServiceDelivered,
    RecordServiceEnded,
    RecordServiceRejected,
    ReferService,
    ServiceAccepted,
    ServiceDeclinedBySurvivor,
    ServiceDelivered,
    ServiceEnded,
    ServiceReferred,
    ServiceRejected,
)
from aftercare.survivor.state import UNKNOWN, Survivor

TOPIC = "aftercare.care"

Command = (
    AssignCaseworker
    | RecordEmergencyCare
    | DraftCarePlan
    | ApproveCarePlan
    | ReferService
    | RecordServiceAccepted
    | RecordServiceRejected
    | RecordServiceDeclined
    | RecordServiceDelivered
    | RecordServiceEnded
    | StartPlacement
    | RecordPlacementEnded
    | RecordCourtPreparation
    | RestoreSurvivor
    | ExitSurvivor
)
Event = (
    CareStarted
    | CaseworkerAssigned
    | EmergencyCareProvided
    | CarePlanDrafted
    | CarePlanApproved
    | ServiceReferred
    | ServiceAccepted
    | ServiceRejected
    | ServiceDeclinedBySurvivor
    | ServiceDelivered
    | ServiceEnded
    | PlacementStarted
    | PlacementEnded
    | CourtPreparationFellDue
    | CourtPreparationDone
    | AssessmentNoted
    | SurvivorRestored
    | SurvivorExited
    | RestorationReversed
)


def evolve(survivor: Survivor, event: Event) -> Survivor:
    match event:
        case CareStarted():
            return care.care_started(survivor, event)
        case CaseworkerAssigned():
            return care.caseworker_assigned(survivor, event)
        case EmergencyCareProvided():
            return care.emergency_care_provided(survivor, event)
        case CarePlanDrafted():
            return plan.care_plan_drafted(survivor, event)
        case CarePlanApproved():
            return plan.care_plan_approved(survivor, event)
        case ServiceReferred():
            return services.service_referred(survivor, event)
        case ServiceAccepted():
            return services.service_moved(survivor, event.service_id, "accepted")
        case ServiceRejected():
            return services.service_moved(survivor, event.service_id, "rejected")
        case ServiceDeclinedBySurvivor():
            return services.service_moved(survivor, event.service_id, "declined")
        case ServiceDelivered():
            return services.service_delivered(survivor, event)
        case ServiceEnded():
            return services.service_moved(survivor, event.service_id, "ended")
        case PlacementStarted():
            return placement.placement_started(survivor, event)
        case PlacementEnded():
            return placement.placement_ended(survivor, event)
        case CourtPreparationFellDue():
            return court.court_preparation_fell_due(survivor, event)
        case CourtPreparationDone():
            return readiness.court_preparation_done(survivor, event)
        case AssessmentNoted():
            return assessed.assessment_noted(survivor, event)
        case SurvivorRestored():
            return outcome.survivor_restored(survivor, event)
        case SurvivorExited():
            return outcome.survivor_exited(survivor, event)
        case RestorationReversed():
            return outcome.restoration_reversed(survivor, event)
        case other:
            assert_never(other)


def reads(survivor: Survivor, command: Command) -> Iterator[StreamRef]:
    """The case's own stream: consents, hearings, whether the part is open; and what a restoration rests on."""
    yield streams.care_of(command.case_id)
    if isinstance(command, RestoreSurvivor):
        yield streams.assessment(command.assessment_id)


def aggregate(policy: Policy, instruments: Mapping[str, Instrument]) -> Aggregate[Survivor]:
    """`policy`: the one in force; `instruments` by id, as `aso-placeholder-0`."""

    def decide(survivor: Survivor, command: Command, seen: Seen) -> list[AnyEvent | OnStream] | list[AnyEvent]:
        known: CaseCare = seen.get(streams.care_of(command.case_id).stream_id, UNOPENED)
        if isinstance(command, Decision):
            part_is_open(known.closed)
        match command:
            case RestoreSurvivor():
                basis = seen.get(command.assessment_id, NOT_STARTED)
                return outcome.restore(survivor, command, policy, instruments, basis)
            case ExitSurvivor():
                return outcome.leave(survivor, command)
            case RecordCourtPreparation():
                return readiness.record_court_preparation(survivor, command, known)
            case RecordEmergencyCare():
                return care.record_emergency_care(survivor, command)
            case RecordServiceAccepted():
                return services.accepted(survivor, command)
            case RecordServiceRejected():
                return services.rejected(survivor, command)
            case RecordServiceDeclined():
                return services.declined(survivor, command)
            case RecordServiceDelivered():
                return services.delivered(survivor, command)
            case RecordServiceEnded():
                return services.ended(survivor, command)
            case RecordPlacementEnded():
                return placement.record_placement_ended(survivor, command)
            case AssignCaseworker() | DraftCarePlan() | ApproveCarePlan() | ReferService() | StartPlacement():
                outcome.in_care(survivor)
                return while_in_care(survivor, command, known)
            case other:
                assert_never(other)

    return Aggregate(
        name="Survivor",
        topic=TOPIC,
        initial=UNKNOWN,
        commands=Command,
        events=Event,
        decide=decide,
        evolve=evolve,
        stream_id=lambda command: command.survivor_id,
        reads=reads,
        assigned=lambda survivor: frozenset({survivor.worker_id}) if survivor.worker_id else None,
        overseers=roles.OVERSEERS,
    )


def while_in_care(
    survivor: Survivor,
    command: AssignCaseworker | DraftCarePlan | ApproveCarePlan | ReferService | StartPlacement,
    known: CaseCare,
) -> list[AnyEvent]:
    match command:
        case AssignCaseworker():
            return care.assign_caseworker(survivor, command)
        case DraftCarePlan():
            return plan.draft_care_plan(survivor, command)
        case ApproveCarePlan():
            return plan.approve_care_plan(survivor, command)
        case ReferService():
            return services.refer(survivor, command, known)
        case StartPlacement():
            return placement.start_placement(survivor, command)
        case other:
            assert_never(other)
