"""Which issues of a case were raised, and which of them are resolved; in whichever order that was told."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DataQuality:
    raised: frozenset[UUID] = frozenset()
    resolved: frozenset[UUID] = frozenset()
