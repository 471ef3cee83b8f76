"""Whoever waits for care is no task that a tick makes go away: she is enrolled, or declines, and that finishes it."""

from uuid import uuid5

from aftercare import asked, case_care
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.tasks import StillWaitsForCare
from casework import FinishTask, TaskDone, TaskOpened
from throughline.domain import Actor, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)
WOMAN, TASK, CAUSE = (uuid5(NAMESPACE, name) for name in ("woman", "task", "cause"))
WORKER = Actor(uuid5(NAMESPACE, "worker"), "social_worker", frozenset({"*"}))
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=Moment.on(NOW.date()))
asks = TaskOpened(
    task_id=TASK,
    kind=asked.ENROL,
    role="social_worker",
    due_at=NOW,
    urgency="urgent",
    because=(CAUSE,),
    subjects=(WOMAN,),
)
finish = FinishTask(case_id=CASE, task_id=TASK)


def test_it_is_not_finished_while_she_waits() -> None:
    given(CareOpened(), brought, asks).when(finish, by=WORKER).rejects(StillWaitsForCare)


def test_it_is_once_she_declined_or_is_in_care() -> None:
    declined = VictimNoted(victim_id=WOMAN, declined_on=Moment.on(NOW.date()).plus(1))
    enrolled = SurvivorEnrolled(survivor_id=WOMAN, legal_basis="public_mandate")
    for since in (declined, enrolled):
        given(CareOpened(), brought, asks, since).when(finish, by=WORKER).emits(TaskDone)
