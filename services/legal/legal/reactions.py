"""What legal does about other services' events: each becomes a note on the case's Docket, which decides the rest.

What legal keeps nothing of, and only has to act on, becomes a task for a lawyer.
"""

from uuid import UUID

from casework import (
    EndTasksAbout,
    NoteSubjectErased,
    corrected_elsewhere,
    official_threat,
    threat_in_risk,
    threat_noted_elsewhere,
)
from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from legal.docket.asking import DATA_QUALITY, ON_CALL, AskLawyer
from legal.docket.closing import ReopenLegalPart
from legal.docket.detention import NoteDetention
from legal.docket.merging import NoteCaseMerge, NoteCaseSplit, NoteSuspectUnlink
from legal.docket.notes import NoteConsent, NoteReadiness, NoteSuspect, NoteVictim, Purpose
from legal.docket.taking_over import NoteCaseTakenOver
from legal.inbound import aftercare, intake
from legal.inbound.aftercare import ReadinessStated, SafetyConcernStated
from legal.inbound.intake import (
    CaseMerged,
    CaseReopened,
    CaseSplit,
    ConsentRecorded,
    ConsentWithdrawn,
    OperationAborted,
    OperationExecuted,
    OperationPlanned,
    SuspectIdentified,
    SuspectUnlinked,
    VictimStatusDetermined,
)
from legal.inbound.reporting import DataQualityIssueRaised, DataQualityIssueResolved


@reaction(SuspectIdentified)
def suspect_identified(event: SuspectIdentified, origin: Metadata) -> list[Command]:
    return [NoteSuspect(case_id=origin.case_id, suspect_id=event.suspect_id, roles=event.roles)]


@reaction(SuspectUnlinked)
def suspect_unlinked(event: SuspectUnlinked, origin: Metadata) -> list[Command]:
    return [NoteSuspectUnlink(case_id=origin.case_id, suspect_id=event.suspect_id)]


@reaction(OperationPlanned)
def operation_planned(event: OperationPlanned, origin: Metadata) -> list[Command]:
    """Somebody of legal has to be reachable while it goes on, and until it is over or given up."""
    return [
        AskLawyer(
            case_id=origin.case_id,
            kind=ON_CALL,
            within_hours=24,
            urgency="urgent",
            because=origin.event_id,
            subjects=(event.operation_id,),
        )
    ]


@reaction(OperationExecuted, safety=True)
def operation_executed(event: OperationExecuted, origin: Metadata) -> list[Command]:
    """An operation that nobody planned has no id: the event's own stands for it."""
    over = [off_call(event.operation_id, origin)] if event.operation_id else []
    if event.suspects_detained <= 0:
        return over
    operation_id = event.operation_id or origin.event_id
    detained = event.suspects_detained
    return [NoteDetention(case_id=origin.case_id, operation_id=operation_id, suspects_detained=detained), *over]


@reaction(OperationAborted)
def operation_aborted(event: OperationAborted, origin: Metadata) -> list[Command]:
    return [off_call(event.operation_id, origin)]


def off_call(operation_id: UUID, origin: Metadata) -> Command:
    return EndTasksAbout(case_id=origin.case_id, kind=ON_CALL, subject=operation_id)


@reaction(CaseMerged)
def case_merged(event: CaseMerged, origin: Metadata) -> list[Command]:
    return [NoteCaseMerge(case_id=origin.case_id, surviving_case_id=event.surviving_case_id)]


@reaction(CaseSplit)
def case_split(event: CaseSplit, origin: Metadata) -> list[Command]:
    return [NoteCaseSplit(case_id=origin.case_id, new_case_id=event.new_case_id)]


@reaction(intake.CaseTakenOver, safety=True)
def case_taken_over(event: intake.CaseTakenOver, origin: Metadata) -> list[Command]:
    return [NoteCaseTakenOver(case_id=origin.case_id, as_of=event.as_of)]


@reaction(SafetyConcernStated, safety=True)
def safety_concern_stated(event: SafetyConcernStated, origin: Metadata) -> list[Command]:
    return [
        AskLawyer(
            case_id=origin.case_id,
            kind="review_bail_conditions",
            within_hours=24,
            urgency="urgent",
            because=origin.event_id,
            subjects=(event.survivor_id,),
        ),
        *official_threat(origin.case_id, origin.event_id, event.from_, (event.survivor_id,)),
    ]


@reaction(intake.SafetyRiskRaised, safety=True)
def intake_raised_safety_risk(event: intake.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return threat_in_risk(event, origin)


@reaction(aftercare.SafetyRiskRaised, safety=True)
def aftercare_raised_safety_risk(event: aftercare.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return threat_in_risk(event, origin)


@reaction(intake.OfficialThreatNoted, safety=True)
def threat_noted_in_intake(event: intake.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(aftercare.OfficialThreatNoted, safety=True)
def threat_noted_in_aftercare(event: aftercare.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(DataQualityIssueRaised, about="source_event_id")
def data_quality_issue_raised(event: DataQualityIssueRaised, origin: Metadata) -> list[Command]:
    return [
        AskLawyer(
            case_id=origin.case_id,
            kind=DATA_QUALITY,
            within_hours=24 * 14,
            urgency="routine",
            because=origin.event_id,
            subjects=(event.issue_id,),
        )
    ]


@reaction(DataQualityIssueResolved, about="source_event_id")
def data_quality_issue_resolved(event: DataQualityIssueResolved, origin: Metadata) -> list[Command]:
    return [EndTasksAbout(case_id=origin.case_id, kind=DATA_QUALITY, subject=event.issue_id)]


@reaction(VictimStatusDetermined)
def victim_status_determined(event: VictimStatusDetermined, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, status=event.status, standing=event.standing)]


@reaction(ConsentRecorded)
def consent_recorded(event: ConsentRecorded, origin: Metadata) -> list[Command]:
    return [
        NoteConsent(
            case_id=origin.case_id,
            consent_id=event.consent_id,
            subject_id=event.subject_id,
            purposes=tuple(Purpose(purpose=choice.purpose, given=choice.given) for choice in event.purposes),
            expires_on=event.expires_on,
            withhold_from=event.withhold_from,
            assent=event.assent,
        )
    ]


@reaction(ConsentWithdrawn)
def consent_withdrawn(event: ConsentWithdrawn, origin: Metadata) -> list[Command]:
    return [NoteConsent(case_id=origin.case_id, consent_id=event.consent_id, withdrawn_on=origin.occurred_on)]


@reaction(intake.ConsentLapsed)
def consent_lapsed(event: intake.ConsentLapsed, origin: Metadata) -> list[Command]:
    return [NoteConsent(case_id=origin.case_id, consent_id=event.consent_id, lapsed_on=origin.occurred_on)]


@reaction(ReadinessStated)
def readiness_stated(event: ReadinessStated, origin: Metadata) -> list[Command]:
    return [
        NoteReadiness(
            case_id=origin.case_id, hearing_id=event.hearing_id, witness_id=event.witness_id, ready=event.ready
        )
    ]


OURS = frozenset({"legal_reopened", "retrial"})
"""Why intake reopened a case because legal's part had reopened: legal knows, and may have closed again since."""


@reaction(CaseReopened)
def case_reopened(event: CaseReopened, origin: Metadata) -> list[Command]:
    if event.reason in OURS:
        return []
    return [ReopenLegalPart(case_id=origin.case_id, reason=event.reason)]


@reaction(intake.FactCorrected)
def corrected_in_intake(event: intake.FactCorrected, origin: Metadata) -> list[Command]:
    return corrected_elsewhere(event, origin, "lawyer")


@reaction(aftercare.FactCorrected)
def corrected_in_aftercare(event: aftercare.FactCorrected, origin: Metadata) -> list[Command]:
    return corrected_elsewhere(event, origin, "lawyer")


@reaction(intake.SubjectErased)
def erased_in_intake(event: intake.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


@reaction(aftercare.SubjectErased)
def erased_in_aftercare(event: aftercare.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


ALL: tuple[Reaction, ...] = (
    erased_in_intake,
    corrected_in_intake,
    corrected_in_aftercare,
    erased_in_aftercare,
    suspect_identified,
    suspect_unlinked,
    operation_planned,
    operation_executed,
    operation_aborted,
    case_merged,
    case_split,
    case_taken_over,
    safety_concern_stated,
    intake_raised_safety_risk,
    aftercare_raised_safety_risk,
    threat_noted_in_intake,
    threat_noted_in_aftercare,
    data_quality_issue_raised,
    data_quality_issue_resolved,
    victim_status_determined,
    consent_recorded,
    consent_withdrawn,
    consent_lapsed,
    readiness_stated,
    case_reopened,
)
