"""A read model is built anew and switched while its processes are killed, and somebody reads it all the while."""

import asyncio
from contextlib import suppress
from random import Random
from time import monotonic
from typing import Any

import httpx
from throughline.testing.running import token

from harness.arena import Arena
from harness.faults.fault import NOTHING
from harness.reading import Reads

WITHIN = 120.0
MODEL = "timeline"
WHY = {"reason": "a run of faults"}


class Rebuilt:
    """Of `post`'s largest read model; then the build before it is dropped, so that it can be done again."""

    name, number, private, causes = "rebuild", 16, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        async with arena.rebuilding:
            over, killed, reads = asyncio.Event(), 0, Reads()
            reading = asyncio.create_task(reads.read(lambda: arena.connect("post"), MODEL, over))
            try:
                since = monotonic()
                async with arena.longest(WITHIN):
                    await _ask(arena, MODEL, "is under way", "for the way back")
                    while (await _last(arena))["phase"] != "switched":
                        if killed < 3:
                            worker = chance.choice(arena.of("post"))
                            async with worker.hands:
                                await worker.kill()
                                await worker.start()
                                await worker.ready()
                            killed += 1
                        await asyncio.sleep(chance.uniform(0.2, 1))
                    await _ask(arena, f"{MODEL}/drop", "nothing to drop")
            except TimeoutError:
                arena.bounded("a rebuild", None, WITHIN)
            else:
                arena.bounded("a rebuild", monotonic() - since, WITHIN)
            over.set()
            await reading
            arena.count(f"reads of {MODEL} that failed or missed something", reads.partial + reads.refused, 0)
            return ["rebuild", *["killed"] * killed, *["hundred reads"] * (reads.answered // 100)]


async def _last(arena: Arena) -> dict[str, Any]:
    while True:
        with suppress(httpx.HTTPError):
            answer = await _operator(arena, "GET", "")
            if answer.status_code == 200:
                return next(one for one in answer.json() if one["readModel"] == MODEL)
        await asyncio.sleep(0.2)


async def _ask(arena: Arena, path: str, *done: str) -> None:
    """Until it is so: either it was accepted, or one of these answers says that it is done already."""
    while True:
        with suppress(httpx.HTTPError):
            answer = await _operator(arena, "POST", f"/{path}")
            if answer.status_code == 202 or answer.status_code == 200:
                return
            if answer.status_code == 409 and any(text in answer.text for text in done):
                return
        await asyncio.sleep(0.3)


async def _operator(arena: Arena, method: str, path: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token('operator')}"}
    at = next((worker for worker in arena.of("post") if worker.runs), arena.of("post")[0])
    async with httpx.AsyncClient(headers=headers, timeout=10, trust_env=False) as client:
        told = WHY if method == "POST" else None
        return await client.request(method, f"{at.url}/operations/rebuilds{path}", json=told)
