"""Whom a decision asks to act, in its own append: tasks opened and finished by what the case just heard.

Nobody is asked because of what is only told as history; a takeover asks then for what is still owed.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import casework
from throughline.domain import Command, Event, FactHeld

from intake.case.consent import ConsentWithdrawn
from intake.case.lapsing import ConsentLapsed
from intake.case.merging import CaseMerged
from intake.case.referral import CaseOpened, RecordReferral, ReferralDeclined, ReferralReceived, ReferralScreened
from intake.case.safety import RecordAssistanceRequested, RecordVictimBroughtToSafety
from intake.case.state import Case
from intake.case.status import VictimStatusDetermined
from intake.case.takeover import CaseTakenOver

TAKE_UP = "take_up_referral"
REVIEW = "review_no_victim"
SEE_TO = "see_to_held_fact"
TAKE_UP_WITHIN = timedelta(hours=1)
LOOK_AT_WITHIN = timedelta(hours=4)
REACTION = "reaction"
REVIEW_WITHIN = timedelta(days=7)


def asked_by(case: Case, command: Command, events: Sequence[Event]) -> list[Event]:
    """The tasks that follow from these events of one decision."""
    return [task for index, event in enumerate(events) for task in asked(case, command, event, index)]


def asked(case: Case, command: Command, event: Event, index: int) -> Iterator[Event]:
    because = (casework.own_event(command, index),)
    match event:
        case ReferralReceived(urgency="immediate"):
            yield from take_up(case, command, because)
        case ReferralReceived(urgency="high") if command.actor.role == REACTION:
            yield from look_at(case, command, because)
        case ReferralScreened() | ReferralDeclined() | CaseOpened() | CaseMerged():
            yield from casework.finish_tasks(case.casework, TAKE_UP, outcome="done")
        case VictimStatusDetermined(status="NotAVictimOfTrafficking"):
            yield from review(case, command, because, event.victim_id)
        case ConsentWithdrawn() | ConsentLapsed():
            told = casework.under_consent(case.casework, event.consent_id)
            yield from casework.tell_recipients(case.casework, command, "withdrawn", told, "social_worker", because)
        case CaseTakenOver():
            yield from casework.owed_at_takeover(case.casework, command, because)
            for consent_id, consent in case.consents.items():
                if consent.ended:
                    told = casework.under_consent(case.casework, consent_id)
                    yield from casework.tell_recipients(
                        case.casework, command, "withdrawn", told, "social_worker", because
                    )
            for victim_id, victim in case.victims.items():
                if (word := victim.status("official")) and word.status == "NotAVictimOfTrafficking":
                    yield from review(case, command, because, victim_id)


def held(case: Case, fact: Command) -> Sequence[Event]:
    """What a rule could not take, but somebody in danger cannot wait for: the duty officer sees to it at once."""
    match fact:
        case RecordReferral(urgency="immediate") | RecordVictimBroughtToSafety() | RecordAssistanceRequested():
            due_at, because = fact.now + TAKE_UP_WITHIN, (casework.own_event(fact, 0),)
            return casework.open_task(case.casework, fact, SEE_TO, "duty_officer", due_at, "immediate", because)
        case _:
            return ()


def settled(case: Case, held: FactHeld) -> Sequence[Event]:
    """Whoever was asked to see to a held fact has nothing left to do about it."""
    return casework.finish_tasks(case.casework, SEE_TO, because=[held.metadata.event_id], outcome="done")


def take_up(case: Case, command: Command, because: Sequence[UUID]) -> Sequence[Event]:
    due_at = command.now + TAKE_UP_WITHIN
    return casework.open_task(case.casework, command, TAKE_UP, "duty_officer", due_at, "immediate", because)


def look_at(case: Case, command: Command, because: Sequence[UUID]) -> Sequence[Event]:
    """Of a referral that another service's event led to nobody here has heard: somebody has to take it up too."""
    due_at = command.now + LOOK_AT_WITHIN
    return casework.open_task(case.casework, command, TAKE_UP, "investigator", due_at, "urgent", because)


def review(case: Case, command: Command, because: Sequence[UUID], victim_id: UUID) -> Sequence[Event]:
    """A supervisor looks at it: care goes on meanwhile."""
    due_at = command.now + REVIEW_WITHIN
    return casework.open_task(case.casework, command, REVIEW, "director", due_at, "routine", because, [victim_id])
