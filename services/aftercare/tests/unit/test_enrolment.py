"""Enrolment: who is in care, on what basis, once, and what starts with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal
from uuid import uuid5

import pytest
from aftercare import case_care, streams
from aftercare.asked import ENROL
from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened
from aftercare.case_care.consent import ConsentNoted, NoteConsent
from aftercare.case_care.enrolment import (
    AssistanceDeclined,
    CareRefused,
    EnrolOnLegalBasis,
    NoBasisForCare,
    NobodyHandedHerOver,
    SurvivorEnrolled,
    UnknownVictim,
    VitalInterestNamedBefore,
)
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.codes import PurposeGiven
from aftercare.survivor.care import CareStarted
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.state import Preparation, Survivor
from casework import TaskOpened
from casework.markers import CaseworkEvent
from throughline.domain import Aggregate, LegalBasis, Moment, OnStream
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded, scenario


def apart_from_tasks(aggregate: Aggregate[Any]) -> Aggregate[Any]:
    """What is decided, but for what it asks people to do: that is tested on its own."""

    def decide(*args: Any) -> list[Any]:
        return [item for item in aggregate.decide(*args) if not isinstance(getattr(item, "event", item), CaseworkEvent)]

    return replace(aggregate, decide=decide)


given = scenario(apart_from_tasks(case_care.AGGREGATE))

WOMAN, CONSENT, OTHER_CONSENT, HEARING = (uuid5(NAMESPACE, name) for name in ("woman", "consent", "other", "hearing"))
TODAY = Moment(NOW)
EARLIER, LATER = Moment(NOW - timedelta(days=2)), Moment(NOW - timedelta(days=1))
CARE = (PurposeGiven(purpose="service_delivery", given=True),)

opened = CareOpened()
met = VictimNoted(victim_id=WOMAN)
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=EARLIER)
asked = VictimNoted(victim_id=WOMAN, requested_on=EARLIER)
declined = VictimNoted(victim_id=WOMAN, declined_on=LATER)
consent = ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=CARE)
enrolled = SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT)
started = OnStream(streams.survivor(WOMAN), CareStarted())

note_brought = NoteVictim(case_id=CASE, victim_id=WOMAN, brought_to_safety_on=EARLIER)
note_asked = NoteVictim(case_id=CASE, victim_id=WOMAN, requested_on=EARLIER)
note_consent = NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=WOMAN, purposes=CARE)


class WhenSheIsBroughtToSafety:
    def test_consent_enrols_her(self) -> None:
        given(opened, brought).when(note_consent).then(consent, enrolled, started)

    def test_consent_given_before_enrols_her_too(self) -> None:
        given(opened, consent).when(note_brought).then(brought, enrolled, started)

    def test_the_first_fact_of_a_case_opens_it(self) -> None:
        given().when(note_brought).then(opened, brought)

    @pytest.mark.parametrize("basis", ["public_mandate", "legal_obligation"])
    def test_a_mandate_enrols_her(self, basis: Literal["public_mandate", "legal_obligation"]) -> None:
        note = note_brought.model_copy(update={"legal_basis": basis})
        mandate = SurvivorEnrolled(survivor_id=WOMAN, legal_basis=basis)
        given(opened, met).when(note).then(brought, mandate, started)

    @pytest.mark.parametrize("basis", ["vital_interest", "legitimate_interest", "legal_claims"])
    def test_no_other_basis_enrols_her_by_itself(self, basis: str) -> None:
        given(opened).when(note_brought.model_copy(update={"legal_basis": basis})).then(brought)

    def test_a_consent_to_something_else_does_not(self) -> None:
        media = (PurposeGiven(purpose="media", given=True), PurposeGiven(purpose="service_delivery", given=False))
        note = note_consent.model_copy(update={"purposes": media})
        given(opened, brought).when(note).emits(ConsentNoted)

    def test_an_expired_consent_does_not(self) -> None:
        given(opened, brought).when(note_consent.model_copy(update={"expires_on": "2026-05"})).emits(ConsentNoted)
        given(opened, brought).when(note_consent.model_copy(update={"expires_on": "2026-06"})).emits(
            ConsentNoted, SurvivorEnrolled, CareStarted
        )

    def test_a_consent_withdrawn_before_it_is_heard_of_does_not(self) -> None:
        withdrawn = ConsentNoted(consent_id=CONSENT, withdrawn_on=LATER)
        (noted,) = given(opened, brought, withdrawn).when(note_consent).emits(ConsentNoted)
        assert noted == ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=CARE, withdrawn_on=LATER)

    def test_a_withdrawal_is_noted_with_what_it_withdraws(self) -> None:
        withdraw = NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=LATER)
        given(opened, consent).when(withdraw).then(
            ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=CARE, withdrawn_on=LATER)
        )


class WhenSheDeclined:
    def test_consent_does_not_enrol_her(self) -> None:
        given(opened, brought, declined).when(note_consent).then(consent)

    def test_being_brought_to_safety_again_does_not(self) -> None:
        again = NoteVictim(case_id=CASE, victim_id=WOMAN, brought_to_safety_on=TODAY)
        given(opened, brought, declined, consent).when(again).emits(VictimNoted)

    def test_asking_for_help_does(self) -> None:
        asks = NoteVictim(case_id=CASE, victim_id=WOMAN, requested_on=TODAY)
        given(opened, declined, consent).when(asks).emits(VictimNoted, SurvivorEnrolled, CareStarted)

    def test_a_request_from_before_the_refusal_does_not(self) -> None:
        given(opened, declined, consent).when(note_asked).then(asked)

    def test_no_basis_enrols_her(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        given(opened, met, declined).when(enrol).rejects(AssistanceDeclined)


class WhenSheSaidNoToCare:
    """Her consent was asked, and she gave it for something else."""

    refused = ConsentNoted(
        consent_id=CONSENT,
        subject_id=WOMAN,
        purposes=(PurposeGiven(purpose="service_delivery", given=False),),
        by="self",
    ).on(LATER)
    adult = VictimNoted(victim_id=WOMAN, is_child="no")
    mandate = note_brought.model_copy(update={"legal_basis": "public_mandate"})

    def test_no_mandate_enrols_her_whichever_is_heard_first(self) -> None:
        given(opened, met, self.refused).when(self.mandate).then(brought)
        by_police = recorded(brought, 9)
        by_police = brought.recorded(replace(by_police.metadata, legal_basis="public_mandate"))
        again = self.mandate.model_copy(update={"brought_to_safety_on": TODAY})
        given(opened, met, self.refused, by_police).when(again).emits(VictimNoted)

    def test_somebody_is_asked(self) -> None:
        asked_for = scenario(case_care.AGGREGATE)(opened, met, self.refused).when(self.mandate)
        _, task = asked_for.emits(VictimNoted, TaskOpened)
        assert (task.kind, task.subjects) == (ENROL, (WOMAN,))

    def test_a_no_that_a_guardian_said_for_her_is_not_hers(self) -> None:
        guardians = self.refused.model_copy(update={"by": "guardian"}).on(LATER)
        given(opened, met, guardians).when(self.mandate).emits(VictimNoted, SurvivorEnrolled, CareStarted)

    def test_asking_for_help_since_does_and_before_does_not(self) -> None:
        since = self.mandate.model_copy(update={"requested_on": TODAY})
        given(opened, met, self.refused).when(since).emits(VictimNoted, SurvivorEnrolled, CareStarted)
        before = self.mandate.model_copy(update={"requested_on": EARLIER})
        given(opened, met, self.refused).when(before).emits(VictimNoted)

    def test_agreeing_since_does(self) -> None:
        agrees = note_consent.model_copy(update={"consent_id": OTHER_CONSENT, "occurred_on": TODAY, "by": "self"})
        given(opened, self.adult, brought, self.refused).when(agrees).emits(ConsentNoted, SurvivorEnrolled, CareStarted)

    def test_no_worker_enrols_her_against_it_unless_she_may_be_a_child(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="public_mandate")
        given(opened, self.adult, brought, self.refused).when(enrol).rejects(CareRefused)
        given(opened, brought, self.refused).when(enrol).emits(SurvivorEnrolled, CareStarted)


class WhenSheIsEnrolled:
    history = (opened, brought, consent, enrolled)

    def test_no_further_note_enrols_her_again(self) -> None:
        another = note_consent.model_copy(update={"consent_id": OTHER_CONSENT})
        given(*self.history).when(another).emits(ConsentNoted)
        given(*self.history).when(note_asked).then(asked)

    def test_the_same_notes_again_are_nothing(self) -> None:
        given(*self.history).when(note_brought).nothing()
        given(*self.history).when(note_consent).nothing()

    def test_another_basis_is_nothing_new(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        given(*self.history).when(enrol).nothing()

    def test_a_refusal_is_noted_and_undoes_nothing(self) -> None:
        refuse = NoteVictim(case_id=CASE, victim_id=WOMAN, declined_on=LATER)
        given(*self.history).when(refuse).then(declined)

    def test_a_testimony_asks_for_preparation_two_weeks_before(self) -> None:
        note = NoteHearing(
            case_id=CASE,
            hearing_id=HEARING,
            type="testimony",
            on=Moment(NOW + timedelta(days=30)),
            witness_ids=(WOMAN,),
            state="scheduled",
        )
        due = CourtPreparationFellDue(hearing_id=HEARING, due_on=date(2026, 6, 17))
        asked_for = OnStream(streams.survivor(WOMAN), due)
        given(*self.history).when(note).then(HearingNoted(**note.fields()), asked_for)
        given(*self.history).when(note, historical=True).then(HearingNoted(**note.fields()))
        known = {WOMAN: Survivor(started=True, preparations={HEARING: Preparation()})}
        given(*self.history).seeing(known).when(note).then(HearingNoted(**note.fields()))


class WhenSheIsAWitnessAlready:
    @pytest.mark.parametrize(
        ("on", "due"),
        [
            (Moment(NOW + timedelta(days=30)), date(2026, 6, 17)),
            (Moment(NOW + timedelta(days=3)), date(2026, 6, 1)),
            (None, date(2026, 6, 1)),
        ],
    )
    def test_her_preparation_starts_with_her_care(self, on: Moment | None, due: date) -> None:
        hearing = HearingNoted(
            hearing_id=HEARING, type="early_testimony", on=on, witness_ids=(WOMAN,), state="scheduled"
        )
        asked_for = OnStream(streams.survivor(WOMAN), CourtPreparationFellDue(hearing_id=HEARING, due_on=due))
        given(opened, hearing, consent).when(note_brought).then(brought, enrolled, started, asked_for)

    @pytest.mark.parametrize("state", ["held", "adjourned", "vacated"])
    def test_not_for_a_hearing_that_is_over(self, state: Literal["held", "adjourned", "vacated"]) -> None:
        hearing = HearingNoted(hearing_id=HEARING, type="testimony", witness_ids=(WOMAN,), state=state)
        given(opened, hearing, consent).when(note_brought).then(brought, enrolled, started)

    def test_not_for_a_day_that_is_past(self) -> None:
        past = Moment.on(date(2026, 5, 1))
        hearing = HearingNoted(hearing_id=HEARING, type="testimony", on=past, witness_ids=(WOMAN,), state="scheduled")
        given(opened, hearing, consent).when(note_brought).then(brought, enrolled, started)


class WhenAWorkerEnrolsHer:
    enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
    on_basis = SurvivorEnrolled(survivor_id=WOMAN, legal_basis="vital_interest")

    def test_her_care_starts(self) -> None:
        given(opened, met).when(self.enrol).then(self.on_basis, started)

    def test_she_has_to_be_known(self) -> None:
        given(opened).when(self.enrol).rejects(UnknownVictim)

    def test_a_closed_part_is_open_again(self) -> None:
        closed = AftercarePartClosed(covers=(), outcome_summary="none")
        reopened = AftercareReopened(reason="survivor_enrolled")
        given(opened, met, closed).when(self.enrol).then(self.on_basis, started, reopened)

    @pytest.mark.parametrize("basis", ["legitimate_interest", "legal_claims"])
    def test_not_on_a_basis_that_is_none_for_care(self, basis: LegalBasis) -> None:
        given(opened, brought).when(self.enrol.model_copy(update={"legal_basis": basis})).rejects(NoBasisForCare)

    def test_a_mandate_is_for_those_who_were_handed_over(self) -> None:
        mandate = self.enrol.model_copy(update={"legal_basis": "public_mandate"})
        possible = VictimNoted(victim_id=WOMAN, status="PossibleVictimOfTrafficking", standing="agency_view")
        given(opened, met).when(mandate).rejects(NobodyHandedHerOver)
        given(opened, possible).when(mandate).emits(SurvivorEnrolled, CareStarted)

    def test_vital_interest_is_named_once_and_then_wants_another_basis(self) -> None:
        in_care = {WOMAN: Survivor(started=True)}
        mandate = self.enrol.model_copy(update={"legal_basis": "legal_obligation"})
        history = given(opened, brought, self.on_basis).seeing(in_care)
        history.when(self.enrol).nothing()
        history.later(hours=73).when(self.enrol).rejects(VitalInterestNamedBefore)
        history.when(mandate).then(SurvivorEnrolled(survivor_id=WOMAN, legal_basis="legal_obligation"))
        given(opened, brought, self.on_basis, consent).seeing(in_care).later(hours=73).when(self.enrol).nothing()

    def test_a_later_consent_enrols_nobody_twice(self) -> None:
        given(opened, brought, self.on_basis).when(note_consent).then(consent)


class WhenThePartIsClosed:
    closed = AftercarePartClosed(covers=(), outcome_summary="none")

    def test_a_new_survivor_reopens_it(self) -> None:
        given(opened, brought, self.closed).when(note_consent).then(
            consent, enrolled, started, AftercareReopened(reason="survivor_enrolled")
        )


class WhenImported:
    def test_she_is_enrolled_as_she_was(self) -> None:
        long_ago = Moment.parse("2019-03-01")
        note = note_consent.model_copy(update={"expires_on": "2020-03", "occurred_on": long_ago})
        given(opened, brought).when(note, historical=True).emits(ConsentNoted, SurvivorEnrolled, CareStarted)
