"""What she asks about her data, who broke the glass, and how she is erased."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import casework
import dossier
import pytest
from casework import (
    AnswerSubjectRequest,
    BreakGlassUsed,
    EraseSubject,
    ErasureDeferred,
    NoteBrokenGlass,
    NoteSubjectErased,
    RecordSubjectRequest,
    RetentionReviewFellDue,
    ReviewRetention,
    SubjectErased,
    SubjectRequestAnswered,
    SubjectRequestReceived,
    TaskDone,
    TaskOpened,
    retention_review,
)
from casework.requests import FullAnswerWithholds, NoSuchRequest, RequestAnswered
from dossier import Dossier, DossierClosed, DossierOpened
from throughline.domain import Actor, Deadline, DeadlineMet, Elapsed, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

WOMAN, REQUEST, TASK, DOCUMENT, SOURCE = (
    uuid5(NAMESPACE, name) for name in ("woman", "request", "task", "document", "source")
)
TODAY = NOW.date()
IN_A_MONTH, IN_A_QUARTER = TODAY + timedelta(days=30), TODAY + timedelta(days=90)

given = scenario(dossier.aggregate())
given_a_trial = scenario(dossier.aggregate(Dossier(held=frozenset({WOMAN}))))

opened = DossierOpened()
closed = DossierClosed()
asks = RecordSubjectRequest(case_id=CASE, subject_id=WOMAN, kind="access", by="self")
asked = SubjectRequestReceived(request_id=REQUEST, subject_id=WOMAN, kind="access", by="self", due_on=IN_A_MONTH)
erase = EraseSubject(case_id=CASE, subject_id=WOMAN)
erased = SubjectErased(subject_id=WOMAN)
deferred = ErasureDeferred(subject_id=WOMAN, reason="legal_hold", review_date=IN_A_QUARTER)
review = ReviewRetention(case_id=CASE, subject_id=WOMAN, category="erasure", due_on=IN_A_QUARTER)
fell_due = RetentionReviewFellDue(subject_id=WOMAN, category="erasure", due_on=IN_A_QUARTER)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def task(kind: str, subject: UUID) -> TaskOpened:
    return TaskOpened(
        task_id=TASK,
        kind=kind,
        role="data_protection_officer",
        due_at=NOW,
        urgency="routine",
        because=(SOURCE,),
        subjects=(subject,),
    )


def answer(outcome: str = "granted", **more: object) -> AnswerSubjectRequest:
    return AnswerSubjectRequest(
        case_id=CASE, request_id=REQUEST, outcome=outcome, **({"delivered_by": "in_person"} | more)
    )


answered = SubjectRequestAnswered(request_id=REQUEST, outcome="granted", delivered_by="in_person")


class WhenSheAsksAboutHerData:
    def test_it_is_a_task_until_the_day_it_is_due(self) -> None:
        request, task = given(opened, closed).when(asks).emits(SubjectRequestReceived, TaskOpened)
        assert request == asked.model_copy(update={"request_id": request.request_id})
        assert (task.role, task.due_at) == ("data_protection_officer", midnight(IN_A_MONTH))
        assert task.subjects == (request.request_id,)

    def test_the_month_runs_from_the_day_she_asked(self) -> None:
        early = asks.model_copy(update={"occurred_on": Moment.parse("2026-05-10")})
        request, _ = given(opened).when(early).emits(SubjectRequestReceived, TaskOpened)
        assert request.due_on == date(2026, 6, 9)

    def test_it_runs_from_today_where_nobody_knows(self) -> None:
        sometime = asks.model_copy(update={"occurred_on": Moment.parse("unknown")})
        request, _ = given(opened).when(sometime).emits(SubjectRequestReceived, TaskOpened)
        assert request.due_on == IN_A_MONTH

    def test_the_same_told_again_is_nothing_new(self) -> None:
        given(opened, asked).when(asks).nothing()


class WhenARequestIsAnswered:
    def test_its_task_is_done(self) -> None:
        given(opened, asked, task("answer_subject_request", REQUEST)).when(answer()).then(
            answered, TaskDone(task_id=TASK, outcome="done")
        )

    def test_what_is_withheld_is_said(self) -> None:
        (event,) = (
            given(opened, asked).when(answer("partly_granted", withheld=("safety",))).emits(SubjectRequestAnswered)
        )
        assert event.withheld == ("safety",)

    def test_nothing_is_withheld_from_a_full_answer(self) -> None:
        given(opened, asked).when(answer(withheld=("evidence",))).rejects(FullAnswerWithholds)

    def test_it_is_answered_once(self) -> None:
        given(opened, asked, answered).when(answer()).nothing()
        given(opened, asked, answered).when(answer("refused")).rejects(RequestAnswered)

    def test_it_has_to_be_received(self) -> None:
        given(opened).when(answer()).rejects(NoSuchRequest)


class WhenTheGlassIsBroken:
    broke = NoteBrokenGlass(case_id=CASE, document_ref=DOCUMENT, reason="life_in_danger")
    broken = BreakGlassUsed(document_ref=DOCUMENT, reason="life_in_danger")

    @pytest.mark.parametrize(
        ("reader", "reviewer"), [("social_worker", "director"), ("director", "data_protection_officer")]
    )
    def test_somebody_else_reviews_it(self, reader: str, reviewer: str) -> None:
        by = Actor(uuid5(NAMESPACE, reader), reader)
        event, task = given(opened).when(self.broke, by=by).emits(BreakGlassUsed, TaskOpened)
        assert event == self.broken
        assert task.role == reviewer

    def test_each_reading_counts(self) -> None:
        given(opened, self.broken).when(self.broke).nothing()
        given(opened, self.broken).later(minutes=1).when(self.broke).emits(BreakGlassUsed, TaskOpened)

    def test_nobody_sends_it_by_hand(self) -> None:
        assert not NoteBrokenGlass.roles


class WhenSheIsToBeErased:
    def test_she_is(self) -> None:
        given(opened, closed).when(erase).then(erased)

    def test_her_key_goes_with_the_event(self) -> None:
        assert getattr(erased, erased.erases) == WOMAN

    def test_another_services_erasure_is_acknowledged_by_our_own(self) -> None:
        given(opened).when(NoteSubjectErased(case_id=CASE, subject_id=WOMAN)).then(erased)

    def test_once(self) -> None:
        given(opened, erased).when(erase).nothing()

    @pytest.mark.parametrize("command", [erase, NoteSubjectErased(case_id=CASE, subject_id=WOMAN)])
    def test_a_trial_defers_it(self, command: EraseSubject | NoteSubjectErased) -> None:
        given_a_trial(opened).when(command).then(deferred)

    def test_it_is_deferred_once_until_its_review(self) -> None:
        given_a_trial(opened, deferred).when(erase).nothing()
        again = given_a_trial(opened, deferred, task("retention_review", WOMAN)).later(days=91).when(erase)
        later, _ = again.emits(ErasureDeferred, TaskDone)
        assert later.review_date == TODAY + timedelta(days=181)

    def test_after_the_trial_she_is(self) -> None:
        given(opened, deferred, fell_due, task("retention_review", WOMAN)).when(erase).then(
            erased, TaskDone(task_id=TASK, outcome="cause_gone")
        )


class WhenItIsTimeToLookAgain:
    def test_the_officer_is_asked_to_decide(self) -> None:
        event, task = given(opened, deferred).later(days=90).when(review).emits(RetentionReviewFellDue, TaskOpened)
        assert event == fell_due
        assert (task.kind, task.role, task.subjects) == ("retention_review", "data_protection_officer", (WOMAN,))

    def test_once(self) -> None:
        given(opened, deferred, fell_due).when(review).nothing()

    def test_nobody_looks_for_what_is_erased(self) -> None:
        given(opened, deferred, erased).when(review).nothing()

    def test_its_clock_starts_and_stops(self) -> None:
        assert given(opened, deferred, erased).deadlines() == [
            Deadline("retention_review", f"{WOMAN}|erasure", midnight(IN_A_QUARTER)),
            DeadlineMet("retention_review", f"{WOMAN}|erasure"),
        ]

    def test_the_clock_makes_the_command(self) -> None:
        due = retention_review(WOMAN, "erasure", IN_A_QUARTER)
        elapsed = Elapsed(due.clock, due.subject, due.due_at, CASE, SOURCE)
        assert casework.CLOCK[due.clock](elapsed) == review


def test_a_history_without_the_request_folds() -> None:
    assert not given(opened, answered).state.casework.requests
