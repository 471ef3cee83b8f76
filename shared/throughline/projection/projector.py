"""The projector: folds a batch into every read model of a feed, in the transaction that moves the feed's offsets."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.database import Conn
from throughline.domain import Event
from throughline.envelope import Record
from throughline.feed import Arrived, Failure, Stuck
from throughline.feed.consumer import Memory
from throughline.feed.decoding import Decoder
from throughline.inbound import Inbound
from throughline.projection.forgetting import Forgetting
from throughline.projection.histories import case_history
from throughline.projection.history import corrected, corrects, keep_only
from throughline.projection.model import Change, Key, ReadModel, apply
from throughline.projection.places import Places
from throughline.projection.table import Table
from throughline.telemetry import batch_span, sampled
from throughline.writes import Write

REMEMBERED_ROWS = 300
TABLES = "tables"
Decoded = Sequence[tuple[Record, Event | Inbound | None]]


class Projector:
    """`ingest` is applied to every record before any of it is kept; `archive` keeps foreign records as received.

    `forgetting`: whom this service forgets, and their records with them, whether told of before or after.
    `places` says in each transaction which tables are written; without it, every model's own.
    """

    def __init__(
        self,
        service: str,
        feed: str,
        models: Iterable[ReadModel[Any]],
        decoder: Decoder,
        *,
        ingest: Callable[[Record], Record] | None = None,
        archive: bool = True,
        forgetting: Forgetting | None = None,
        places: Places | None = None,
    ) -> None:
        self.service, self.feed, self.decoder, self.forgetting = service, feed, decoder, forgetting
        self.tables = [Table(model) for model in models]
        self.ingest, self.keeps_archive, self.places = ingest, archive, places
        self.handled = {
            name
            for table in self.tables
            for event in table.model.handlers
            for name in [
                (event.source, event.name) if issubclass(event, Inbound) else (service, event.__name__),
            ]
        }

    async def placed(self, conn: Conn) -> Sequence[Table]:
        """The tables that are written now."""
        return self.tables if self.places is None else await self.places(conn)

    @property
    def writes(self) -> bool:
        return bool(self.tables)

    def admit(self, record: Record) -> Record:
        return self.ingest(record) if self.ingest else record

    def handles(self, arrived: Arrived) -> bool:
        record = arrived.record
        if record.type[:2] in self.handled or corrects(record):
            return True
        return any(table.model.wants(record) for table in self.tables)

    def archives(self, arrived: Arrived) -> bool:
        return self.keeps_archive and arrived.record.metadata.service != self.service

    async def ahead(
        self, arrived: Sequence[Arrived], stuck: Collection[Stuck], *, only: str | None = None
    ) -> list[Failure]:
        return []

    async def apply(self, conn: Conn, arrived: Sequence[Arrived]) -> None:
        """Apply what is new; a case with a correction or somebody forgotten is folded anew, from all that is known."""
        with _traced(arrived):
            anew = await self._to_fold_anew(conn, arrived)
            tables = await self.placed(conn)
            decoded = self._all_decoded(one.record for one in arrived if one.case_id not in anew)
            for table in tables:
                await _carry_out(conn, await _folded(conn, table, _all_changes(table.model, decoded), {}))
            for case_id in anew:
                redriven = [one.event_id for one in arrived if one.case_id == case_id]
                await self._refold(conn, tables, case_id, await self._kept(conn, case_id, redriven))

    async def fold(self, conn: Conn, arrived: Sequence[Arrived], memory: Memory) -> list[Write] | None:
        """The same as statements, with rows and tables as remembered. None where a case is to be folded anew."""
        with _traced(arrived):
            if await self._to_fold_anew(conn, arrived):
                return None
            if TABLES not in memory:
                memory[TABLES] = await self.placed(conn)
            decoded, writes = self._all_decoded(one.record for one in arrived), list[Write]()
            for table in memory[TABLES]:
                rows = memory.setdefault(table.relation, {})
                writes += await _folded(conn, table, _all_changes(table.model, decoded), rows)
            return writes

    async def recall(self, conn: Conn, case_id: UUID, at: datetime) -> None:
        """For the rest of the transaction, let every read model show this case alone, as it was known at `at`."""
        history = [one for one in await case_history(conn, self.feed, case_id) if one.metadata.recorded_at <= at]
        for table, rows in await self.folded_apart(history, await self.placed(conn)):
            await table.recall(conn, list(rows.values()))

    async def folded_apart(
        self, history: Sequence[Record], tables: Sequence[Table]
    ) -> list[tuple[Table, dict[Key, Any]]]:
        """`rows_after` in a thread: of a case of thousands of events it takes longer than others may wait."""
        return await asyncio.to_thread(lambda: list(self.rows_after(history, tables)))

    def rows_after(self, history: Sequence[Record], tables: Iterable[Table]) -> Iterator[tuple[Table, dict[Key, Any]]]:
        """What each table holds of a case after all of its history; nothing of anybody who is forgotten in it."""
        history = self.forgetting.left(history) if self.forgetting else history
        told, counted = self._decoded_once(history)
        for table in tables:
            rows: dict[Key, Any] = {}
            for record, event in told if table.model.shows_corrections else counted:
                apply(table.model, rows, _changes(table.model, record, event))
            yield table, rows

    async def _to_fold_anew(self, conn: Conn, arrived: Sequence[Arrived]) -> set[UUID]:
        """The cases in which something is corrected now, or somebody is forgotten, now or before."""
        corrected_now = {one.case_id for one in arrived if corrects(one.record)}
        if self.forgetting is None:
            return corrected_now
        known = await conn.fetch(self.forgetting.cases, list({one.case_id for one in arrived}))
        now = {one.case_id for one in arrived if self.forgetting.forgets(one.record)}
        return corrected_now | now | {row["case_id"] for row in known}

    async def _kept(self, conn: Conn, case_id: UUID, redriven: Collection[UUID]) -> Sequence[Record]:
        """The history of a case; what is to be forgotten of it is in no archive afterwards either."""
        history = await case_history(conn, self.feed, case_id, redriven)
        if self.forgetting is None:
            return history
        kept = self.forgetting.left(history)
        await keep_only(conn, case_id, history, kept)
        return kept

    async def _refold(self, conn: Conn, tables: Iterable[Table], case_id: UUID, history: Sequence[Record]) -> None:
        """Every read model's rows of a case, as if what was corrected had been right from the first."""
        told, counted = self._decoded_once(history)
        for table in tables:
            await table.forget(conn, case_id)
            decoded = told if table.model.shows_corrections else counted
            await _carry_out(conn, await _folded(conn, table, _all_changes(table.model, decoded), {}))

    def _decoded_once(self, history: Sequence[Record]) -> tuple[Decoded, Decoded]:
        """All of a case's history, and what of it counts, decoded once for all read models."""
        told = self._all_decoded(history)
        if not any(map(corrects, history)):
            return told, told
        by_id = {record.metadata.event_id: event for record, event in told}
        return told, [(record, by_id[record.metadata.event_id]) for record in corrected(history)]

    def _all_decoded(self, records: Iterable[Record]) -> Decoded:
        return [(record, self._decoded(record)) for record in records]

    def _decoded(self, record: Record) -> Event | Inbound | None:
        return self.decoder.decode(record) if record.type[:2] in self.handled else None


def _changes(model: ReadModel[Any], record: Record, event: Event | Inbound | None) -> Iterable[Change]:
    if model.wants(record):
        yield from model.changes_by_record(record)
    if event is not None:
        yield from model.changes(event, record.metadata)


def _all_changes(model: ReadModel[Any], decoded: Decoded) -> list[Change]:
    return [change for record, event in decoded for change in _changes(model, record, event)]


async def _folded(conn: Conn, table: Table, changes: Sequence[Change], rows: dict[Key, Any]) -> list[Write]:
    """Fold the changes in order, and what to write of what became different.

    `rows` are those remembered, None for one that is not there; the others touched are loaded. They are as they will be
    once that is written.
    """
    if not changes:
        return []
    keys = {change.key for change in changes}
    if table.model.only_adds:
        rows = dict.fromkeys(keys)
    elif unknown := keys - rows.keys():
        if len(rows) > REMEMBERED_ROWS:
            rows.clear()
            unknown = keys
        rows |= dict.fromkeys(unknown)
        rows |= await table.load(conn, unknown)
    before = {key: rows[key] for key in keys}
    for change in changes:
        row = rows[change.key]
        rows[change.key] = change.apply(table.model.fresh(change.key) if row is None else row)
    changed = [rows[key] for key in sorted(keys, key=str) if rows[key] is not None and rows[key] != before[key]]
    return table.writes(changed, [key for key in keys if rows[key] is None and before[key] is not None])


async def _carry_out(conn: Conn, writes: Iterable[Write]) -> None:
    for write in writes:
        await conn.execute(write.text, *write.args)


@contextmanager
def _traced(arrived: Iterable[Arrived]) -> Iterator[None]:
    with batch_span("project") as batch:
        for one in arrived:
            origin = one.record.metadata
            if sampled(origin.traceparent):
                batch.worked_on(f"project {origin.event_type}", origin.traceparent, {"case.id": str(one.case_id)})
        yield
