"""Whom a decision asks to act, in its own append; and what keeps a case from closing."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid5

import pytest
from casework import (
    DataDisclosed,
    ErasureDeferred,
    FinishTask,
    RecordSafetyRisk,
    RecordSafetyRiskMitigated,
    RecordSubjectRequest,
    SafetyRiskMitigated,
    SafetyRiskRaised,
    SubjectRequestAnswered,
    SubjectRequestReceived,
    TaskDone,
    TaskOpened,
)
from intake.case import (
    AGGREGATE,
    CaseClosed,
    CloseIntakePart,
    ConsentRecorded,
    ConsentWithdrawn,
    DeclineReferral,
    IntakePartClosed,
    RecordAssistanceRequested,
    RecordReferral,
    RecordVictimBroughtToSafety,
    RecordVictimStatus,
    ReferralDeclined,
    ReferralReceived,
    VictimStatusDetermined,
)
from intake.case.consent import PurposeChoice
from intake.case.merging import CaseMerged
from intake.case.open import CaseNotOpen
from intake.case.quality import NoteDataQualityIssue
from intake.case.state import Closed
from intake.case.takeover import CaseTakenOver, TakenOverBefore, TakeOverCase
from throughline.domain import Actor, Deadline, stamp
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded, scenario

given = scenario(AGGREGATE)

VICTIM, CONSENT, ORG = (uuid5(NAMESPACE, name) for name in ("victim", "consent", "org"))
DIRECTOR = Actor(uuid5(NAMESPACE, "director"), "director")
call = RecordReferral(
    case_id=CASE, office_id="KHM-PNH", channel="hotline", allegation_types=(), alleged_victims=1, urgency="immediate"
)
danger = RecordSafetyRisk.model_validate(
    {"case_id": CASE, "level": "high", "subjects": [{"kind": "victim", "id": VICTIM}], "from": "associate"}
)
close = CloseIntakePart(case_id=CASE, reason="other")
no_victim = RecordVictimStatus(
    case_id=CASE, victim_id=VICTIM, status="NotAVictimOfTrafficking", decided_by="Police", standing="official"
)
take_over = TakeOverCase(case_id=CASE, as_of=date(2026, 6, 1))


class WhenItCannotWait:
    def test_the_duty_officer_is_asked_within_the_hour(self):
        received, task = given().when(call).emits(ReferralReceived, TaskOpened)
        assert (task.kind, task.role, task.urgency) == ("take_up_referral", "duty_officer", "immediate")
        assert task.due_at == NOW + timedelta(hours=1)
        assert received.urgency == "immediate"

    def test_what_is_told_as_history_asks_nobody(self):
        given().when(call, historical=True).emits(ReferralReceived)

    @pytest.mark.parametrize("urgency", ["low", "med", "high"])
    def test_anything_else_waits_its_turn(self, urgency):
        given().when(call.model_copy(update={"urgency": urgency})).emits(ReferralReceived)

    def test_a_high_one_that_nobody_here_heard_is_an_investigators_within_four_hours(self):
        high = call.model_copy(update={"urgency": "high"})
        reaction = Actor.system("reaction", "safety_concern_stated")
        _, task = given().when(high, by=reaction).emits(ReferralReceived, TaskOpened)
        assert (task.kind, task.role, task.urgency) == ("take_up_referral", "investigator", "urgent")
        assert task.due_at == NOW + timedelta(hours=4)
        history = given().when(high, by=reaction).decided
        given(*history).when(DeclineReferral(case_id=CASE, reason="out_of_area")).emits(ReferralDeclined, TaskDone)

    def test_taking_it_up_is_what_was_asked(self):
        history = given().when(call).decided
        decline = DeclineReferral(case_id=CASE, reason="out_of_area")
        given(*history).when(decline).emits(ReferralDeclined, TaskDone)


class WhenWhatIsHeldCannotWait:
    """The fact itself is held; this is what follows it in the same append."""

    def follows(self, history, fact, *, historical=False):
        outcome = given(*history).when(fact, historical=historical)
        assert outcome.rejected
        return list(AGGREGATE.held(outcome.state, outcome.command))

    @pytest.mark.parametrize(
        "fact",
        [
            call,
            RecordAssistanceRequested(case_id=CASE, victim_id=VICTIM),
            RecordVictimBroughtToSafety(
                case_id=CASE,
                victim_id=VICTIM,
                placement_type="shelter",
                led_by_org_id=ORG,
                agency_role="none",
                liberty="free_to_leave",
            ),
        ],
        ids=lambda fact: type(fact).__name__,
    )
    def test_the_duty_officer_sees_to_it_within_the_hour(self, open_case, fact):
        merged = (*open_case, CaseMerged(surviving_case_id=ORG))
        (task,) = self.follows(merged, fact)
        assert (task.kind, task.role, task.urgency) == ("see_to_held_fact", "duty_officer", "immediate")
        assert task.due_at == NOW + timedelta(hours=1)
        assert self.follows(merged, fact, historical=True) == []

    def test_anything_else_that_is_held_waits_to_be_cleared_up(self, open_case):
        merged = (*open_case, CaseMerged(surviving_case_id=ORG))
        assert self.follows(merged, no_victim) == []
        assert self.follows(open_case, call.model_copy(update={"urgency": "high"})) == []


class WhenSheIsSaidToBeNoVictim:
    def test_the_director_looks_at_it(self, open_case):
        *_, task = given(*open_case).when(no_victim).decided
        assert (task.kind, task.role, task.subjects) == ("review_no_victim", "director", (VICTIM,))

    def test_it_is_asked_once_while_it_is_open(self, open_case):
        history = (*open_case, *given(*open_case).when(no_victim).decided)
        view = no_victim.model_copy(update={"standing": "agency_view"})
        given(*history).when(view).emits(VictimStatusDetermined)


class WhenSomebodyIsInDanger:
    def test_the_case_does_not_close_until_it_is_dealt_with(self, open_case):
        (risk,) = given(*open_case).when(danger).emits(SafetyRiskRaised)
        given(*open_case, risk).when(close).emits(IntakePartClosed)
        dealt = RecordSafetyRiskMitigated(case_id=CASE, risk_id=risk.risk_id)
        history = (*open_case, risk, IntakePartClosed(reason="other"))
        given(*history).when(dealt).emits(SafetyRiskMitigated, CaseClosed)

    def test_an_immediate_task_keeps_it_open_too(self, open_case):
        task = TaskOpened(
            task_id=VICTIM, kind="look", role="director", due_at=NOW, urgency="immediate", because=(VICTIM,)
        )
        given(*open_case, task).when(close).emits(IntakePartClosed)
        history = (*open_case, task, IntakePartClosed(reason="other"))
        given(*history).when(FinishTask(case_id=CASE, task_id=VICTIM), by=DIRECTOR).emits(TaskDone, CaseClosed)

    def test_a_closed_case_stays_closed(self, closed_case):
        (risk,) = given(*closed_case).when(danger).emits(SafetyRiskRaised)
        assert isinstance(given(*closed_case, risk).state.stage, Closed)


class WhenReportingFindsSomethingWrong:
    def test_somebody_looks_into_it_and_is_asked_once(self, open_case):
        note = NoteDataQualityIssue(case_id=CASE, issue_id=VICTIM)
        (task,) = given(*open_case).when(note).emits(TaskOpened)
        assert (task.kind, task.role, task.subjects) == ("look_into_data_quality", "investigator", (VICTIM,))
        done = TaskDone(task_id=task.task_id, outcome="done")
        given(*open_case, task).when(note).nothing()
        given(*open_case, task, done).when(note).nothing()


class WhenTakenOver:
    def test_what_was_only_history_is_asked_for(self, open_case):
        told = given(*open_case).when(no_victim, historical=True).decided
        events = given(*open_case, *told).when(take_over).emits(CaseTakenOver, TaskOpened)
        assert events[1].kind == "review_no_victim"

    def test_also_where_an_import_says_so(self, open_case):
        told = given(*open_case).when(no_victim, historical=True).decided
        given(*open_case, *told).when(take_over, historical=True).emits(CaseTakenOver, TaskOpened)
        assert not stamp(
            given(*open_case).when(take_over, historical=True).command, CaseTakenOver(as_of=take_over.as_of), 0
        ).metadata.historical

    def test_what_she_asked_and_nobody_answered_is_asked_for(self, open_case):
        asks = RecordSubjectRequest(case_id=CASE, subject_id=VICTIM, kind="access", by="self")
        told = given(*open_case).when(asks, historical=True).emits(SubjectRequestReceived)
        _, task = given(*open_case, *told).when(take_over).emits(CaseTakenOver, TaskOpened)
        assert (task.kind, task.subjects) == ("answer_subject_request", (told[0].request_id,))
        answered = SubjectRequestAnswered(request_id=told[0].request_id, outcome="granted", delivered_by="in_person")
        given(*open_case, *told, answered).when(take_over).emits(CaseTakenOver)

    def test_a_threat_to_an_informant_that_nobody_dealt_with_is_the_directors(self, open_case):
        told_of = {"case_id": CASE, "level": "high", "subjects": [{"kind": "informant", "id": ORG}], "from": "accused"}
        told = given(*open_case).when(RecordSafetyRisk.model_validate(told_of), historical=True).emits(SafetyRiskRaised)
        _, task = given(*open_case, *told).when(take_over).emits(CaseTakenOver, TaskOpened)
        assert (task.kind, task.role) == ("protect_staff_or_informant", "director")

    def test_whoever_was_told_under_a_consent_that_ended_is_to_be_told(self, open_case):
        purposes = (PurposeChoice(purpose="service_delivery", given=True),)
        given_once = ConsentRecorded(consent_id=CONSENT, subject_id=VICTIM, purposes=purposes, by="self")
        disclosed = DataDisclosed(
            disclosure_id=ORG,
            subject_ids=(VICTIM,),
            to_org_id=ORG,
            purpose="service_delivery",
            categories=("contact",),
            consent_id=CONSENT,
            form="verbal",
        )
        history = (*open_case, given_once, disclosed, ConsentWithdrawn(consent_id=CONSENT))
        _, task = given(*history).when(take_over).emits(CaseTakenOver, TaskOpened)
        assert (task.kind, task.subjects) == ("tell_recipients_withdrawn", (ORG,))

    def test_an_erasure_that_waits_gets_its_clock(self, open_case):
        deferred = ErasureDeferred(subject_id=VICTIM, reason="legal_hold", review_date=date(2026, 9, 1))
        taken = CaseTakenOver(as_of=date(2026, 6, 1))
        clock = Deadline("retention_review", f"{VICTIM}|erasure", datetime(2026, 9, 1, tzinfo=UTC))
        assert given(*open_case, deferred, taken).deadlines() == [clock, clock]

    def test_again_is_nothing_new_and_another_day_is_refused(self, open_case):
        taken = CaseTakenOver(as_of=date(2026, 6, 1))
        given(*open_case, taken).when(take_over).nothing()
        other = take_over.model_copy(update={"as_of": date(2026, 6, 2)})
        given(*open_case, taken).when(other).rejects(TakenOverBefore)

    def test_only_an_open_case_is(self, referred):
        given(*[recorded(event, 1) for event in referred]).when(take_over).rejects(CaseNotOpen)
