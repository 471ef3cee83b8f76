"""A lane that fails again and again waits longer each time, and one that succeeds begins anew."""

import asyncio
from typing import Any, cast
from uuid import uuid4

import pytest
from records import arrived
from throughline.feed import Feed, feed
from throughline.feed.faults import Overtaken
from throughline.feed.outcome import NOTHING


class Failing:
    """A lane that fails as it is told to; None is a success."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)

    async def process(self, _batch: Any) -> Any:
        if fault := self.faults.pop(0):
            raise fault
        return NOTHING

    async def stands_at(self) -> dict[str, int]:
        return {}


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept = list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))

    monkeypatch.setattr(feed.asyncio, "sleep", sleep)
    monkeypatch.setattr(feed.random, "uniform", lambda _low, _high: 1.0)
    return slept


def run(*faults: Exception | None) -> None:
    reading = Feed("live", ["topic"], cast(Any, None), cast(Any, None))
    reading.lanes[0] = cast(Any, Failing(*faults))

    async def batches() -> None:
        for _ in faults:
            await reading._run(0, [arrived(0, uuid4())], lambda _number, _offsets: None)

    asyncio.run(batches())


def test_it_waits_longer_up_to_two_seconds(pauses: list[float]) -> None:
    run(*[ConnectionError() for _ in range(6)])
    assert pauses == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]


def test_it_goes_on_at_once_after_it_was_overtaken_but_not_for_ever(pauses: list[float]) -> None:
    run(*[Overtaken() for _ in range(4)])
    assert pauses == [0.02, 0.04, 0.08, 0.16]


def test_after_a_success_it_begins_anew(pauses: list[float]) -> None:
    run(ConnectionError(), ConnectionError(), None, ConnectionError())
    assert pauses == [0.2, 0.4, 0.2]
