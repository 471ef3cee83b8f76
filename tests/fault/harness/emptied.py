"""The last act of a run: the broker comes back without its data. Every feed stops and says so, commands are taken; then
everything is published again, every feed reads the new log, and nothing is lost and nothing counts twice.
"""

import asyncio
import shutil
import signal
from contextlib import suppress

import httpx
from throughline.stack.topics import apply_topics
from throughline.testing.histories import Row
from throughline.testing.running import token

from harness.arena import SERVICES, Arena
from harness.finishing import FEEDS, drained, operator, timed, verified
from harness.workers import Worker

NAME = "broker emptied"
WITHIN = 60.0
MENDED_WITHIN = 600.0
"""It goes with how much was recorded in a run."""
WHY = {"reason": "the broker came back empty", "anyway": True}


async def empty(arena: Arena) -> list[Row]:
    """What differs from the log in the end. Raises nothing: what does not come to pass is among what took too long."""
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
    await timed(arena, "publishing everything again, for every feed to read", _mended(arena), MENDED_WITHIN)
    await timed(arena, "reading the log that replaced the lost one", drained(arena), MENDED_WITHIN)
    await arena.probe("a broker that came back empty")
    return [row for service in SERVICES for row in await verified(arena, service)]


async def _mended(arena: Arena) -> None:
    """What an operator does: `throughline republish`, then `throughline relog`."""
    for service in SERVICES:
        await _asked(arena, service, "republish", WHY)
        while await _asked(arena, service, "republish/next", None):
            await asyncio.sleep(0.1)
    for service in SERVICES:
        await _asked(arena, service, "relog", WHY)


async def _asked(arena: Arena, service: str, path: str, told: dict[str, object] | None) -> bool:
    """False where there is nothing more to do. Asked again while something is away."""
    while True:
        with suppress(httpx.HTTPError):
            async with operator(arena, service) as client:
                answer = await client.post(f"/operations/{path}", json=told)
            if answer.status_code != 503:
                assert answer.status_code in (200, 404), answer.text
                return answer.status_code == 200
        await asyncio.sleep(0.5)


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
