"""The HTTP side's statements on a real database: the timeline's page, a case's office, waiting for a version."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from throughline.commands import NotFound
from throughline.domain import Actor
from throughline.http import Ask
from throughline.http.reading import PolledReadSide
from throughline.http.timeline import TimelinePage, Visible, timeline_of
from throughline.stack.schema import KIT

pytestmark = pytest.mark.stack

CASE, OTHER = uuid4(), uuid4()
DAY = datetime(2026, 1, 1, tzinfo=UTC)
VISIBLE: Visible = {
    "porter": {"parcels": None, "weather": frozenset({"StormForecast"})},
    "sender": {"parcels": frozenset({"ParcelSent"})},
}


@pytest.fixture
async def pool(stack: Any) -> AsyncIterator[Any]:
    async with asyncpg.create_pool(stack.database_of(KIT), min_size=1, max_size=4) as made:
        yield made


def ask(pool: Any, role: str = "porter", *offices: str) -> Ask:
    return Ask(Actor(uuid4(), role, frozenset(offices or {"AAA"})), pool, PolledReadSide(pool), "parcels")


async def happened(
    pool: Any, version: int, service: str, kind: str, *, day: int, case: UUID = CASE, data: str = "{}"
) -> None:
    await pool.execute(
        "insert into timeline_v1 values"
        " ($1, $2, null, $3, $4, $5, $6, $7, null, 'sender', null, $8, 'day', $9, null, null, 'own', false)",
        uuid4(),
        case,
        service,
        UUID(int=1),
        version,
        kind,
        data,
        DAY + timedelta(days=day),
        DAY + timedelta(days=version),
    )


@pytest.fixture
async def history(pool: Any) -> None:
    await happened(pool, 1, "parcels", "ParcelOpened", day=5)
    await happened(pool, 2, "parcels", "ItemPacked", day=3)
    await happened(pool, 3, "parcels", "ParcelSent", day=5)
    await happened(pool, 4, "weather", "StormForecast", day=1)
    await happened(pool, 5, "weather", "SunForecast", day=1)
    await happened(pool, 6, "weather", "FactHeld", day=9, data='{"type": "StormForecast"}')
    await happened(pool, 7, "weather", "FactHeld", day=9, data='{"type": "SunForecast"}')
    await happened(pool, 8, "parcels", "ParcelOpened", day=1, case=OTHER)


def told(page: TimelinePage) -> list[tuple[str, int]]:
    return [(entry.type, entry.stream_version) for entry in page.entries]


class TestTheTimeline:
    async def test_is_sorted_by_when_it_happened_then_by_when_it_was_recorded(self, pool: Any, history: None) -> None:
        page = await timeline_of(VISIBLE)(ask(pool), CASE)
        assert told(page) == [
            ("StormForecast", 4),
            ("ItemPacked", 2),
            ("ParcelOpened", 1),
            ("ParcelSent", 3),
            ("FactHeld", 6),
        ]

    async def test_shows_a_role_only_what_it_was_granted(self, pool: Any, history: None) -> None:
        page = await timeline_of(VISIBLE)(ask(pool, "sender"), CASE)
        assert told(page) == [("ParcelSent", 3)]

    async def test_can_be_narrowed_to_types_but_never_widened(self, pool: Any, history: None) -> None:
        page = await timeline_of(VISIBLE)(ask(pool), CASE, type=["ItemPacked", "SunForecast"])
        assert told(page) == [("ItemPacked", 2)]

    async def test_comes_in_pages_that_neither_skip_nor_repeat(self, pool: Any, history: None) -> None:
        timeline = timeline_of(VISIBLE)
        whole = told(await timeline(ask(pool), CASE))
        first = await timeline(ask(pool), CASE, limit=2)
        await happened(pool, 9, "parcels", "ItemPacked", day=0)
        second = await timeline(ask(pool), CASE, limit=2, after=first.next)
        third = await timeline(ask(pool), CASE, limit=2, after=second.next)
        assert told(first) + told(second) + told(third) == whole
        assert third.next is None


class TestTheOfficeOfACase:
    async def test_lets_in_who_works_there(self, pool: Any) -> None:
        await pool.execute("insert into case_access_v2 (case_id, office_id) values ($1, 'AAA')", CASE)
        await ask(pool).admit(CASE)
        await ask(pool, "porter", "*").admit(CASE)
        with pytest.raises(NotFound):
            await ask(pool, "porter", "BBB").admit(CASE)
        with pytest.raises(NotFound):
            await ask(pool).admit(OTHER)


class TestWaitingForAVersion:
    @pytest.fixture(autouse=True)
    async def _feeds(self, pool: Any) -> None:
        await pool.execute("insert into read_model values ('a', 1, 'live', 'live'), ('b', 2, 'b@2', 'building')")

    async def see(self, pool: Any, version: int, feed: str = "live") -> None:
        await pool.execute(
            "insert into stream_version values ($1, $2, $3, $4)"
            " on conflict (feed, stream_id) do update set version = excluded.version",
            feed,
            CASE,
            version,
            uuid4(),
        )

    async def test_ends_as_soon_as_the_live_feed_has_it(self, pool: Any) -> None:
        waiting = asyncio.create_task(PolledReadSide(pool).reached(CASE, 3, timeout=5))
        await self.see(pool, 2)
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await self.see(pool, 3)
        assert await asyncio.wait_for(waiting, 1)

    async def test_gives_up_in_time_and_asks_no_feed_that_is_still_building(self, pool: Any) -> None:
        await self.see(pool, 9, feed="b@2")
        assert not await PolledReadSide(pool).reached(CASE, 1, timeout=0.05)

    async def test_positions_are_those_of_the_live_feeds_by_lane(self, pool: Any) -> None:
        await pool.execute(
            "insert into read_offset values ('live', 'p.events', 1, 5, null), ('live', 'p.events', 0, 3, null),"
            " ('b@2', 'p.events', 0, 1, null)"
        )
        assert await PolledReadSide(pool).positions() == {"p.events": (3, 5)}
