"""Corrections as reporting hears of them: which event counts no more, of what kind, and under which source it counted.

Guarantees that a correction is noted once. It remembers those of the last thirty days only: what was corrected before a
draft was counted is in its counts already.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Event, Field

REMEMBERED = timedelta(days=30)

Kind = Annotated[str, Field(pattern=r"^[a-z]+/[A-Z][A-Za-z0-9]{0,79}$")]
Under = Annotated[str, Field(pattern=r"^(own|historical|import:[A-Za-z0-9_.:-]{1,80})$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class CorrectionNoted(Event):
    """`corrected` counts no more since `at`: a `kind` as `legal/VerdictRecorded`, counted `under` a source."""

    sensitivity = "internal"

    corrected: UUID
    kind: Kind | None = None
    under: Under | None = None
    at: datetime


class ReleaseNoted(Event):
    """A release that may be touched by what is corrected from now on."""

    sensitivity = "internal"

    release_id: UUID


# Commands. Reactions and the clock send them.


class NoteCorrection(Decision, opens=True):
    corrected: UUID
    kind: Kind | None = None
    under: Under | None = None
    at: datetime


class NoteRelease(Decision, opens=True):
    release_id: UUID


# State


@dataclass(frozen=True, slots=True)
class Correction:
    """What is not known of it, kind or source, may be any."""

    corrected: UUID
    kind: str | None
    under: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Register:
    lately: tuple[Correction, ...] = ()
    releases: frozenset[UUID] = frozenset()


# Decisions


def note_correction(known: Register, command: NoteCorrection) -> list[Event]:
    if any(one.corrected == command.corrected for one in known.lately):
        return []
    return [CorrectionNoted(**command.fields())]


def note_release(known: Register, command: NoteRelease) -> list[Event]:
    return [] if command.release_id in known.releases else [ReleaseNoted(release_id=command.release_id)]


# What the events change


def correction_noted(known: Register, event: CorrectionNoted) -> Register:
    new = Correction(event.corrected, event.kind, event.under, event.at)
    since = max(one.at for one in (*known.lately, new)) - REMEMBERED
    return replace(known, lately=tuple(one for one in (*known.lately, new) if one.at >= since))


def release_noted(known: Register, event: ReleaseNoted) -> Register:
    return replace(known, releases=known.releases | {event.release_id})
