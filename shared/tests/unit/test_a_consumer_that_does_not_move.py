"""What becomes of a consumer that has work and does none: another, under a name of its own, and then the end."""

from typing import Any

import pytest
from throughline.feed import consuming
from throughline.feed.consuming import Fail, consume
from throughline.feed.faults import NotMoving


class Still:
    """One that stands at some offset and does not move."""

    def __init__(self, stands: int) -> None:
        self.stands = stands

    async def watch(self) -> None:
        raise NotMoving("it has not moved", self.stands)


class NoBroker:
    def __init__(self, *_told: Any, **_more: Any) -> None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


@pytest.fixture(autouse=True)
def no_kafka(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consuming, "KafkaBroker", NoBroker)


async def test_each_is_told_how_many_there_were_before_it_and_one_that_moved_nothing_is_the_last() -> None:
    told, stand = list[int](), iter([5, 7, 7])

    def subscribe(_broker: Any, _fail: Fail, still_ones: int) -> Still:
        told.append(still_ones)
        return Still(next(stand))

    with pytest.raises(NotMoving, match="a new consumer does not move it"):
        await consume("nowhere", subscribe)
    assert told == [0, 1, 2]
