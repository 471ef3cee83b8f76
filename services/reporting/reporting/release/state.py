"""What is known of one release: nothing, a draft by the hash of its content, or that it is out and never changes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework import NOTHING, Casework


@dataclass(frozen=True, slots=True)
class Undrafted:
    pass


@dataclass(frozen=True, slots=True)
class Drafted:
    """`figures`: each by name and the source it counts; `touched`: what was corrected behind them since, by event."""

    snapshot_hash: str
    drafted_at: datetime
    figures: frozenset[tuple[str, str]]
    touched: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """`reviewed`: corrections in spite of which it stands."""

    snapshot_hash: str
    drafted_at: datetime
    figures: frozenset[tuple[str, str]]
    touched: frozenset[UUID] = frozenset()
    superseded_by: UUID | None = None
    reviewed: frozenset[UUID] = frozenset()
    casework: Casework = NOTHING


Release = Undrafted | Drafted | Published
