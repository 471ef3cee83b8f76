"""What operators watch in a service's store: the outbox, what is parked, what is overdue; looked at every second."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from throughline.database import UNREACHABLE, Pool
from throughline.feed import ParkedCase, parked_cases
from throughline.sql import statements
from throughline.telemetry import metrics

LOOK_EVERY = 1.0
LIVE, REACTIONS, NOTICES = FEEDS = ("live", "reactions", "notices")

sql = statements("throughline")
log = structlog.get_logger()


@dataclass
class Seen:
    """The feeds and causes of which something was parked before, whose figures may have to go back to 0; `held`: how
    many events waited in vain, which is said again only when it changes."""

    feeds: set[str] = field(default_factory=lambda: set(FEEDS))
    causes: set[tuple[str, str]] = field(default_factory=set)
    held: int = 0


async def watch_store(pool: Pool, safety: frozenset[str] = frozenset()) -> None:
    """Keep the figures current, until cancelled. `safety` names the reactions that somebody's warning hangs on."""
    seen = Seen()
    while True:
        try:
            await look(pool, safety, seen)
        except UNREACHABLE as away:
            log.warning("store_cannot_be_watched", fault=type(away).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def look(pool: Pool, safety: frozenset[str], seen: Seen | None = None) -> None:
    seen = seen or Seen()
    waiting = await pool.fetchrow(sql("waiting"))
    assert waiting is not None
    metrics.outbox_waiting(waiting["rows"], waiting["oldest"])
    metrics.deadlines_overdue(waiting["overdue"])
    metrics.deadlines_failed(waiting["failed"])
    metrics.partner_unmatched(waiting["unmatched"])
    metrics.events_held(waiting["held_long"])
    if waiting["held_long"] not in (0, seen.held):
        log.error("events_wait_for_a_predecessor", events=waiting["held_long"])
    seen.held = waiting["held_long"]
    _tell(await parked_cases(pool), safety, seen)


def _tell(found: Sequence[ParkedCase], safety: frozenset[str], seen: Seen) -> None:
    parked = Counter((one.feed, is_urgent(one, safety)) for one in found)
    causes = Counter((one.feed, one.fingerprint) for one in found)
    oldest = {one.feed: one.since for one in reversed(found)}  # the oldest come first
    seen.feeds |= oldest.keys()
    seen.causes |= causes.keys()
    for feed in seen.feeds:
        metrics.parked_since(feed, oldest.get(feed))
        for urgent in (False, True):
            metrics.parked_cases(feed, parked[feed, urgent], safety=urgent)
    for feed, cause in seen.causes:
        metrics.parked_of_cause(feed, cause, causes[feed, cause])


def is_urgent(one: ParkedCase, safety: frozenset[str]) -> bool:
    """Whether a warning hangs on it; where a case is parked in the whole reactor, no reaction to it is issued."""
    return one.feed == REACTIONS and (not one.reaction or one.reaction in safety)
