"""One process' means of recovery, made of the parts of its service."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from throughline.database import Pool
from throughline.domain import Aggregate
from throughline.eventstore import EventStore
from throughline.recovery.forgotten import Own
from throughline.recovery.keeping import watch_retention
from throughline.recovery.log import Log
from throughline.recovery.opening import Opening
from throughline.recovery.relogging import Admit
from throughline.recovery.restorer import Restorer
from throughline.recovery.restoring import Restoring
from throughline.vault import Vault


@dataclass(kw_only=True)
class Recovery:
    """`topics` are all that are read; `admit` is what a feed does to a record before it keeps any of it.

    `partners`: it takes what partners say.
    """

    service: str
    pool: Pool
    store: EventStore
    vault: Vault
    aggregates: Sequence[Aggregate[Any]]
    topics: Sequence[str]
    admit: Admit
    bootstrap: str
    prefix: str
    partners: bool
    own: Own = field(init=False)
    opening: Opening = field(init=False)
    restorer: Restorer = field(init=False)

    def __post_init__(self) -> None:
        self.own = Own(self.service, sorted({aggregate.topic for aggregate in self.aggregates}))
        self.opening = Opening(self.pool, self.own, self.log)
        self.restorer = Restorer(self.opening, self._restoring)

    def log(self) -> AbstractAsyncContextManager[Log]:
        return Log.of(self.bootstrap, self.prefix)

    async def open(self) -> None:
        """Returns once the store has all that its own topics hold."""
        await self.opening.look_until_open()

    async def watch(self) -> None:
        """Look at how the broker keeps the topics, until cancelled."""
        await watch_retention(self.pool, self.bootstrap, self.prefix, self.topics, partners=self.partners)

    def _restoring(self) -> Restoring:
        return Restoring(
            self.pool, self.store, self.vault, self.own, self.aggregates, self.log, self.opening.known or {}
        )
