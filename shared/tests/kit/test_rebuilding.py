"""A read model built anew beside the one that is shown: readers see one complete build, whatever happens meanwhile."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import parcels
import pytest
from operating import look, treat
from records import Publisher, publishing
from throughline.domain import Metadata
from throughline.projection import Change, Timeline, on
from throughline.rebuild import ReadModelMissing, building, copying
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

WHY = {"reason": "its rows were tampered with"}
COUNTS = "select (select sum(sent + weighings) from stock)::int + (select count(*) from timeline)::int as seen"


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    parcels.broken.update({"reaction": False, "read model": False})
    yield
    parcels.broken.update({"reaction": False, "read model": False})


@pytest.fixture
def settings(stack: SharedStack, prefix: str) -> Settings:
    dsn = stack.database_of("depot")
    return settings_for(parcels.depot(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)


@pytest.fixture
async def publish(stack: SharedStack, prefix: str) -> AsyncIterator[Publisher]:
    async with publishing(stack.kafka_bootstrap, prefix) as made:
        yield made


@asynccontextmanager
async def read_for_long(settings: Settings) -> AsyncIterator[None]:
    """Somebody reads `stock` all the while, so that it cannot be switched."""
    reader, begun, over = await asyncpg.connect(settings.postgres_dsn), asyncio.Event(), asyncio.Event()

    async def read() -> None:
        async with reader.transaction():
            while not over.is_set():
                await reader.fetch("select 1 from stock limit 1")
                begun.set()
                await asyncio.sleep(0.2)

    reading = asyncio.create_task(read())
    try:
        await begun.wait()
        yield
    finally:
        over.set()
        await reading
        await reader.close()


async def send(publish: Publisher, cases: list[UUID], weight: int = 3) -> None:
    for case in cases:
        await publish(case, 1)
        await publish(case, 2, json.dumps({"weight": weight}).encode(), "ParcelWeighed")


async def shelved(depot: Running, count: int) -> None:
    """All of so many cases is in every read model, what the depot made of it included."""
    await eventually(lambda: depot.rows(COUNTS), lambda rows: rows[0]["seen"] == 6 * count)


async def ask(depot: Running, path: str, role: str = "operator") -> tuple[int, dict[str, Any]]:
    async with depot.as_a(role) as client:
        answer = await client.post(f"/operations/rebuilds/{path}", json=WHY)
    return answer.status_code, answer.json()


async def last(depot: Running) -> dict[str, Any]:
    found: dict[str, Any] = (await look(depot, "rebuilds"))[0]
    return found


async def switched(depot: Running) -> dict[str, Any]:
    done: dict[str, Any] = await eventually(lambda: last(depot), lambda one: one["phase"] == "switched", within=60)
    report = done["report"]
    assert (report["differing"], report["folded"]) == (0, report["built"])
    assert done["signatureHolds"] is True
    return done


async def shows(depot: Running, view: str = "stock") -> str:
    found = await depot.rows("select table_name from information_schema.view_table_usage where view_name = $1", view)
    return str(found[0]["table_name"])


async def right(depot: Running) -> None:
    page = await look(depot, "verify", limit=1000)
    assert (page["differing"], page["differences"]) == (0, [])


async def test_readers_never_see_part_of_a_build_while_events_go_on(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4() for _ in range(30)])
        await shelved(depot, 30)
        stop, sent, seen = asyncio.Event(), [30], list[int]()

        async def go_on() -> None:
            while not stop.is_set():
                await send(publish, [uuid4()])
                sent[0] += 1
                await asyncio.sleep(0.02)

        async def read() -> None:
            reader = await asyncpg.connect(settings.postgres_dsn)
            try:
                while not stop.is_set():
                    seen.append(await reader.fetchval(COUNTS))
            finally:
                await reader.close()

        at_work = [asyncio.create_task(work()) for work in (go_on, read, read)]
        try:
            for model in ("stock", "timeline"):
                assert (await ask(depot, model))[0] == 202
                before = len(seen)
                await switched(depot)
                assert await shows(depot, model) == f"{model}_v1_b1"
                assert len(seen) > before
        finally:
            stop.set()
            await asyncio.gather(*at_work)
        await shelved(depot, sent[0])
        assert seen[0] >= 6 * 30
        await right(depot)
    assert len(seen) > 100


async def test_no_count_ever_goes_back_for_one_reader(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(), settings) as depot, read_counts(settings) as seen:
        await send(publish, [uuid4() for _ in range(20)])
        await ask(depot, "stock")
        await send(publish, [uuid4() for _ in range(20)])
        await switched(depot)
        await send(publish, [uuid4() for _ in range(20)])
        await shelved(depot, 60)
    assert seen == sorted(seen)


@asynccontextmanager
async def read_counts(settings: Settings) -> AsyncIterator[list[int]]:
    seen = list[int]()
    reader = await asyncpg.connect(settings.postgres_dsn)

    async def read() -> None:
        while True:
            seen.append(await reader.fetchval("select coalesce(sum(sent + weighings), 0)::int from stock"))

    reading = asyncio.create_task(read())
    try:
        yield seen
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await reader.close()


@pytest.mark.parametrize("end", ["ended", "gone"])
async def test_what_is_killed_goes_on_where_it_stood(
    settings: Settings, publish: Publisher, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CHUNK", 2)
    if end == "gone":  # a process that is killed gives no claim back

        async def nothing(_self: building.Building) -> None: ...

        monkeypatch.setattr(building.Building, "release", nothing)
    cases = sorted(uuid4() for _ in range(9))
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [*cases[:5], *cases[6:]])
        await send(publish, [cases[5]], parcels.POISON)
        await shelved(depot, 9)
        parcels.broken["read model"] = True
        await ask(depot, "stock")
        half = await eventually(lambda: last(depot), lambda one: one["blocked"] is not None)
        assert str(cases[5]) in half["blocked"]
        assert "Poison@" in half["blocked"]
        assert (half["phase"], half["cases"], half["rows"]) == ("copying", 5, 5)
    parcels.broken["read model"] = False
    async with read_for_long(settings):
        async with running(parcels.depot(), settings) as depot:
            await eventually(lambda: last(depot), lambda one: "read for long" in (one["blocked"] or ""))
            assert (await last(depot))["phase"] == "following"
            await send(publish, [uuid4()])
        await send(publish, [uuid4()])
        async with running(parcels.depot(), settings) as depot:
            await shelved(depot, 11)
            assert await shows(depot) == "stock_v1"
    async with running(parcels.depot(), settings) as depot:
        done = await switched(depot)
        assert await shows(depot) == "stock_v1_b1"
        assert (done["cases"], done["rows"], done["events"]) == (9, 9, 36)
        await shelved(depot, 11)
        await right(depot)


async def test_a_second_one_and_one_of_what_is_not_there_are_refused(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 1)
        assert (await ask(depot, "stack"))[0] == 404
        assert (await ask(depot, "stock", "clerk"))[0] == 403
        for what in ("roll-back", "drop", "give-up"):
            assert (await ask(depot, f"stock/{what}"))[0] == 409
        assert await depot.rows("select 1 from rebuild") == []
        async with read_for_long(settings):
            assert (await ask(depot, "stock"))[0] == 202
            status, problem = await ask(depot, "stock")
            assert (status, problem["code"]) == (409, "rebuild-not-possible")
            assert "under way" in problem["detail"]
            assert len(await depot.rows("select 1 from rebuild")) == 1
            status, _ = await ask(depot, "stock/give-up")
            assert status == 200
            assert await depot.rows("select 1 from pg_tables where tablename like 'stock_v1_b%'") == []
        assert (await ask(depot, "stock"))[0] == 202
        assert (await switched(depot))["build"] == 2
        assert (await ask(depot, "stock"))[0] == 409  # the one before is still kept
        assert await shows(depot) == "stock_v1_b2"


async def test_the_way_back_is_open_until_it_is_closed(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4() for _ in range(3)])
        await shelved(depot, 3)
        await depot.runtime.pool.execute("update stock_v1 set weights = '[99]'")
        await ask(depot, "stock")
        assert (await switched(depot))["report"]["otherThanBefore"] == 3
        assert len(await depot.rows("select 1 from stock where weights = '[3]'")) == 3
        await send(publish, [uuid4()])
        await shelved(depot, 4)
        assert (await ask(depot, "stock/roll-back"))[0] == 200
        assert await shows(depot) == "stock_v1"
        await shelved(depot, 4)
        assert len(await depot.rows("select 1 from stock where weights = '[99]'")) == 3
        assert (await ask(depot, "stock/roll-back"))[0] == 200
        assert (await ask(depot, "stock/drop"))[0] == 200
        tables = await depot.rows("select tablename as name from pg_tables where tablename like 'stock_v1%'")
        assert [one["name"] for one in tables] == ["stock_v1"]
        indexes = await depot.rows("select indexname as name from pg_indexes where tablename = 'stock_v1'")
        assert [one["name"] for one in indexes] == ["stock_v1_pkey"]
        await send(publish, [uuid4()])
        await shelved(depot, 5)
        await right(depot)
        steps = await depot.rows("select what from rebuild_step order by id")
        assert [one["what"] for one in steps] == ["begin", "switch", "roll back", "roll back", "drop"]
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 6)
        await ask(depot, "stock")
        await switched(depot)
        await send(publish, [uuid4()])
        await shelved(depot, 7)
        await right(depot)


async def test_what_drops_a_table_waits_for_a_batch_that_is_about_to_take_its_lane(
    settings: Settings, publish: Publisher
) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 1)
        await ask(depot, "stock")
        await switched(depot)
        batch = await asyncpg.connect(settings.postgres_dsn)
        try:
            async with batch.transaction():  # one statement locks its tables first
                await batch.execute("lock table stock_v1, stock_v1_b1 in row exclusive mode")
                dropping = asyncio.create_task(ask(depot, "stock/drop"))
                await eventually(lambda: depot.rows("select 1 from pg_locks where not granted"))
                await batch.execute("set local lock_timeout = '1s'")
                await batch.execute("update lane set seq = seq where feed in ('live', 'stock@1.1')")
        finally:
            await batch.close()
        status, problem = await dropping
        assert status == 200 or problem["detail"].startswith("Not now")
        await send(publish, [uuid4()])
        await shelved(depot, 2)


@dataclass(frozen=True, slots=True)
class StockRow2:
    case_id: UUID
    sent: int = 0
    weighings: int = 0
    weights: tuple[int, ...] = ()
    heaviest: int = 0


class Stock2(parcels.Stock):
    """The stock as a later release has it."""

    generation = 2
    row = StockRow2

    @on(parcels.Weighed)
    def weighed(self, event: parcels.Weighed, origin: Metadata) -> Iterator[Change]:
        yield from super().weighed(event, origin)
        yield self.upsert(origin.case_id, lambda row: replace(row, heaviest=max(row.heaviest, event.weight)))


async def test_a_new_generation_is_built_at_the_start_and_shown_once_it_is_whole(
    settings: Settings, publish: Publisher
) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4() for _ in range(5)])
        await shelved(depot, 5)
    with pytest.raises(ReadModelMissing, match="generation 1 of the read model stock"):
        async with running(parcels.depot(read_models=(Stock2(), Timeline())), settings):
            pass
    both = parcels.depot(read_models=(parcels.Stock(), Stock2(), Timeline()))
    async with running(both, settings) as depot:
        done = await switched(depot)
        assert (done["feed"], done["report"]["beforeCases"]) == ("stock@2", 0)
        assert await shows(depot) == "stock_v2"
        await send(publish, [uuid4()], weight=8)
        await eventually(lambda: depot.rows("select 1 from stock where heaviest = 8"))
        await shelved(depot, 6)
        await right(depot)
        assert (await ask(depot, "stock/roll-back"))[0] == 200
        assert await shows(depot) == "stock_v1"
        await shelved(depot, 6)
    async with running(both, settings) as depot:  # and stays so
        await send(publish, [uuid4()])
        await shelved(depot, 7)
        assert await shows(depot) == "stock_v1"
        assert len(await depot.rows("select 1 from rebuild")) == 1
        await right(depot)
    async with running(parcels.depot(), settings) as depot:  # and the release before can go on
        await send(publish, [uuid4()])
        await shelved(depot, 8)


async def test_a_new_generation_ends_a_rebuild_of_the_one_before_and_does_not_wait_for_it(
    settings: Settings, publish: Publisher
) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4() for _ in range(3)])
        await shelved(depot, 3)
    async with read_for_long(settings), running(parcels.depot(), settings) as depot:
        assert (await ask(depot, "stock"))[0] == 202
        await eventually(lambda: last(depot), lambda one: "read for long" in (one["blocked"] or ""))
    both = parcels.depot(read_models=(parcels.Stock(), Stock2(), Timeline()))
    async with running(both, settings) as depot:
        assert (await switched(depot))["feed"] == "stock@2"
        assert await shows(depot) == "stock_v2"
        rows = await depot.rows("select feed, phase from rebuild order by id")
        assert [(row["feed"], row["phase"]) for row in rows] == [("stock@1.1", "given_up"), ("stock@2", "switched")]
        await send(publish, [uuid4()])
        await shelved(depot, 4)
        await right(depot)


async def test_there_is_no_way_back_to_what_a_release_does_not_keep_up_to_date(
    settings: Settings, publish: Publisher
) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 1)
    async with running(parcels.depot(read_models=(parcels.Stock(), Stock2(), Timeline())), settings) as depot:
        await switched(depot)
    async with running(parcels.depot(read_models=(Stock2(), Timeline())), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 2)
        status, problem = await ask(depot, "stock/roll-back")
        assert (status, problem["code"]) == (409, "rebuild-not-possible")
        assert await shows(depot) == "stock_v2"
        await right(depot)
        steps = await depot.rows("select what, actor_id from rebuild_step order by id")
        assert [(one["what"], one["actor_id"]) for one in steps][-1] == ("drop", None)


async def test_an_installation_without_events_shows_the_newest_generation_at_once(settings: Settings) -> None:
    service = parcels.depot(read_models=(parcels.Stock(), Stock2(), Timeline()))
    async with running(service, settings) as depot:
        assert await shows(depot) == "stock_v2"
        assert await depot.rows("select 1 from rebuild") == []


async def test_a_read_model_that_is_new_holds_what_was_before_it(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(read_models=(Timeline(),)), settings) as depot:
        await send(publish, [uuid4() for _ in range(4)])
        await eventually(lambda: depot.rows("select 1 from timeline"), lambda rows: len(rows) == 16)
    async with running(parcels.depot(), settings) as depot:
        await switched(depot)
        await shelved(depot, 4)
        await right(depot)
        assert (await ask(depot, "stock/roll-back"))[0] == 409  # to what never held it all
        await shelved(depot, 4)


async def test_a_parked_case_keeps_it_from_being_switched(settings: Settings, publish: Publisher) -> None:
    async with running(parcels.depot(), settings) as depot:
        await send(publish, [uuid4()])
        await shelved(depot, 1)
        bad = uuid4()
        async with read_for_long(settings):
            await ask(depot, "stock")
            await eventually(lambda: last(depot), lambda one: one["phase"] == "following")
            parcels.broken["read model"] = True
            await send(publish, [bad], parcels.POISON)
            parked = "select distinct feed from waiting_event where state = 'parked' order by feed"
            both = [{"feed": "live"}, {"feed": "stock@1.1"}]
            await eventually(lambda: depot.rows(parked), lambda feeds: feeds == both)
        await eventually(lambda: last(depot), lambda one: "parked in stock@1.1" in (one["blocked"] or ""))
        assert await shows(depot) == "stock_v1"
        parcels.broken["read model"] = False
        treated = await treat(depot, "redrive", case_id=bad)
        assert {one["feed"] for one in treated.json()} == {"live", "stock@1.1"}
        await switched(depot)
        await shelved(depot, 2)
        await right(depot)


async def test_what_a_bug_parked_in_the_live_feed_is_in_a_build_without_it(
    settings: Settings, publish: Publisher
) -> None:
    async with running(parcels.depot(), settings) as depot:
        bad = uuid4()
        parcels.broken["read model"] = True
        await send(publish, [uuid4()])
        await send(publish, [bad], parcels.POISON)
        await eventually(lambda: depot.rows("select 1 from waiting_event where feed = 'live' and state = 'parked'"))
        parcels.broken["read model"] = False
        await ask(depot, "stock")
        await switched(depot)
        found = "select weights from stock where case_id = $1"
        assert [row["weights"] for row in await depot.rows(found, bad)] == ["[66]"]
        assert (await treat(depot, "redrive", case_id=bad)).status_code == 200
        assert [row["weights"] for row in await depot.rows(found, bad)] == ["[66]"]
        await shelved(depot, 2)
        await right(depot)
