"""What intake does about other teams' facts: parts closed or at work again, care places, somebody in danger or erased.

Pure translations into notes on the case, which decides what follows, whatever arrives first. A new crime against
somebody in care is a referral of its own, under an id that is made of the event's.
"""

from typing import get_args
from uuid import UUID, uuid5

from casework import (
    EndTasksAbout,
    NoteSubjectErased,
    RecordSafetyRisk,
    RiskSubject,
    TakeBackNotes,
    corrected_elsewhere,
    official_threat,
    threat_in_risk,
    threat_noted_elsewhere,
)
from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from intake.case.capacity import NoteCareCapacity
from intake.case.closing import NotePartReopened
from intake.case.parts import NotePartClose
from intake.case.quality import LOOK, NoteDataQualityIssue
from intake.case.referral import RecordReferral
from intake.inbound import aftercare, legal, reporting
from intake.inbound.aftercare import AftercarePartClosed, AftercareReopened, CareCapacityRefused, CareCapacityReserved
from intake.inbound.legal import LegalPartClosed, LegalPartReopened
from intake.offices import OfficeId


@reaction(LegalPartClosed)
def legal_part_closed(event: LegalPartClosed, origin: Metadata) -> list[Command]:
    return [
        NotePartClose(case_id=origin.case_id, part="legal", covers=event.covers, outcome=event.outcome_summary),
    ]


@reaction(AftercarePartClosed)
def aftercare_part_closed(event: AftercarePartClosed, origin: Metadata) -> list[Command]:
    return [
        NotePartClose(case_id=origin.case_id, part="aftercare", covers=event.covers, outcome=event.outcome_summary),
    ]


@reaction(LegalPartReopened)
def legal_part_reopened(event: LegalPartReopened, origin: Metadata) -> list[Command]:
    return [NotePartReopened(case_id=origin.case_id, part="legal", reason="legal_reopened")]


@reaction(AftercareReopened)
def aftercare_reopened(event: AftercareReopened, origin: Metadata) -> list[Command]:
    return [NotePartReopened(case_id=origin.case_id, part="aftercare", reason="aftercare_reopened")]


@reaction(CareCapacityReserved)
def care_capacity_reserved(event: CareCapacityReserved, origin: Metadata) -> list[Command]:
    return [NoteCareCapacity(case_id=origin.case_id, operation_id=event.operation_id, reserved=True)]


@reaction(CareCapacityRefused)
def care_capacity_refused(event: CareCapacityRefused, origin: Metadata) -> list[Command]:
    return [NoteCareCapacity(case_id=origin.case_id, operation_id=event.operation_id, reserved=False)]


@reaction(aftercare.SafetyConcernStated, safety=True)
def safety_concern_stated(event: aftercare.SafetyConcernStated, origin: Metadata) -> list[Command]:
    """She may be in danger: a risk of this case, and where it is a new crime, a referral of its own."""
    in_danger = RiskSubject(kind="victim", id=event.survivor_id)
    threatened_by = event.from_ or "unknown"
    told = {"case_id": origin.case_id, "level": event.level, "subjects": (in_danger,), "from": threatened_by}
    risk = RecordSafetyRisk.model_validate(told)
    office_id = next((office for office in get_args(OfficeId) if office == origin.office_id), None)
    if not event.new_crime or office_id is None:
        return [risk]
    referral = RecordReferral(
        case_id=referred_because_of(origin.event_id),
        office_id=office_id,
        channel="other",
        allegation_types=(),
        alleged_victims=1,
        urgency="immediate" if event.level == "immediate" else "high",
    )
    threatened = official_threat(referral.case_id, origin.event_id, event.from_, (event.survivor_id,))
    return [risk, referral, *threatened]


def referred_because_of(concern: UUID) -> UUID:
    """The case that a new crime becomes."""
    return uuid5(concern, "new case")


@reaction(legal.SafetyRiskRaised, safety=True)
def legal_raised_safety_risk(event: legal.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return threat_in_risk(event, origin)


@reaction(aftercare.SafetyRiskRaised, safety=True)
def aftercare_raised_safety_risk(event: aftercare.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return threat_in_risk(event, origin)


@reaction(legal.OfficialThreatNoted, safety=True)
def threat_noted_in_legal(event: legal.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(aftercare.OfficialThreatNoted, safety=True)
def threat_noted_in_aftercare(event: aftercare.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(legal.SubjectErased)
def erased_in_legal(event: legal.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


@reaction(legal.FactCorrected)
def corrected_in_legal(event: legal.FactCorrected, origin: Metadata) -> list[Command]:
    return corrected_elsewhere(event, origin, "social_worker")


@reaction(aftercare.FactCorrected)
def corrected_in_aftercare(event: aftercare.FactCorrected, origin: Metadata) -> list[Command]:
    """A new crime that was none is no referral either; one that somebody works on by now is theirs to see to."""
    commands = corrected_elsewhere(event, origin, "social_worker")
    if event.wrong_type in (None, aftercare.SafetyConcernStated.name):
        referral = TakeBackNotes(
            case_id=referred_because_of(event.replaces),
            source=event.replaces,
            reason=event.reason,
            role="social_worker",
        )
        commands.append(referral)
    return commands


@reaction(aftercare.SubjectErased)
def erased_in_aftercare(event: aftercare.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


@reaction(reporting.DataQualityIssueRaised, about="source_event_id")
def data_quality_issue_raised(event: reporting.DataQualityIssueRaised, origin: Metadata) -> list[Command]:
    return [NoteDataQualityIssue(case_id=origin.case_id, issue_id=event.issue_id)]


@reaction(reporting.DataQualityIssueResolved, about="source_event_id")
def data_quality_issue_resolved(event: reporting.DataQualityIssueResolved, origin: Metadata) -> list[Command]:
    return [EndTasksAbout(case_id=origin.case_id, kind=LOOK, subject=event.issue_id)]


ALL: tuple[Reaction, ...] = (
    legal_part_closed,
    aftercare_part_closed,
    legal_part_reopened,
    aftercare_reopened,
    care_capacity_reserved,
    care_capacity_refused,
    safety_concern_stated,
    legal_raised_safety_risk,
    aftercare_raised_safety_risk,
    threat_noted_in_legal,
    threat_noted_in_aftercare,
    erased_in_legal,
    erased_in_aftercare,
    corrected_in_legal,
    corrected_in_aftercare,
    data_quality_issue_raised,
    data_quality_issue_resolved,
)
