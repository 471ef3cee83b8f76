"""What operators watch in a service's store: the outbox, what is parked, what is overdue; looked at every second."""

import asyncio
from collections import Counter

import structlog

from throughline.database import UNREACHABLE, Pool
from throughline.feed import ParkedCase, parked_cases
from throughline.sql import statements
from throughline.telemetry import metrics

LOOK_EVERY = 1.0
LIVE, REACTIONS, NOTICES = FEEDS = ("live", "reactions", "notices")

sql = statements("throughline")
log = structlog.get_logger()


async def watch_store(pool: Pool, safety: frozenset[str] = frozenset()) -> None:
    """Keep the figures current, until cancelled. `safety` names the reactions that somebody's warning hangs on."""
    seen = set(FEEDS)
    while True:
        try:
            await look(pool, safety, seen)
        except UNREACHABLE as away:
            log.warning("store_cannot_be_watched", fault=type(away).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def look(pool: Pool, safety: frozenset[str], seen: set[str] | None = None) -> None:
    """`seen`: the feeds of which something was parked before, whose figures may have to go back to 0."""
    seen = set(FEEDS) if seen is None else seen
    waiting = await pool.fetchrow(sql("waiting"))
    assert waiting is not None
    metrics.outbox_waiting(waiting["rows"], waiting["oldest"])
    metrics.deadlines_overdue(waiting["overdue"])
    metrics.deadlines_failed(waiting["failed"])
    metrics.partner_unmatched(waiting["unmatched"])
    if waiting["held_long"]:
        log.error("events_wait_for_a_predecessor", events=waiting["held_long"])
    parked = Counter((one.feed, is_urgent(one, safety)) for one in await parked_cases(pool))
    seen |= {feed for feed, _urgent in parked}
    for feed in seen:
        for urgent in (False, True):
            metrics.parked_cases(feed, parked[feed, urgent], safety=urgent)


def is_urgent(one: ParkedCase, safety: frozenset[str]) -> bool:
    """Whether a warning hangs on it; where a case is parked in the whole reactor, no reaction to it is issued."""
    return one.feed == REACTIONS and (not one.reaction or one.reaction in safety)
