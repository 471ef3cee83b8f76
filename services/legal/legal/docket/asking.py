"""Whom the Docket asks to act, in its own append: tasks opened by what the case just heard.

Guarantees that nobody is asked because of what is only told as history, and that one cause asks once. The legal lead's
tasks about milestones are opened by the prosecution (prosecution/milestones.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import casework
from casework.codes import Urgency
from casework.roles import TaskRole
from throughline.domain import Command, Decision, Event, Field

from legal.codes import Code
from legal.docket.detention import DetentionUnconfirmed
from legal.docket.merging import CaseMergeNoted, CaseSplitNoted, SuspectUnlinkNoted
from legal.docket.notes import ConsentNoted, ReadinessNoted
from legal.docket.state import Docket

LAWYER: TaskRole = "lawyer"
SOON, TODAY, WEEK = timedelta(hours=4), timedelta(days=1), timedelta(days=7)

UNLINKED = "review_unlinked_suspect"
MERGED = "sort_out_merged_case"
SPLIT = "sort_out_split_case"
UNCONFIRMED = "confirm_detention"
NOT_READY = "ask_for_video_or_adjournment"
FILE = "review_file_without_victim"
DATA_QUALITY = "look_into_data_quality"
ON_CALL = "be_on_call_for_operation"
WITHDRAWN = "tell_counsel_and_prosecutor_of_withdrawal"
ASKED: Mapping[str, tuple[timedelta, Urgency]] = {
    UNLINKED: (WEEK, "routine"),
    MERGED: (WEEK, "routine"),
    SPLIT: (WEEK, "routine"),
    FILE: (WEEK, "routine"),
    UNCONFIRMED: (SOON, "urgent"),
    NOT_READY: (TODAY, "urgent"),
    WITHDRAWN: (TODAY, "urgent"),
}
"""Within what time each is to be done, and how urgent it is."""


class AskLawyer(Decision, opens=True):
    """Only a reaction sends it, of an event that legal keeps nothing else of."""

    kind: Code
    within_hours: Annotated[int, Field(ge=1, le=24 * 90)]
    urgency: Urgency
    because: UUID
    subjects: tuple[UUID, ...] = ()


def ask(docket: Docket, command: AskLawyer) -> list[Event]:
    due_at = command.now + timedelta(hours=command.within_hours)
    return [
        *casework.open_task(
            docket.casework,
            command,
            command.kind,
            LAWYER,
            due_at,
            command.urgency,
            [command.because],
            command.subjects,
        )
    ]


def asked_by(docket: Docket, command: Command, events: Sequence[Event], first: int) -> list[Event]:
    """The tasks that follow from these events of one decision, of which `first` is the place of the first."""
    return [task for index, event in enumerate(events, first) for task in asked(docket, command, event, index)]


def asked(docket: Docket, command: Command, event: Event, index: int) -> Iterator[Event]:
    because = (casework.own_event(command, index),)
    match event:
        case SuspectUnlinkNoted(suspect_id=suspect_id):
            yield from task(docket, command, UNLINKED, because, suspect_id)
        case CaseMergeNoted(surviving_case_id=case_id):
            yield from task(docket, command, MERGED, because, case_id)
        case CaseSplitNoted(new_case_id=case_id):
            yield from task(docket, command, SPLIT, because, case_id)
        case DetentionUnconfirmed(operation_id=operation_id):
            yield from task(docket, command, UNCONFIRMED, because, operation_id)
        case ReadinessNoted(ready="no", hearing_id=hearing_id, witness_id=witness_id):
            yield from task(docket, command, NOT_READY, because, hearing_id, witness_id)
        case ConsentNoted(consent_id=consent_id, withdrawn_on=withdrawn_on) if withdrawn_on is not None:
            yield from withdrawn(docket, command, consent_id, because)
        case ConsentNoted(consent_id=consent_id, lapsed_on=lapsed_on) if lapsed_on is not None:
            yield from told_of_end(docket, command, consent_id, because)


def task(docket: Docket, command: Command, kind: str, because: Sequence[UUID], *about: UUID) -> Sequence[Event]:
    within, urgency = ASKED[kind]
    due_at = command.now + within
    return casework.open_task(docket.casework, command, kind, LAWYER, due_at, urgency, because, about)


def withdrawn(docket: Docket, command: Command, consent_id: UUID, because: Sequence[UUID]) -> Iterator[Event]:
    yield from task(docket, command, WITHDRAWN, because, consent_id)
    yield from told_of_end(docket, command, consent_id, because)


def told_of_end(docket: Docket, command: Command, consent_id: UUID, because: Sequence[UUID]) -> Iterator[Event]:
    told = casework.under_consent(docket.casework, consent_id)
    yield from casework.tell_recipients(docket.casework, command, "withdrawn", told, LAWYER, because)
