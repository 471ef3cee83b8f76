"""The histories of cases as a feed has accounted for them: few statements, however many cases.

Own events come from the store, others' from the archive. What is held is not in it yet, and nothing that is set aside.
Order between streams means nothing, as everywhere. To be read in one snapshot with what they are compared to.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughline.database import Conn
from throughline.envelope import Record, metadata_of_text
from throughline.sql import statements

EVENTS = 5_000
"""How many events are read at once, where more than one case has them: what is held in memory, and for how long."""

SET_ASIDE = ("held", "parked", "discarded")
"""What is in no read model, by its state."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Histories:
    """`streams`: all of each case, also those of which nothing is accounted for. `versions`: how far each one is."""

    records: Mapping[UUID, Sequence[Record]]
    streams: Mapping[UUID, Collection[UUID]]
    versions: Mapping[UUID, int]

    @property
    def all_streams(self) -> list[UUID]:
        return list({one for streams in self.streams.values() for one in streams})


async def next_cases(conn: Conn, after: UUID, limit: int) -> tuple[list[UUID], bool]:
    """The cases after this one, in order: so many, or fewer where they are long; and whether there may be more."""
    found = await conn.fetch(sql("next_cases"), after, limit)
    cases, events = list[UUID](), 0
    for row in found:
        events += row["events"]
        if cases and events > EVENTS:
            break
        cases.append(row["case_id"])
    return cases, len(cases) < len(found) or len(found) == limit


async def case_history(conn: Conn, feed: str, case_id: UUID, redriven: Collection[UUID] = ()) -> Sequence[Record]:
    """Every record of a case, each once. `redriven`: parked events that are being applied now."""
    return (await histories(conn, feed, [case_id], taken=redriven)).records[case_id]


async def histories(
    conn: Conn,
    feed: str,
    cases: Sequence[UUID],
    *,
    without: Sequence[str] = SET_ASIDE,
    taken: Collection[UUID] = (),
) -> Histories:
    """All that the feed has accounted for of these cases, but for what is there in one of these states; `taken` all
    the same."""
    known: dict[UUID, list[Record]] = {case_id: [] for case_id in cases}
    for row in await conn.fetch(sql("own_events"), cases):
        known[row["case_id"]].append(Record(metadata_of_text(row["headers"]), row["data"].encode()))
    received = [
        (row, Record(metadata_of_text(row["headers"]), row["body"]))
        for row in await conn.fetch(sql("received_events"), cases)
    ]
    for row, record in sorted(received, key=_place):
        known[row["case_id"]].append(record)
    streams = {case_id: {one.metadata.stream_id for one in records} for case_id, records in known.items()}
    versions = await accounted_for(conn, feed, list({one for several in streams.values() for one in several}))
    aside = {row["event_id"] for row in await conn.fetch(sql("set_aside"), feed, cases, without)}.difference(taken)
    records = {case_id: _counted(records, versions, aside) for case_id, records in known.items()}
    return Histories(records, streams, versions)


async def accounted_for(conn: Conn, feed: str, streams: Collection[UUID]) -> dict[UUID, int]:
    """How far a feed has accounted for each of these streams; those it has not met are left out."""
    return {row["stream_id"]: row["version"] for row in await conn.fetch(sql("accounted_for"), feed, streams)}


def _place(received: tuple[Any, Record]) -> tuple[str, UUID, int, int]:
    row, record = received
    return row["topic"], record.metadata.stream_id, record.metadata.stream_version, row["offset"]


def _counted(records: Sequence[Record], versions: Mapping[UUID, int], aside: Collection[UUID]) -> list[Record]:
    return [
        record
        for record in records
        if record.metadata.stream_version <= versions.get(record.metadata.stream_id, 0)
        and record.metadata.event_id not in aside
    ]
