"""Which issues of a case were raised, and which of them are resolved; in whichever order that was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Issue:
    """`source_event_id`: the event by which its owner finds the case."""

    kind: str
    source_event_id: UUID | None


@dataclass(frozen=True, slots=True)
class DataQuality:
    raised: Mapping[UUID, Issue] = field(default_factory=dict)
    resolved: frozenset[UUID] = frozenset()
