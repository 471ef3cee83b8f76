"""All that other teams learn of a survivor's condition: whether she is ready to testify, and that she may be in danger.

Guarantees that neither says why: no clinical reason, no place, no plan. Readiness is stated in the append of the
preparation behind it (survivor/readiness.py).
"""

from uuid import UUID

from throughline.domain import Decision
from throughline.domain import Event as AnyEvent

from aftercare.case_care.enrolment import UnknownVictim
from aftercare.case_care.state import CaseCare
from aftercare.codes import ConcernLevel, Ready
from aftercare.roles import GUARDS
from aftercare.survivor.outcome import RestorationReversed
from aftercare.survivor.state import Restored, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class ReadinessStated(AnyEvent):
    hearing_id: UUID
    witness_id: UUID
    ready: Ready


class SafetyConcernStated(AnyEvent):
    survivor_id: UUID
    level: ConcernLevel
    new_crime: bool


# Commands


class StateSafetyConcern(Decision, roles=GUARDS):
    """Also after closing, and of somebody who was never enrolled."""

    survivor_id: UUID
    level: ConcernLevel
    new_crime: bool


# Decisions


def state_safety_concern(care: CaseCare, command: StateSafetyConcern) -> list[AnyEvent]:
    if not care.knows(command.survivor_id):
        raise UnknownVictim(command.survivor_id)
    return [SafetyConcernStated(**command.fields())]


def reversal(survivor: Survivor, command: StateSafetyConcern) -> RestorationReversed | None:
    """A new crime, or danger that wants action, ends a restoration: she is in care again."""
    if not isinstance(survivor.stage, Restored):
        return None
    if command.new_crime:
        return RestorationReversed(because="new_crime")
    return RestorationReversed(because="safety_concern") if command.level in ("high", "immediate") else None
