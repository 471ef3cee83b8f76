"""What was corrected lately, and which releases there are to look behind: one stream of reporting's own. Topic
reporting.events.

Releases look at it when they are drafted, and are asked to look again with every correction that is noted here.
"""

from collections.abc import Iterator
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, Deadline, FactCorrected, StreamRef, per_case_stream
from throughline.domain import Event as AnyEvent

from reporting.codes import OWN, counted_under
from reporting.corrections import register
from reporting.corrections.register import (
    CorrectionNoted,
    NoteCorrection,
    NoteRelease,
    Register,
    ReleaseNoted,
)

__all__ = [
    "AGGREGATE",
    "CORRECTED",
    "LOOK",
    "REGISTER",
    "Command",
    "CorrectionNoted",
    "Event",
    "NoteCorrection",
    "NoteRelease",
    "Register",
    "ReleaseNoted",
    "of_own",
    "stream",
]

REGISTER = UUID("b3f6b8d2-2f0e-5b7c-9c41-7d1a54e0c6a9")
"""The id under which it is kept: it is of no case."""
LOOK = "look_behind"
"""The clock by which a release, its subject, is asked to look at what is noted here."""
CORRECTED = "corrected"
"""The clock by which a correction on a stream of reporting's own is noted here: `<event>|<type>|<counted under>`."""

Command = NoteCorrection | NoteRelease
Event = CorrectionNoted | ReleaseNoted


def decide(known: Register, command: Command) -> list[AnyEvent]:
    match command:
        case NoteCorrection():
            return register.note_correction(known, command)
        case NoteRelease():
            return register.note_release(known, command)
        case other:
            assert_never(other)


def evolve(known: Register, event: Event) -> Register:
    match event:
        case CorrectionNoted():
            return register.correction_noted(known, event)
        case ReleaseNoted():
            return register.release_noted(known, event)
        case other:
            assert_never(other)


def deadlines(known: Register, event: AnyEvent) -> Iterator[Deadline]:
    """At once, not later: this is how one stream asks another."""
    match event:
        case CorrectionNoted():
            for release_id in sorted(known.releases):
                yield Deadline(LOOK, str(release_id), event.metadata.recorded_at)
        case ReleaseNoted():
            yield Deadline(LOOK, str(event.release_id), event.metadata.recorded_at)


def of_own(_state: object, event: AnyEvent) -> Iterator[Deadline]:
    """The `deadlines` of the streams that figures are counted from."""
    if isinstance(event, FactCorrected):
        under = counted_under(event.wrong_source or OWN, bool(event.wrong_historical))
        yield Deadline(CORRECTED, f"{event.replaces}|{event.wrong_type}|{under}", event.metadata.recorded_at)


def stream() -> StreamRef:
    """To be looked at from any release."""
    return StreamRef(AGGREGATE.name, per_case_stream(REGISTER, "Corrections"), elsewhere=True)


AGGREGATE: Aggregate[Register] = Aggregate(
    name="Corrections",
    topic="reporting.events",
    initial=Register(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: per_case_stream(command.case_id, "Corrections"),
    deadlines=deadlines,
    collection="corrections",
)
