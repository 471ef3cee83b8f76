"""The end of a run: no more faults, a release that mends and reads what was parked, the rest given up, all drained."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from throughline.testing.histories import Row
from throughline.testing.running import token

from harness.arena import SERVICES, Arena
from harness.faults.processes import end
from harness.planting import opened

DRAINED_WITHIN = 60.0
FORGOTTEN_WITHIN = 90.0
TOPICS = ("intake.events", "legal.events", "aftercare.events")
FEEDS = {
    ("post", "live"): ("intake.events",),
    ("depot", "live"): ("legal.events", "intake.events", "aftercare.events"),
    ("depot", "reactions"): ("intake.events", "aftercare.events"),
}


async def finish(arena: Arena, callers: list["asyncio.Task[None]"]) -> list[Row]:
    """Bring everything to rest; what the services themselves find to differ from the log."""
    for proxy in [*arena.proxies, *arena.broker_proxies]:
        proxy.mend()
    arena.load.ending = True
    await timed(arena, "the last answers", asyncio.gather(*callers))
    await asyncio.gather(*(end(arena, worker) for worker in arena.of("depot")))
    for worker in arena.of("depot"):
        worker.told.pop("FAULTS_POISON", None)
        worker.told["FAULTS_RELEASE"] = "2"
        await worker.start()
    await asyncio.gather(*(worker.ready() for worker in arena.workers.values()))
    if await timed(arena, "draining", drained(arena)):
        for service in SERVICES:
            for what in ("redrive", "discard"):
                await _treat(arena, service, what)
        await timed(arena, "draining once more", drained(arena))
    await timed(arena, "that who was forgotten is unreadable everywhere", _unreadable(arena), FORGOTTEN_WITHIN)
    for service in SERVICES:
        arena.count(f"deadlocks in {service}", await _deadlocks(arena, service), 0)
    arena.count("commands that were answered with a fault of ours", arena.load.faults, 0)
    differ = [row for service in SERVICES for row in await verified(arena, service)]
    await asyncio.gather(*(end(arena, worker) for worker in arena.workers.values()))
    return differ


async def timed(arena: Arena, what: str, work: Any, within: float = DRAINED_WITHIN) -> bool:
    since = monotonic()
    try:
        async with arena.longest(within):
            await work
    except TimeoutError:
        arena.bounded(what, None, within)
        return False
    arena.bounded(what, monotonic() - since, within)
    return True


async def drained(arena: Arena) -> None:
    """Nothing waits for Kafka, every feed stands at the end of its topics, and nothing is held."""
    connections = {service: await arena.connect(service) for service in SERVICES}
    try:
        while not await arena.patiently(lambda: _at_rest(arena, connections)):
            await asyncio.sleep(0.2)
    finally:
        for connection in connections.values():
            connection.terminate()


async def _at_rest(arena: Arena, connections: dict[str, asyncpg.Connection]) -> bool:
    for connection in connections.values():
        if await connection.fetchval("select exists (select from outbox)"):
            return False
        if await connection.fetchval("select exists (select from waiting_event where state = 'held')"):
            return False
    everything = [TopicPartition(arena.prefix + topic, lane) for topic in TOPICS for lane in range(12)]
    async with opened(AIOKafkaConsumer(bootstrap_servers=arena.stack.kafka_bootstrap)) as consumer:
        end_of = await consumer.end_offsets(everything)
    for (service, feed), topics in FEEDS.items():
        ends = sum(end for place, end in end_of.items() if place.topic.removeprefix(arena.prefix) in topics)
        stands = await connections[service].fetchval(
            "select coalesce(sum(next_offset), 0) from read_offset where feed = $1", feed
        )
        if stands != ends:
            return False
    return True


async def _unreadable(arena: Arena) -> None:
    """Processes keep keys for up to a minute."""
    headers = {"authorization": f"Bearer {token('clerk', 'NORTH')}"}
    async with httpx.AsyncClient(headers=headers, timeout=60, trust_env=False) as clerk:
        for worker in arena.of("post"):
            for case in arena.forgotten:
                while (answer := await clerk.get(f"{worker.url}/cases/{case}/notes")).status_code != 200 or any(
                    note["note"] is not None for note in answer.json()
                ):
                    await asyncio.sleep(0.5)
                assert answer.json(), "the note itself is still told of"


async def _deadlocks(arena: Arena, service: str) -> int:
    """Since the server was last killed."""
    connection = await arena.connect(service)
    try:
        query = "select deadlocks from pg_stat_database where datname = current_database()"
        found: int = await connection.fetchval(query)
    finally:
        await connection.close()
    return found


async def _treat(arena: Arena, service: str, what: str) -> None:
    chosen = {"since": (datetime.now(UTC) - timedelta(days=1)).isoformat(), "reason": "the run is over"}
    async with operator(arena, service) as client:
        answer = await client.post(f"/operations/parked/{what}", json=chosen)
    assert answer.status_code in (200, 404), answer.text


async def verified(arena: Arena, service: str) -> list[Row]:
    """What the service's own comparison with the log finds."""
    found, after = list[Row](), None
    async with operator(arena, service) as client:
        while True:
            asked = {"limit": "500"} | ({"after": after} if after else {})
            answer = await client.get("/operations/verify", params=asked)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += [
                Row(f"{service}.{one['readModel']}", " ".join(one["key"]), "as folded", one["kind"])
                for one in page["differences"]
            ]
            after = page["next"]
            if after is None:
                return found


def operator(arena: Arena, service: str) -> httpx.AsyncClient:
    headers = {"authorization": f"Bearer {token('operator')}"}
    url = arena.of(service)[0].url
    return httpx.AsyncClient(base_url=url, headers=headers, timeout=300, trust_env=False)
