"""Bringing an event store forward from its own topics, after its database came back from an older backup.

Events are inserted as they were published, each stream in order, and are not published again; with them the answer to
their commands, their deadlines, the numbers of cases and every destroyed key. What neither the backup nor a topic has
is lost: documents of the vault and the keys made since are counted, not brought back.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field
from json import dumps
from typing import Any
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.domain import Aggregate
from throughline.eventstore import EventStore
from throughline.eventstore.entry import moved_deadlines
from throughline.feed import Arrived
from throughline.recovery.forgotten import Forgotten, Own, looked_for, missing_of
from throughline.recovery.log import Log, Place
from throughline.recovery.losses import lost_with
from throughline.recovery.placing import kind_of
from throughline.sql import statements
from throughline.vault import Vault

CASES_NAMED = 100
_REFERENCE = re.compile(r"(.+)-(\d{4})-(\d+)")

sql = statements(__package__)


@dataclass(slots=True)
class Restored:
    """How far it is: `events` of `known` are in the store again; `forks` and `gaps` are left behind, by event."""

    known: int = 0
    events: int = 0
    streams: int = 0
    deadlines: int = 0
    keys_destroyed: int = 0
    forks: int = 0
    gaps: int = 0
    documents_lost: int = 0
    seals_lost: int = 0
    cases_with_losses: list[UUID] = field(default_factory=list)
    ended: bool = False


class Restoring:
    """One restore of one service. `done` grows while it works; begun again, it takes up what is still missing."""

    def __init__(
        self,
        pool: Pool,
        store: EventStore,
        vault: Vault,
        own: Own,
        aggregates: Sequence[Aggregate[Any]],
        log: Callable[[], AbstractAsyncContextManager[Log]],
        known: Mapping[Place, int],
    ) -> None:
        self.pool, self.store, self.vault, self.log, self.known = pool, store, vault, log, known
        self.aggregates = {aggregate.name: aggregate for aggregate in aggregates}
        self.own = own
        self.done = Restored()
        self.forked = set[UUID]()
        self.early = dict[UUID, dict[int, Arrived]]()

    async def look(self) -> Forgotten:
        """What is missing. Raises LogAway."""
        async with self.log() as log:
            return await looked_for(self.pool, log, self.own, self.known)

    async def run(self, actor: UUID, reason: str) -> Restored:
        """Raises LogAway, KindUnknown, UnknownEvent; what was inserted by then stays."""
        forgotten = await self.look()
        self.done.known = forgotten.events
        self.forked = {row["stream_id"] for row in await self.pool.fetch(sql("forked_streams"))}
        kinds = await self._kinds(forgotten)
        async with self.log() as log:
            async for _read, missing in missing_of(self.pool, log, self.own, self.known):
                for case_id, events in _by_case(missing).items():
                    await self._insert(case_id, events, kinds)
        await self._leave_behind("gap", [one for waiting in self.early.values() for one in waiting.values()])
        report = dumps(asdict(self.done), default=str)
        await self.pool.execute(sql("note_recovery"), "restore", actor, reason, self.done.known, report)
        return self.done

    async def _kinds(self, forgotten: Forgotten) -> Mapping[UUID, str]:
        """The kind of every stream that misses something."""
        rows = await self.pool.fetch(sql("kinds_of_streams"), list(forgotten.streams))
        stored = {row["stream_id"]: row["kind"] for row in rows}
        return {
            stream_id: stored.get(stream_id) or kind_of(self.aggregates.values(), missing.said, missing.held)
            for stream_id, missing in forgotten.streams.items()
        }

    async def _insert(self, case_id: UUID, events: Sequence[Arrived], kinds: Mapping[UUID, str]) -> None:
        """Insert what is next on its stream; what came too early waits, a fork stays behind with what follows it."""
        async with self.pool.acquire() as conn, conn.transaction():
            await self.store.lock_case(conn, case_id)
            unknown = {row[0] for row in await conn.fetch(sql("unknown_events"), [one.event_id for one in events])}
            events = [one for one in events if one.event_id in unknown]  # another process may be at it, too
            streams = {one.stream_id for one in events}
            rows = await conn.fetch(sql("versions_of_streams"), list(streams))
            versions = dict.fromkeys(streams, 0) | {row["stream_id"]: row["version"] for row in rows}
            self.forked |= {one.stream_id for one in events if one.version <= versions[one.stream_id]}
            forks = [one for one in events if one.stream_id in self.forked]
            for one in events:
                if one.stream_id not in self.forked:
                    self.early.setdefault(one.stream_id, {})[one.version] = one
            taken = sorted(self._next(versions), key=lambda one: one.record.metadata.recorded_at)
            if taken:
                await self._write(conn, case_id, taken, kinds)
        await self._leave_behind("fork", forks)

    def _next(self, versions: Mapping[UUID, int]) -> Iterable[Arrived]:
        """What follows on where each stream stands, without a gap."""
        for stream_id, version in versions.items():
            waiting = self.early.get(stream_id, {})
            while (one := waiting.pop(version + 1, None)) is not None:
                version += 1
                yield one

    async def _write(self, conn: Conn, case_id: UUID, taken: Sequence[Arrived], kinds: Mapping[UUID, str]) -> None:
        last = {one.stream_id: one.version for one in taken}
        await conn.execute(
            sql("bring_streams_forward"), case_id, list(last), [kinds[one] for one in last], list(last.values())
        )
        told = [one.record.metadata for one in taken]
        await conn.execute(
            sql("insert_published"),
            case_id,
            [one.stream_id for one in taken],
            [one.version for one in taken],
            [one.event_id for one in taken],
            [known.event_type for known in told],
            [known.schema_version for known in told],
            [one.record.body.decode() for one in taken],
            [one.record.headers_text for one in taken],
            [known.recorded_at for known in told],
        )
        commands = [known.command_id for known in told]
        await conn.execute(
            sql("bring_receipts_forward"), commands, [one.stream_id for one in taken], [one.version for one in taken]
        )
        if numbers := [number for known in told if (number := _number(known.case_reference, known.office_id))]:
            await conn.execute(sql("bring_references_forward"), *(list(each) for each in zip(*numbers, strict=True)))
        self.done.events += len(taken)
        self.done.streams += sum(1 for one in taken if one.version == 1)
        for stream_id in last:
            new = {one.event_id for one in taken if one.stream_id == stream_id}
            await self._follow(conn, case_id, self.aggregates[kinds[stream_id]], stream_id, new)

    async def _follow(
        self, conn: Conn, case_id: UUID, aggregate: Aggregate[Any], stream_id: UUID, new: set[UUID]
    ) -> None:
        """What recording the new events of a stream would have done beside: deadlines, and keys destroyed."""
        history = await self.store.history(conn, stream_id)
        before = [event for event in history if event.metadata.event_id not in new]
        rows = moved_deadlines(aggregate, stream_id, before, history)
        await self.store.set_deadlines(conn, case_id, rows)  # one that is past is due at once, and answered as it was
        self.done.deadlines += sum(1 for row in rows if row.due_at)
        added = [event for event in history if event.metadata.event_id in new]
        for event in added:
            if erases := type(event).erases:
                self.done.keys_destroyed += await self.vault.destroy_key(getattr(event, erases), conn)
        lost = await lost_with(conn, added)
        self.done.documents_lost += lost.documents
        self.done.seals_lost += lost.seals
        if lost and case_id not in self.done.cases_with_losses[:CASES_NAMED]:
            self.done.cases_with_losses = [*self.done.cases_with_losses, case_id][:CASES_NAMED]

    async def _leave_behind(self, why: str, events: Sequence[Arrived]) -> None:
        for one in events:
            await self.pool.execute(sql("leave_behind"), one.event_id, one.case_id, one.stream_id, one.version, why)
        if why == "fork":
            self.done.forks += len(events)
        else:
            self.done.gaps += len(events)


def _by_case(events: Iterable[Arrived]) -> Mapping[UUID, list[Arrived]]:
    by_case = dict[UUID, list[Arrived]]()
    for one in events:
        by_case.setdefault(one.case_id, []).append(one)
    return by_case


def _number(reference: str | None, office: str | None) -> tuple[str, int, int] | None:
    """Office, year and number of a case's reference, as PHL-MNL-2026-00042, where this office gave it."""
    found = _REFERENCE.fullmatch(reference or "")
    return (found[1], int(found[2]), int(found[3])) if found and found[1] == office else None
