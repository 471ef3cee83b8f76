"""What is known of one release: nothing, a draft by the hash of its content, or that it is out and never changes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Undrafted:
    pass


@dataclass(frozen=True, slots=True)
class Drafted:
    snapshot_hash: str


@dataclass(frozen=True, slots=True)
class Published:
    snapshot_hash: str
    superseded_by: UUID | None = None
    reviewed: frozenset[UUID] = frozenset()


Release = Undrafted | Drafted | Published
