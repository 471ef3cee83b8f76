"""One survivor's care: her caseworker, plan, services, placement, court preparation, and how care ended. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from throughline.domain import Moment

from aftercare.codes import Ready

# Stages


@dataclass(frozen=True, slots=True)
class InCare:
    pass


@dataclass(frozen=True, slots=True)
class Restored:
    assessment_id: UUID


@dataclass(frozen=True, slots=True)
class Exited:
    reason: str


Stage = InCare | Restored | Exited

ServiceStage = Literal["referred", "accepted", "rejected", "declined", "ended"]


@dataclass(frozen=True, slots=True)
class Plan:
    plan_id: UUID
    author_id: UUID
    goals: tuple[tuple[str, str, date], ...]
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """`delivered`: when, and how many units each time."""

    type: str
    org_id: UUID
    stage: ServiceStage = "referred"
    delivered: frozenset[tuple[Moment, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Placement:
    placement_id: UUID
    type: str
    facility_ref: UUID


@dataclass(frozen=True, slots=True)
class Preparation:
    """Of one hearing. `last` is the session before now: when, and what she said."""

    due_on: date | None = None
    sessions: int = 0
    last: tuple[Moment, Ready] | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """One complete assessment: of which day, when it was recorded, and which one it corrects."""

    kind: str
    on: Moment
    at: datetime
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How long ago care ended: the day it is of, and when that was recorded."""

    on: Moment
    at: datetime


@dataclass(frozen=True, slots=True)
class Survivor:
    """`ended` is None while she is in care."""

    started: bool = False
    stage: Stage = InCare()
    ended: Ended | None = None
    worker_id: UUID | None = None
    emergency_care: frozenset[tuple[Moment, tuple[str, ...]]] = frozenset()
    plan: Plan | None = None
    services: Mapping[UUID, Service] = field(default_factory=dict)
    placement: Placement | None = None
    placements: frozenset[UUID] = frozenset()
    preparations: Mapping[UUID, Preparation] = field(default_factory=dict)
    assessments: Mapping[UUID, Assessed] = field(default_factory=dict)

    @property
    def in_care(self) -> bool:
        return self.started and self.ended is None


UNKNOWN = Survivor()
