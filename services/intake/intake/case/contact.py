"""How and whether a person wants to be reached and warned.

Guarantees that a refusal is only ever recorded, never inferred: no preference means that she is warned. The channel
itself is in the vault.
"""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from casework.roles import IMPORTER, SOCIAL_WORKER
from throughline.domain import Document, Event, Fact, Field

from intake.case.codes import Tell, Warn
from intake.case.state import Case, said_before


class SafeChannel(Document):
    """How to reach her without giving her away; `subjects` names her."""

    means: Literal["phone", "message", "email", "through_person", "visit"]
    address: str
    when: str | None = None
    say_it_is: str | None = None


# Events. These names and fields are the storage format: never rename, add a V2.


class ContactPreferenceRecorded(Event):
    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...]
    safe_channel_ref: UUID | None


# Commands


class RecordContactPreference(Fact, roles=frozenset({SOCIAL_WORKER, IMPORTER}), records=ContactPreferenceRecorded):
    """Whether to warn this person, what else to tell, and over which channel: given here, or deposited first."""

    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = Field(default=(), max_length=4)
    safe_channel: SafeChannel | None = None
    safe_channel_ref: UUID | None = None


# Decisions


def record_contact_preference(case: Case, command: RecordContactPreference) -> list[Event]:
    preference = ContactPreferenceRecorded(
        person_id=command.person_id,
        warn=command.warn,
        tell=command.tell,
        safe_channel_ref=command.ref("safe_channel") or command.safe_channel_ref,
    )
    known = case.preferences.get(command.person_id)
    return [] if said_before(known, preference, command.occurred_on) else [preference]


# What the events change


def recorded(case: Case, event: ContactPreferenceRecorded) -> Case:
    return replace(case, preferences={**case.preferences, event.person_id: event})
