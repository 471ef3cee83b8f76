"""What people are asked to do: enrol who waits, find a basis, make room, tell her, care for her after testimony."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import asked, case_care, streams
from aftercare.case_care.capacity import (
    CareCapacityRefused,
    CareCapacityReserved,
    NoteOperationOver,
    NoteOperationPlanned,
    RefuseCareCapacity,
    ReserveCareCapacity,
)
from aftercare.case_care.consent import ConsentNoted, NoteConsent, PreferenceNoted
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.joining import VictimRecordsJoinNoted
from aftercare.case_care.orders import NoteProtectionOrder, ProtectionOrderNoted
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.told import NoteDataQualityIssue, NoteMoneyAwarded, NoteOutcomeInCourt
from aftercare.codes import PurposeGiven
from aftercare.survivor.care import CareStarted
from aftercare.survivor.state import Ended, Exited, Survivor
from aftercare.survivor.testimony import PostTestimonyCareFellDue
from casework import DataDisclosed, RecipientsToldOfChange, TaskDone, TaskOpened
from throughline.domain import Command, Event, Moment, OnStream
from throughline.testing.given import CASE, NAMESPACE, NOW, Given, Outcome, scenario

given = scenario(case_care.AGGREGATE)

WOMAN, SISTER, CONSENT, OPERATION, HEARING, ORDER, ORG, ISSUE = (
    uuid5(NAMESPACE, name) for name in ("woman", "sister", "consent", "operation", "hearing", "order", "org", "issue")
)
opened = CareOpened()
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=Moment(NOW))
note_brought = NoteVictim(case_id=CASE, victim_id=WOMAN, brought_to_safety_on=Moment(NOW))
care = (PurposeGiven(purpose="service_delivery", given=True),)
consent = ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=care)
on_consent = SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT)
IN_CARE: dict[UUID, object] = {WOMAN: Survivor(started=True)}
GONE: dict[UUID, object] = {
    WOMAN: Survivor(started=True, stage=Exited("moved"), ended=Ended(Moment(NOW), NOW)),
}


def kinds(outcome: Outcome) -> list[str]:
    return [event.kind for event in outcome.decided or [] if isinstance(event, TaskOpened)]


def done(outcome: Outcome) -> list[UUID]:
    return [event.task_id for event in outcome.decided or [] if isinstance(event, TaskDone)]


def task(kind: str, about: UUID = WOMAN, name: str = "task") -> TaskOpened:
    role = "director" if kind in asked.OF_A_DIRECTOR else "social_worker"
    return TaskOpened(
        task_id=uuid5(NAMESPACE, name),
        kind=kind,
        role=role,
        due_at=NOW,
        urgency="urgent",
        because=(ISSUE,),
        subjects=(about,),
    )


class WhenSheWaitsForCare:
    def test_somebody_is_asked_to_enrol_her_within_72_hours(self) -> None:
        outcome = given(opened).when(note_brought)
        (opened_task,) = (event for event in outcome.decided or [] if isinstance(event, TaskOpened))
        assert (opened_task.kind, opened_task.role, opened_task.subjects) == (asked.ENROL, "social_worker", (WOMAN,))
        assert opened_task.due_at == NOW + timedelta(hours=72)

    def test_not_of_somebody_who_came_long_ago(self) -> None:
        assert kinds(given(opened).when(note_brought, historical=True)) == []

    def test_her_enrolment_answers_it_and_asks_for_emergency_care(self) -> None:
        note = NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=WOMAN, purposes=care)
        outcome = given(opened, brought, task(asked.ENROL)).when(note)
        assert kinds(outcome) == [asked.EMERGENCY_CARE]
        assert done(outcome) == [uuid5(NAMESPACE, "task")]

    def test_her_refusal_takes_it_back(self) -> None:
        refuses = NoteVictim(case_id=CASE, victim_id=WOMAN, declined_on=Moment(NOW + timedelta(hours=1)))
        assert done(given(opened, brought, task(asked.ENROL)).when(refuses)) == [uuid5(NAMESPACE, "task")]


class WhenHerBasisEnds:
    def test_vital_interest_asks_for_another_within_72_hours(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        assert kinds(given(opened, brought).when(enrol)) == [asked.EMERGENCY_CARE, asked.BASIS]

    @pytest.mark.parametrize(
        "command",
        [
            NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=WOMAN, purposes=care),
            EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="public_mandate"),
        ],
    )
    def test_another_basis_answers_it_and_asks_nothing_anew(self, command: Command) -> None:
        vital = SurvivorEnrolled(survivor_id=WOMAN, legal_basis="vital_interest")
        outcome = given(opened, brought, vital, task(asked.BASIS)).seeing(IN_CARE).when(command)
        assert (kinds(outcome), done(outcome)) == ([], [uuid5(NAMESPACE, "task")])

    @pytest.mark.parametrize("ending", [{"withdrawn_on": Moment(NOW)}, {"lapsed_on": Moment(NOW)}])
    def test_a_consent_that_ends_asks_for_another(self, ending: dict[str, Any]) -> None:
        ends = NoteConsent(case_id=CASE, consent_id=CONSENT, **ending)
        assert kinds(given(opened, brought, consent, on_consent).seeing(IN_CARE).when(ends)) == [asked.BASIS]

    def test_whoever_was_told_under_it_is_told_of_its_end(self) -> None:
        shared = DataDisclosed(
            disclosure_id=ISSUE,
            subject_ids=(WOMAN,),
            to_org_id=ORG,
            purpose="service_delivery",
            categories=("needs",),
            consent_id=CONSENT,
            form="topic",
        )
        ends = NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=Moment(NOW))
        outcome = given(opened, brought, consent, on_consent, shared).seeing(IN_CARE).when(ends)
        told = [event for event in outcome.decided or [] if isinstance(event, RecipientsToldOfChange)]
        assert [(event.disclosure_ids, event.change) for event in told] == [((ISSUE,), "withdrawn")]


class WhenAnOperationIsPlanned:
    planned = NoteOperationPlanned(case_id=CASE, operation_id=OPERATION)

    def test_the_director_is_asked_for_room(self) -> None:
        outcome = given(opened).when(self.planned)
        assert kinds(outcome) == [asked.CAPACITY]
        assert given(opened, *(outcome.decided or [])).when(self.planned).decided == []

    def test_the_answer_is_said_and_answers_the_task(self) -> None:
        history = given(opened, task(asked.CAPACITY, OPERATION))
        reserve = ReserveCareCapacity(case_id=CASE, operation_id=OPERATION, places=4)
        refuse = RefuseCareCapacity(case_id=CASE, operation_id=OPERATION, reason="no_places")
        history.when(reserve).emits(CareCapacityReserved, TaskDone)
        history.when(refuse).emits(CareCapacityRefused, TaskDone)

    def test_the_last_word_counts_and_the_same_again_is_nothing(self) -> None:
        refused = CareCapacityRefused(operation_id=OPERATION, reason="no_places")
        reserve = ReserveCareCapacity(case_id=CASE, operation_id=OPERATION, places=4)
        given(opened, refused).when(reserve).then(CareCapacityReserved(operation_id=OPERATION, places=4))
        given(opened, refused, CareCapacityReserved(operation_id=OPERATION, places=4)).when(reserve).nothing()
        given(opened, refused).when(self.planned).nothing()

    def test_when_it_is_over_nobody_has_to_answer(self) -> None:
        over = NoteOperationOver(case_id=CASE, operation_id=OPERATION)
        given(opened, task(asked.CAPACITY, OPERATION)).when(over).emits(TaskDone)
        given(opened).when(over).nothing()


class WhenACourtDecides:
    history = (opened, brought, consent, on_consent)
    verdict = NoteOutcomeInCourt(case_id=CASE, tell="verdict")

    def told(self, *events: Event, seen: dict[UUID, object] = IN_CARE) -> list[str]:
        return kinds(given(*self.history, *events).seeing(seen).when(self.verdict))

    def test_she_is_told_where_nobody_asked_her_or_she_wants_to_be(self) -> None:
        wants = PreferenceNoted(person_id=WOMAN, warn="yes", tell=("verdict",))
        assert self.told() == self.told(wants) == [asked.TELL, asked.LEGAL_PROTECTION]

    def test_who_does_not_want_to_be_told_is_not(self) -> None:
        assert self.told(PreferenceNoted(person_id=WOMAN, warn="yes")) == [asked.LEGAL_PROTECTION]

    def test_what_she_said_last_under_another_record_of_hers_counts(self) -> None:
        joined = VictimRecordsJoinNoted(kept_victim_id=SISTER, joined_victim_id=WOMAN)
        wants = PreferenceNoted(person_id=WOMAN, warn="yes", tell=("verdict",)).on(Moment(NOW - timedelta(days=9)))
        no_more = PreferenceNoted(person_id=SISTER, warn="yes").on(Moment(NOW - timedelta(days=1)))
        assert self.told(wants, joined, no_more) == [asked.LEGAL_PROTECTION]
        assert self.told(no_more.on(Moment(NOW - timedelta(days=20))), joined, wants) == self.told(wants)

    def test_who_left_care_is_told_and_no_more(self) -> None:
        assert self.told(seen=GONE) == [asked.TELL]

    def test_money_awarded_asks_for_a_livelihood_plan(self) -> None:
        awarded = NoteMoneyAwarded(case_id=CASE, victim_id=WOMAN)
        assert kinds(given(*self.history).seeing(IN_CARE).when(awarded)) == [asked.LIVELIHOOD]
        others = awarded.model_copy(update={"victim_id": SISTER})
        assert kinds(given(*self.history).seeing(IN_CARE).when(others)) == []

    def test_a_data_quality_issue_is_the_directors(self) -> None:
        assert kinds(given(opened).when(NoteDataQualityIssue(case_id=CASE, issue_id=ISSUE))) == [asked.DATA_QUALITY]


class WhenSheIsProtectedByAnOrder:
    def test_her_safety_plan_is_looked_at_after_each_word_on_it(self) -> None:
        issued = NoteProtectionOrder(case_id=CASE, order_id=ORDER, protects=WOMAN, state="issued")
        outcome = given(opened, brought).when(issued)
        assert kinds(outcome) == [asked.REVIEW_SAFETY_PLAN]
        noted = ProtectionOrderNoted(order_id=ORDER, protects=WOMAN, state="issued")
        breached = NoteProtectionOrder(case_id=CASE, order_id=ORDER, state="breached")
        assert kinds(given(opened, brought, noted).when(breached)) == [asked.REVIEW_SAFETY_PLAN]
        given(opened, brought, noted).when(issued).nothing()

    def test_an_older_extension_told_late_is_noted_and_moves_no_end(self) -> None:
        def extended(until: str, on: str) -> NoteProtectionOrder:
            told = {"order_id": ORDER, "until": Moment.parse(until), "occurred_on": Moment.parse(on)}
            return NoteProtectionOrder(case_id=CASE, state="extended", **told)

        def noted(until: str, on: str) -> Event:
            of_her = {"order_id": ORDER, "protects": WOMAN, "until": Moment.parse(until)}
            return ProtectionOrderNoted(state="extended", **of_her).on(Moment.parse(on))

        issued = ProtectionOrderNoted(
            order_id=ORDER, protects=WOMAN, until=Moment.parse("2026-01-31"), state="issued"
        ).on(Moment.parse("2026-01-01"))
        newer, older = ("2026-12-31", "2026-05-01"), ("2026-05-31", "2026-03-01")
        first = given(opened, brought, issued, noted(*newer)).when(extended(*older)).decided
        assert first is not None
        assert first[0] == ProtectionOrderNoted(
            order_id=ORDER, protects=WOMAN, until=Moment.parse(older[0]), state="extended"
        )
        for told in ((newer, older), (older, newer)):
            known = given(opened, brought, issued, *(noted(*one) for one in told))
            assert known.state.orders[ORDER].until == Moment.parse(newer[0])
            known.when(extended(*older)).nothing()
            known.when(extended(*newer)).nothing()


class WhenSheTestified:
    history = (opened, brought, consent, on_consent)
    heard = NoteHearing(
        case_id=CASE,
        occurred_on=Moment(NOW - timedelta(hours=1)),
        hearing_id=HEARING,
        witness_ids=(WOMAN,),
        state="summoned",
        testified_ids=(WOMAN,),
    )

    def after(self, *more: Event, seen: dict[UUID, object] = IN_CARE) -> Given:
        return given(*self.history, *more).seeing(seen)

    def test_she_is_cared_for_within_48_hours(self) -> None:
        outcome = self.after().when(self.heard)
        due = PostTestimonyCareFellDue(hearing_id=HEARING, due_at=NOW + timedelta(hours=47))
        assert OnStream(streams.survivor(WOMAN), due) in (outcome.decided or [])
        assert kinds(outcome) == [asked.POST_TESTIMONY]

    def test_once_a_hearing(self) -> None:
        noted = HearingNoted(**self.heard.fields())
        self.after(noted).when(self.heard).nothing()

    def test_not_where_it_is_only_told_of_long_ago(self) -> None:
        self.after().when(self.heard, historical=True).emits(HearingNoted)

    def test_not_of_somebody_who_left(self) -> None:
        self.after(seen=GONE).when(self.heard).emits(HearingNoted)


def test_care_starts_in_the_append_that_asks_for_it() -> None:
    outcome = given(opened, consent).when(note_brought)
    assert OnStream(streams.survivor(WOMAN), CareStarted()) in (outcome.decided or [])
