"""Keeps one subscription running whatever Kafka does: a broker that is away is waited for, one that hangs is left."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker

from throughline.feed.faults import NotMoving

STOP_SECONDS = 5.0
METADATA_MS = 15_000
"""A topic that was not there when partitions were shared out is noticed after this; by default after five minutes."""

log = structlog.get_logger()
Fail = Callable[[BaseException], None]


class Watched(Protocol):
    async def watch(self) -> None:
        """Runs as long as the subscription is well; raises what must stop the process."""
        ...


Subscribe = Callable[[KafkaBroker, Fail, int], Watched]
"""Also told how many consumers before this one did not move."""


async def consume(bootstrap: str, subscribe: Subscribe) -> None:
    """Run a subscription until cancelled. Raises what it fails with.

    One that does not move is begun anew; NotMoving where that does not move it either.
    """
    pause, stood, still_ones = 0.5, -1, 0
    while True:
        try:
            await _run_once(bootstrap, subscribe, still_ones)
        except NotMoving as still:
            if still.stands == stood:
                raise NotMoving(f"{still}, and a new consumer does not move it", stood) from still
            stood, still_ones = still.stands, still_ones + 1
            log.error("consumer_begins_anew", why=str(still))
        except (KafkaError, OSError) as away:
            log.warning("consumer_waits_for_kafka", fault=type(away).__name__, seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)


async def _run_once(bootstrap: str, subscribe: Subscribe, still_ones: int) -> None:
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def fail(fault: BaseException) -> None:
        if not failed.done():
            failed.set_exception(fault)

    broker = KafkaBroker(
        bootstrap,
        apply_types=False,
        logger=None,
        graceful_timeout=STOP_SECONDS - 1,
        metadata_max_age_ms=METADATA_MS,
    )
    subscription = subscribe(broker, fail, still_ones)
    watching: asyncio.Task[None] | None = None
    try:
        await broker.start()
        watching = asyncio.create_task(subscription.watch())
        done, _ = await asyncio.wait({failed, watching}, return_when=asyncio.FIRST_COMPLETED)
        for first in done:
            first.result()
    finally:
        if watching:
            watching.cancel()
        failed.cancel()
        await _stop(broker)


async def _stop(broker: KafkaBroker) -> None:
    try:
        await asyncio.wait_for(broker.stop(), STOP_SECONDS)
    except (TimeoutError, KafkaError, OSError) as fault:
        log.warning("consumer_abandoned", fault=type(fault).__name__)
