"""A feed that is told where its log ends while it reads on takes itself for lost only where it is."""

import asyncio
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from throughline.feed import Feed, FeedStopped, Subscription
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
    return subscription


def test_what_it_reads_while_it_asks_is_no_sign_of_another_log() -> None:
    one = reading(5)

    def reads_on() -> None:
        one.feed.lanes[0].known.offsets["topic"] = 7

    asyncio.run(one._look(Log(6, reads_on), {PLACE}))


def test_a_log_that_ends_before_it_stops_it() -> None:
    with pytest.raises(FeedStopped, match="replaced or cut"):
        asyncio.run(reading(5)._look(Log(4), {PLACE}))
