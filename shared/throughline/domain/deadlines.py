"""Time passing becomes an event: a pure function names deadlines as facts arrive, the clock makes commands of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Deadline:
    """Start or move one clock of a stream: at `due_at` (UTC) the clock's command is issued for `subject`."""

    clock: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineMet:
    """Stop one clock of a stream."""

    clock: str
    subject: str


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A deadline that has come: what the clock hands to the service to make a command of."""

    clock: str
    subject: str
    due_at: datetime
    case_id: UUID
    stream_id: UUID
