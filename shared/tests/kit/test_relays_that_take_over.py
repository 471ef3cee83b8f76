"""Relays that come and go: what one has published is not published again by the next, and all of it is published."""

import asyncio
import json
from contextlib import suppress
from functools import partial
from uuid import UUID

import parcels
import pytest
from aiokafka import AIOKafkaConsumer
from throughline.database import Pool, connect
from throughline.migrating import migrate
from throughline.outbox import Relay
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import eventually

PUT = """
insert into outbox (position, shard, case_id, topic, headers, body)
select n, n % 16, ($1::uuid[])[1 + n % 16], 'intake.events', $2, n::text from generate_series($3::int, $4::int - 1) n
"""
HEADERS = json.dumps({"ce_type": "throughline.post.ParcelSent.v1"})
CASES = [UUID(int=number) for number in range(1, 17)]


async def published(bootstrap: str, topic: str, until: int) -> list[tuple[str, int]]:
    """Case and number of every record, when there are so many at least."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        found = list[tuple[str, int]]()

        async def look() -> int:
            for records in (await consumer.getmany(timeout_ms=100)).values():
                found.extend((record.key.decode(), int(record.value)) for record in records)
            return len(found)

        await eventually(look, lambda number: number >= until)
        ends = await consumer.end_offsets(consumer.assignment())
        await eventually(look, lambda number: number >= sum(ends.values()))
        return found
    finally:
        await consumer.stop()


@pytest.fixture
async def dsn(stack: SharedStack) -> str:
    made: str = stack.database_of("post")
    await asyncio.to_thread(migrate, made, parcels.post().package)
    return made


async def put(pool: Pool, first: int, end: int) -> None:
    await pool.execute(PUT, CASES, HEADERS, first, end)


async def test_one_that_is_stopped_leaves_nothing_published_behind(stack: SharedStack, prefix: str, dsn: str) -> None:
    pool = await connect(dsn, application="test")
    try:
        for turn in range(5):
            relay = Relay(pool, stack.kafka_bootstrap, topic_prefix=prefix)
            await put(pool, 100 * turn, 100 * turn + 100)
            work = asyncio.create_task(relay.run())
            await eventually(partial(_acknowledged, relay))
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
            left = [row["position"] for row in await pool.fetch("select position from outbox")]
            assert left == []
        found = await published(stack.kafka_bootstrap, f"{prefix}intake.events", 500)
    finally:
        await pool.close()
    assert sorted(number for _, number in found) == [*range(500)]
    for case in {case for case, _ in found}:
        numbers = [number for one, number in found if one == case]
        assert numbers == sorted(numbers)


async def _acknowledged(relay: Relay) -> bool:
    """As soon as it has: what was published may still stand in the outbox."""
    return bool(relay.published) or bool(relay.shards and not await relay.pool.fetchval("select count(*) from outbox"))


async def test_several_that_come_and_go_publish_all_and_each_case_in_order(
    stack: SharedStack, prefix: str, dsn: str
) -> None:
    pool = await connect(dsn, application="test")
    try:
        work = list[asyncio.Task[None]]()
        for turn in range(6):
            relay = Relay(pool, stack.kafka_bootstrap, topic_prefix=prefix)
            work.append(asyncio.create_task(relay.run()))
            await put(pool, 200 * turn, 200 * turn + 200)
            await eventually(partial(_holds_shards, relay))
            if turn % 2:
                work[turn // 2].cancel()
        await eventually(lambda: pool.fetchval("select count(*) from outbox"), lambda left: left == 0)
        for task in work:
            task.cancel()
        await asyncio.wait(work)
        found = await published(stack.kafka_bootstrap, f"{prefix}intake.events", 1200)
    finally:
        await pool.close()
    assert {number for _, number in found} == {*range(1200)}
    for case in {case for case, _ in found}:
        first_seen = [*dict.fromkeys(number for one, number in found if one == case)]
        assert first_seen == sorted(first_seen)


async def _holds_shards(relay: Relay) -> bool:
    return bool(relay.shards)
