"""What the clock asks of reporting: to look behind releases at once when something was corrected, and overdue tasks."""

from collections.abc import Callable, Mapping
from uuid import UUID

import casework
from throughline.domain import Command, Elapsed

from reporting import behind, corrections
from reporting.corrections import REGISTER, NoteCorrection, NoteRelease
from reporting.release import LookBehind
from reporting.release.looking_again import DRAFTED

OWN = "reporting"


def look_behind(due: Elapsed) -> LookBehind:
    return LookBehind(case_id=UUID(due.subject), behind=behind.by_figure())


def note_release(due: Elapsed) -> NoteRelease:
    return NoteRelease(case_id=REGISTER, release_id=UUID(due.subject))


def note_correction(due: Elapsed) -> NoteCorrection:
    event_id, kind, under = due.subject.split("|")
    return NoteCorrection(case_id=REGISTER, corrected=UUID(event_id), kind=f"{OWN}/{kind}", under=under, at=due.due_at)


COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {
    corrections.LOOK: look_behind,
    corrections.CORRECTED: note_correction,
    DRAFTED: note_release,
    **casework.CLOCK,
}
