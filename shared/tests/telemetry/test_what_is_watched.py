"""What operators read of what is parked: how many, since when and why, and nothing of what is not parked any more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from structlog.testing import capture_logs
from throughline import watching
from throughline.feed import ParkedCase
from throughline.telemetry.observed import Observed
from throughline.watching import REACTIONS, Seen

SAFETY = frozenset({"warn"})


def parked(feed: str, reaction: str, minutes: int, cause: str) -> ParkedCase:
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    return ParkedCase(feed, reaction, uuid4(), 0, 1, since, cause, cause.partition("@")[0])


def test_each_cause_is_counted_and_the_oldest_case_is_the_age(observed: Observed) -> None:
    found = [
        parked("live", "", 9, "Poison@stock.py:7"),
        parked(REACTIONS, "warn", 5, "TooLate@bus.py:1"),
        parked("live", "", 3, "Poison@stock.py:7"),
        parked("live", "", 1, "fork"),
    ]
    watching._tell(found, SAFETY, seen := Seen())
    figures = observed.figures()
    assert figures['throughline_parked_causes{cause="Poison@stock.py:7",feed="live"}'] == 2
    assert figures['throughline_parked_causes{cause="fork",feed="live"}'] == 1
    assert figures['throughline_parked_cases{feed="reactions",safety="true"}'] == 1
    assert figures['throughline_parked_oldest_age_seconds{feed="live"}'] == pytest.approx(540, abs=30)
    assert figures['throughline_parked_oldest_age_seconds{feed="reactions"}'] == pytest.approx(300, abs=30)
    watching._tell(found[3:], SAFETY, seen)
    figures = observed.figures()
    assert figures['throughline_parked_causes{cause="Poison@stock.py:7",feed="live"}'] == 0
    assert figures['throughline_parked_cases{feed="reactions",safety="true"}'] == 0
    assert figures['throughline_parked_oldest_age_seconds{feed="reactions"}'] == 0
    assert figures['throughline_parked_oldest_age_seconds{feed="live"}'] == pytest.approx(60, abs=30)


async def test_that_events_wait_in_vain_is_said_when_it_changes_and_not_every_second() -> None:
    nothing = {"rows": 0, "oldest": None, "overdue": 0, "failed": 0, "unmatched": 0}
    looks = [{**nothing, "held_long": held} for held in (0, 2, 2, 3, 0, 3)]

    class Pool:
        async def fetchrow(self, _query: str) -> dict[str, Any]:
            return looks.pop(0)

        @asynccontextmanager
        async def acquire(self) -> AsyncIterator[Any]:
            yield SimpleNamespace(fetch=self.nothing_parked)

        async def nothing_parked(self, *_: object) -> list[Any]:
            return []

    seen = Seen()
    with capture_logs() as logs:
        while looks:
            await watching.look(cast(Any, Pool()), SAFETY, seen)
    assert [line["events"] for line in logs] == [2, 3, 3]
