"""Erasing a person, waiting with it under a legal hold, and looking again at what is kept.

Guarantees that a legal hold beats erasure and that a deferred one comes back on its review date. Its event
is each service's own acknowledgement, and destroys her key there in the same append, for good.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from throughline.domain import Command, Deadline, Decision, Elapsed, Fact
from throughline.domain import Event as AnyEvent

from casework import roles
from casework.codes import Code
from casework.disclosures import concerning, tell_recipients
from casework.ledger import Ledger
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.requests import start_of
from casework.state import Casework
from casework.tasks import finish_tasks, open_task, own_event

RETENTION = "retention_review"
ERASURE = "erasure"
LEGAL_HOLD = "legal_hold"
LOOK_AGAIN = timedelta(days=90)
DECIDE_WITHIN = timedelta(days=14)

# Events. These names and fields are the storage format: never rename, add a V2.


class SubjectErased(CaseworkEvent):
    subject_id: UUID

    erases = "subject_id"


class ErasureDeferred(CaseworkEvent):
    subject_id: UUID
    reason: Code
    review_date: date


class RetentionReviewFellDue(CaseworkEvent):
    subject_id: UUID
    category: Code
    due_on: date


# Commands


class EraseSubject(Decision, CaseworkCommand, roles=roles.DATA_PROTECTION):
    """Erases for good; under a legal hold it is deferred, and comes back for review."""

    subject_id: UUID


class NoteSubjectErased(Fact, CaseworkCommand, records=SubjectErased, opens=True):
    """Another service erased her: this one does too, or says until when it cannot."""

    subject_id: UUID


class ReviewRetention(Decision, CaseworkCommand):
    """Issued by the clock."""

    subject_id: UUID
    category: Code
    due_on: date


# Decisions


def erase(casework: Casework, command: EraseSubject | NoteSubjectErased, ledger: Ledger) -> list[AnyEvent]:
    """Under every id her records ever had. Everybody who was told of her is told of this."""
    ids = [subject for subject in ledger.ids(command.subject_id) if subject not in casework.erased]
    if not ids:
        return []
    if ledger.held(command.subject_id):
        return _defer(casework, command, command.subject_id)
    because = (own_event(command, 0),)
    return [
        *(SubjectErased(subject_id=subject) for subject in ids),
        *finish_tasks(casework, RETENTION, subjects=ids),
        *tell_recipients(casework, command, "erased", concerning(casework, ids), "data_protection_officer", because),
    ]


def review(casework: Casework, command: ReviewRetention) -> list[AnyEvent]:
    due = (command.subject_id, command.category, command.due_on)
    if command.subject_id in casework.erased or due in casework.reviews:
        return []
    because, by = (own_event(command, 0),), command.now + DECIDE_WITHIN
    about = [command.subject_id]
    return [
        RetentionReviewFellDue(**command.fields()),
        *open_task(casework, command, RETENTION, "data_protection_officer", by, "routine", because, about),
    ]


def retention_review(subject_id: UUID, category: str, due_on: date) -> Deadline:
    """The clock of one review, started or moved: for a service whose rules say how long something is kept."""
    return Deadline(RETENTION, f"{subject_id}|{category}", start_of(due_on))


def elapsed(due: Elapsed) -> ReviewRetention:
    subject_id, category = due.subject.split("|", 1)
    return ReviewRetention(
        case_id=due.case_id, subject_id=UUID(subject_id), category=category, due_on=due.due_at.date()
    )


# What the events change


def subject_erased(casework: Casework, event: SubjectErased) -> Casework:
    deferred = {subject: day for subject, day in casework.deferred.items() if subject != event.subject_id}
    return replace(casework, erased=casework.erased | {event.subject_id}, deferred=deferred)


def erasure_deferred(casework: Casework, event: ErasureDeferred) -> Casework:
    return replace(casework, deferred={**casework.deferred, event.subject_id: event.review_date})


def review_fell_due(casework: Casework, event: RetentionReviewFellDue) -> Casework:
    return replace(casework, reviews=casework.reviews | {(event.subject_id, event.category, event.due_on)})


def _defer(casework: Casework, command: Command, subject_id: UUID) -> list[AnyEvent]:
    """Deferred once until its review date; a look after that defers it anew."""
    today = command.now.date()
    if (until := casework.deferred.get(subject_id)) and today < until:
        return []
    deferred = ErasureDeferred(subject_id=subject_id, reason=LEGAL_HOLD, review_date=today + LOOK_AGAIN)
    return [deferred, *finish_tasks(casework, RETENTION, subjects=[subject_id], outcome="done")]
