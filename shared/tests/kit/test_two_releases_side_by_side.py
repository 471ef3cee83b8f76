"""A release and the next one work on the same database and topics at once, under load, and the way back is open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import parcels
import parcels_next
import pytest
from operating import look
from throughline.composition import Service
from throughline.domain import Aggregate
from throughline.eventstore import CannotEmit, EventTypes
from throughline.eventstore.versions import raised
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

CASES = 6
AS_BEFORE = {"ParcelWeighed": 1}
VERSIONS = "select distinct schema_version as v from event where type = 'ParcelWeighed' order by 1"


@pytest.fixture(autouse=True)
def mended() -> None:
    parcels.broken.update({"reaction": False, "read model": False})


@pytest.fixture
def settings(stack: SharedStack, prefix: str) -> dict[str, Settings]:
    return {
        service.name: settings_for(
            service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
        )
        for service in (parcels.post(), parcels.depot())
    }


@asynccontextmanager
async def at_work(
    settings: dict[str, Settings], *services: Service, emits: dict[str, int] | None = None
) -> AsyncIterator[list[Running]]:
    """Processes of these releases. Only the next one of post writes what `emits` says."""
    async with AsyncExitStack() as started:
        made = []
        for service in services:
            is_next = parcels_next.PARCEL in service.aggregates
            set_up = settings[service.name].model_copy(update={"emits": emits or {} if is_next else {}})
            made.append(await started.enter_async_context(running(service, set_up)))
        yield made


async def send(post: Running) -> str:
    async with post.as_a("clerk", "NORTH") as clerk:
        answer = await clerk.post("/cases/send-parcel", json={"weight": 1})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["caseId"])


async def weigh(post: Running, case: str, weight: int) -> None:
    async with post.as_a("clerk", "NORTH") as clerk:
        answer = await clerk.post(f"/cases/{case}/record-weight", json={"weight": weight})
    assert answer.status_code == 201, answer.text


async def load(posts: list[Running], cases: list[str], weights: range) -> None:
    """Every case is weighed by each process in turn, all cases at once."""

    async def of_one(case: str) -> None:
        for weight in weights:
            await weigh(posts[weight % len(posts)], case, weight)

    await asyncio.gather(*map(of_one, cases))


async def weighed(depot: Running, cases: list[str], weights: list[int]) -> None:
    """The depot has all weights of every case, in order, each once."""

    async def stock() -> dict[str, str]:
        return {str(row["case_id"]): row["weights"] for row in await depot.rows("select case_id, weights from stock")}

    await eventually(stock, lambda found: found == dict.fromkeys(cases, str(weights)))


async def right(*services: Running) -> None:
    for service in services:
        page = await look(service, "verify", limit=1000)
        assert (page["differing"], page["differences"], page["leftOut"]) == (0, [], {})
        gaps = "select stream_id from event group by stream_id having count(*) <> max(version)"
        assert await service.rows(gaps) == []


async def test_both_write_what_the_older_reads_and_the_older_goes_on_alone(settings: dict[str, Settings]) -> None:
    old, new = parcels.post(), parcels_next.post()
    async with at_work(settings, old, new, parcels.depot(), emits=AS_BEFORE) as (before, after, depot):
        cases = [await send(post) for post in [before, after] * (CASES // 2)]
        await load([before, after], cases, range(2, 20))
        await weighed(depot, cases, list(range(2, 20)))
        assert await before.rows(VERSIONS) == [{"v": 1}]
        await right(before, after, depot)
    async with at_work(settings, old, parcels.depot()) as (alone, depot):  # the way back
        await load([alone], cases, range(20, 24))
        await weighed(depot, cases, list(range(2, 24)))
        await right(alone, depot)


async def test_the_new_version_is_written_once_its_readers_are_there(settings: dict[str, Settings]) -> None:
    async with at_work(settings, parcels.post(), parcels.depot()) as (before, depot):
        cases = [await send(before) for _ in range(CASES)]
        await load([before], cases, range(2, 8))
        await weighed(depot, cases, list(range(2, 8)))
    everywhere = (parcels_next.post(), parcels_next.post(), parcels_next.depot())
    async with at_work(settings, *everywhere, emits=AS_BEFORE) as (one, other, depot):
        await load([one, other], cases, range(8, 14))
        await weighed(depot, cases, list(range(2, 14)))
        assert await one.rows(VERSIONS) == [{"v": 1}]
    async with at_work(settings, *everywhere) as (one, other, depot):
        await load([one, other], cases, range(14, 20))
        await weighed(depot, cases, list(range(2, 20)))
        assert await one.rows(VERSIONS) == [{"v": 1}, {"v": 2}]
        kept = await one.rows("select data from event where type = 'ParcelWeighed' and schema_version = 2 limit 1")
        assert '"grams"' in kept[0]["data"]
        await right(one, other, depot)


async def test_a_reader_that_is_late_parks_what_it_cannot_read_and_takes_it_up_when_it_can(
    settings: dict[str, Settings],
) -> None:
    parked = "select distinct reaction, fingerprint from waiting_event where state = 'parked' order by 1"
    async with at_work(settings, parcels_next.post(), parcels.depot()) as (post, depot):
        cases = [await send(post) for _ in range(CASES)]
        await load([post], cases, range(2, 6))
        await eventually(
            lambda: depot.rows("select count(*) as n from waiting_event where state = 'parked' and reaction = ''"),
            lambda rows: rows[0]["n"] >= CASES * 4,
        )
        assert all(row["fingerprint"].startswith(("NeedsNewerRelease", "behind")) for row in await depot.rows(parked))
    async with at_work(settings, parcels_next.depot()) as (depot,):
        await weighed(depot, cases, list(range(2, 6)))
        await eventually(lambda: depot.rows(parked), lambda rows: not rows)
        await right(depot)


def types(emits: dict[str, int], *aggregates: Aggregate[Any]) -> EventTypes:
    return EventTypes(aggregates or (parcels_next.PARCEL,), emits)


def test_a_version_that_this_release_does_not_write_is_refused() -> None:
    assert types({"ParcelWeighed": 1}).emits == {"ParcelWeighed": 1}
    for emits in ({"ParcelWeighed": 3}, {"ParcelSent": 2}, {"ParcelLost": 1}):
        with pytest.raises(CannotEmit):
            types(emits)
    with pytest.raises(CannotEmit):
        types({"ParcelWeighed": 2}, parcels.PARCEL)


def test_what_is_lowered_is_read_as_it_was() -> None:
    event = parcels_next.ParcelWeighed(grams=3000)
    lower, data = event.lowers[2], event.model_dump(by_alias=True)
    assert lower(data) == {"weight": 3}
    body = raised(parcels_next.ParcelWeighed, 1, parcels.ParcelWeighed(weight=3).model_dump_json().encode())
    assert parcels_next.ParcelWeighed.model_validate_json(body) == event
