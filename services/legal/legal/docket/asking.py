"""Whom the Docket asks to act, in its own append: tasks opened by what the case just heard.

Guarantees that nobody is asked because of what is only told as history, and that one cause asks once. The legal lead's
tasks about milestones are opened by the prosecution (prosecution/milestones.py).
"""

from collections.abc import Iterator, Sequence
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

    def task(kind: str, within: timedelta, urgency: Urgency, *about: UUID) -> Iterator[Event]:
        due_at = command.now + within
        yield from casework.open_task(docket.casework, command, kind, LAWYER, due_at, urgency, because, about)

    match event:
        case SuspectUnlinkNoted(suspect_id=suspect_id):
            yield from task("review_unlinked_suspect", WEEK, "routine", suspect_id)
        case CaseMergeNoted(surviving_case_id=case_id):
            yield from task("sort_out_merged_case", WEEK, "routine", case_id)
        case CaseSplitNoted(new_case_id=case_id):
            yield from task("sort_out_split_case", WEEK, "routine", case_id)
        case DetentionUnconfirmed(operation_id=operation_id):
            yield from task("confirm_detention", SOON, "urgent", operation_id)
        case ReadinessNoted(ready="no", hearing_id=hearing_id, witness_id=witness_id):
            yield from task("ask_for_video_or_adjournment", TODAY, "urgent", hearing_id, witness_id)
        case ConsentNoted(consent_id=consent_id, withdrawn_on=withdrawn_on) if withdrawn_on is not None:
            yield from task("tell_counsel_and_prosecutor_of_withdrawal", TODAY, "urgent", consent_id)
            told = casework.under_consent(docket.casework, consent_id)
            yield from casework.tell_recipients(docket.casework, command, "withdrawn", told, LAWYER, because)
