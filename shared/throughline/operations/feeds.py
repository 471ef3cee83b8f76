"""Which feeds this process has, and which of them have stopped and wait for a person, for operators."""

from fastapi import APIRouter, Depends

from throughline.feed import FeedStopped
from throughline.feed.readers import Readers
from throughline.http import View, only
from throughline.operations.actors import OPERATORS


class FeedState(View):
    """`stopped` says why it reads nothing more, `waits_for` what for. `safety`: somebody's warning hangs on it."""

    feed: str
    stopped: str | None
    waits_for: str | None
    safety: bool


def feed_routes(readers: Readers, warns: frozenset[str]) -> APIRouter:
    """`readers` are this process'; `warns`, the feeds that somebody's warning hangs on."""
    routes = APIRouter(prefix="/operations", tags=["operations"], dependencies=[Depends(only(OPERATORS))])

    @routes.get("/feeds", summary="Which feeds of this process have stopped")
    async def states() -> list[FeedState]:
        return [_view(feed, readers.stopped.get(feed), safety=feed in warns) for feed in readers.subscriptions]

    return routes


def _view(feed: str, stop: FeedStopped | None, *, safety: bool) -> FeedState:
    why, what = (str(stop), stop.waits_for) if stop else (None, None)
    return FeedState(feed=feed, stopped=why, waits_for=what, safety=safety)
