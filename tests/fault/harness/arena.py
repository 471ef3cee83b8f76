"""Where a run happens: two processes of each invented service on a Kafka and a Postgres, and all that faults act on.

The second process of each service reaches Postgres through a proxy and, on a private stack, Kafka too. A private stack
can have its servers killed; on one that is shared with other tests, those faults are left out.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

import asyncpg
import psycopg
from aiokafka.errors import KafkaError
from throughline import failpoints
from throughline.sql import statement
from throughline.stack.errors import StackError
from throughline.stack.for_tests import SharedStack
from throughline.stack.ports import PortClaims
from throughline.stack.state import ComponentState, StackState
from throughline.testing.histories import Counted, Took
from throughline.testing.proxy import Proxy, proxied

from harness.load import Load
from harness.planting import Garden
from harness.workers import Worker, settings

CALLERS = 6
NEVER = 5
"""How many times longer than its bound something is waited for, before it is given up."""
SERVICES = ("post", "depot")
LOGGED = {"refused": (b'"Overtaken"', b'"lane_was_moved"'), "joined": (b'"partitions_assigned"',)}
"""What stands in the processes' logs only: what compare-and-set refused, and memberships in a feed's group."""
T = TypeVar("T")


def busy() -> float:
    """How many times longer everything may take here, for what else this machine has to do; a run alone is 1."""
    return max(1.0, os.getloadavg()[0] / (2 * (os.cpu_count() or 1)))


@dataclass
class Arena:
    """`patience` stretches every bound, and so does what else the machine has to do when it is judged; `points` are
    those that processes are killed at.

    `forgotten` are the cases of people whose key was destroyed; `rebuilding` is held by whoever rebuilds a read model.
    `alone`: one fault strikes and no other. `bags` hold what is still to be drawn, by what it is for.
    """

    stack: SharedStack
    private: bool
    prefix: str
    folder: Path
    dsns: dict[str, str]
    workers: dict[str, Worker]
    proxies: list[Proxy]
    broker_proxies: list[Proxy]
    load: Load
    garden: Garden
    patience: float
    points: tuple[str, ...] = failpoints.NAMES
    took: list[Took] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    forgotten: list[UUID] = field(default_factory=list)
    rebuilding: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended_alone: list[str] = field(default_factory=list)
    alone: bool = False
    bags: dict[str, list[object]] = field(default_factory=dict)

    def bounded(self, what: str, seconds: float | None, within: float) -> None:
        self.took.append(Took(what, seconds, within * self.patience * busy()))

    def longest(self, within: float) -> asyncio.Timeout:
        """For what is judged by this bound: given up long after it, so that the bound is what decides."""
        return asyncio.timeout(within * self.patience * NEVER)

    def drawn(self, what: str, options: Sequence[T], chance: Random) -> T:
        """One of these, at random; all of them before any comes again."""
        bag: list[T] = self.bags.setdefault(what, [])  # type: ignore[assignment]
        if not bag:
            bag += chance.sample(options, len(options))
        return bag.pop()

    def count(self, what: str, found: float, most: float) -> None:
        self.counted.append(Counted(what, found, most))

    def logged(self, what: str) -> int:
        """How often that stands in the logs of all processes."""
        logs = [worker.log.read_bytes() for worker in self.workers.values() if worker.log.exists()]
        return sum(log.count(word) for log in logs for word in LOGGED[what])

    def of(self, service: str) -> list[Worker]:
        return [worker for worker in self.workers.values() if worker.service == service]

    def server(self, name: str) -> ComponentState:
        state = StackState.load(self.stack.layout.state_file)
        assert state
        return state.components[name]

    async def server_ready(self, name: str, starts: int) -> None:
        """Wait until its keeper has started it again, more often than `starts` times."""
        async with self.longest(120):
            while not ((now := self.server(name)).starts > starts and now.phase == "ready"):
                await asyncio.sleep(0.1)

    async def connect(self, service: str) -> asyncpg.Connection:
        """A connection of our own, as soon as there is a server to connect to."""
        async with self.longest(60):
            while True:
                try:
                    return await asyncpg.connect(self.dsns[service], timeout=10)
                except (OSError, TimeoutError, asyncpg.PostgresError):
                    await asyncio.sleep(0.2)

    async def row(self, service: str, query: str) -> asyncpg.Record:
        """Its first row, as soon as there is a server to give it."""
        async with self.longest(60):
            while True:
                connection = await self.connect(service)
                try:
                    return await connection.fetchrow(query, timeout=30)
                except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    await asyncio.sleep(0.2)
                finally:
                    connection.terminate()

    async def patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """As soon as the broker is there to do it: one that is short of time may be none for a while."""
        async with self.longest(60):
            while True:
                with suppress(KafkaError, StackError):
                    return await work()
                await asyncio.sleep(0.5)

    async def probe(self, after: str) -> None:
        """Send one parcel and see it arrive in the depot's read model and on its shelf: all is well again."""
        since, within = monotonic(), 60.0
        try:
            async with self.longest(within):
                case = await self.load.open(5)
                while not await self._arrived(case):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            self.bounded(f"recovery after {after}", None, within)
        else:
            self.bounded(f"recovery after {after}", monotonic() - since, within)

    async def _arrived(self, case: object) -> bool:
        query = "select exists (select from stock where case_id = $1) and exists (select from event where case_id = $1)"
        connection = await self.connect("depot")
        try:
            return bool(await connection.fetchval(query, case, timeout=5))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        finally:
            connection.terminate()

    async def keep(self) -> None:
        """Start again what ended without being told to, as whoever runs services does."""
        while True:
            for worker in self.workers.values():
                if worker.hands.locked() or worker.runs or worker.process is None:
                    continue
                async with worker.hands:
                    self.ended_alone.append(f"{worker.name} with {worker.process.exitcode}")
                    await worker.start()
            await asyncio.sleep(0.2)


@asynccontextmanager
async def arena(
    stack: SharedStack,
    prefix: str,
    folder: Path,
    chance: Random,
    *,
    private: bool,
    patience: float,
    broken: str = "",
    armed: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Arena]:
    """Everything ready and at work; stopped, by force where needed, at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    for before in folder.iterdir():
        before.unlink()
    claims = PortClaims(stack.layout.cache / "ports")
    dsns = {service: stack.database_of(service) for service in SERVICES}
    for dsn in dsns.values():
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(statement("harness", "tables"))
    async with AsyncExitStack() as exits:
        workers, proxies, broker_proxies = dict[str, Worker](), list[Proxy](), list[Proxy]()
        for service in SERVICES:
            for number in (1, 2):
                dsn, kafka = dsns[service], stack.kafka_bootstrap
                if number == 2 and private:
                    host, _, port = kafka.partition(":")
                    broker = await exits.enter_async_context(proxied(host, int(port), own_address=True))
                    kafka = f"127.0.0.1:{broker.local_port}"
                    broker_proxies.append(broker)
                if number == 2:
                    at = re.search(r"@([^:/]+):(\d+)/", dsn)
                    assert at
                    proxy = await exits.enter_async_context(proxied(at[1], int(at[2])))
                    dsn = dsn.replace(at[0], f"@127.0.0.1:{proxy.local_port}/")
                    proxies.append(proxy)
                told = settings(service, number, dsn=dsn, kafka=kafka, prefix=prefix, FAULTS_BROKEN=broken)
                if service == "depot":
                    told["FAULTS_POISON"] = "yes"
                name = f"{service}-{number}"
                workers[name] = Worker(name, service, told, folder / f"{name}.log", claims.choose(23_000))
        load = Load([worker.url for worker in workers.values() if worker.service == "post"], chance)
        garden = Garden(stack.kafka_bootstrap, prefix)
        made = Arena(stack, private, prefix, folder, dsns, workers, proxies, broker_proxies, load, garden, patience)
        try:
            await asyncio.gather(*(worker.start(armed.get(name, "")) for name, worker in workers.items()))
            await asyncio.gather(*(worker.ready() for worker in workers.values()))
            yield made
        finally:
            await asyncio.gather(*(worker.kill() for worker in workers.values()))
            await load.client.aclose()
            claims.close()
