"""Faults of service processes: killed, put to sleep, told to end, and members that come and go."""

import asyncio
import signal
from contextlib import suppress
from random import Random
from time import monotonic

from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError

from harness.arena import NEVER, Arena
from harness.faults.fault import NOTHING
from harness.workers import Worker

REACHED_WITHIN = 20.0


class KilledAtAPoint:
    """Killed wherever it is, and once more where it hurts most."""

    name, number, private, causes = "killed at a failpoint", 1, False, frozenset({"redelivered"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        worker = chance.choice([*arena.workers.values()])
        point = f"{arena.drawn('failpoint', arena.points, chance)}:{chance.randint(1, 5)}"
        async with worker.hands:
            await worker.kill()
            await worker.start(point)
            died = await worker.ended(REACHED_WITHIN * arena.patience)
            if not died:
                await worker.kill()
            await _again(worker)
        return ["anywhere", point.partition(":")[0]] if died else ["anywhere"]


class Asleep:
    """Stopped for longer than its lease and its session last, and then awake again: a zombie."""

    name, number, private, causes = "asleep, then a zombie", 4, False, frozenset({"refused"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        worker = chance.choice([*arena.workers.values()])
        async with worker.hands:
            if not worker.runs:
                await worker.ready()
            worker.signal(signal.SIGSTOP)
            try:
                await asyncio.sleep(chance.uniform(11, 14))
            finally:
                worker.signal(signal.SIGCONT)
        return [worker.service]


class ToldToEnd:
    """SIGTERM at load: what is in hand is finished within ten seconds."""

    name, number, private, causes = "SIGTERM at load", 17, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        worker = chance.choice([*arena.workers.values()])
        async with worker.hands:
            await end(arena, worker)
            await _again(worker)
        return [worker.service]


class Rebalances:
    """A member that joins every feed's group and leaves it, again and again."""

    name, number, private, causes = "rebalance storm", 7, False, frozenset({"joined"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        feed, topics = chance.choice([("live", ("intake.events", "legal.events", "aftercare.events")), _REACTIONS])
        rounds = chance.randint(2, 4)
        for _ in range(rounds):
            member = AIOKafkaConsumer(
                *(arena.prefix + topic for topic in topics),
                bootstrap_servers=arena.stack.kafka_bootstrap,
                group_id=f"{arena.prefix}throughline.depot.{feed}",
                partition_assignment_strategy=(RangePartitionAssignor,),
                enable_auto_commit=False,
                rebalance_timeout_ms=30_000,
            )
            for step in (member.start(), asyncio.sleep(chance.uniform(0.5, 2)), member.stop()):
                with suppress(KafkaError, TimeoutError):
                    await asyncio.wait_for(step, 10)
            await asyncio.sleep(chance.uniform(0.5, 2))
        return [feed] * rounds


class ClockWrong:
    """One process takes it to be up to an hour earlier or later, and its clock steps back again and again."""

    name, number, private, causes = "clock wrong", 8, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        worker, wrong_by = chance.choice([*arena.workers.values()]), chance.uniform(-3600, 3600)
        async with worker.hands:
            await _anew(arena, worker, FAULTS_CLOCK=str(wrong_by))
            await asyncio.sleep(chance.uniform(3, 8))
            await _anew(arena, worker, FAULTS_CLOCK="")
        return ["ahead" if wrong_by > 0 else "behind"]


class RollingUpgrade:
    """One process after the other is ended and starts as a later release, which reads more; and all the way back."""

    name, number, private, causes = "rolling upgrade", 15, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        for release in ("2", "1"):
            for worker in chance.sample([*arena.workers.values()], len(arena.workers)):
                async with worker.hands:
                    await _anew(arena, worker, FAULTS_RELEASE=release)
                await asyncio.sleep(chance.uniform(0, 1))
        return ["up", "back"]


async def end(arena: Arena, worker: Worker) -> None:
    """Tell it to end; how long that took is a bound that is judged."""
    if not worker.runs:
        await worker.ready()
    since = monotonic()
    worker.signal(signal.SIGTERM)
    went = await worker.ended(30 * arena.patience * NEVER)
    arena.bounded(f"the end of {worker.name}", monotonic() - since if went else None, 10)
    await worker.kill()


async def _anew(arena: Arena, worker: Worker, **told: str) -> None:
    await end(arena, worker)
    worker.told |= told
    await _again(worker)


async def _again(worker: Worker) -> None:
    await worker.start()
    await worker.ready()


_REACTIONS = ("reactions", ("intake.events", "aftercare.events"))
