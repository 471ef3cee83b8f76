"""The events of aftercare in groups, so that each read model says what it leaves out.

Every one is named here: a new event that nobody puts into a group is in no read model's `ignores`, and a test says so.
"""

import casework
from throughline.domain import Event

from aftercare.assessment import risk, scoring
from aftercare.case_care import (
    capacity,
    closing,
    consent,
    corrections,
    covering,
    custody,
    hearings,
    joining,
    merging,
    orders,
    people,
    rechecks,
    statements,
    taking_over,
    transfer,
)
from aftercare.case_care.charges import ChargesNoted
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.survivor import (
    assessed,
    best_interests,
    care,
    court,
    cover,
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
from aftercare.survivor import taking_over as taking_over_care

Events = frozenset[type[Event]]

NOTES: Events = frozenset(
    {
        people.CareOpened,
        people.VictimNoted,
        consent.ConsentNoted,
        consent.PreferenceNoted,
        consent.OlderPreferenceNoted,
        custody.CustodyChangeNoted,
        ChargesNoted,
        hearings.HearingNoted,
        orders.ProtectionOrderNoted,
    }
)
OTHER_CASES: Events = frozenset(
    {
        merging.CaseMergeNoted,
        merging.CaseSplitNoted,
        merging.MergedCaseNoted,
        joining.VictimRecordsJoinNoted,
        taking_over.CaseTakeOverNoted,
    }
)
CORRECTIONS: Events = frozenset({corrections.CorrectionNoted, corrections.PersonRestated})
RECHECKS: Events = frozenset(
    {
        rechecks.SafetyRecheckFellDue,
        rechecks.SafetyRecheckAcknowledged,
        rechecks.SafetyRecheckDone,
        rechecks.SafetyRecheckEscalated,
    }
)
STATEMENTS: Events = frozenset({statements.ReadinessStated, statements.SafetyConcernStated})
OFFICE: Events = frozenset(
    {
        capacity.CareCapacityReserved,
        capacity.CareCapacityRefused,
        covering.CaseworkerCoverSet,
        transfer.CareTransferProposed,
        transfer.CareTransferAccepted,
        transfer.CareTransferDeclined,
    }
)
CLOSING: Events = frozenset({closing.AftercarePartClosed, closing.AftercareReopened})
TASKS: Events = frozenset({casework.TaskOpened, casework.TaskDone, casework.TaskEscalated})
RISKS: Events = frozenset({casework.SafetyRiskRaised, casework.SafetyRiskMitigated})
DISCLOSURES: Events = frozenset(
    {
        casework.DataDisclosed,
        casework.RecipientsToldOfChange,
        casework.OfficialThreatNoted,
        casework.SubjectRequestReceived,
        casework.SubjectRequestAnswered,
        casework.BreakGlassUsed,
        casework.SubjectErased,
        casework.ErasureDeferred,
        casework.RetentionReviewFellDue,
    }
)
CASE_CARE: Events = (
    NOTES
    | OTHER_CASES
    | CORRECTIONS
    | frozenset({SurvivorEnrolled})
    | RECHECKS
    | STATEMENTS
    | OFFICE
    | CLOSING
    | TASKS
    | RISKS
    | DISCLOSURES
)

SURVIVOR: Events = frozenset(
    {
        care.CareStarted,
        taking_over_care.CareTakenOver,
        care.CaseworkerAssigned,
        cover.CoverNoted,
        care.EmergencyCareProvided,
        safety_plan.SafetyPlanSet,
        plan.CarePlanDrafted,
        plan.CarePlanApproved,
        plan.CarePlanReviewed,
        plan.GoalAchieved,
        plan.GoalDropped,
        services.ServiceReferred,
        services.ServiceAccepted,
        services.ServiceRejected,
        services.ServiceDeclinedBySurvivor,
        services.ServiceDelivered,
        services.ServiceEnded,
        placement.PlacementStarted,
        placement.PlacementEnded,
        best_interests.BestInterestsDetermined,
        going_home.FamilyAssessed,
        going_home.ReturnRiskChecked,
        going_home.ReintegrationPlanned,
        going_home.Reintegrated,
        follow_up.FollowUpFellDue,
        follow_up.FollowUpVisited,
        follow_up.FollowUpMissed,
        court.CourtPreparationFellDue,
        readiness.CourtPreparationDone,
        testimony.CourtAccompanied,
        testimony.PostTestimonyCareFellDue,
        testimony.PostTestimonyCareGiven,
        revictimisation.RevictimisationReported,
        assessed.AssessmentNoted,
        outcome.SurvivorRestored,
        outcome.SurvivorExited,
        outcome.RestorationReversed,
    }
)
ASSESSMENT: Events = frozenset(
    {
        risk.RiskAssessed,
        scoring.AssessmentStarted,
        scoring.SubdomainScored,
        scoring.AssessmentCompleted,
        risk.AssessmentFellDue,
    }
)
ALL = CASE_CARE | SURVIVOR | ASSESSMENT
