"""What every per-case stream remembers alike: tasks, safety risks, disclosures and requests.

Frozen; built by folding the shared events. It decides nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from throughline.domain import LegalBasis, Moment

from casework.codes import (
    DeliveredBy,
    DisclosureChange,
    DisclosureForm,
    RequestBy,
    RequestKind,
    RequestOutcome,
    RiskFrom,
    RiskLevel,
    RiskSubject,
    TaskOutcome,
    Urgency,
    Withheld,
)
from casework.roles import TaskRole


@dataclass(frozen=True, slots=True)
class Task:
    """`role` was asked first, `asked` is asked now; `due_at` is when somebody else will be; `outcome`: once done.

    `ended_by`: what its ending was said because of, as another service's event.
    """

    task_id: UUID
    kind: str
    role: TaskRole
    asked: TaskRole
    due_at: datetime
    urgency: Urgency
    because: frozenset[UUID]
    subjects: frozenset[UUID]
    done: bool = False
    outcome: TaskOutcome | None = None
    ended_by: UUID | None = None

    @property
    def was_acted_on(self) -> bool:
        """Whether somebody did what it asks for; not where it only fell away."""
        return self.outcome == "done"


@dataclass(frozen=True, slots=True)
class Risk:
    """`mitigated` risks are remembered, so that one told of again is recognised."""

    level: RiskLevel
    subjects: frozenset[RiskSubject]
    from_: RiskFrom
    suspect_id: UUID | None
    raised_on: Moment
    has_detail: bool
    mitigated: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What was told to whom, as `DataDisclosed` says it, and how it is compared with what is told again."""

    subject_ids: frozenset[UUID]
    to_org_id: UUID
    purpose: str
    categories: frozenset[str]
    form: DisclosureForm
    document_refs: frozenset[UUID]
    consent_id: UUID | None
    legal_basis: LegalBasis | None
    on: Moment


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`told`: which changes its recipient has heard of, and when."""

    disclosure_id: UUID
    shared: Shared
    recorded_at: datetime
    told: frozenset[tuple[DisclosureChange, Moment]] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: RequestOutcome
    withheld: frozenset[Withheld]
    delivered_by: DeliveredBy


@dataclass(frozen=True, slots=True)
class Request:
    """`answer` is None while the subject waits for one."""

    subject_id: UUID
    kind: RequestKind
    by: RequestBy
    due_on: date
    received_on: Moment
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Casework:
    """The shared part of a service's per-case state. `deferred`: until when an erasure waits; `reviews`: those due.

    `readers`: who broke the glass, by the event that says so. `threats`: whom somebody official threatens, by the event
    that says so first, in whichever service.
    """

    tasks: Mapping[UUID, Task] = field(default_factory=dict)
    risks: Mapping[UUID, Risk] = field(default_factory=dict)
    threats: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    disclosures: Mapping[UUID, Disclosure] = field(default_factory=dict)
    requests: Mapping[UUID, Request] = field(default_factory=dict)
    glass_broken: frozenset[tuple[UUID, Moment]] = frozenset()
    readers: Mapping[UUID, UUID] = field(default_factory=dict)
    erased: frozenset[UUID] = frozenset()
    deferred: Mapping[UUID, date] = field(default_factory=dict)
    reviews: frozenset[tuple[UUID, str, date]] = frozenset()

    @property
    def open_tasks(self) -> Iterator[Task]:
        return (task for task in self.tasks.values() if not task.done)

    @property
    def open_risks(self) -> Mapping[UUID, Risk]:
        return {risk_id: risk for risk_id, risk in self.risks.items() if not risk.mitigated}

    @property
    def threatened_by_official(self) -> frozenset[UUID]:
        """Whoever was said to be, by whichever team; also once the risk was dealt with."""
        return frozenset().union(*self.threats.values())

    @property
    def stands_open(self) -> bool:
        """Whether a risk or an immediate task keeps the case from closing."""
        return bool(self.open_risks) or any(task.urgency == "immediate" for task in self.open_tasks)


NOTHING = Casework()
