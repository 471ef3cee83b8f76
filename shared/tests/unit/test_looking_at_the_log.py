"""A feed that is told where its log ends while it reads on takes itself for lost only where it is."""

import asyncio
from time import monotonic
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from throughline.feed import Feed, FeedStopped, Subscription, progress
from throughline.feed.faults import NotMoving
from throughline.feed.progress import Progress

PLACE = TopicPartition("topic", 0)


class Log:
    """Answers where the log ended when it was asked; `meanwhile` happens before the answer arrives."""

    def __init__(self, end: int, meanwhile: Any = lambda: None) -> None:
        self.end, self.meanwhile = end, meanwhile

    async def beginning_offsets(self, places: set[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(places, 0)

    async def end_offsets(self, places: set[TopicPartition]) -> dict[TopicPartition, int]:
        self.meanwhile()
        return dict.fromkeys(places, self.end)


def reading(at: int) -> Subscription:
    feed = Feed("live", ["topic"], cast(Any, None), cast(Any, None))
    feed.lanes[0].known.offsets["topic"] = at
    subscription = Subscription.__new__(Subscription)
    subscription.feed, subscription.progress = feed, Progress("live")
    subscription.lanes, feed.pool = frozenset(), cast(Any, Stored(at))
    return subscription


def test_what_it_reads_while_it_asks_is_no_sign_of_another_log() -> None:
    one = reading(5)

    def reads_on() -> None:
        one.feed.lanes[0].known.offsets["topic"] = 7

    asyncio.run(one._look(Log(6, reads_on), {PLACE}))


def test_a_log_that_ends_before_it_stops_it() -> None:
    with pytest.raises(FeedStopped, match="replaced or cut"):
        asyncio.run(reading(5)._look(Log(4), {PLACE}))


class Stored:
    """A database in which the feed stands here, in one lane, whoever reads it."""

    def __init__(self, *at: int) -> None:
        self.at = list(at)

    async def fetch(self, query: str, _feed: str) -> list[dict[str, Any]]:
        if "next_offset" not in query:
            return []
        at = self.at.pop(0) if len(self.at) > 1 else self.at[0]
        return [{"topic": "topic", "lane": 0, "next_offset": at}]


def idle(*at: int) -> Subscription:
    one = reading(0)
    one.feed.pool = cast(Any, Stored(*at))
    return one


class LogOfOne(Log):
    """A log with records in its first lane only."""

    async def end_offsets(self, places: set[TopicPartition]) -> dict[TopicPartition, int]:
        return {place: self.end if place == PLACE else 0 for place in places}


def test_one_without_partitions_is_well_while_others_move_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER", 0.0)
    one = idle(3, 4, 5)
    for _ in range(3):
        asyncio.run(one._look_idle(LogOfOne(9)))


def test_one_without_partitions_is_well_where_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER", 0.0)
    one = idle(9)
    for _ in range(3):
        asyncio.run(one._look_idle(LogOfOne(9)))


def test_one_without_partitions_gets_a_new_consumer_where_nobody_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER", 0.0)
    one = idle(3)
    asyncio.run(one._look_idle(LogOfOne(9)))
    with pytest.raises(NotMoving, match="6 records behind"):
        asyncio.run(one._look_idle(LogOfOne(9)))


def test_one_without_partitions_waits_where_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER", 0.0)
    one, before = idle(3), monotonic()

    async def away(_query: str, _feed: str) -> list[dict[str, Any]]:
        raise ConnectionRefusedError

    cast(Any, one.feed.pool).fetch = away
    for _ in range(2):
        asyncio.run(one._look_idle(LogOfOne(9)))
    assert one.feed.waited_at >= before
