"""The event store in memory: streams as the bytes that would be stored, receipts, deadlines, numbers of cases."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any
from uuid import UUID

from throughline.domain import Aggregate, Command, Elapsed, Event, FactCorrected, FactHeld, StreamRef
from throughline.envelope import Record, metadata_of_text
from throughline.eventstore import Appending, Entry, EventStore, Folded, VersionConflict
from throughline.eventstore.entry import DueRow
from throughline.eventstore.folded import corrects
from throughline.eventstore.store import Receipt
from throughline.eventstore.types import EventTypes


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it is stored, and the topic it is to be published on."""

    topic: str
    record: Record


@dataclass(frozen=True, slots=True)
class _Alone:
    store: "MemoryStore"

    async def append(self, entry: Entry, fingerprint: bytes) -> None:
        await self.store.append(None, entry, fingerprint)


class MemoryStore(EventStore):
    """`log` holds every event of the service in the order of its appends."""

    def __init__(self, types: EventTypes) -> None:
        super().__init__(types)
        self.log = list[Stored]()
        self.streams = dict[UUID, list[Record]]()
        self.kinds = dict[UUID, str]()
        self.cases = dict[UUID, UUID]()
        self.known = dict[UUID, dict[str, str]]()
        self.receipts = dict[UUID, Receipt]()
        self.deadlines = dict[UUID, Elapsed]()
        self.numbers = dict[tuple[str, int], int]()

    def commits(self, pool: Any) -> Appending:
        """Nothing waits here, so nothing is shared."""
        return _Alone(self)

    async def lock_case(self, conn: Any, case_id: UUID) -> None:
        """Nobody else is there."""

    async def load(self, conn: Any, aggregate: Aggregate[Any], stream_id: UUID, known: Folded) -> Folded:
        news = self._events(stream_id, known.version)
        if corrects(news):
            return Folded.of_history(aggregate, self._events(stream_id))
        return known.with_events(aggregate, news)

    async def unopened(self, conn: Any, aggregate: Aggregate[Any], case_id: UUID) -> Folded:
        return Folded(aggregate.initial, case_id=case_id, **self.known.get(case_id, {}))  # type: ignore[arg-type]

    async def history(self, conn: Any, stream_id: UUID) -> list[Event]:
        return self._events(stream_id)

    async def find_recorded(self, conn: Any, case_id: UUID, about: UUID) -> StreamRef | None:
        for stored in self.log:
            said = stored.record.metadata
            held = said.event_type == FactHeld.__name__ and stored.record.data["heldId"] == str(about)
            if said.case_id == case_id and (said.event_id == about or held):
                return StreamRef(self.kinds[said.stream_id], said.stream_id)
        return None

    async def find_noted(self, conn: Any, case_id: UUID, source: UUID, types: Collection[str]) -> list[UUID]:
        of_case = [stored.record for stored in self.log if stored.record.metadata.case_id == case_id]
        corrections = (record for record in of_case if record.metadata.event_type == FactCorrected.__name__)
        corrected = {record.data["replaces"] for record in corrections}
        return [
            said.event_id
            for said in (record.metadata for record in of_case)
            if said.causation_id == source and said.event_type in types and str(said.event_id) not in corrected
        ]

    async def events_of_command(self, conn: Any, command_id: UUID, positions: dict[UUID, int]) -> tuple[Event, ...]:
        found = (stored.record for stored in self.log if stored.record.metadata.command_id == command_id)
        return tuple(self.types.decode(record) for record in found)

    async def version_before(self, conn: Any, stream_id: UUID, event_id: UUID) -> int:
        recorded = [stored.record.metadata for stored in self.log]
        until = next((at for at, said in enumerate(recorded) if said.event_id == event_id), 0)
        return sum(said.stream_id == stream_id for said in recorded[:until])

    async def look_under_lock(self, conn: Any, case_id: UUID, command_id: UUID) -> Receipt | None:
        return self.receipts.get(command_id)

    async def look_closely(
        self, conn: Any, command: Command, aggregate: Aggregate[Any], stream_id: UUID, known: Folded
    ) -> tuple[Receipt | None, Folded]:
        loaded = await self.load(conn, aggregate, stream_id, known)
        if loaded.version == 0:
            loaded = await self.unopened(conn, aggregate, command.case_id)
        return self.receipts.get(command.issue.command_id), loaded

    async def note_receipt(
        self, conn: Any, command_id: UUID, fingerprint: bytes, outcome: str, code: str | None, positions: str | None
    ) -> None:
        written = {UUID(stream): version for stream, version in loads(positions or "{}").items()}
        self.receipts[command_id] = Receipt(fingerprint, outcome, code, written)

    async def append(self, conn: Any, entry: Entry, fingerprint: bytes) -> None:
        looked_at = {**{stream: folded.version for stream, folded in entry.before.items()}, **entry.read}
        if any(len(self.streams.get(stream, ())) != version for stream, version in looked_at.items()):
            raise VersionConflict
        answered = self.receipts.get(entry.command.issue.command_id)
        if answered and answered.outcome != "rejected":
            raise VersionConflict
        for written in entry.events:
            record = Record(metadata_of_text(written.headers), written.body.encode())
            said = record.metadata
            assert said.event_id not in self.cases, "an event id is used twice"
            self.log.append(Stored(written.topic, record))
            self.streams.setdefault(said.stream_id, []).append(record)
            self.kinds[said.stream_id] = entry.kinds[said.stream_id].name
            self.cases[said.event_id] = said.case_id
            self._learn(record)
        positions = {stream: folded.version for stream, folded in entry.after.items()}
        self.receipts[entry.command.issue.command_id] = Receipt(fingerprint, "accepted", None, positions)
        await self.set_deadlines(conn, entry.command.case_id, entry.deadlines)

    async def next_reference(self, conn: Any, office_id: str, year: int) -> str:
        number = self.numbers[office_id, year] = self.numbers.get((office_id, year), 0) + 1
        return f"{office_id}-{year}-{number:05d}"

    def claim_due(self, now: datetime) -> list[tuple[UUID, Elapsed]]:
        """Every deadline that has come, the earliest first; it stands no more unless what it asks for sets it anew."""
        due = sorted(
            ((deadline, elapsed) for deadline, elapsed in self.deadlines.items() if elapsed.due_at <= now),
            key=lambda one: (one[1].due_at, one[0]),
        )
        for deadline, _ in due:
            del self.deadlines[deadline]
        return due

    def _events(self, stream_id: UUID, after: int = 0) -> list[Event]:
        return [self.types.decode(record) for record in self.streams.get(stream_id, ())[after:]]

    async def set_deadlines(self, conn: Any, case_id: UUID, rows: Iterable[DueRow]) -> None:
        for row in rows:
            if row.due_at is None:
                self.deadlines.pop(row.deadline_id, None)
            else:
                self.deadlines[row.deadline_id] = Elapsed(row.clock, row.subject, row.due_at, case_id, row.stream_id)

    def _learn(self, record: Record) -> None:
        said = record.metadata
        known = self.known.setdefault(said.case_id, {})
        for name in ("office_id", "jurisdiction", "case_reference"):
            if value := getattr(said, name):
                known.setdefault(name, value)
