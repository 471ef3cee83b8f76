"""What people are asked to do in aftercare, as codes, and how long they have. Tasks stand on the case's own stream.

Whom a task is for and when it is escalated is casework's; why one is opened stands beside the rule that opens it.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from casework import Casework, TaskDone, TaskOpened, finish_tasks, open_task, own_event
from casework.codes import TaskOutcome, Urgency
from casework.roles import TaskRole
from throughline.domain import Command

ENROL = "enrol_or_record_refusal"
EMERGENCY_CARE = "give_emergency_care"
BASIS = "confirm_basis_for_care"
SAFETY_PLAN = "set_safety_plan"
REVIEW_SAFETY_PLAN = "review_safety_plan"
CAPACITY = "reserve_care_capacity"
BEST_INTERESTS = "determine_best_interests"
RETURN_CHECK = "check_return_risk"
POST_TESTIMONY = "give_post_testimony_care"
ASSESS = "assess_survivor"
APPROVE_PLAN = "approve_care_plan"
REVIEW_PLAN = "review_care_plan"
FOLLOW_UP = "follow_up_survivor"
CONTACT = "contact_survivor"
TELL = "tell_survivor"
LEGAL_PROTECTION = "review_legal_protection"
LIVELIHOOD = "plan_livelihood"
MERGED = "check_merged_case"
UNMERGED = "check_case_that_was_not_merged"
DATA_QUALITY = "clear_up_data_quality"
ELSEWHERE = "agree_care_with_other_case"
RESUME = "take_back_into_care"

ABOUT_CARE: tuple[str, ...] = (
    EMERGENCY_CARE,
    BASIS,
    SAFETY_PLAN,
    REVIEW_SAFETY_PLAN,
    BEST_INTERESTS,
    RETURN_CHECK,
    POST_TESTIMONY,
    ASSESS,
    APPROVE_PLAN,
    REVIEW_PLAN,
    FOLLOW_UP,
    LEGAL_PROTECTION,
    LIVELIHOOD,
)
"""Asked for only as long as she is in care."""

WITHIN: dict[str, timedelta] = {
    ENROL: timedelta(hours=72),
    EMERGENCY_CARE: timedelta(hours=4),
    BASIS: timedelta(hours=72),
    SAFETY_PLAN: timedelta(hours=24),
    REVIEW_SAFETY_PLAN: timedelta(hours=24),
    CAPACITY: timedelta(days=1),
    BEST_INTERESTS: timedelta(days=1),
    RETURN_CHECK: timedelta(days=1),
    POST_TESTIMONY: timedelta(hours=48),
    ASSESS: timedelta(days=7),
    APPROVE_PLAN: timedelta(days=14),
    REVIEW_PLAN: timedelta(days=7),
    FOLLOW_UP: timedelta(days=14),
    CONTACT: timedelta(hours=24),
    TELL: timedelta(days=1),
    LEGAL_PROTECTION: timedelta(days=30),
    LIVELIHOOD: timedelta(days=30),
    MERGED: timedelta(days=1),
    UNMERGED: timedelta(days=1),
    DATA_QUALITY: timedelta(days=14),
    ELSEWHERE: timedelta(days=1),
    RESUME: timedelta(hours=24),
}
OF_A_DIRECTOR = frozenset({CAPACITY, BEST_INTERESTS, RETURN_CHECK, MERGED, UNMERGED, DATA_QUALITY, ELSEWHERE, RESUME})
URGENT = frozenset(
    {
        ENROL,
        EMERGENCY_CARE,
        BASIS,
        SAFETY_PLAN,
        REVIEW_SAFETY_PLAN,
        BEST_INTERESTS,
        RETURN_CHECK,
        POST_TESTIMONY,
        CONTACT,
        RESUME,
    }
)


def ask(
    casework: Casework, command: Command, kind: str, about: Iterable[UUID], because: Iterable[UUID] = ()
) -> list[TaskOpened]:
    """The task, or nothing where it is asked for already. Because of the foreign event behind it, else of our own."""
    role: TaskRole = "director" if kind in OF_A_DIRECTOR else "social_worker"
    urgency: Urgency = "urgent" if kind in URGENT else "routine"
    causes = tuple(because) or (command.issue.causation_id or own_event(command, 0),)
    return open_task(casework, command, kind, role, command.now + WITHIN[kind], urgency, causes, about)


def answered(
    casework: Casework, about: UUID, *kinds: str, outcome: TaskOutcome = "done", because: Iterable[UUID] | None = None
) -> list[TaskDone]:
    """The open tasks of these kinds about somebody that are not to be done any more."""
    return [
        done
        for kind in kinds
        for done in finish_tasks(casework, kind, because=because, subjects=[about], outcome=outcome)
    ]
