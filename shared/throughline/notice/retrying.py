"""Notices whose webhook was away: sent again once it is back, office by office, none of them waiting for another.

Guarantees that a webhook which is still away holds no lane while it is tried, and that a notice is given up after three
days: it stays parked, with the alarm, for a person to redrive or discard.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from throughline.feed import Feed, ParkedCase, parked_cases, redrive
from throughline.feed.faults import is_infrastructure
from throughline.feed.parked import parked_of
from throughline.notice.notifier import AWAY, STALE_AFTER, Notifier

LOOK_EVERY = 0.5

log = structlog.get_logger()


async def try_again(feed: Feed, notifier: Notifier) -> None:
    """Until cancelled; waits for a database that is away."""
    while True:
        try:
            await try_once(feed, notifier)
        except Exception as fault:
            if not is_infrastructure(fault):
                raise
            log.warning("notices_wait", fault=type(fault).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def try_once(feed: Feed, notifier: Notifier) -> None:
    """Each webhook that has rested long enough, side by side."""
    by_hook = dict[str, list[ParkedCase]]()
    since = datetime.now(UTC) - STALE_AFTER
    for one in await parked_cases(feed.pool):
        due = one.feed == feed.name and one.fingerprint == AWAY and one.since > since and one.reaction in notifier.hooks
        if due and not notifier.resting.rests(one.reaction):
            by_hook.setdefault(one.reaction, []).append(one)
    await asyncio.gather(*(_try(feed, notifier, hook, cases) for hook, cases in by_hook.items()))


async def _try(feed: Feed, notifier: Notifier, hook: str, cases: Sequence[ParkedCase]) -> None:
    """Send the first notice by itself, to see whether the webhook is back; only then take the lanes for the rest."""
    for case in cases:
        lane = feed.lanes[case.lane]
        own = [one.arrived for one in await parked_of(lane, case.case_id) if one.reaction == hook]
        if own and not await notifier.told_alone(hook, own[0]):
            return
        await redrive(lane, case.case_id)
        if notifier.resting.rests(hook):
            return
