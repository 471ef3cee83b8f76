"""A lane's rows in memory, so that the real lane decides what is dropped, applied, held and parked."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from throughline.feed.arrived import Arrived
from throughline.feed.checking import Checked, Known, Version
from throughline.feed.consumer import Failure
from throughline.feed.ledger import Ledger
from throughline.feed.outcome import Outcome
from throughline.writes import Write


class MemoryLedger(Ledger):
    """`accounted` is how far each stream is; `archived` what was kept of others' events; `waiting` what is parked."""

    def __init__(self) -> None:
        super().__init__("memory", 0)
        self.accounted = dict[UUID, Version]()
        self.archived = list[Arrived]()
        self.held = set[tuple[str, int]]()
        self.parked = list[Failure]()

    async def open(self, conn: Any) -> tuple[int, Known]:
        return 0, Known()

    async def versions(self, conn: Any, streams: Collection[UUID]) -> dict[UUID, Version]:
        return {stream: self.accounted[stream] for stream in streams if stream in self.accounted}

    async def move(self, conn: Any, seq: int, checked: Checked, outcome: Outcome, writes: Iterable[Write] = ()) -> int:
        self.accounted |= checked.versions
        for write in writes:
            await conn.execute(write.text, *write.args)
        return seq + 1

    def archive(self, arrived: Sequence[Arrived]) -> Write:
        return Write("", [lambda: self.archived.extend(arrived)])

    async def hold(self, conn: Any, arrived: Iterable[Arrived]) -> None:
        self.held |= {one.place for one in arrived}

    async def release(self, conn: Any, arrived: Sequence[Arrived]) -> None:
        self.held -= {one.place for one in arrived}

    async def park(self, conn: Any, failures: Iterable[Failure]) -> None:
        self.parked += failures

    async def recount(self, conn: Any, *, applied: int = 0, parked: int = 0, discarded: int = 0) -> None:
        """Nobody counts here."""
