"""Whom a correction concerns: everyone who was told of the people in the wrong event since it was recorded.

And whoever did what the wrong event asked for looks at it again, and whoever had nothing to do any more because of a
wrong event of another service is asked again. For the `corrected` of an aggregate, and for corrections that another
service made: what a rule keeps from being taken back here is somebody's to mend. Guarantees that nobody is asked to
tell those who cannot have heard of it, and that no open task is closed: somebody looks. People who were warned by
mistake are told again by aftercare, and published figures flagged by reporting.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from throughline.domain import SYSTEM_ROLES, Command, Decision, Event, Mending, Metadata, TakeBack
from throughline.domain.corrected import Reason

from casework.disclosures import concerning, tell_recipients
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import TaskRole
from casework.state import Casework
from casework.tasks import REPEAT, of_today, open_task, own_event

RECONSIDER = "reconsider_what_was_done"
RECONSIDER_WITHIN = timedelta(days=1)
MEND = "mend_what_was_noted"
MEND_WITHIN = timedelta(hours=4)


class TellOfCorrection(Decision, CaseworkCommand, opens=True):
    """Only a reaction sends it: another service corrected what it recorded `since` of these ids."""

    about: tuple[UUID, ...]
    since: datetime
    correction: UUID
    role: TaskRole
    replaces: UUID | None = None


class AskToMend(Decision, CaseworkCommand):
    """These notes rest on what another service found to be wrong, and a rule keeps them from being taken back."""

    notes: tuple[UUID, ...]
    correction: UUID
    role: TaskRole


class TakeBackNotes(TakeBack):
    """Whoever has this role is asked about what cannot be taken back."""

    asks = AskToMend

    role: TaskRole

    def standing(self, notes: Sequence[UUID]) -> AskToMend:
        correction = self.issue.causation_id or self.source
        return AskToMend(case_id=self.case_id, notes=tuple(notes), correction=correction, role=self.role)


class Correction(Protocol):
    """Another service's, as a reader of it sees it."""

    replaces: UUID
    reason: Reason
    about: tuple[UUID, ...]
    wrong_recorded_at: datetime | None


def corrected_elsewhere(event: Correction, origin: Metadata, role: TaskRole, *only: str) -> list[Command]:
    """What a reaction to another service's correction asks for: to tell whoever heard from us of the people in it.

    And to take back what was noted here because of the wrong event, of these types, where some are named. Nobody is
    told where that service only takes back what it had noted of a third one's: the third's own correction is heard.
    """
    gone = TakeBackNotes(case_id=origin.case_id, source=event.replaces, reason=event.reason, only=only, role=role)
    if origin.actor_role in SYSTEM_ROLES:
        return [gone]
    tell = TellOfCorrection(
        case_id=origin.case_id,
        about=event.about,
        since=event.wrong_recorded_at or origin.recorded_at,
        correction=origin.event_id,
        role=role,
        replaces=event.replaces,
    )
    return [tell, gone]


def after_correction(casework: Casework, mending: Mending[Any], role: TaskRole) -> list[Event]:
    """One task per organisation, because of the correction, which is the first event of its append.

    Where it only takes back what was noted of another service's event, that one's correction tells them.
    """
    command, wrong = mending.command, mending.wrong
    because, since = own_event(command, 0), wrong.metadata.recorded_at
    nobody = isinstance(wrong, CaseworkEvent) or command.actor.is_system
    told = [] if nobody else _told(casework, command, mending.about, since, role, because)
    return [*told, *_reconsidered(casework, command, wrong.metadata.event_id, because)]


def tell_elsewhere(casework: Casework, command: TellOfCorrection) -> list[Event]:
    told = _told(casework, command, command.about, command.since, command.role, command.correction)
    wrong = command.replaces
    if wrong is None:
        return told
    again = _asked_again(casework, command, wrong)
    return [*told, *_reconsidered(casework, command, wrong, command.correction), *again]


def ask_to_mend(casework: Casework, command: AskToMend) -> list[Event]:
    """Of somebody today: until it is mended, what is wrong counts here."""
    asked, because = of_today(command), (command.correction, *command.notes)
    return [*open_task(casework, asked, MEND, command.role, command.now + MEND_WITHIN, "urgent", because)]


def _reconsidered(casework: Casework, command: Command, wrong: UUID, because: UUID) -> Iterable[Event]:
    """Whoever was asked because of what was wrong, and did it, is asked to look at it again."""
    asked, due_at = of_today(command), command.now + RECONSIDER_WITHIN
    for task in sorted(casework.tasks.values(), key=lambda task: task.task_id):
        if wrong in task.because and task.was_acted_on and task.kind != RECONSIDER:
            yield from open_task(
                casework, asked, RECONSIDER, task.role, due_at, "urgent", (because,), (task.task_id, *task.subjects)
            )


def _asked_again(casework: Casework, command: TellOfCorrection, wrong: UUID) -> Iterable[Event]:
    """What fell away because of what was wrong, once each; what somebody did stays done."""
    asked = of_today(command)
    fell_away = {
        (task.kind, task.role, task.subjects): task
        for task in casework.tasks.values()
        if task.ended_by == wrong and task.outcome == "cause_gone"
    }
    for (kind, role, about), task in sorted(fell_away.items(), key=lambda known: known[1].task_id):
        due_at = command.now + REPEAT[task.urgency]
        yield from open_task(casework, asked, kind, role, due_at, task.urgency, (command.correction,), about)


def _told(
    casework: Casework, command: Command, about: Iterable[UUID], since: datetime, role: TaskRole, because: UUID
) -> list[Event]:
    """Asked of somebody today, also where what was wrong is told as history."""
    told = concerning(casework, about, recorded_since=since)
    return tell_recipients(casework, of_today(command), "corrected", told, role, (because,))
