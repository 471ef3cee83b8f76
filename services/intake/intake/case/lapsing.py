"""Consents that lapse by themselves: at the end of their last month, of age, with their guardian out, a child's alone.

Guarantees that a consent ends once, by whatever comes first, and that nobody has to remember it: the clock asks. What
a guardian agreed to for a child, and says until when, lapses then because she is of age.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from throughline.domain import Deadline, Decision, Elapsed
from throughline.domain import Event as AnyEvent

from intake.case.codes import LapseReason
from intake.case.state import Case

CLOCK = "consent"

# Events. These names and fields are the storage format: never rename, add a V2.


class ConsentLapsed(AnyEvent):
    consent_id: UUID
    because: LapseReason


# Commands


class LapseConsent(Decision):
    """Issued by the clock when the last month of a consent is over."""

    consent_id: UUID


Command = LapseConsent
Event = ConsentLapsed

# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    consent = case.consents.get(command.consent_id)
    if consent is None or consent.ended or consent.expires_on is None or command.now < end_of(consent.expires_on):
        return []
    because: LapseReason = "of_age" if consent.by_guardian else "expired"
    return [ConsentLapsed(consent_id=command.consent_id, because=because)]


def of_guardian(case: Case, subject_id: UUID, because: LapseReason, guardian_ref: UUID | None = None) -> list[AnyEvent]:
    """What a guardian agreed to for her, or this one: of age, she speaks for herself; or the guardian is out."""
    return [
        ConsentLapsed(consent_id=consent_id, because=because)
        for consent_id, consent in case.consents.items()
        if consent.subject_id == subject_id
        and not consent.ended
        and (consent.by_guardian if guardian_ref is None else consent.guardian_ref == guardian_ref)
    ]


# Time


def due(case: Case, consent_ids: Iterable[UUID]) -> Iterator[Deadline]:
    """When each of them lapses by itself, where that was said and has not happened."""
    for consent_id in consent_ids:
        consent = case.consents[consent_id]
        if consent.expires_on is not None and not consent.ended:
            yield Deadline(CLOCK, str(consent_id), end_of(consent.expires_on))


def end_of(month: str) -> datetime:
    """The first instant after a month given as `2027-03`."""
    year, number = int(month[:4]), int(month[5:])
    return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def elapsed(due: Elapsed) -> LapseConsent:
    return LapseConsent(case_id=due.case_id, consent_id=UUID(due.subject))


# What the events change


def evolve(case: Case, event: Event) -> Case:
    """Of a consent that turned out never to have been given, nothing has lapsed."""
    if event.consent_id not in case.consents:
        return case
    consent = replace(case.consents[event.consent_id], ended_on=event.occurred_on)
    return replace(case, consents={**case.consents, event.consent_id: consent})
