"""What every per-case stream remembers alike: tasks, safety risks, disclosures and requests.

Frozen; built by folding the shared events. It decides nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from throughline.domain import Moment

from casework.codes import RiskFrom, RiskLevel, RiskSubject, Urgency
from casework.roles import TaskRole


@dataclass(frozen=True, slots=True)
class Task:
    """`role` was asked first, `asked` is asked now; `due_at` is when somebody else will be."""

    task_id: UUID
    kind: str
    role: TaskRole
    asked: TaskRole
    due_at: datetime
    urgency: Urgency
    because: frozenset[UUID]
    subjects: frozenset[UUID]
    done: bool = False


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
class Casework:
    """The shared part of a service's per-case state."""

    tasks: Mapping[UUID, Task] = field(default_factory=dict)
    risks: Mapping[UUID, Risk] = field(default_factory=dict)

    @property
    def open_tasks(self) -> Iterator[Task]:
        return (task for task in self.tasks.values() if not task.done)

    @property
    def open_risks(self) -> Mapping[UUID, Risk]:
        return {risk_id: risk for risk_id, risk in self.risks.items() if not risk.mitigated}

    @property
    def stands_open(self) -> bool:
        """Whether a risk or an immediate task keeps the case from closing."""
        return bool(self.open_risks) or any(task.urgency == "immediate" for task in self.open_tasks)


NOTHING = Casework()
