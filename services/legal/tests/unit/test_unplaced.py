"""A partner's fact that no number places: somebody is asked whose it is, sooner where it may have freed somebody."""

from datetime import timedelta
from uuid import UUID

import pytest
from casework import TaskDone, TaskEscalated, TaskOpened
from casework.liberty import HELD_FACTS
from casework.notices import notice_of
from legal.inbound.partners import ACCEPTS, ADDRESSING, stream_of
from legal.unplaced import AGGREGATE
from legal.unplaced.asking import AT_ONCE, CLOCK, KIND, TODAY, AskWhoseItIs, ChaseUnplaced, NoteFactPlaced
from throughline.domain import Deadline, DeadlineMet
from throughline.partner.addressing import Unplaced
from throughline.testing.given import CASE, NOW, recorded, scenario

FACT, TASK = UUID(int=7), UUID(int=8)
given = scenario(AGGREGATE)
opened = TaskOpened(
    task_id=TASK, kind=KIND, role="lawyer", due_at=NOW + AT_ONCE, urgency="immediate", because=(FACT,), subjects=()
)
ended = TaskDone(task_id=TASK, outcome="done")


def fact(kind: str, office: str = "PHL-MNL", /, **body: object) -> Unplaced:
    return Unplaced(FACT, office, kind, body)


def asked(kind: str, /, **body: object) -> TaskOpened:
    """What is asked of a lawyer for a fact of this type."""
    command = ADDRESSING.asks(Unplaced(FACT, "PHL-MNL", kind, body))
    (task,) = given().when(command).decided or []
    assert isinstance(task, TaskOpened)
    return task


@pytest.mark.parametrize("type", sorted(HELD_FACTS.keys() & {one.records for one in ACCEPTS}))
def test_a_liberty_fact_of_no_known_case_is_a_lawyers_task_within_the_hour(type):
    task = asked(type)
    assert (task.role, task.urgency, task.due_at, task.because) == ("lawyer", "immediate", NOW + AT_ONCE, (FACT,))


def test_its_offices_webhook_is_told_at_once():
    task = asked("SuspectReleased")
    told = notice_of("TaskOpened", task.model_dump(mode="json", by_alias=True))
    assert told is not None
    assert told["kind"] == KIND


def test_what_changes_nobodys_liberty_waits_for_a_day():
    assert asked("HearingScheduled", type="testimony").due_at == NOW + TODAY
    assert asked("HearingScheduled", type="bail").due_at == NOW + AT_ONCE


def test_every_partner_fact_asks_somebody():
    for one in ACCEPTS:
        assert asked(one.records).role == "lawyer"


def test_each_office_is_asked_on_a_stream_of_its_own():
    assert stream_of(fact("BailGranted", "PHL-MNL")) != stream_of(fact("BailGranted", "KHM-PNH"))


class WhenAsked:
    def test_the_same_fact_asks_once(self):
        given(opened).when(AskWhoseItIs(case_id=CASE, fact_id=FACT, may_free=True)).nothing()

    def test_nobody_answering_it_goes_to_the_director(self):
        late = ChaseUnplaced(case_id=CASE, task_id=TASK, due_at=NOW + AT_ONCE)
        given(opened).when(late).then(TaskEscalated(task_id=TASK, to_role="director"))

    def test_and_from_there_to_headquarters_until_somebody_does(self):
        escalated = TaskEscalated(task_id=TASK, to_role="director")
        later = ChaseUnplaced(case_id=CASE, task_id=TASK, due_at=NOW + timedelta(hours=1))
        given(opened, escalated).when(later).then(TaskEscalated(task_id=TASK, to_role="hq_duty"))

    def test_a_match_ends_it_as_done_and_a_dismissal_as_not_needed(self):
        match, dismissal = (NoteFactPlaced(case_id=CASE, matched=matched) for matched in (True, False))
        given(opened).when(match).then(ended)
        given(opened).when(dismissal).then(TaskDone(task_id=TASK, outcome="not_needed"))

    def test_its_clock_runs_until_it_ends(self):
        state = AGGREGATE.fold(AGGREGATE.initial, recorded(opened, 1))
        assert [*AGGREGATE.due(state, recorded(opened, 1))] == [Deadline(CLOCK, str(TASK), NOW + AT_ONCE)]
        state = AGGREGATE.fold(state, recorded(ended, 2))
        assert [*AGGREGATE.due(state, recorded(ended, 2))] == [DeadlineMet(CLOCK, str(TASK))]


class WhenItEnded:
    def test_nobody_is_asked_again(self):
        given(opened, ended).when(ChaseUnplaced(case_id=CASE, task_id=TASK, due_at=NOW + AT_ONCE)).nothing()

    def test_what_was_never_asked_needs_no_end(self):
        given().when(NoteFactPlaced(case_id=CASE, matched=True)).nothing()
