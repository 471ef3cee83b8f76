"""A feed that is told where its log ends while it reads on takes itself for lost only where it is."""

import asyncio
from time import monotonic
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from throughline.feed import Feed, FeedStopped, Subscription, progress, subscription
from throughline.feed.faults import NotMoving
from throughline.feed.progress import Progress
from throughline.recovery import retention
from throughline.recovery.log import LogAway

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


def test_one_without_partitions_has_nothing_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[tuple[str, int]]()
    monkeypatch.setattr(subscription.metrics, "feed_lag", lambda feed, lag: told.append((feed, lag)))
    asyncio.run(idle(3)._look_idle(LogOfOne(9)))
    assert told == [("live", 0)]


def test_where_it_stands_in_topics_that_it_does_not_read_is_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER", 0.0)
    one = idle(9)

    async def more(_query: str, _feed: str) -> list[dict[str, Any]]:
        return [{"topic": name, "lane": 0, "next_offset": 9} for name in ("topic", "another")]

    cast(Any, one.feed.pool).fetch = more
    for _ in range(3):
        asyncio.run(one._look_idle(LogOfOne(9)))


def test_what_waits_for_this_release_is_tried_again_in_every_lane_that_it_takes_over_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = list[set[int]]()

    async def again(_feed: Feed, lanes: frozenset[int]) -> None:
        tried.append({*lanes})

    monkeypatch.setattr(subscription, "redrive_readable", again)
    one = reading(5)
    for lanes in ({0, 1}, {0, 1}, {0, 1, 2}, {2}, {1, 2}):
        one.lanes = frozenset(lanes)
        asyncio.run(one._take_up())
    assert tried == [{0, 1}, {2}, {1}]


class Silent:
    """A consumer whose commits never end."""

    def assignment(self) -> set[TopicPartition]:
        return {PLACE}

    async def commit(self) -> None:
        await asyncio.Event().wait()


async def test_a_commit_that_does_not_end_keeps_nobody_from_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "REPORT_EVERY", 0.0)
    monkeypatch.setattr(progress, "COMMITTED_WITHIN", 0.01)
    looks, often = list[int](), asyncio.Event()

    async def look(*_: Any) -> None:
        looks.append(1)
        if len(looks) == 3:
            often.set()

    watching = asyncio.create_task(Progress("live").watch(Silent, look, look))
    await asyncio.wait_for(often.wait(), 10)
    watching.cancel()


async def test_a_broker_that_does_not_say_how_it_keeps_a_topic_is_not_taken_for_well() -> None:
    async def describe(code: int, *entries: tuple[str, str]) -> None:
        resource = code, None, 2, "topic", entries
        answered = SimpleNamespace(resources=[resource])

        async def describe_configs(_asked: Any) -> list[Any]:
            return [answered]

        await retention._settings(cast(Any, SimpleNamespace(describe_configs=describe_configs)), ["topic"])

    await describe(0, *retention.FOR_EVER.items())
    for silent in (describe(29), describe(0, ("retention.ms", "-1"))):
        with pytest.raises(LogAway, match="does not say how it keeps topic"):
            await silent
