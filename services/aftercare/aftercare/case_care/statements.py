"""All that other teams learn of a survivor's condition: whether she is ready to testify, and that she may be in danger.

Guarantees that neither says why: no clinical reason, no place, no plan. Readiness is stated in the append of the
preparation behind it (survivor/readiness.py).
"""

from dataclasses import replace
from uuid import UUID

from casework import threats
from casework.codes import RiskFrom
from throughline.domain import Decision, Field
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
    """`from` is None where nobody said who threatens her."""

    survivor_id: UUID
    level: ConcernLevel
    new_crime: bool
    from_: RiskFrom | None = Field(default=None, alias="from")


# Commands


class StateSafetyConcern(Decision, roles=GUARDS):
    """Also after closing, and of somebody who was never enrolled."""

    survivor_id: UUID
    level: ConcernLevel
    new_crime: bool
    from_: RiskFrom | None = Field(default=None, alias="from")


# Decisions


def concern(survivor_id: UUID, level: ConcernLevel, from_: RiskFrom | None, *, new_crime: bool) -> SafetyConcernStated:
    told = {"survivor_id": survivor_id, "level": level, "new_crime": new_crime, "from": from_}
    return SafetyConcernStated.model_validate(told)


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


# What the events change


def concern_stated(care: CaseCare, event: SafetyConcernStated) -> CaseCare:
    if event.from_ != "official":
        return care
    known = threats.known(care.casework, event.metadata.event_id, (event.survivor_id,))
    return replace(care, casework=known)
