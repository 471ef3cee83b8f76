"""One survivor's care: her caseworker, plan, services, placement, court preparation, and how care ended. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from throughline.domain import Elsewhere, Moment, Seen

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
    """`settled`: of a goal by domain and word, whether it was achieved or dropped."""

    plan_id: UUID
    author_id: UUID
    goals: tuple[tuple[str, str, date], ...]
    approved: bool = False
    settled: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """`mark` tells its type from others, which is sealed. `delivered`: when, and how many units each time."""

    mark: str | None
    org_id: UUID
    stage: ServiceStage = "referred"
    delivered: frozenset[tuple[Moment, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Placement:
    """`mark` tells its type from others, which is sealed; `since` is when its start was recorded."""

    placement_id: UUID
    mark: str | None
    facility_ref: UUID
    since: datetime


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
class SafetyPlan:
    plan_ref: UUID
    review_on: date


@dataclass(frozen=True, slots=True)
class Determination:
    """What an authority determined to be best for a child."""

    decision: str
    child_heard: bool
    authority_org_id: UUID
    on: Moment


@dataclass(frozen=True, slots=True)
class ReturnCheck:
    answer: str
    on: Moment


@dataclass(frozen=True, slots=True)
class Reintegration:
    """`event_id`: the return that follow-ups are counted from."""

    event_id: UUID
    into: str
    on: Moment


@dataclass(frozen=True, slots=True)
class Cover:
    """Who looks after her while her caseworker is away, from the first day to the last."""

    worker_id: UUID
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Ended:
    """How long ago care ended: the day it is of, and when that was recorded."""

    on: Moment
    at: datetime


@dataclass(frozen=True, slots=True)
class Survivor:
    """`ended` is None while she is in care, `started_at` when her care last began.

    `emergency_care`, `revictimised`: when, and the mark of what is sealed, so that the same is not recorded twice.
    `follow_ups` by their month: due, visited or missed. `testimonies`: those that care after was asked for.
    """

    started: bool = False
    started_at: datetime | None = None
    stage: Stage = InCare()
    ended: Ended | None = None
    worker_id: UUID | None = None
    covers: tuple[Cover, ...] = ()
    emergency_care: frozenset[tuple[Moment, str | None]] = frozenset()
    safety_plan: SafetyPlan | None = None
    plan: Plan | None = None
    services: Mapping[UUID, Service] = field(default_factory=dict)
    placement: Placement | None = None
    placements: frozenset[UUID] = frozenset()
    best_interests: Mapping[str, Determination] = field(default_factory=dict)
    return_check: ReturnCheck | None = None
    going_into: str | None = None
    reintegrated: Reintegration | None = None
    follow_ups: Mapping[int, str] = field(default_factory=dict)
    visits: frozenset[tuple[Moment, str, str]] = frozenset()
    accompanied: frozenset[tuple[UUID, Moment]] = frozenset()
    testimonies: frozenset[UUID] = frozenset()
    after_testimony: frozenset[tuple[UUID, Moment]] = frozenset()
    revictimised: frozenset[tuple[Moment, str | None]] = frozenset()
    preparations: Mapping[UUID, Preparation] = field(default_factory=dict)
    assessments: Mapping[UUID, Assessed] = field(default_factory=dict)

    def looked_after_by(self, worker_id: UUID, day: date) -> bool:
        """Whether she is theirs: by assignment, by cover on that day, or because nobody has her yet."""
        if self.worker_id in (None, worker_id):
            return True
        return any(c.worker_id == worker_id and c.from_on <= day <= c.to_on for c in self.covers)

    @property
    def exited(self) -> bool:
        return isinstance(self.stage, Exited)

    @property
    def in_care(self) -> bool:
        return self.started and self.ended is None


UNKNOWN = Survivor()


def here(seen: Seen, person: UUID) -> Survivor:
    """Her care in this case; unknown where there is none, or another case has it."""
    found = seen.get(person, UNKNOWN)
    return UNKNOWN if isinstance(found, Elsewhere) else found


def elsewhere(seen: Seen, person: UUID) -> Survivor | None:
    """Her care where another case has it."""
    found = seen.get(person)
    return found.state if isinstance(found, Elsewhere) else None


def wherever(seen: Seen, person: UUID) -> Survivor:
    return elsewhere(seen, person) or here(seen, person)
