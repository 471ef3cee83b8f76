"""A build takes over what waits, what was given up and what is forgotten as they are, and goes on from there."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import parcels
import pytest
from aiokafka import AIOKafkaProducer
from operating import look, treat
from records import headers
from throughline.projection import Forgetting
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

BUILT = "stock@1.1"
FORGETS = Forgetting(event="SubjectForgotten", cases="with_somebody_forgotten")
WEIGHTS = "select weights from stock where case_id = $1"
BALANCE = """
select sum(applied) as applied, sum(held) as held, sum(parked) as parked, sum(discarded) as discarded
  from feed_count where feed = $1
"""


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    parcels.broken.update(dict.fromkeys(parcels.broken, False))
    yield
    parcels.broken.update(dict.fromkeys(parcels.broken, False))


@pytest.fixture
def settings(stack: SharedStack, prefix: str) -> Settings:
    dsn = stack.database_of("depot")
    return settings_for(parcels.depot(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)


class Post:
    """Publishes a case's events on any stream of it."""

    def __init__(self, producer: AIOKafkaProducer, prefix: str) -> None:
        self.producer, self.topic = producer, f"{prefix}intake.events"

    async def __call__(self, case: UUID, version: int, event: str, stream: UUID | None = None, **body: object) -> None:
        told = dict(headers(case, version, event, twin=str(stream or "")))
        told["ce_subject"] = str(stream or case).encode()
        value = json.dumps(body).encode()
        await self.producer.send_and_wait(
            self.topic, value, key=str(case).encode(), headers=[*told.items()], partition=0
        )


@pytest.fixture
async def publish(stack: SharedStack, prefix: str) -> AsyncIterator[Post]:
    async with AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all") as producer:
        yield Post(producer, prefix)


async def weighs(depot: Running, case: UUID, weights: list[int]) -> None:
    await eventually(lambda: depot.rows(WEIGHTS, case), lambda rows: rows == [{"weights": str(weights)}])


async def rebuilt(depot: Running) -> None:
    async with depot.as_a("operator") as operator:
        answer = await operator.post("/operations/rebuilds/stock", json={"reason": "to see what is copied"})
    assert answer.status_code == 202, answer.text

    async def last() -> dict:
        return (await look(depot, "rebuilds"))[0]

    done = await eventually(last, lambda one: one["phase"] == "switched")
    assert done["report"]["folded"] == done["report"]["built"]


@asynccontextmanager
async def verified(settings: Settings, *, forgets: Forgetting | None = None) -> AsyncIterator[Running]:
    """A depot whose read models are what the log says, in the end."""
    async with running(parcels.depot(forgets=forgets), settings) as depot:
        yield depot
        page = await look(depot, "verify", limit=1000)
        assert (page["differing"], page["differences"]) == (0, [])


async def test_what_is_held_waits_in_the_build_and_is_applied_when_its_predecessor_comes(
    settings: Settings, publish: Post
) -> None:
    async with verified(settings) as depot:
        case, held = uuid4(), "select feed from waiting_event where state = 'held' order by feed"
        await publish(case, 1, "ParcelSent", weight=5)
        await publish(case, 3, "ParcelWeighed", weight=30)
        await eventually(lambda: depot.rows(held), lambda rows: len(rows) == 2)
        await rebuilt(depot)
        assert {"feed": BUILT} in await depot.rows(held)
        await weighs(depot, case, [])
        await publish(case, 2, "ParcelWeighed", weight=20)
        await weighs(depot, case, [20, 30])
        await eventually(lambda: depot.rows(held), lambda rows: rows == [])
        (counted,) = await depot.rows(BALANCE, BUILT)
        assert (counted["held"], counted["parked"]) == (0, 0)


async def test_what_was_given_up_stays_so_and_what_came_after_it_is_there(settings: Settings, publish: Post) -> None:
    async with verified(settings) as depot:
        case, parked = uuid4(), "select 1 from waiting_event where feed = 'live' and state = 'parked'"
        parcels.broken["read model"] = True
        await publish(case, 1, "ParcelSent", weight=5)
        await publish(case, 2, "ParcelWeighed", weight=parcels.POISON)
        await eventually(lambda: depot.rows(parked))
        assert (await treat(depot, "discard", case_id=case)).status_code == 200
        parcels.broken["read model"] = False
        await publish(case, 3, "ParcelWeighed", weight=7)
        await weighs(depot, case, [7])
        await rebuilt(depot)
        await weighs(depot, case, [7])
        await publish(case, 4, "ParcelWeighed", weight=8)
        await weighs(depot, case, [7, 8])
        (live, built) = [(await depot.rows(BALANCE, feed))[0] for feed in ("live", BUILT)]
        assert live["discarded"] >= 1
        assert (built["discarded"], built["parked"]) == (live["discarded"], 0)


async def test_a_stream_of_which_nothing_is_kept_goes_on_at_its_version(settings: Settings, publish: Post) -> None:
    async with verified(settings, forgets=FORGETS) as depot:
        (case, theirs), person = sorted((uuid4(), uuid4())), uuid4()
        await publish(case, 1, "ParcelSent", weight=5)
        await publish(case, 2, "ParcelWeighed", weight=6)
        await publish(case, 1, "ParcelWeighed", theirs, weight=40, subjectId=str(person))
        await publish(case, 2, "ParcelWeighed", theirs, weight=41)
        await weighs(depot, case, [6, 40, 41])
        await publish(case, 3, "SubjectForgotten", subjectId=str(person))
        await weighs(depot, case, [6])
        kept = "select 1 from received_event where headers::jsonb ->> 'ce_subject' = $1"
        assert await depot.rows(kept, str(theirs)) == []
        await rebuilt(depot)
        await weighs(depot, case, [6])
        await publish(case, 3, "ParcelWeighed", theirs, weight=42)
        await weighs(depot, case, [6, 42])
        assert await depot.rows("select 1 from waiting_event where state = 'held'") == []
        versions = "select feed, version from stream_version where stream_id = $1 and feed = any ($2)"
        await eventually(
            lambda: depot.rows(versions, theirs, ["live", BUILT]),
            lambda stands: {(row["feed"], row["version"]) for row in stands} == {("live", 3), (BUILT, 3)},
        )
