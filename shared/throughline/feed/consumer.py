"""What a feed hands its records to: a projector, which writes rows, or a reactor, which issues commands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from throughline.database import Conn
from throughline.envelope import Record
from throughline.feed.arrived import Arrived
from throughline.writes import Write

Stuck = tuple[str, UUID]
"""A parked case of one reaction; the reaction is empty where the whole case is parked in the feed."""


Memory = dict[str, Any]
"""What a consumer remembers of one lane between batches."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One record that could not be applied: to be parked, and with it everything later of its case."""

    arrived: Arrived
    error: str
    fingerprint: str
    reaction: str = ""


class Consumer(Protocol):
    """`ahead` runs before the feed's transaction, `apply` inside it. Both may run again for the same records."""

    @property
    def writes(self) -> bool:
        """Whether `apply` does anything."""
        ...

    def admit(self, record: Record) -> Record:
        """The record as this service keeps it; reporting puts pseudonyms here."""
        ...

    def handles(self, arrived: Arrived) -> bool:
        """Whether it does anything with this record; what it does not is counted as ignored."""
        ...

    def archives(self, arrived: Arrived) -> bool:
        """Whether this feed is the one that keeps the record for refolds and rebuilds."""
        ...

    async def ahead(
        self, arrived: Sequence[Arrived], stuck: Collection[Stuck], *, only: str | None = None
    ) -> list[Failure]:
        """What is done outside the transaction; with `only`, by that one reaction."""
        ...

    async def apply(self, conn: Conn, arrived: Sequence[Arrived]) -> None: ...

    async def fold(self, conn: Conn, arrived: Sequence[Arrived], memory: Memory) -> list[Write] | None:
        """What `apply` would write, before the feed's transaction. None where only `apply` can.

        `memory` is what this consumer remembers of the lane: emptied whenever anything is written otherwise than by
        these statements, by whomever, before it is handed over again.
        """
        ...
