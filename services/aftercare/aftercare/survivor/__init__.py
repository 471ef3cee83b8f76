"""A survivor: one person's care, from enrolment to restoration or exit. Topic aftercare.care."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from throughline.domain import Aggregate, OnStream, Seen, StreamRef
from throughline.domain import Event as AnyEvent

from aftercare import streams
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.state import NOT_STARTED
from aftercare.case_care.rules import takes_decisions
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.roles import OVERSEERS
from aftercare.survivor import (
    assessed,
    best_interests,
    care,
    consequences,
    corrected,
    court,
    cover,
    deadlines,
    follow_up,
    going_home,
    outcome,
    placement,
    plan,
    readiness,
    revictimisation,
    safety_plan,
    services,
    testimony,
)
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.best_interests import (
    BestInterestsDetermined,
    CheckBestInterests,
    RecordBestInterestsDetermined,
)
from aftercare.survivor.care import (
    AssignCaseworker,
    CareStarted,
    CaseworkerAssigned,
    EmergencyCareProvided,
    RecordEmergencyCare,
)
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.cover import CoverNoted
from aftercare.survivor.follow_up import (
    CallFollowUp,
    FollowUpFellDue,
    FollowUpMissed,
    FollowUpVisited,
    MissFollowUp,
    RecordFollowUpVisited,
)
from aftercare.survivor.going_home import (
    AssessFamily,
    CheckReturnRisk,
    FamilyAssessed,
    PlanReintegration,
    RecordReintegrated,
    Reintegrate,
    Reintegrated,
    ReintegrationPlanned,
    ReturnRiskChecked,
)
from aftercare.survivor.outcome import (
    ExitSurvivor,
    RestorationReversed,
    RestoreSurvivor,
    SurvivorExited,
    SurvivorRestored,
)
from aftercare.survivor.placement import PlacementEnded, PlacementStarted, RecordPlacementEnded, StartPlacement
from aftercare.survivor.plan import (
    AchieveGoal,
    ApproveCarePlan,
    CallPlanReview,
    CarePlanApproved,
    CarePlanDrafted,
    CarePlanReviewed,
    DraftCarePlan,
    DropGoal,
    GoalAchieved,
    GoalDropped,
    ReviewCarePlan,
)
from aftercare.survivor.policy import Policy
from aftercare.survivor.readiness import CourtPreparationDone, RecordCourtPreparation
from aftercare.survivor.revictimisation import RecordRevictimisation, RevictimisationReported
from aftercare.survivor.safety_plan import SafetyPlanSet, SetSafetyPlan
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
from aftercare.survivor.taking_over import CareTakenOver
from aftercare.survivor.testimony import (
    CourtAccompanied,
    PostTestimonyCareFellDue,
    PostTestimonyCareGiven,
    RecordCourtAccompanied,
    RecordPostTestimonyCare,
)

TOPIC = "aftercare.care"

Work = (
    AssignCaseworker
    | SetSafetyPlan
    | DraftCarePlan
    | ApproveCarePlan
    | ReviewCarePlan
    | AchieveGoal
    | DropGoal
    | ReferService
    | StartPlacement
    | AssessFamily
    | CheckReturnRisk
    | PlanReintegration
    | Reintegrate
)
"""What we decide while she is in care."""
Recorded = (
    RecordEmergencyCare
    | RecordServiceAccepted
    | RecordServiceRejected
    | RecordServiceDeclined
    | RecordServiceDelivered
    | RecordServiceEnded
    | RecordPlacementEnded
    | RecordBestInterestsDetermined
    | RecordReintegrated
    | RecordFollowUpVisited
    | RecordCourtPreparation
    | RecordCourtAccompanied
    | RecordPostTestimonyCare
    | RecordRevictimisation
)
Called = CallFollowUp | MissFollowUp | CallPlanReview | CheckBestInterests
"""What the clock asks."""
Command = Work | Recorded | Called | RestoreSurvivor | ExitSurvivor
Event = (
    CareStarted
    | CareTakenOver
    | CaseworkerAssigned
    | CoverNoted
    | EmergencyCareProvided
    | SafetyPlanSet
    | CarePlanDrafted
    | CarePlanApproved
    | CarePlanReviewed
    | GoalAchieved
    | GoalDropped
    | ServiceReferred
    | ServiceAccepted
    | ServiceRejected
    | ServiceDeclinedBySurvivor
    | ServiceDelivered
    | ServiceEnded
    | PlacementStarted
    | PlacementEnded
    | BestInterestsDetermined
    | FamilyAssessed
    | ReturnRiskChecked
    | ReintegrationPlanned
    | Reintegrated
    | FollowUpFellDue
    | FollowUpVisited
    | FollowUpMissed
    | CourtPreparationFellDue
    | CourtPreparationDone
    | CourtAccompanied
    | PostTestimonyCareFellDue
    | PostTestimonyCareGiven
    | RevictimisationReported
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
        case CoverNoted():
            return cover.cover_noted(survivor, event)
        case SafetyPlanSet():
            return safety_plan.safety_plan_set(survivor, event)
        case EmergencyCareProvided():
            return care.emergency_care_provided(survivor, event)
        case CarePlanDrafted():
            return plan.care_plan_drafted(survivor, event)
        case CarePlanApproved():
            return plan.care_plan_approved(survivor, event)
        case CarePlanReviewed() | CareTakenOver():
            return survivor
        case GoalAchieved() | GoalDropped():
            return plan.goal_settled(survivor, event)
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
        case BestInterestsDetermined():
            return best_interests.best_interests_determined(survivor, event)
        case FamilyAssessed():
            return going_home.family_assessed(survivor, event)
        case ReturnRiskChecked():
            return going_home.return_risk_checked(survivor, event)
        case ReintegrationPlanned():
            return going_home.reintegration_planned(survivor, event)
        case Reintegrated():
            return going_home.reintegrated(survivor, event)
        case FollowUpFellDue():
            return follow_up.fell_due(survivor, event)
        case FollowUpVisited():
            return follow_up.follow_up_visited(survivor, event)
        case FollowUpMissed():
            return follow_up.follow_up_missed(survivor, event)
        case CourtPreparationFellDue():
            return court.court_preparation_fell_due(survivor, event)
        case CourtPreparationDone():
            return readiness.court_preparation_done(survivor, event)
        case CourtAccompanied():
            return testimony.court_accompanied(survivor, event)
        case PostTestimonyCareFellDue():
            return testimony.post_testimony_care_fell_due(survivor, event)
        case PostTestimonyCareGiven():
            return testimony.post_testimony_care_given(survivor, event)
        case RevictimisationReported():
            return revictimisation.revictimisation_reported(survivor, event)
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

    def decide(survivor: Survivor, command: Command, seen: Seen) -> list[AnyEvent | OnStream]:
        known: CaseCare = seen.get(streams.care_of(command.case_id).stream_id, UNOPENED)
        takes_decisions(known, command)
        cover.still_covers(survivor, command)
        decided: Sequence[AnyEvent | OnStream]
        if isinstance(command, RestoreSurvivor):
            basis = seen.get(command.assessment_id, NOT_STARTED)
            decided = outcome.restore(survivor, command, policy, instruments, basis)
        elif isinstance(command, ExitSurvivor):
            decided = outcome.leave(survivor, command)
        elif isinstance(command, Work):
            outcome.in_care(survivor)
            decided = work(survivor, command, known)
        elif isinstance(command, Recorded):
            decided = record(survivor, command, known)
        else:
            decided = call(survivor, command, known)
        return [*decided, *consequences.of(survivor, command, decided, known)]

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
        deadlines=deadlines.named,
        assigned=cover.looking_after,
        overseers=OVERSEERS,
        tells=lambda command: streams.care_of(command.case_id),
        corrected=corrected.corrected,
    )


def work(survivor: Survivor, command: Work, known: CaseCare) -> Sequence[AnyEvent | OnStream]:
    match command:
        case AssignCaseworker():
            return care.assign_caseworker(survivor, command, known)
        case SetSafetyPlan():
            return safety_plan.set_safety_plan(survivor, command)
        case DraftCarePlan():
            return plan.draft_care_plan(survivor, command)
        case ApproveCarePlan():
            return plan.approve_care_plan(survivor, command)
        case ReviewCarePlan():
            return plan.review_care_plan(survivor, command)
        case AchieveGoal() | DropGoal():
            return plan.settle_goal(survivor, command)
        case ReferService():
            return services.refer(survivor, command, known)
        case StartPlacement():
            return placement.start_placement(survivor, command, known)
        case AssessFamily():
            return going_home.assess_family(survivor, command)
        case CheckReturnRisk():
            return going_home.check_return_risk(survivor, command)
        case PlanReintegration():
            return going_home.plan_reintegration(survivor, command)
        case Reintegrate():
            return going_home.reintegrate(survivor, command, known)
        case other:
            assert_never(other)


def record(survivor: Survivor, command: Recorded, known: CaseCare) -> Sequence[AnyEvent | OnStream]:
    match command:
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
        case RecordBestInterestsDetermined():
            return best_interests.record(survivor, command)
        case RecordReintegrated():
            return going_home.reintegrate(survivor, command, known)
        case RecordFollowUpVisited():
            return follow_up.visited(survivor, command)
        case RecordCourtPreparation():
            return readiness.record_court_preparation(survivor, command, known)
        case RecordCourtAccompanied():
            return testimony.accompanied(survivor, command)
        case RecordPostTestimonyCare():
            return testimony.cared_for(survivor, command)
        case RecordRevictimisation():
            return revictimisation.record_revictimisation(survivor, command, known)
        case other:
            assert_never(other)


def call(survivor: Survivor, command: Called, known: CaseCare) -> Sequence[AnyEvent | OnStream]:
    match command:
        case CallFollowUp():
            return follow_up.call(survivor, command)
        case MissFollowUp():
            return follow_up.miss(survivor, command)
        case CallPlanReview() | CheckBestInterests():
            return consequences.asked_by_clock(survivor, command, known)
        case other:
            assert_never(other)
