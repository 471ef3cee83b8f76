"""A projector in a process of its own, as a service would run it: started, watched, killed.

`python -m throughline_bench.project.reader KAFKA DSN TOPIC GROUP` reads until it is ended.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import uvloop
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError
from faststream.kafka import KafkaBroker
from throughline.database import Pool, connect
from throughline.feed import Feed, Subscription
from throughline.feed.consuming import Fail, consume

from throughline_bench.project.ours import feed_of
from throughline_bench.sql import sql

LOOK_EVERY = 0.05


def new_group() -> str:
    return f"bench.{uuid4()}"


@asynccontextmanager
async def started(kafka: str, dsn: str, topic: str, group: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """One such process, killed at the end where it still runs."""
    arguments = ("-m", __name__, kafka, dsn, topic, group)
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def members(kafka: str, group: str, count: int) -> None:
    """Returns once so many processes share the lanes."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        while await _shared_by(admin, group) != count:
            await asyncio.sleep(LOOK_EVERY)
    finally:
        await admin.close()


async def _shared_by(admin: AIOKafkaAdminClient, group: str) -> int:
    """How many have settled what each of them reads; 0 while they have not."""
    try:
        (answer,) = await admin.describe_consumer_groups([group])
    except GroupCoordinatorNotAvailableError:  # the first group there is
        return 0
    (found,) = answer.to_object()["groups"]
    return len(found["members"]) if found["state"] == "Stable" else 0


async def lanes(pool: Pool) -> dict[int, int]:
    """The next offset of every lane, as stored."""
    return {row["lane"]: row["next_offset"] for row in await pool.fetch(sql("lanes_read"))}


async def have_read(pool: Pool, events: int) -> None:
    """Returns once all lanes together have read so many."""
    while sum((await lanes(pool)).values()) < events:
        await asyncio.sleep(LOOK_EVERY)


async def _read(kafka: str, dsn: str, topic: str, group: str) -> None:
    pool = await connect(dsn, application="bench-reader")

    def subscribe(broker: KafkaBroker, fail: Fail, _still_ones: int) -> Subscription:
        return Subscription(broker, feed_of(topic, pool, Feed), group=group, fail=fail)

    await consume(kafka, subscribe)


if __name__ == "__main__":
    uvloop.run(_read(*sys.argv[1:5]))
