"""Loads and appends streams. An append is one call of the SQL function `append`, which checks every version."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from json import loads
from typing import Any
from uuid import UUID

from asyncpg import PostgresError, UniqueViolationError

from throughline import envelope
from throughline.database import Pool
from throughline.domain import Aggregate, Command, Event, StreamRef
from throughline.eventstore.commits import Appending, SharedCommits, VersionConflict
from throughline.eventstore.entry import DueRow, Entry
from throughline.eventstore.folded import Folded, corrects
from throughline.eventstore.types import EventTypes
from throughline.eventstore.versions import as_emitted
from throughline.sql import statements
from throughline.writes import Write, together

DEADLINE = ("deadline_id", "stream_id", "clock", "subject", "due_at")
ONE_EACH = 4
"""How many arguments of `append` come first and are no arrays."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a command was answered. `positions` maps each stream written to its version then."""

    fingerprint: bytes
    outcome: str
    code: str | None
    positions: dict[UUID, int]


class EventStore:
    """Every method works on the connection it is given, so that the caller says what belongs in one transaction."""

    def __init__(self, types: EventTypes) -> None:
        self.types = types

    def commits(self, pool: Pool) -> Appending:
        """What appends on connections of its own."""
        return SharedCommits(self, pool)

    async def lock_case(self, conn: Any, case_id: UUID) -> None:
        """Take the case's lock until the transaction ends. The first statement of every transaction that writes."""
        await conn.execute(sql("lock_case"), case_id)

    async def load(self, conn: Any, aggregate: Aggregate[Any], stream_id: UUID, known: Folded) -> Folded:
        """`known` brought up to date with what has been appended since."""
        rows = await conn.fetch(sql("load_stream"), stream_id, known.version)
        return await self._brought(conn, aggregate, stream_id, known, [self._event(**row) for row in rows])

    async def _brought(
        self, conn: Any, aggregate: Aggregate[Any], stream_id: UUID, known: Folded, news: Sequence[Event]
    ) -> Folded:
        """`known` with what came after it. A correction makes it fold the whole stream anew."""
        if corrects(news):
            return Folded.of_history(aggregate, news if known.version == 0 else await self.history(conn, stream_id))
        return known.with_events(aggregate, news)

    async def unopened(self, conn: Any, aggregate: Aggregate[Any], case_id: UUID) -> Folded:
        """A stream that is not there yet, with what the other streams of its case say of it."""
        known = await conn.fetchrow(sql("known_of_case"), case_id)
        return Folded(aggregate.initial, case_id=case_id, **(known or {}))

    async def history(self, conn: Any, stream_id: UUID) -> list[Event]:
        """All events of a stream, as recorded."""
        return [self._event(**row) for row in await conn.fetch(sql("load_stream"), stream_id, 0)]

    async def find_recorded(self, conn: Any, case_id: UUID, about: UUID) -> StreamRef | None:
        """The stream of a case that holds this event, or the held fact of this id."""
        row = await conn.fetchrow(sql("find_recorded"), case_id, about, str(about))
        return None if row is None else StreamRef(row["kind"], row["stream_id"])

    async def find_noted(self, conn: Any, case_id: UUID, source: UUID, types: Collection[str]) -> list[UUID]:
        """What of these types a case recorded because of another service's event, and did not correct since."""
        rows = await conn.fetch(sql("find_noted"), case_id, str(source), sorted(types))
        return [row["event_id"] for row in rows]

    async def events_of_command(self, conn: Any, command_id: UUID, positions: dict[UUID, int]) -> tuple[Event, ...]:
        """What an accepted command recorded, in order: for answering it again."""
        rows = await conn.fetch(sql("events_of_command"), list(positions), list(positions.values()), str(command_id))
        return tuple(self._event(**row) for row in rows)

    async def version_before(self, conn: Any, stream_id: UUID, event_id: UUID) -> int:
        """Where a stream stood when this event of its case was recorded; 0 where it was not there."""
        version: int = await conn.fetchval(sql("version_before"), stream_id, event_id)
        return version

    async def look_under_lock(self, conn: Any, case_id: UUID, command_id: UUID) -> Receipt | None:
        """Take the case's lock until the transaction ends, as `lock_case` does; then how the command was answered."""
        row = await conn.fetchrow(sql("look_under_lock"), case_id, command_id)
        return None if row is None else _receipt(row)

    async def look_closely(
        self, conn: Any, command: Command, aggregate: Aggregate[Any], stream_id: UUID, known: Folded
    ) -> tuple[Receipt | None, Folded]:
        """As `look_under_lock`, then `load` and, for a stream that is not there, `unopened`, in one statement."""
        row = await conn.fetchrow(
            sql("look_closely"), command.case_id, command.issue.command_id, stream_id, known.version
        )
        receipt = _receipt(row) if row["outcome"] else None
        if row["headers"]:
            news = [self._event(*one) for one in zip(row["headers"], row["bodies"], strict=True)]
            return receipt, await self._brought(conn, aggregate, stream_id, known, news)
        if known.version:
            return receipt, known
        context = {name: row[name] for name in ("office_id", "jurisdiction", "case_reference")}
        return receipt, Folded(aggregate.initial, case_id=command.case_id, **context)

    async def note_receipt(
        self, conn: Any, command_id: UUID, fingerprint: bytes, outcome: str, code: str | None, positions: str | None
    ) -> None:
        """Record an answer that appends nothing: `nothing`, or for a part of the system `rejected`."""
        await conn.execute(sql("note_receipt"), command_id, fingerprint, outcome, code, positions)

    async def append(self, conn: Any, entry: Entry, fingerprint: bytes) -> None:
        """Record an entry with its deadlines, in one statement. Raises VersionConflict; anything else is a fault."""
        all_of_it = together(self._append(entry, fingerprint), _deadlines(entry.command.case_id, entry.deadlines))
        try:
            await conn.execute(all_of_it.text, *all_of_it.args)
        except UniqueViolationError as opened_meanwhile:
            if opened_meanwhile.table_name != "stream":
                raise
            raise VersionConflict from None
        except PostgresError as error:
            if error.sqlstate in ("ES001", "ES002"):
                raise VersionConflict from None
            raise

    async def append_each(self, conn: Any, decisions: Sequence[tuple[Entry, bytes]]) -> list[str]:
        """Record each entry under its fingerprint, in one transaction; what became of each: appended, moved or busy.

        Moved is what `append` raises VersionConflict for. At the case of a busy one is somebody else.
        """
        each = [self._append(entry, fingerprint).args for entry, fingerprint in decisions]
        several = [args[ONE_EACH:] for args in each]
        due = [_latest(entry.deadlines) for entry, _ in decisions]
        became: list[str] = await conn.fetchval(
            sql("append_each"),
            *([len(lists[place]) for lists in several] for place in (0, 4, 6)),
            [len(rows) for rows in due],
            *zip(*(args[:ONE_EACH] for args in each), strict=True),
            *(several[0] if len(several) == 1 else map(list, map(chain.from_iterable, zip(*several, strict=True)))),
            *([getattr(row, name) for rows in due for row in rows] for name in DEADLINE),
        )
        return became

    async def set_deadlines(self, conn: Any, case_id: UUID, rows: Iterable[DueRow]) -> None:
        """Start, move and stop deadlines of a case, outside of an append."""
        for write in _deadlines(case_id, rows):
            await conn.execute(write.text, *write.args)

    async def next_reference(self, conn: Any, office_id: str, year: int) -> str:
        """The next case reference of an office and year, as PHL-MNL-2026-00042."""
        number = await conn.fetchval(sql("next_reference"), office_id, year)
        return f"{office_id}-{year}-{number:05d}"

    def _append(self, entry: Entry, fingerprint: bytes) -> Write:
        events, streams = entry.events, list(entry.after)
        if self.types.emits:
            events = as_emitted(events, self.types.emits)
        return Write(
            sql("append"),
            (
                entry.command.case_id,
                entry.command.issue.command_id,
                fingerprint,
                entry.recorded_at,
                streams,
                [entry.kinds[stream].name for stream in streams],
                [entry.before[stream].version for stream in streams],
                [entry.after[stream].version - entry.before[stream].version for stream in streams],
                list(entry.read),
                list(entry.read.values()),
                [written.event.metadata.stream_id for written in events],
                [written.event.metadata.stream_version for written in events],
                [written.event.metadata.event_id for written in events],
                [written.event.metadata.event_type for written in events],
                [written.schema_version for written in events],
                [written.topic for written in events],
                [written.headers for written in events],
                [written.body for written in events],
            ),
        )

    def _event(self, headers: str, data: str) -> Event:
        return self.types.decode(envelope.Record(envelope.metadata_of_text(headers), data.encode()))


def _receipt(row: Any) -> Receipt:
    positions = {UUID(stream): version for stream, version in loads(row["positions"] or "{}").items()}
    return Receipt(row["fingerprint"], row["outcome"], row["code"], positions)


def _latest(rows: Iterable[DueRow]) -> Collection[DueRow]:
    """Of several about the same deadline, the last holds."""
    return {row.deadline_id: row for row in rows}.values()


def _deadlines(case_id: UUID, rows: Iterable[DueRow]) -> list[Write]:
    """Those to start or move, and those to stop."""
    latest = _latest(rows)
    due = [row for row in latest if row.due_at is not None]
    stopped = [row.deadline_id for row in latest if row.due_at is None]
    writes = []
    if due:
        columns = ([getattr(row, name) for row in due] for name in DEADLINE)
        writes.append(Write(sql("set_deadlines"), [case_id, *columns]))
    if stopped:
        writes.append(Write(sql("stop_deadlines"), [stopped]))
    return writes
