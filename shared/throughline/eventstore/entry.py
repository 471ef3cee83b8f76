"""What one decision writes: events stamped and encoded per stream, the states after them, their deadlines. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from throughline import envelope
from throughline.domain import Aggregate, Command, Deadline, DeadlineMet, Elsewhere, Event, OnStream, StreamRef, stamp
from throughline.domain.clearing import deadlines_of
from throughline.domain.corrected import effective, said_of
from throughline.eventstore.folded import Folded

MAX_RECORD_BYTES = 256 * 1024


class RecordTooLarge(ValueError):
    """An event that would not fit a Kafka record of 256 KiB. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class Written:
    """One event of an entry, ready to store and to publish."""

    event: Event
    topic: str
    headers: str
    body: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class DueRow:
    """A deadline to start, move (`due_at` set) or stop (`due_at` None)."""

    deadline_id: UUID
    stream_id: UUID
    clock: str
    subject: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """`before` and `after` hold the streams written; `read` those the decision only looked at, with their versions.

    What it saw of another case is not among them: that case has a lock of its own, and may have moved on.
    """

    command: Command
    recorded_at: datetime
    before: Mapping[UUID, Folded]
    after: Mapping[UUID, Folded]
    kinds: Mapping[UUID, Aggregate[Any]]
    read: Mapping[UUID, int]
    events: Sequence[Written]
    deadlines: Sequence[DueRow]

    @staticmethod
    def of(
        command: Command,
        decided: Sequence[Event | OnStream],
        *,
        service: str,
        aggregates: Mapping[str, Aggregate[Any]],
        addressed: StreamRef,
        streams: Mapping[UUID, Folded],
        traceparent: str | None,
        first: int = 0,
    ) -> "Entry":
        """Stamp and fold `decided` onto `streams` (all that were loaded). Raises RecordTooLarge.

        `first`: the place of the first of them in the whole append.
        """
        recorded_at = max(command.now, *(s.recorded_at for s in streams.values() if s.recorded_at), command.now)
        after, kinds = dict[UUID, Folded](), dict[UUID, Aggregate[Any]]()
        written, deadlines = list[Written](), list[DueRow]()
        for index, item in enumerate(decided, first):
            ref, event = (item.stream, item.event) if isinstance(item, OnStream) else (addressed, item)
            aggregate = aggregates[ref.aggregate]
            folded = after.get(ref.stream_id) or streams[ref.stream_id]
            event = stamp(
                command,
                event,
                index,
                service=service,
                stream_id=ref.stream_id,
                version=folded.version + 1,
                recorded_at=recorded_at,
                traceparent=traceparent,
            )
            kinds[ref.stream_id] = aggregate
            after[ref.stream_id] = folded = folded.with_events(aggregate, [event])
            written.append(_written(event, aggregate.topic))
            deadlines += (due_row(ref.stream_id, due) for due in aggregate.due(folded.state, event))
        return Entry(
            command=command,
            recorded_at=recorded_at,
            before={stream_id: streams[stream_id] for stream_id in after},
            after=after,
            kinds=kinds,
            read={
                stream_id: folded.version
                for stream_id, folded in streams.items()
                if stream_id not in after and not isinstance(folded.state, Elsewhere)
            },
            events=written,
            deadlines=deadlines,
        )

    def then(self, since: "Entry") -> "Entry":
        """Both in one append: `since` was folded onto what this one leaves."""
        after = {**self.after, **since.after}
        return replace(
            self,
            before={**since.before, **self.before},
            after=after,
            kinds={**self.kinds, **since.kinds},
            read={stream_id: at for stream_id, at in self.read.items() if stream_id not in after},
            events=[*self.events, *since.events],
            deadlines=[*self.deadlines, *since.deadlines],
        )


def _written(event: Event, topic: str) -> Written:
    headers, body = envelope.headers_text(event.metadata), event.model_dump_json(by_alias=True)
    if len(headers) + len(body.encode()) > MAX_RECORD_BYTES:
        raise RecordTooLarge(f"{type(event).__name__} is larger than {MAX_RECORD_BYTES // 1024} KiB")
    return Written(event, topic, headers, body, event.version)


def due_row(stream_id: UUID, due: Deadline | DeadlineMet, *, stopped: bool = False) -> DueRow:
    """The row that a deadline comes to."""
    deadline_id = uuid5(stream_id, f"{due.clock}|{due.subject}")
    at = due.due_at if isinstance(due, Deadline) and not stopped else None
    return DueRow(deadline_id, stream_id, due.clock, due.subject, at)


def moved_deadlines(
    aggregate: Aggregate[Any], stream_id: UUID, before: Sequence[Event], after: Sequence[Event]
) -> list[DueRow]:
    """What has become of a stream's deadlines with another history: those that differ, and those that are no more."""
    old = deadlines_of(aggregate, effective(before, said_of))
    new = deadlines_of(aggregate, effective(after, said_of))
    moved = [due_row(stream_id, due) for key, due in new.items() if old.get(key) != due]
    return [*moved, *(due_row(stream_id, due, stopped=True) for key, due in old.items() if key not in new)]
