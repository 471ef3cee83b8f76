"""Whom a correction concerns: everyone who was told of the people in the wrong event since it was recorded.

For the `corrected` of an aggregate, and for corrections that another service made. Guarantees that nobody is asked to
tell those who cannot have heard of it. People who were warned by mistake are told again by aftercare, and published
figures flagged by reporting.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughline.domain import Command, Decision, Event, Metadata, named_by

from casework.disclosures import concerning, tell_recipients
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import TaskRole
from casework.state import Casework
from casework.tasks import of_today, own_event


class TellOfCorrection(Decision, CaseworkCommand, opens=True):
    """Only a reaction sends it: another service corrected what it recorded `since` of these ids."""

    about: tuple[UUID, ...]
    since: datetime
    correction: UUID
    role: TaskRole


def corrected_elsewhere(
    about: tuple[UUID, ...], wrong_recorded_at: datetime | None, origin: Metadata, role: TaskRole
) -> list[Command]:
    """What a reaction to another service's correction asks for: to tell whoever heard from us of the people in it."""
    if not about:
        return []
    since = wrong_recorded_at or origin.recorded_at
    return [TellOfCorrection(case_id=origin.case_id, about=about, since=since, correction=origin.event_id, role=role)]


def tell_of_correction(casework: Casework, command: Command, wrong: Event, role: TaskRole) -> list[Event]:
    """One task per organisation, because of the correction, which is the first event of its append."""
    if isinstance(wrong, CaseworkEvent):
        return []
    since = wrong.metadata.recorded_at
    return _told(casework, command, named_by(wrong), since, role, own_event(command, 0))


def tell_elsewhere(casework: Casework, command: TellOfCorrection) -> list[Event]:
    return _told(casework, command, command.about, command.since, command.role, command.correction)


def _told(
    casework: Casework, command: Command, about: Iterable[UUID], since: datetime, role: TaskRole, because: UUID
) -> list[Event]:
    """Asked of somebody today, also where what was wrong is told as history."""
    told = concerning(casework, about, recorded_since=since)
    return tell_recipients(casework, of_today(command), "corrected", told, role, (because,))
