"""A feed beside the live one takes of a batch what the live one has taken, and nothing else, however it came."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import uuid4

import pytest
from records import arrived
from throughline.feed import Arrived
from throughline.feed.outcome import NOTHING
from throughline.rebuild import trailing

CASE = uuid4()
BATCH = [arrived(offset, CASE, version=offset + 1) for offset in range(5)]


class Taking(trailing.TrailingFeed):
    """Stands in for Postgres: the live feed stands at each of `stood` in turn, and what is applied is kept."""

    def __init__(self, *stood: int) -> None:
        super().__init__("stock@2", ["intake.events"], cast(Any, None), cast(Any, None), ahead="live")
        self.stood, self.taken, self.back = list(stood), list[list[int]](), list[int]()
        for lane in self.lanes:
            lane.process = self._take  # type: ignore[method-assign]
            lane.stands_at = self._stored  # type: ignore[method-assign]

    async def _stands(self, number: int) -> Mapping[str, int]:
        return {"intake.events": self.stood.pop(0) if len(self.stood) > 1 else self.stood[0]}

    async def _take(self, batch: Sequence[Arrived]) -> Any:
        self.taken.append([one.offset for one in batch])
        return NOTHING

    async def _stored(self) -> dict[str, int]:
        return {"intake.events": sum(len(batch) for batch in self.taken)}

    def seek_back(self, _number: int, offsets: Mapping[str, int]) -> None:
        self.back.append(offsets["intake.events"])


async def test_it_takes_no_more_than_the_feed_ahead_has_taken() -> None:
    feed = Taking(0, 2, 2, 4, 9)
    await feed._run(0, BATCH, feed.seek_back)
    assert feed.taken == [[0, 1], [2, 3], [4]]
    assert feed.back == []


async def test_it_goes_back_where_the_feed_ahead_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trailing, "PATIENCE", 0.05)
    feed = Taking(3)
    await feed._run(0, BATCH, feed.seek_back)
    assert (feed.taken, feed.back) == ([[0, 1, 2]], [3])
