"""What aftercare does about what legal says: of somebody's liberty, of hearings and witnesses, of how it went in court.

Guarantees that every liberty fact of liberty.py, also one that legal holds to be cleared up, is noted with the event it
came from.
"""

from collections.abc import Sequence
from uuid import UUID

from casework import NoteSubjectErased, corrected_elsewhere, threat_noted_elsewhere
from casework.liberty import held_liberty_fact, liberty_fact
from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from aftercare.case_care.charges import CountsOf, NoteCharges, Said
from aftercare.case_care.corrections import NoteCorrection, NoteHeldFactDismissed
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.orders import NoteProtectionOrder
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.told import NoteMoneyAwarded, NoteOutcomeInCourt
from aftercare.inbound import legal
from aftercare.reactions.from_intake import risk_raised
from aftercare.reactions.held import danger_told, id_in, not_so, people_named, witnesses_in

NOTED_AS_TOLD = (
    "ProtectionOrderNoted",
    "CourtPreparationFellDue",
    "PostTestimonyCareFellDue",
    "OfficialThreatNoted",
)
"""Taken back as they stand; what is known of people is said once more without the wrong (case_care/corrections.py)."""


@reaction(legal.SafetyRiskRaised, safety=True)
def legal_raised_safety_risk(event: legal.SafetyRiskRaised, origin: Metadata) -> list[Command]:
    return risk_raised(event, origin)


@reaction(legal.OfficialThreatNoted, safety=True)
def threat_noted_in_legal(event: legal.OfficialThreatNoted, origin: Metadata) -> list[Command]:
    return threat_noted_elsewhere(event, origin)


@reaction(legal.SubjectErased)
def legal_erased_subject(event: legal.SubjectErased, origin: Metadata) -> list[Command]:
    return [NoteSubjectErased(case_id=origin.case_id, subject_id=event.subject_id)]


def custody_changed(event: legal.LibertyFact, origin: Metadata) -> Sequence[Command]:
    found = liberty_fact(event.name, event.model_dump(by_alias=True))
    if found is None:
        return []
    return [
        NoteCustodyChange(
            case_id=origin.case_id,
            accused_id=event.accused_id,
            change=found.change,
            effect="unknown" if event.name == "ReleaseExpected" and event.on is None else found.effect,
            conditions=event.conditions,
            expected_on=event.on if event.name == "ReleaseExpected" else None,
            appeal_id=getattr(event, "appeal_id", None),
            source_event_id=origin.event_id,
        )
    ]


@reaction(legal.ChargesFiled, safety=True)
def charges_filed(event: legal.ChargesFiled, origin: Metadata) -> list[Command]:
    """Whoever is named a victim by a charge is owed a warning, whether or not intake ever spoke of them."""
    victims = sorted({victim for charge in event.charges for victim in charge.victim_ids})
    counts = tuple(CountsOf(charge_id=charge.charge_id, counts=charge.counts) for charge in event.charges)
    return [
        *(NoteVictim(case_id=origin.case_id, victim_id=victim) for victim in victims),
        *([counted(origin, "filed", counts, event.accused_id)] if counts else []),
    ]


@reaction(legal.ChargeRejected, safety=True)
def charge_rejected(event: legal.ChargeRejected, origin: Metadata) -> list[Command]:
    ended = CountsOf(charge_id=event.charge_id, counts=event.counts)
    return [counted(origin, "rejected", (ended,), event.accused_id)]


@reaction(legal.ChargeWithdrawn, safety=True)
def charge_withdrawn(event: legal.ChargeWithdrawn, origin: Metadata) -> list[Command]:
    ended = CountsOf(charge_id=event.charge_id, counts=event.counts)
    return [counted(origin, "withdrawn", (ended,), event.accused_id)]


@reaction(legal.VerdictRecorded, safety=True)
def verdict_ends_counts(event: legal.VerdictRecorded, origin: Metadata) -> list[Command]:
    """A hung jury leaves its counts open. What a verdict says of liberty is noted on its own."""
    if event.charge_id is None or event.verdict == "hung":
        return []
    ended = CountsOf(charge_id=event.charge_id, counts=event.counts)
    return [counted(origin, "judged", (ended,), event.accused_id)]


@reaction(legal.AppealFiled)
def appeal_filed(event: legal.AppealFiled, origin: Metadata) -> list[Command]:
    """What is decided on it later names nobody: so that it is known whose liberty it is about."""
    filed = NoteCharges(
        case_id=origin.case_id,
        accused_id=event.accused_id,
        said="appealed",
        source_event_id=origin.event_id,
        appeal_id=event.appeal_id,
        prosecution_id=origin.stream_id,
        against=event.against,
    )
    return [filed, NoteOutcomeInCourt(case_id=origin.case_id, tell="appeal")]


@reaction(legal.AppealDecided, safety=True)
def retrial_ordered(event: legal.AppealDecided, origin: Metadata) -> list[Command]:
    """What a decision on appeal says of liberty is noted on its own."""
    if event.result != "retrial":
        return []
    return [
        NoteCharges(
            case_id=origin.case_id,
            said="retrial",
            source_event_id=origin.event_id,
            appeal_id=event.appeal_id,
            prosecution_id=origin.stream_id,
        )
    ]


@reaction(legal.ProsecutionDiscontinued)
def prosecution_discontinued(event: legal.ProsecutionDiscontinued, origin: Metadata) -> list[Command]:
    return [counted(origin, "ended", (), event.accused_id)]


@reaction(legal.AccusedDied)
def accused_died(event: legal.AccusedDied, origin: Metadata) -> list[Command]:
    return [counted(origin, "ended", (), event.accused_id)]


@reaction(legal.VerdictRecorded)
def verdict_recorded(event: legal.VerdictRecorded, origin: Metadata) -> list[Command]:
    return [NoteOutcomeInCourt(case_id=origin.case_id, tell="verdict")]


@reaction(legal.SentencePassed)
def sentence_passed(event: legal.SentencePassed, origin: Metadata) -> list[Command]:
    return [NoteOutcomeInCourt(case_id=origin.case_id, tell="verdict")]


@reaction(legal.JudgmentBecameFinal)
def judgment_became_final(event: legal.JudgmentBecameFinal, origin: Metadata) -> list[Command]:
    over = counted(origin, "ended", (), event.accused_id)
    return [over, NoteOutcomeInCourt(case_id=origin.case_id, tell="verdict")]


@reaction(legal.CompensationOrdered, safety=True)
def compensation_ordered(event: legal.CompensationOrdered, origin: Metadata) -> list[Command]:
    return [*named(event.victim_id, origin), NoteMoneyAwarded(case_id=origin.case_id, victim_id=event.victim_id)]


@reaction(legal.EntitlementGranted, safety=True)
def entitlement_granted(event: legal.EntitlementGranted, origin: Metadata) -> list[Command]:
    return [*named(event.victim_id, origin), NoteMoneyAwarded(case_id=origin.case_id, victim_id=event.victim_id)]


@reaction(legal.OfficialStatusIssued, safety=True)
def official_status_issued(event: legal.OfficialStatusIssued, origin: Metadata) -> list[Command]:
    return named(event.victim_id, origin)


@reaction(legal.CounselMandated, safety=True)
def counsel_mandated(event: legal.CounselMandated, origin: Metadata) -> list[Command]:
    if event.victim_id is None:
        return []
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, counsel_id=event.lawyer_id)]


def named(victim: UUID | None, origin: Metadata) -> list[Command]:
    """Whom a court, an authority or her lawyer calls a victim is known from now on."""
    return [NoteVictim(case_id=origin.case_id, victim_id=victim)] if victim else []


@reaction(legal.ProtectionOrderIssued, safety=True)
def protection_order_issued(event: legal.ProtectionOrderIssued, origin: Metadata) -> list[Command]:
    """Whom it protects is known from now on."""
    noted = NoteProtectionOrder(
        case_id=origin.case_id, order_id=event.order_id, protects=event.protects, until=event.until, state="issued"
    )
    return [noted, *([NoteVictim(case_id=origin.case_id, victim_id=event.protects)] if event.protects else [])]


@reaction(legal.ProtectionOrderExtended)
def protection_order_extended(event: legal.ProtectionOrderExtended, origin: Metadata) -> list[Command]:
    return [NoteProtectionOrder(case_id=origin.case_id, order_id=event.order_id, until=event.until, state="extended")]


@reaction(legal.ProtectionOrderBreached, safety=True)
def protection_order_breached(event: legal.ProtectionOrderBreached, origin: Metadata) -> list[Command]:
    """That it warns everyone is a reaction of its own: it is a liberty fact as well."""
    if event.order_id is None:
        return []
    return [NoteProtectionOrder(case_id=origin.case_id, order_id=event.order_id, state="breached")]


@reaction(legal.ProtectionOrderExpired)
def protection_order_expired(event: legal.ProtectionOrderExpired, origin: Metadata) -> list[Command]:
    return [NoteProtectionOrder(case_id=origin.case_id, order_id=event.order_id, state="expired")]


@reaction(legal.FactCorrected, safety=True)
def legal_fact_corrected(event: legal.FactCorrected, origin: Metadata) -> list[Command]:
    """What is right instead follows as an event of its own."""
    noted = NoteCorrection(case_id=origin.case_id, replaces=event.replaces, source_event_id=origin.event_id)
    return [noted, *corrected_elsewhere(event, origin, "social_worker", *NOTED_AS_TOLD)]


def counted(origin: Metadata, said: Said, charges: tuple[CountsOf, ...], accused_id: UUID | None) -> NoteCharges:
    return NoteCharges(
        case_id=origin.case_id,
        accused_id=accused_id,
        charges=charges,
        said=said,
        source_event_id=origin.event_id,
        prosecution_id=origin.stream_id,
    )


@reaction(legal.FactHeld, safety=True)
def fact_held(event: legal.FactHeld, origin: Metadata) -> list[Command]:
    """Whom it names are known from now on, and what it says of somebody's liberty is not known to be wrong."""
    commands = [*people_named(event.body, origin), *danger_told(event.type, event.body, origin)]
    if witnesses := witnesses_in(event.body):
        commands.append(summons(origin, witnesses))
    if found := held_liberty_fact(event.type, event.body):
        commands.append(
            NoteCustodyChange(
                case_id=origin.case_id,
                accused_id=id_in(event.body.get("accusedId")),
                charge_id=id_in(event.body.get("chargeId")),
                appeal_id=id_in(event.body.get("appealId")),
                change=found.change,
                effect="unknown",
                source_event_id=origin.event_id,
                held_id=event.held_id,
            )
        )
    return commands


@reaction(legal.HeldFactDismissed, safety=True)
def held_fact_dismissed(event: legal.HeldFactDismissed, origin: Metadata) -> list[Command]:
    """Whoever was warned of it learns that it was nothing, or is told of otherwise."""
    dismissed = NoteHeldFactDismissed(case_id=origin.case_id, held_id=event.held_id, source_event_id=origin.event_id)
    return not_so(event, origin, *NOTED_AS_TOLD) or [dismissed]


@reaction(legal.HearingScheduled, safety=True)
def hearing_scheduled(event: legal.HearingScheduled, origin: Metadata) -> list[Command]:
    return [
        NoteHearing(
            case_id=origin.case_id,
            hearing_id=event.hearing_id,
            type=event.type,
            on=event.on,
            witness_ids=event.witness_ids,
            state="scheduled",
            continues=event.continues,
        )
    ]


@reaction(legal.HearingHeld)
def hearing_held(event: legal.HearingHeld, origin: Metadata) -> list[Command]:
    return [NoteHearing(case_id=origin.case_id, hearing_id=event.hearing_id, state="held")]


@reaction(legal.HearingAdjourned)
def hearing_adjourned(event: legal.HearingAdjourned, origin: Metadata) -> list[Command]:
    return [NoteHearing(case_id=origin.case_id, hearing_id=event.hearing_id, state="adjourned")]


@reaction(legal.HearingVacated)
def hearing_vacated(event: legal.HearingVacated, origin: Metadata) -> list[Command]:
    return [NoteHearing(case_id=origin.case_id, hearing_id=event.hearing_id, state="vacated")]


@reaction(legal.WitnessSummoned, safety=True)
def witness_summoned(event: legal.WitnessSummoned, origin: Metadata) -> list[Command]:
    if event.role == "victim":
        return [NoteVictim(case_id=origin.case_id, victim_id=event.witness_id)]
    return [summons(origin, (event.witness_id,))]


@reaction(legal.TestimonyGiven, safety=True)
def testimony_given(event: legal.TestimonyGiven, origin: Metadata) -> list[Command]:
    """Who testified was a witness, listed and summoned or not."""
    return [
        NoteHearing(
            case_id=origin.case_id,
            hearing_id=event.hearing_id,
            witness_ids=(event.witness_id,),
            state="summoned",
            testified_ids=(event.witness_id,),
        )
    ]


def summons(origin: Metadata, witnesses: tuple[UUID, ...]) -> NoteHearing:
    """Witnesses of a hearing that nobody has named yet: it goes by the event that speaks of it."""
    return NoteHearing(case_id=origin.case_id, hearing_id=origin.event_id, witness_ids=witnesses, state="summoned")


LIBERTY: tuple[Reaction, ...] = tuple(
    Reaction(f"custody_changed_by_{fact.name}", fact, custody_changed, safety=True) for fact in legal.LIBERTY_FACTS
)

ALL: tuple[Reaction, ...] = (
    *LIBERTY,
    legal_raised_safety_risk,
    threat_noted_in_legal,
    legal_erased_subject,
    charges_filed,
    charge_rejected,
    charge_withdrawn,
    verdict_ends_counts,
    appeal_filed,
    verdict_recorded,
    sentence_passed,
    judgment_became_final,
    retrial_ordered,
    prosecution_discontinued,
    accused_died,
    compensation_ordered,
    entitlement_granted,
    official_status_issued,
    counsel_mandated,
    protection_order_issued,
    protection_order_extended,
    protection_order_breached,
    protection_order_expired,
    legal_fact_corrected,
    fact_held,
    held_fact_dismissed,
    hearing_scheduled,
    hearing_held,
    hearing_adjourned,
    hearing_vacated,
    witness_summoned,
    testimony_given,
)
