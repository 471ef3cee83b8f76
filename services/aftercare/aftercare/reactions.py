"""What aftercare does about other services' events: each becomes a note on the case's CaseCare, which decides the rest.

Guarantees that every liberty fact of liberty.py, also one that legal holds to be cleared up, is noted with the event it
came from. Nothing is decided here: who is owed a warning, who is enrolled, hangs on what else is known by then.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from aftercare.case_care.charges import CountsOf, NoteCharges, Said
from aftercare.case_care.closing import ReopenAftercare
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.people import NoteVictim
from aftercare.codes import IsChild, PurposeGiven
from aftercare.inbound import intake, legal
from aftercare.liberty import held_liberty_fact, liberty_fact

OWN_REOPENING = "aftercare_reopened"
CHILD_BANDS = frozenset({"0--8", "9--17"})


@reaction(intake.VictimEncountered, safety=True)
def victim_encountered(event: intake.VictimEncountered, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, is_child=child_of(event.age_band))]


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


@reaction(intake.ContactPreferenceRecorded, safety=True)
def contact_preference_recorded(event: intake.ContactPreferenceRecorded, origin: Metadata) -> list[Command]:
    return [NotePreference(case_id=origin.case_id, person_id=event.person_id, warn=event.warn, tell=event.tell)]


@reaction(intake.CaseReopened)
def case_reopened(event: intake.CaseReopened, origin: Metadata) -> list[Command]:
    """A case that was reopened because this part was has nothing to tell it."""
    return [] if event.reason == OWN_REOPENING else [ReopenAftercare(case_id=origin.case_id, reason=event.reason)]


def custody_changed(event: legal.LibertyFact, origin: Metadata) -> Sequence[Command]:
    found = liberty_fact(event.name, event.model_dump(by_alias=True))
    if found is None:
        return []
    return [
        NoteCustodyChange(
            case_id=origin.case_id,
            accused_id=event.accused_id,
            change=found.change,
            effect=found.effect,
            conditions=event.conditions,
            expected_on=event.on if event.name == "ReleaseExpected" else None,
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


def counted(origin: Metadata, said: Said, charges: tuple[CountsOf, ...], accused_id: UUID | None) -> NoteCharges:
    return NoteCharges(
        case_id=origin.case_id, accused_id=accused_id, charges=charges, said=said, source_event_id=origin.event_id
    )


@reaction(legal.FactHeld, safety=True)
def fact_held(event: legal.FactHeld, origin: Metadata) -> list[Command]:
    """Whom it names are known from now on, and what it says of somebody's liberty is not known to be wrong."""
    commands = list[Command](NoteVictim(case_id=origin.case_id, victim_id=victim) for victim in victims_in(event.body))
    if witnesses := witnesses_in(event.body):
        commands.append(summons(origin, witnesses))
    if found := held_liberty_fact(event.type, event.body):
        commands.append(
            NoteCustodyChange(
                case_id=origin.case_id,
                accused_id=id_in(event.body.get("accusedId")),
                charge_id=id_in(event.body.get("chargeId")),
                change=found.change,
                effect="unknown",
                source_event_id=origin.event_id,
            )
        )
    return commands


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


def child_of(age_band: str) -> IsChild | None:
    """Unknown stays unknown: whether she is presumed a child is intake's to determine."""
    if age_band == "unknown":
        return None
    return "yes" if age_band in CHILD_BANDS else "no"


def witnesses_in(body: Mapping[str, Any]) -> tuple[UUID, ...]:
    named = [*(body.get("witnessIds") or ()), body.get("witnessId")]
    return tuple(found for found in map(id_in, named) if found)


def victims_in(body: Mapping[str, Any]) -> list[UUID]:
    """Of a held fact: the victim it names, and those its charges name."""
    charges = body.get("charges")
    named = [body.get("victimId")]
    for charge in charges if isinstance(charges, list) else ():
        named += (charge.get("victimIds") or ()) if isinstance(charge, dict) else ()
    return sorted({found for found in map(id_in, named) if found})


def id_in(value: object) -> UUID | None:
    """An id in the body of a held fact; None where it is not one, since a warning must not fail for it."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


LIBERTY: tuple[Reaction, ...] = tuple(
    Reaction(f"custody_changed_by_{fact.name}", fact, custody_changed, safety=True) for fact in legal.LIBERTY_FACTS
)

ALL: tuple[Reaction, ...] = (
    victim_encountered,
    victim_brought_to_safety,
    victim_declined_assistance,
    assistance_requested,
    victim_status_determined,
    consent_recorded,
    consent_withdrawn,
    contact_preference_recorded,
    case_reopened,
    *LIBERTY,
    charges_filed,
    charge_rejected,
    charge_withdrawn,
    verdict_ends_counts,
    fact_held,
    hearing_scheduled,
    hearing_held,
    hearing_adjourned,
    hearing_vacated,
    witness_summoned,
    testimony_given,
)
