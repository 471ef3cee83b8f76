"""Faults of the network to the database and to the broker, made by the proxies that the second processes have."""

import asyncio
from abc import ABC, abstractmethod
from contextlib import suppress
from random import Random
from time import monotonic
from typing import ClassVar

import psutil
from throughline.testing.proxy import Proxy

from harness.arena import Arena
from harness.faults.fault import NOTHING

MOST_MB = 150
SESSION = 12.0


class _Cut(ABC):
    """All connections end, or all stay and carry nothing."""

    longest: ClassVar[float]

    @abstractmethod
    def proxies(self, arena: Arena) -> list[Proxy]:
        """Those of which one is drawn."""

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        proxy, stalls = chance.choice(self.proxies(arena)), chance.random() < 0.5
        proxy.stall() if stalls else proxy.cut()
        try:
            await asyncio.sleep(chance.uniform(1, self.longest))
        finally:
            proxy.mend()
        return ["stalled" if stalls else "cut"]


class PostgresCut(_Cut):
    name, number, private, causes = "Postgres cut off", 12, False, NOTHING
    longest = 4.0

    def proxies(self, arena: Arena) -> list[Proxy]:
        return arena.proxies


class BrokerCut(_Cut):
    """Of the second process of a service; its neighbour keeps its connections."""

    name, number, private, causes = "broker cut off", 12, True, NOTHING
    longest = 14.0

    def proxies(self, arena: Arena) -> list[Proxy]:
        return arena.broker_proxies


class PostgresSlow:
    """Every answer takes long, with much to do: what flows is let through a little at a time, and memory is bounded."""

    name, number, private, causes = "Postgres slow", 9, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        proxy = chance.choice(arena.proxies)
        if arena.alone:
            await _settled(arena)
        before, joined = _memory(arena), arena.logged("joined")
        await arena.garden.send_again("intake.events", chance, most=2000)
        try:
            for _ in range(chance.randint(15, 30)):
                proxy.stall()
                await asyncio.sleep(chance.uniform(0.1, 0.3))
                proxy.mend()
                await asyncio.sleep(0.02)
        finally:
            proxy.mend()
        grown = max((after - before[pid] for pid, after in _memory(arena).items() if pid in before), default=0)
        arena.count("MB that a process grew by while Postgres was slow", grown // 2**20, MOST_MB)
        joined = arena.logged("joined") - joined
        if arena.alone:
            arena.count("memberships lost while Postgres was slow and nothing else", joined, 0)
        return ["slow", *["membership"] * joined]


async def _settled(arena: Arena) -> None:
    """Until nobody has joined a group for longer than a session lasts: what faults before this one did is over."""
    seen, since = -1, monotonic()
    async with arena.longest(60):
        while monotonic() - since < SESSION:
            if (now := arena.logged("joined")) != seen:
                seen, since = now, monotonic()
            await asyncio.sleep(0.5)


def _memory(arena: Arena) -> dict[int, int]:
    """Bytes by process, of those that run."""
    found = dict[int, int]()
    for worker in arena.workers.values():
        with suppress(psutil.NoSuchProcess):
            if worker.process and worker.process.pid and worker.runs:
                found[worker.process.pid] = psutil.Process(worker.process.pid).memory_info().rss
    return found
