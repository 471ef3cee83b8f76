"""The streams a process remembers, folded, so that a command can be decided on at once.

Guarantees nothing about how new they are: the append checks every version, and under the case lock `fresh` brings them
up to date. What is kept here is what is stored; nothing is kept before it is committed.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from throughline.commands.answer import NotFound
from throughline.database import Asking, Conn
from throughline.domain import Aggregate, Command, Elsewhere, StreamRef
from throughline.eventstore import EventStore, Folded, Receipt

REMEMBERED_STREAMS = 20_000


class Streams:
    """Those used last, of every aggregate."""

    def __init__(
        self,
        store: EventStore,
        aggregates: Mapping[str, Aggregate[Any]],
        by_command: Mapping[type[Command], Aggregate[Any]],
    ) -> None:
        self.store, self.aggregates, self.by_command = store, aggregates, by_command
        self._kept: OrderedDict[UUID, Folded] = OrderedDict()

    def remembers(self, stream_id: UUID) -> bool:
        """Whether a stream is remembered; one that is not may not be there at all."""
        return stream_id in self._kept

    async def look(self, conn: Conn, command: Command) -> tuple[Receipt | None, Folded]:
        """Take the case's lock; how the command was answered before, and the stream it is about as it stands now."""
        aggregate = self.by_command[type(command)]
        stream_id = aggregate.stream_id(command)
        known = self._kept.get(stream_id) or Folded(aggregate.initial)
        receipt, loaded = await self.store.look_closely(conn, command, aggregate, stream_id, known)
        self.keep(stream_id, loaded)
        return receipt, loaded

    async def of(
        self, conn: Conn | Asking, command: Command, *, fresh: bool, own: Folded | None = None
    ) -> dict[UUID, Folded]:
        """Every stream a decision needs: as remembered, or with `fresh` as they stand now. Raises NotFound.

        `own`: the stream it is about, where that was looked at already.
        """
        aggregate = self.by_command[type(command)]
        about = StreamRef(aggregate.name, aggregate.stream_id(command))
        own = await self.one(conn, about, command.case_id, fresh=fresh, known=own)
        streams = {about.stream_id: own}
        for ref in aggregate.reads(own.state, command) if aggregate.reads else ():
            if ref.stream_id not in streams:
                streams[ref.stream_id] = await self.one(conn, ref, command.case_id, fresh=fresh)
        return streams

    async def one(
        self, conn: Conn | Asking, ref: StreamRef, case_id: UUID, *, fresh: bool, known: Folded | None = None
    ) -> Folded:
        """One stream of this case. Raises NotFound for another case's, unless that may be looked at.

        That one is looked at as it stands: no version check would find that what is remembered of it was old.
        """
        known = known or await self._known(conn, ref, fresh=fresh)
        if known.version == 0 and known.case_id is None:
            return await self.store.unopened(conn, self.aggregates[ref.aggregate], case_id)
        other = known.case_id
        if other == case_id:
            return known
        if other is None or not ref.elsewhere:
            raise NotFound
        known = known if fresh else await self._known(conn, ref, fresh=True)
        return Folded(Elsewhere(other, known.state), version=known.version, case_id=other)

    async def _known(self, conn: Conn | Asking, ref: StreamRef, *, fresh: bool) -> Folded:
        """One stream, whichever case has it."""
        known = self._kept.get(ref.stream_id)
        if known is None or fresh:
            aggregate = self.aggregates[ref.aggregate]
            known = await self.store.load(conn, aggregate, ref.stream_id, known or Folded(aggregate.initial))
            self.keep(ref.stream_id, known)
        return known

    def keep(self, stream_id: UUID, folded: Folded) -> None:
        """Remember a stream as it was committed, unless a later version of it is remembered."""
        known = self._kept.get(stream_id)
        if folded.version and (known is None or known.version < folded.version):
            self._kept[stream_id] = folded
            if len(self._kept) > REMEMBERED_STREAMS:
                self._kept.popitem(last=False)
        if stream_id in self._kept:
            self._kept.move_to_end(stream_id)

    def forget(self) -> None:
        """Remember nothing."""
        self._kept.clear()
