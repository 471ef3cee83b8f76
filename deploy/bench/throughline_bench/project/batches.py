"""The floor: what FastStream and Postgres carry at most, exactly once: a batch of 500 is one transaction.

One `unnest` upsert into one table, and a compare-and-set of each partition's offset; no version check, no archive, no
second read model.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from json import loads
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from throughline.database import Pool
from throughline.feed.subscription import as_it_is, records

from throughline_bench.project.counted import Counted, check
from throughline_bench.project.reading import Noted
from throughline_bench.sql import sql
from throughline_bench.visits import TOPIC

BATCH = 500


class Visit(NamedTuple):
    subject_id: UUID
    kind: str
    place: str
    next_on: date


Decode = Callable[[bytes], Visit | Noted]


def by_pydantic(body: bytes) -> Noted:
    return Noted.model_validate_json(body)


def by_json(body: bytes) -> Visit:
    data = loads(body)
    return Visit(UUID(data["subjectId"]), data["kind"], data["place"], date.fromisoformat(data["nextOn"]))


def side(kafka: str, pool: Pool, events: int, decode: Decode) -> Callable[[], Awaitable[float]]:
    async def once() -> float:
        await pool.execute(sql("empty_floor"))
        await pool.execute(sql("begin_lanes"))
        counted = Counted(events)
        broker = KafkaBroker(kafka, apply_types=False, logger=None)
        subscriber = broker.subscriber(
            TOPIC,
            batch=True,
            max_records=BATCH,
            batch_timeout_ms=10,
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            group_id=f"bench.{uuid4()}",
            parser=as_it_is,
            decoder=records,
            no_reply=True,
        )

        async def on_batch(batch: tuple[Any, ...]) -> None:
            with counted.work(lambda: counted.done + len(batch)):
                await _write(pool, batch, decode)

        subscriber(on_batch)
        async with broker:
            await broker.start()
            await counted.over()
        check("floor_overview", await pool.fetchval(sql("count_floor")), events)
        return counted.per_second

    return once


async def _write(pool: Pool, batch: Sequence[Any], decode: Decode) -> None:
    spans, visits, last = dict[int, tuple[int, int]](), dict[UUID, int](), dict[UUID, Visit | Noted]()
    for record in batch:
        first, _ = spans.get(record.partition, (record.offset, 0))
        spans[record.partition] = (first, record.offset + 1)
        visit = decode(record.value)
        visits[visit.subject_id] = visits.get(visit.subject_id, 0) + 1
        last[visit.subject_id] = visit
    cases = sorted(visits)
    latest = [last[case] for case in cases]
    async with pool.acquire() as conn, conn.transaction():
        moved = await conn.fetch(
            sql("advance_floor"), list(spans), [first for first, _ in spans.values()], [to for _, to in spans.values()]
        )
        assert len(moved) == len(spans), "somebody else moved an offset"
        await conn.execute(
            sql("upsert_floor"),
            cases,
            [visits[case] for case in cases],
            [visit.kind for visit in latest],
            [visit.place for visit in latest],
            [visit.next_on for visit in latest],
            [datetime.now(UTC)] * len(cases),
        )
