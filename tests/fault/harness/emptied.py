"""The last act of a run: the broker comes back without its data. Every feed stops and says so; commands are taken."""

import asyncio
import shutil
import signal
from contextlib import suppress

import httpx
from throughline.stack.topics import apply_topics
from throughline.testing.running import token

from harness.arena import Arena
from harness.finishing import FEEDS, timed
from harness.workers import Worker

NAME = "broker emptied"
WITHIN = 60.0


async def empty(arena: Arena) -> None:
    """Raises nothing: what does not come to pass in time is among what took too long."""
    await asyncio.gather(*(worker.start() for worker in arena.workers.values()))
    await asyncio.gather(*(worker.ready() for worker in arena.workers.values()))
    await arena.probe("the start of the last act")
    data = arena.stack.layout.var / "kafka/data"
    before = arena.server("kafka")
    assert before.process
    await asyncio.to_thread(shutil.move, data, data.with_name("lost"))  # first: its keeper loses no time
    before.process.send(signal.SIGKILL)
    await arena.server_ready("kafka", before.starts)
    made = arena.stack.layout.topics_file, arena.stack.kafka_bootstrap, arena.prefix
    await arena.patiently(lambda: apply_topics(*made))
    await timed(arena, "the stop of every feed of a log that is lost", _all_stopped(arena), WITHIN)
    load = arena.load
    sent = load.until_answered(load.asked(f"/cases/{load.new_id()}/send-parcel", weight=5))
    await timed(arena, "a command's answer while every feed is stopped", sent, WITHIN)


async def _all_stopped(arena: Arena) -> None:
    """In every process, each feed of it that has read something."""
    for worker in arena.workers.values():
        wanted = {feed for service, feed in FEEDS if service == worker.service}
        while not wanted <= await _stopped(worker):
            await asyncio.sleep(0.3)


async def _stopped(worker: Worker) -> set[str]:
    headers = {"authorization": f"Bearer {token('operator')}"}
    with suppress(httpx.HTTPError):
        async with httpx.AsyncClient(headers=headers, timeout=5, trust_env=False) as client:
            answer = await client.get(f"{worker.url}/operations/feeds")
            if answer.status_code == 200:
                return {one["feed"] for one in answer.json() if one["stopped"]}
    return set()
