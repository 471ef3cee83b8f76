"""What a person asks about her own data, and who looked at documents without the usual right to.

Guarantees that a request is a data protection officer's task until it is answered, that nothing is withheld from an
answer said to be full, that no suspected guardian is handed one, and that nobody reviews a glass they broke. It holds
no data itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Command, Decision, Fact, Field, Rejected
from throughline.domain import Event as AnyEvent

from casework import roles
from casework.codes import Code, DeliveredBy, RequestBy, RequestKind, RequestOutcome, Withheld
from casework.ledger import Ledger
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import TaskRole
from casework.state import Answer, Casework, Request
from casework.tasks import finish_tasks, open_task, own_event

ANSWER_WITHIN = timedelta(days=30)
REVIEW_WITHIN = timedelta(days=1)
ANSWER = "answer_subject_request"
REVIEW_BROKEN_GLASS = "review_broken_glass"

# Events. These names and fields are the storage format: never rename, add a V2.


class SubjectRequestReceived(CaseworkEvent):
    request_id: UUID
    subject_id: UUID
    kind: RequestKind
    by: RequestBy
    due_on: date


class SubjectRequestAnswered(CaseworkEvent):
    request_id: UUID
    outcome: RequestOutcome
    withheld: tuple[Withheld, ...] = ()
    delivered_by: DeliveredBy


class BreakGlassUsed(CaseworkEvent):
    document_ref: UUID
    reason: Code


# Commands


class RecordSubjectRequest(Fact, CaseworkCommand, roles=roles.DATA_PROTECTION, records=SubjectRequestReceived):
    """`dueOn` is 30 days after she asked, where the law of the place does not say otherwise."""

    subject_id: UUID
    kind: RequestKind
    by: RequestBy
    due_on: date | None = None


class AnswerSubjectRequest(Decision, CaseworkCommand, roles=roles.DATA_PROTECTION):
    request_id: UUID
    outcome: RequestOutcome
    withheld: Annotated[tuple[Withheld, ...], Field(max_length=3)] = ()
    delivered_by: DeliveredBy


class NoteBrokenGlass(Fact, CaseworkCommand, records=BreakGlassUsed):
    """Issued by the vault, in the name of the reader."""

    document_ref: UUID
    reason: Code


def break_glass(case_id: UUID, document_ref: UUID, reason: str) -> NoteBrokenGlass:
    """What the vault issues before it opens a document in an emergency. For `Service(breaks_glass=…)`."""
    return NoteBrokenGlass(case_id=case_id, document_ref=document_ref, reason=reason)


# Rules


class NoSuchRequest(Rejected):
    def __init__(self, request_id: UUID) -> None:
        super().__init__(f"no subject request {request_id} was received here; record it first")


class RequestAnswered(Rejected):
    def __init__(self, request_id: UUID, answer: Answer) -> None:
        super().__init__(f"request {request_id} was answered: {answer.outcome}; record a new request if she asks again")


class FullAnswerWithholds(Rejected):
    def __init__(self) -> None:
        super().__init__("this answer withholds something and is said to be granted; say partly_granted or refused")


class GuardianDoesNotSpeak(Rejected):
    def __init__(self, subject_id: UUID) -> None:
        super().__init__(
            f"the guardian of {subject_id} is suspected of trafficking her, or her family is; "
            "deliver the answer to herself, to her counsel, or not at all"
        )


# Decisions


def received(casework: Casework, command: RecordSubjectRequest) -> list[AnyEvent]:
    due_on = command.due_on or _asked_on(command) + ANSWER_WITHIN
    asked = Request(command.subject_id, command.kind, command.by, due_on, command.moment)
    if asked in casework.requests.values():
        return []
    request_id = command.id_for("request")
    event = SubjectRequestReceived(**command.fields("due_on"), due_on=due_on, request_id=request_id)
    return [event, *ask_for_answer(casework, command, request_id, due_on, (own_event(command, 0),))]


def ask_for_answer(
    casework: Casework, command: Command, request_id: UUID, due_on: date, because: Iterable[UUID]
) -> Sequence[AnyEvent]:
    due_at, about = start_of(due_on), [request_id]
    return open_task(casework, command, ANSWER, "data_protection_officer", due_at, "routine", because, about)


def answer(casework: Casework, command: AnswerSubjectRequest, ledger: Ledger) -> list[AnyEvent]:
    request = casework.requests.get(command.request_id)
    if request is None:
        raise NoSuchRequest(command.request_id)
    if request.answer == _answer(command):
        return []
    if request.answer:
        raise RequestAnswered(command.request_id, request.answer)
    if command.outcome == "granted" and command.withheld:
        raise FullAnswerWithholds
    if command.delivered_by == "guardian" and not ledger.guarded(request.subject_id):
        raise GuardianDoesNotSpeak(request.subject_id)
    done = finish_tasks(casework, ANSWER, subjects=[command.request_id], outcome="done")
    return [SubjectRequestAnswered(**command.fields()), *done]


def glass_broken(casework: Casework, command: NoteBrokenGlass) -> list[AnyEvent]:
    """Each reading counts. The director reviews it; the data protection officer reviews the director's."""
    if (command.document_ref, command.moment) in casework.glass_broken:
        return []
    reviewer: TaskRole = "data_protection_officer" if command.actor.role == roles.DIRECTOR else "director"
    because, due_at = (own_event(command, 0),), command.now + REVIEW_WITHIN
    task = open_task(casework, command, REVIEW_BROKEN_GLASS, reviewer, due_at, "urgent", because)
    return [BreakGlassUsed(**command.fields()), *task]


# What the events change


def request_received(casework: Casework, event: SubjectRequestReceived) -> Casework:
    request = Request(event.subject_id, event.kind, event.by, event.due_on, event.occurred_on)
    return replace(casework, requests={**casework.requests, event.request_id: request})


def request_answered(casework: Casework, event: SubjectRequestAnswered) -> Casework:
    request = casework.requests.get(event.request_id)
    if request is None:
        return casework
    answered = replace(request, answer=_answer(event))
    return replace(casework, requests={**casework.requests, event.request_id: answered})


def broken_glass(casework: Casework, event: BreakGlassUsed) -> Casework:
    said = event.metadata
    return replace(
        casework,
        glass_broken=casework.glass_broken | {(event.document_ref, event.occurred_on)},
        readers={**casework.readers, said.event_id: said.actor_id},
    )


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _asked_on(command: Command) -> date:
    """The day she asked; today, where nobody knows."""
    return command.now.date() if command.moment.precision == "unknown" else command.moment.day


def _answer(said: AnswerSubjectRequest | SubjectRequestAnswered) -> Answer:
    return Answer(said.outcome, frozenset(said.withheld), said.delivered_by)
