"""What aftercare does about what intake says of people, consent, operations and the case itself."""

from casework import (
    NoteSubjectErased,
    RiskSubject,
    TakeBackNotes,
    corrected_elsewhere,
    threat_in_risk,
    threat_noted_elsewhere,
)
from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from aftercare.case_care.capacity import NoteOperationOver, NoteOperationPlanned
from aftercare.case_care.closing import ReopenAftercare
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.corrections import NoteCorrection
from aftercare.case_care.joining import NoteVictimRecordsJoined
from aftercare.case_care.merging import NoteCaseMerge, NoteCaseSplit, NoteMergedCase
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.case_care.threats import NoteSafetyRisk
from aftercare.codes import AgeBy, IsChild, PurposeGiven
from aftercare.inbound import intake, legal
from aftercare.reactions.held import danger_told, id_in, not_so, people_named

OWN_REOPENING = "aftercare_reopened"
NOTED_AS_TOLD = ("CaseMergeNoted", "CaseSplitNoted", "VictimRecordsJoinNoted", "OfficialThreatNoted")
"""Taken back as they stand; what is known of people is said once more without the wrong (case_care/corrections.py)."""
CARRIED_BY_MERGE = (
    "MergedCaseNoted",
    "VictimRecordsJoinNoted",
    "VictimNoted",
    "PreferenceNoted",
    "HearingNoted",
    "CustodyChangeNoted",
    "OfficialThreatNoted",
)
"""In the case that was to go on. What it takes from them the other case still knows, and warns of."""
CHILD_BANDS = frozenset({"0--8", "9--17"})


@reaction(intake.VictimEncountered, safety=True)
def victim_encountered(event: intake.VictimEncountered, origin: Metadata) -> list[Command]:
    is_child = child_of(event.age_band)
    by: AgeBy | None = "band" if is_child else None
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, is_child=is_child, age_by=by)]


@reaction(intake.VictimBroughtToSafety, safety=True)
def victim_brought_to_safety(event: intake.VictimBroughtToSafety, origin: Metadata) -> list[Command]:
    return [
        NoteVictim(
            case_id=origin.case_id,
            legal_basis=origin.legal_basis,
            victim_id=event.victim_id,
            brought_to_safety_on=origin.occurred_on,
        )
    ]


@reaction(intake.VictimDeclinedAssistance, safety=True)
def victim_declined_assistance(event: intake.VictimDeclinedAssistance, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, declined_on=origin.occurred_on)]


@reaction(intake.AssistanceRequested, safety=True)
def assistance_requested(event: intake.AssistanceRequested, origin: Metadata) -> list[Command]:
    return [
        NoteVictim(
            case_id=origin.case_id,
            legal_basis=origin.legal_basis,
            victim_id=event.victim_id,
            requested_on=origin.occurred_on,
        )
    ]


@reaction(intake.VictimStatusDetermined, safety=True)
def victim_status_determined(event: intake.VictimStatusDetermined, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, status=event.status, standing=event.standing)]


@reaction(intake.ConsentRecorded)
def consent_recorded(event: intake.ConsentRecorded, origin: Metadata) -> list[Command]:
    return [
        NoteConsent(
            case_id=origin.case_id,
            consent_id=event.consent_id,
            subject_id=event.subject_id,
            purposes=tuple(PurposeGiven(purpose=choice.purpose, given=choice.given) for choice in event.purposes),
            expires_on=event.expires_on,
            by=event.by,
            assent=event.assent,
            withhold_from=event.withhold_from,
        )
    ]


@reaction(intake.ConsentWithdrawn)
def consent_withdrawn(event: intake.ConsentWithdrawn, origin: Metadata) -> list[Command]:
    return [NoteConsent(case_id=origin.case_id, consent_id=event.consent_id, withdrawn_on=origin.occurred_on)]


@reaction(intake.ConsentLapsed)
def consent_lapsed(event: intake.ConsentLapsed, origin: Metadata) -> list[Command]:
    return [NoteConsent(case_id=origin.case_id, consent_id=event.consent_id, lapsed_on=origin.occurred_on)]


@reaction(intake.AgeAssessed)
def age_assessed(event: intake.AgeAssessed, origin: Metadata) -> list[Command]:
    is_child = event.is_child
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, is_child=is_child, age_by="assessment")]


@reaction(intake.GuardianshipDetermined)
def guardianship_determined(event: intake.GuardianshipDetermined, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, guardian=event.guardian)]


@reaction(intake.OperationPlanned)
def operation_planned(event: intake.OperationPlanned, origin: Metadata) -> list[Command]:
    return [NoteOperationPlanned(case_id=origin.case_id, operation_id=event.operation_id)]


@reaction(intake.OperationAborted)
def operation_aborted(event: intake.OperationAborted, origin: Metadata) -> list[Command]:
    return [NoteOperationOver(case_id=origin.case_id, operation_id=event.operation_id)]


@reaction(intake.OperationExecuted)
def operation_executed(event: intake.OperationExecuted, origin: Metadata) -> list[Command]:
    if event.operation_id is None:
        return []
    return [NoteOperationOver(case_id=origin.case_id, operation_id=event.operation_id)]


@reaction(intake.CaseMerged, safety=True)
def case_merged(event: intake.CaseMerged, origin: Metadata) -> list[Command]:
    """The case that goes on learns of everyone here in the same moment, and later by the clock."""
    return [
        NoteCaseMerge(case_id=origin.case_id, surviving_case_id=event.surviving_case_id),
        NoteMergedCase(case_id=event.surviving_case_id, merged_case_id=origin.case_id),
    ]


@reaction(intake.CaseSplit)
def case_split(event: intake.CaseSplit, origin: Metadata) -> list[Command]:
    return [NoteCaseSplit(case_id=origin.case_id, new_case_id=event.new_case_id)]


@reaction(intake.SafetyRiskRaised, safety=True)
def intake_raised_safety_risk(event: intake.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return risk_raised(event, origin)


@reaction(intake.OfficialThreatNoted, safety=True)
def threat_noted_in_intake(event: intake.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(intake.SubjectErased)
def intake_erased_subject(event: intake.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


@reaction(intake.ContactPreferenceRecorded, safety=True)
def contact_preference_recorded(event: intake.ContactPreferenceRecorded, origin: Metadata) -> list[Command]:
    return [NotePreference(case_id=origin.case_id, person_id=event.person_id, warn=event.warn, tell=event.tell)]


@reaction(intake.CaseReopened)
def case_reopened(event: intake.CaseReopened, origin: Metadata) -> list[Command]:
    """A case that was reopened because this part was has nothing to tell it."""
    return [] if event.reason == OWN_REOPENING else [ReopenAftercare(case_id=origin.case_id, reason=event.reason)]


@reaction(intake.CaseTakenOver, safety=True)
def case_taken_over(event: intake.CaseTakenOver, origin: Metadata) -> list[Command]:
    return [NoteCaseTakenOver(case_id=origin.case_id, as_of=event.as_of)]


@reaction(intake.VictimRecordsJoined, safety=True)
def victim_records_joined(event: intake.VictimRecordsJoined, origin: Metadata) -> list[Command]:
    kept, joined = event.kept_victim_id, event.joined_victim_id
    return [NoteVictimRecordsJoined(case_id=origin.case_id, kept_victim_id=kept, joined_victim_id=joined)]


@reaction(intake.FactCorrected, safety=True)
def intake_fact_corrected(event: intake.FactCorrected, origin: Metadata) -> list[Command]:
    """What is right instead follows as an event of its own."""
    noted = NoteCorrection(case_id=origin.case_id, replaces=event.replaces, source_event_id=origin.event_id)
    return [noted, *corrected_elsewhere(event, origin, "social_worker", *NOTED_AS_TOLD), *never_merged(event, origin)]


def never_merged(event: intake.FactCorrected, origin: Metadata) -> list[Command]:
    """What was carried into the case that was to go on: it is one of those that the wrong merge names."""
    if event.wrong_type != intake.CaseMerged.name:
        return []
    return [
        TakeBackNotes(
            case_id=other, source=event.replaces, reason=event.reason, only=CARRIED_BY_MERGE, role="social_worker"
        )
        for other in event.about
        if other not in (origin.case_id, origin.stream_id)
    ]


@reaction(intake.FactHeld, safety=True)
def intake_fact_held(event: intake.FactHeld, origin: Metadata) -> list[Command]:
    """Whom it names is known, and who is in danger is warned.

    A wish to be warned is heard, a refusal of it has to stand; and what she took back is not shared on.
    """
    commands = [*people_named(event.body, origin), *danger_told(event.type, event.body, origin)]
    person = id_in(event.body.get("personId"))
    if event.type == "ContactPreferenceRecorded" and event.body.get("warn") == "yes" and person:
        commands.append(NotePreference(case_id=origin.case_id, person_id=person, warn="yes"))
    consent = id_in(event.body.get("consentId"))
    if event.type == "ConsentWithdrawn" and consent:
        commands.append(NoteConsent(case_id=origin.case_id, consent_id=consent, withdrawn_on=origin.occurred_on))
    return commands


@reaction(intake.HeldFactDismissed, safety=True)
def intake_held_fact_dismissed(event: intake.HeldFactDismissed, origin: Metadata) -> list[Command]:
    return not_so(event, origin, *NOTED_AS_TOLD)


def child_of(age_band: str) -> IsChild | None:
    """Unknown stays unknown: whether she is presumed a child is intake's to determine."""
    if age_band == "unknown":
        return None
    return "yes" if age_band in CHILD_BANDS else "no"


def risk_raised(event: intake.SafetyRiskRaised | legal.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    subjects = tuple(RiskSubject(kind=subject.kind, id=subject.id) for subject in event.subjects)
    return [
        NoteSafetyRisk(case_id=origin.case_id, level=event.level, subjects=subjects, source_event_id=origin.event_id),
        *threat_in_risk(event, origin),
    ]


ALL: tuple[Reaction, ...] = (
    victim_encountered,
    victim_brought_to_safety,
    victim_declined_assistance,
    assistance_requested,
    victim_status_determined,
    consent_recorded,
    consent_withdrawn,
    consent_lapsed,
    age_assessed,
    guardianship_determined,
    operation_planned,
    operation_aborted,
    operation_executed,
    case_merged,
    case_split,
    intake_raised_safety_risk,
    threat_noted_in_intake,
    intake_erased_subject,
    contact_preference_recorded,
    case_reopened,
    case_taken_over,
    victim_records_joined,
    intake_fact_corrected,
    intake_fact_held,
    intake_held_fact_dismissed,
)
