"""Tasks: one cause asks one person once, and goes on asking until somebody is done with it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import casework
import dossier
import pytest
from casework import (
    BreakGlassUsed,
    EndTasksAbout,
    EscalateTask,
    FinishTask,
    TaskDone,
    TaskEscalated,
    TaskOpened,
    TellOfCorrection,
)
from casework.roles import NEXT, TaskRole
from casework.tasks import NoSuchTask, OwnReading, TaskIsAnothers, finish_tasks
from dossier import CloseDossier, DossierClosed, DossierOpened, NoteThreat, ThreatNoted
from throughline.domain import Actor, Deadline, DeadlineMet, Elapsed, Issued
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, recorded, scenario

given = scenario(dossier.aggregate())

TASK, OTHER, SOURCE, LATER, WOMAN, SISTER = (
    uuid5(NAMESPACE, name) for name in ("task", "other", "source", "later", "woman", "sister")
)
EVENING = NOW.replace(hour=18)

opened = DossierOpened()
closed = DossierClosed()


def task(task_id: UUID = TASK, *, urgency: str = "urgent", source: UUID = SOURCE, person: UUID = WOMAN) -> TaskOpened:
    return TaskOpened(
        task_id=task_id,
        kind="look",
        role="lawyer",
        due_at=EVENING,
        urgency=urgency,
        because=(source,),
        subjects=(person,),
    )


LAWYER, DIRECTOR = (Actor(uuid5(NAMESPACE, role), role) for role in ("lawyer", "director"))
finish = FinishTask(case_id=CASE, task_id=TASK)
done = TaskDone(task_id=TASK, outcome="done")
threat = NoteThreat(case_id=CASE, source=SOURCE, person=WOMAN)
noted = ThreatNoted(source=SOURCE)
again = ThreatNoted(source=LATER)
escalated = TaskEscalated(task_id=TASK, to_role="director")


def escalate(due_at: datetime = EVENING) -> EscalateTask:
    return EscalateTask(case_id=CASE, task_id=TASK, due_at=due_at)


class WhenSomebodyIsAskedToAct:
    def test_the_task_says_what_whom_and_by_when(self) -> None:
        _, asked = given(opened).when(threat).emits(ThreatNoted, TaskOpened)
        assert asked == task(asked.task_id)

    def test_the_same_command_makes_the_same_task(self) -> None:
        def opens(number: int) -> TaskOpened:
            command = threat.issued(Issued(command_id=uuid5(NAMESPACE, str(number)), at=NOW, actor=SOMEBODY))
            return casework.open_task(casework.NOTHING, command, "look", "lawyer", EVENING, "urgent", [SOURCE])[0]

        assert opens(1) == opens(1)
        assert opens(1).task_id != opens(2).task_id

    def test_one_cause_asks_once(self) -> None:
        given(opened, task()).when(threat).then(noted)

    def test_what_was_done_is_not_asked_again_for_the_same_cause(self) -> None:
        given(opened, task(), done).when(threat).then(noted)

    def test_a_new_cause_joins_the_task_that_is_open_about_her(self) -> None:
        given(opened, task()).when(NoteThreat(case_id=CASE, source=LATER, person=WOMAN)).then(again)

    def test_a_new_cause_asks_anew_once_the_last_was_done(self) -> None:
        given(opened, task(), done).when(NoteThreat(case_id=CASE, source=LATER, person=WOMAN)).emits(
            ThreatNoted, TaskOpened
        )

    def test_the_same_cause_asks_for_each_person(self) -> None:
        given(opened, task()).when(NoteThreat(case_id=CASE, source=SOURCE, person=SISTER)).emits(
            ThreatNoted, TaskOpened
        )

    def test_an_import_asks_nobody(self) -> None:
        given(opened).when(threat, historical=True).then(noted)


class WhenATaskIsOpen:
    def test_who_finishes_it_says_what_came_of_it(self) -> None:
        given(opened, task()).when(FinishTask(case_id=CASE, task_id=TASK, outcome="not_possible"), by=LAWYER).then(
            TaskDone(task_id=TASK, outcome="not_possible")
        )

    def test_it_is_finished_also_after_closing(self) -> None:
        given(opened, task(), closed).when(finish, by=LAWYER).then(done)

    @pytest.mark.parametrize("role", ["social_worker", "investigator", "data_protection_officer"])
    def test_nobody_finishes_what_others_are_asked(self, role: str) -> None:
        given(opened, task()).when(finish, by=Actor(WOMAN, role)).rejects(TaskIsAnothers)

    def test_a_director_finishes_what_those_they_supervise_are_asked(self) -> None:
        given(opened, task()).when(finish, by=DIRECTOR).then(done)

    def test_a_director_finishes_a_data_protection_officers_task_only_once_it_is_escalated(self) -> None:
        review = task().model_copy(update={"role": "data_protection_officer"})
        given(opened, review).when(finish, by=DIRECTOR).rejects(TaskIsAnothers)
        given(opened, review, escalated).when(finish, by=DIRECTOR).then(done)

    def test_once_escalated_it_is_still_theirs_who_were_asked_first(self) -> None:
        given(opened, task(), escalated).when(finish, by=LAWYER).then(done)

    def test_who_broke_the_glass_does_not_review_it_even_when_it_is_escalated_to_them(self) -> None:
        broken = recorded(BreakGlassUsed(document_ref=SOURCE, reason="life_in_danger"), 1, actor=DIRECTOR)
        review = task(source=broken.metadata.event_id).model_copy(update={"role": "data_protection_officer"})
        given(broken, review, escalated).when(finish, by=DIRECTOR).rejects(OwnReading)
        given(broken, review, escalated).when(finish, by=Actor(WOMAN, "director")).then(done)

    def test_an_immediate_one_keeps_the_case_open(self) -> None:
        given(opened, task(urgency="immediate")).when(CloseDossier(case_id=CASE)).rejects(dossier.StandsOpen)

    def test_a_lesser_one_does_not(self) -> None:
        given(opened, task()).when(CloseDossier(case_id=CASE)).then(closed)

    def test_it_is_finished_once(self) -> None:
        given(opened, task(), done).when(FinishTask(case_id=CASE, task_id=TASK)).nothing()

    def test_another_cannot_be_finished(self) -> None:
        given(opened, task()).when(FinishTask(case_id=CASE, task_id=OTHER)).rejects(NoSuchTask)


class WhenACauseIsGone:
    def finished(self, **narrowed: list[UUID]) -> list[TaskDone]:
        return finish_tasks(given(opened, task(), task(OTHER, source=LATER)).state.casework, "look", **narrowed)

    def test_only_its_task_is_finished(self) -> None:
        assert self.finished(because=[SOURCE]) == [TaskDone(task_id=TASK, outcome="cause_gone")]

    def test_her_tasks_are_finished(self) -> None:
        assert [event.task_id for event in self.finished(subjects=[WOMAN])] == [TASK, OTHER]
        assert self.finished(subjects=[SISTER]) == []

    def test_a_task_with_a_cause_left_stays_open(self) -> None:
        two = task().model_copy(update={"because": (SOURCE, LATER)})
        assert finish_tasks(given(opened, two).state.casework, because=[SOURCE]) == []

    def test_what_is_done_is_not_finished_again(self) -> None:
        assert finish_tasks(given(opened, task(), done).state.casework, "look") == []


class WhenATaskIsDue:
    def test_whoever_comes_next_is_asked(self) -> None:
        given(opened, task()).at(EVENING).when(escalate()).then(escalated)

    @pytest.mark.parametrize("role", NEXT)
    def test_headquarters_is_asked_at_last(self, role: TaskRole) -> None:
        asked = role
        for _ in NEXT:
            asked = NEXT[asked]
        assert asked == "hq_duty"

    def test_it_is_repeated_until_done(self) -> None:
        later = NOW + timedelta(hours=4)
        given(opened, task(), escalated).at(later).when(escalate(later)).then(
            TaskEscalated(task_id=TASK, to_role="hq_duty")
        )

    def test_not_before_the_next_has_had_time(self) -> None:
        given(opened, task(), escalated).later(hours=3).when(escalate(NOW)).nothing()

    def test_what_is_done_is_not_escalated(self) -> None:
        given(opened, task(), done).at(EVENING).when(escalate()).nothing()

    def test_its_clock_starts_moves_and_stops(self) -> None:
        assert given(opened, task(), escalated, done).deadlines() == [
            Deadline("task", str(TASK), EVENING),
            Deadline("task", str(TASK), NOW + timedelta(hours=4)),
            DeadlineMet("task", str(TASK)),
        ]

    def test_the_clock_makes_the_command(self) -> None:
        due = Elapsed("task", str(TASK), EVENING, CASE, uuid5(NAMESPACE, "stream"))
        assert casework.CLOCK["task"](due) == escalate()


def test_a_history_without_the_opening_folds() -> None:
    state = given(opened, escalated, done).state
    assert state.casework == casework.NOTHING


class WhenWhatSomebodyLooksIntoIsSettledElsewhere:
    def test_nobody_is_asked_about_it_any_more(self) -> None:
        end = EndTasksAbout(case_id=CASE, kind="look", subject=WOMAN)
        other = task(OTHER, person=SISTER)
        given(opened, task(), other).when(end).then(TaskDone(task_id=TASK, outcome="cause_gone"))
        given(opened, other).when(end).nothing()
        assert not EndTasksAbout.roles

    def test_where_that_was_wrong_they_are_asked_again_and_whoever_did_it_is_not(self) -> None:
        gone = recorded(TaskDone(task_id=TASK, outcome="cause_gone"), 3)
        settled_by = gone.metadata.causation_id
        wrong = TellOfCorrection(
            case_id=CASE, about=(WOMAN,), since=NOW, correction=LATER, role="lawyer", replaces=settled_by
        )
        (asked,) = given(opened, task(), gone).when(wrong).emits(TaskOpened)
        assert (asked.role, asked.because, asked.subjects) == ("lawyer", (LATER,), (WOMAN,))
        given(opened, task(), gone, asked).when(wrong).nothing()
        by_somebody = recorded(done, 3)
        given(opened, task(), by_somebody).when(wrong).nothing()
        given(opened, task(), gone).when(wrong.model_copy(update={"replaces": OTHER})).nothing()
