"""One rebuild as the process that works on it knows it."""

from dataclasses import dataclass
from uuid import UUID

from throughline.projection.places import relation


@dataclass(frozen=True, slots=True)
class Build:
    """One build of a read model: its table, and the feed that writes it."""

    name: str
    generation: int
    build: int
    feed: str

    @property
    def relation(self) -> str:
        return relation(self.name, self.generation, self.build)


@dataclass(frozen=True, slots=True)
class Job(Build):
    """A build being made. `owner` is this process, as far as the claim on it goes."""

    id: int
    owner: UUID
