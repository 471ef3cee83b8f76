"""Looks every minute whether the broker keeps what has to be kept, and says so before anything is gone."""

import asyncio
from collections.abc import Sequence

import structlog
from aiokafka.errors import KafkaError

from throughline.database import UNREACHABLE, Pool
from throughline.recovery.log import Log, LogAway
from throughline.recovery.retention import look
from throughline.telemetry import metrics

LOOK_EVERY = 60.0

log = structlog.get_logger()


async def watch_retention(pool: Pool, bootstrap: str, prefix: str, topics: Sequence[str], *, partners: bool) -> None:
    """Keep the figures current, until cancelled; a start has more urgent things to do than the first look."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            await look_once(pool, bootstrap, prefix, topics, partners=partners)
        except (KafkaError, LogAway, *UNREACHABLE) as away:
            log.warning("retention_unknown", fault=type(away).__name__)


async def look_once(pool: Pool, bootstrap: str, prefix: str, topics: Sequence[str], *, partners: bool) -> None:
    async with Log.of(bootstrap, prefix) as reached:
        found = await look(pool, reached, bootstrap, topics, partners=partners)
    for one in found:
        metrics.topic_kept(one.topic, forgets=one.forgets, removed=one.removed, used=one.used)
        if one.forgets or one.removed:
            log.error("topic_forgets", topic=one.topic, removed=one.removed)
