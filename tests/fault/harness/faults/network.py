"""Faults of the network between a service and its database, made by the proxy that the second process has."""

import asyncio
from random import Random

from harness.arena import Arena
from harness.faults.fault import NOTHING


class PostgresCut:
    """All connections end, or all stay and carry nothing."""

    name, number, private, causes = "Postgres cut off", 12, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        proxy, stalls = chance.choice(arena.proxies), chance.random() < 0.5
        proxy.stall() if stalls else proxy.cut()
        try:
            await asyncio.sleep(chance.uniform(1, 4))
        finally:
            proxy.mend()
        return ["stalled" if stalls else "cut"]


class PostgresSlow:
    """Every answer takes long: what flows is let through a little at a time."""

    name, number, private, causes = "Postgres slow", 9, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        proxy = chance.choice(arena.proxies)
        try:
            for _ in range(chance.randint(15, 30)):
                proxy.stall()
                await asyncio.sleep(chance.uniform(0.1, 0.3))
                proxy.mend()
                await asyncio.sleep(0.02)
        finally:
            proxy.mend()
        return ["slow"]
