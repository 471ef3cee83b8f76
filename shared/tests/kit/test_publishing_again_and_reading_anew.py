"""A broker that comes back empty: everything is published again, every feed reads it anew, and nothing counts twice."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import parcels
import pytest
from operating import look, treat
from throughline.feed import progress
from throughline.recovery import republishing
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

from conftest import Pair

WHY = {"reason": "the broker lost its disk"}
AT_THE_DOOR = "api,relay"
KNOWN = "select (select sum(sent + weighings) from stock)::int + (select count(*) from timeline)::int as seen"


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    parcels.broken.update({"reaction": False, "read model": False})
    yield
    parcels.broken.update({"reaction": False, "read model": False})


@dataclass(frozen=True)
class Services:
    """How both services are set up; with another prefix, all their topics are empty."""

    post: Settings
    depot: Settings

    @asynccontextmanager
    async def at_work(self, roles: str = "all", **also: Any) -> AsyncIterator[Pair]:
        set_up = {"roles": roles, **also}
        async with (
            running(parcels.post(), self.post.model_copy(update=set_up)) as post,
            running(parcels.depot(), self.depot.model_copy(update=set_up)) as depot,
        ):
            yield Pair(post, depot)

    def on(self, prefix: str) -> "Services":
        moved = {"topic_prefix": prefix}
        return replace(self, post=self.post.model_copy(update=moved), depot=self.depot.model_copy(update=moved))


@pytest.fixture
def services(stack: SharedStack, prefix: str) -> Services:
    made = (
        settings_for(service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix)
        for service in (parcels.post(), parcels.depot())
    )
    return Services(*made)


@pytest.fixture
def emptied(stack: SharedStack) -> Iterator[str]:
    """The prefix of topics that nobody has written to."""
    with stack.topics(*parcels.TOPICS) as made:
        yield made


async def send(post: Running, weight: int = 5, case: UUID | None = None) -> str:
    async with post.as_a("clerk", "NORTH") as clerk:
        if case is None:
            answer = await clerk.post("/cases/send-parcel", json={"weight": weight})
        else:
            answer = await clerk.post(f"/cases/{case}/record-weight", json={"weight": weight})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["caseId"])


async def ask(service: Running, what: str, role: str = "operator", **more: Any) -> tuple[int, dict[str, Any]]:
    async with service.as_a(role) as client:
        answer = await client.post(f"/operations/{what}", json=WHY | more)
    return answer.status_code, answer.json()


async def seen(depot: Running, events: int) -> None:
    """The depot has so many events of the post, and what it made of each, in its read models."""
    await eventually(lambda: depot.rows(KNOWN), lambda rows: rows[0]["seen"] == 3 * events)


async def all_published(service: Running) -> None:
    await eventually(lambda: service.rows("select 1 from outbox"), lambda rows: not rows)


async def right(*services: Running) -> None:
    for service in services:
        page = await look(service, "verify", limit=1000)
        assert (page["differing"], page["differences"], page["leftOut"]) == (0, [], {})


async def republished(service: Running) -> list[dict[str, Any]]:
    """Go on until it is published to its end; every answer."""
    answers = []

    async def more() -> int:
        status, answer = await ask(service, "republish/next")
        answers.append(answer)
        return status

    await eventually(more, lambda status: status == 404)
    return answers[:-1]


class TestAnEmptyBroker:
    async def test_is_filled_from_the_stores_and_read_anew_and_nothing_counts_twice(
        self, services: Services, emptied: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(republishing, "CHUNK", 7)
        async with services.at_work() as pair:
            cases = [await send(pair.post) for _ in range(20)]
            for case in cases:
                await send(pair.post, 3, UUID(case))
            await seen(pair.depot, 40)
            parcels.broken["read model"] = True
            await send(pair.post, parcels.POISON, UUID(cases[0]))
            await eventually(
                lambda: pair.depot.rows("select 1 from waiting_event where state = 'parked' and reaction = ''"),
                lambda rows: len(rows) == 2,
            )
            parcels.broken["read model"] = False
        moved = services.on(emptied)
        async with moved.at_work(AT_THE_DOOR) as pair:
            new = await send(pair.post)  # stands where, in the log that is gone, another event stood
            await send(pair.post, 4, UUID(cases[1]))
            for service in (pair.post, pair.depot):
                status, would = await ask(service, "republish", dryRun=True)
                assert (status, would["underWay"]) == (200, False)
                assert await service.rows("select 1 from recovery") == []
                status, begun = await ask(service, "republish")
                assert (status, begun["eventsKnown"]) == (200, sum(topic["events"] for topic in begun["topics"]))
                answers = await republished(service)
                assert answers[-1]["events"] == begun["eventsKnown"]
                assert await service.rows("select 1 from outbox") == []
                status, dry = await ask(service, "relog", dryRun=True)
                assert (status, dry["done"]) == (200, False)
                of_post = [one for one in dry["feeds"] if one["topic"] == "intake.events" and one["stands"]]
                assert of_post  # what the depot itself says may come in the order that it had
                assert all(one["replaced"] for one in of_post)
                assert await service.rows("select 1 from read_offset where next_offset > 0") != []
                assert (await ask(service, "relog"))[0] == 200
                assert await service.rows("select 1 from read_offset where next_offset > 0") == []
        async with moved.at_work() as pair:
            await send(pair.post, 8, UUID(new))
            answer = await treat(pair.depot, "redrive", caseId=cases[0])
            assert [one["stillParked"] for one in answer.json()] == [0]
            await seen(pair.depot, 44)
            duplicates = "select sum(duplicates)::int as n from feed_count where feed = 'live'"
            await eventually(lambda: pair.depot.rows(duplicates), lambda rows: rows[0]["n"] >= 80)
            await right(pair.post, pair.depot)
            events = await pair.depot.rows("select count(*) as n from event")
            assert events == [{"n": 44}]
            received = await pair.depot.rows(
                "select count(*) as n, count(distinct headers::jsonb ->> 'ce_id') as ids from received_event"
            )
            assert received == [{"n": 44, "ids": 44}]

    async def test_can_be_lost_again(self, services: Services, emptied: str, stack: SharedStack) -> None:
        with stack.topics(*parcels.TOPICS) as third:
            async with services.at_work() as pair:
                cases = [await send(pair.post) for _ in range(8)]
                await seen(pair.depot, 8)
            for number, prefix in enumerate((emptied, third), start=1):
                async with services.on(prefix).at_work(AT_THE_DOOR) as pair:
                    for service in (pair.post, pair.depot):
                        assert (await ask(service, "republish"))[0] == 200
                        await republished(service)
                        assert (await ask(service, "relog", anyway=True))[0] == 200  # few may stand where they stood
                async with services.on(prefix).at_work() as pair:
                    for case in cases:
                        await send(pair.post, 10 + number, UUID(case))
                    await seen(pair.depot, 8 + 8 * number)
                    await right(pair.post, pair.depot)


class TestReadersAtWork:
    """Nothing is restarted, and nothing more arrives that would tell a reader."""

    async def test_begin_anew_by_themselves(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
        async with services.at_work() as pair:
            for _ in range(5):
                await send(pair.post)
            await seen(pair.depot, 5)
            stood = await at_rest(pair.depot, 15)
            assert (await ask(pair.depot, "relog", anyway=True))[0] == 200
            assert await at_rest(pair.depot, 15) == stood
            again = "select feed, sum(duplicates)::int as n from feed_count group by feed order by feed"
            assert await pair.depot.rows(again) == [{"feed": "live", "n": 10}, {"feed": "reactions", "n": 5}]
            await right(pair.depot)

    async def test_take_their_reactions_from_the_beginning_too(
        self, services: Services, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
        async with services.at_work() as pair:
            runtime = pair.depot.runtime
            await pair.depot.runtime.pool.execute("update reaction_start set from_offset = 1000")
            await runtime.learn_starts()
            assert runtime.starts
            assert (await ask(pair.depot, "relog", anyway=True))[0] == 200

            async def learned() -> bool:
                return not runtime.starts

            await eventually(learned)
            await send(pair.post)
            await seen(pair.depot, 1)

    async def test_react_to_what_was_parked_when_the_log_was_another(self, services: Services) -> None:
        async with services.at_work() as pair:
            parcels.broken["reaction"] = True
            case = await send(pair.post, parcels.POISON)
            parked = "select \"offset\" from waiting_event where state = 'parked' and reaction = 'parcel_sent'"
            await eventually(lambda: pair.depot.rows(parked))
            parcels.broken["reaction"] = False
            assert (await ask(pair.depot, "relog", anyway=True))[0] == 200
            assert (await pair.depot.rows(parked))[0]["offset"] < 0
            answer = await treat(pair.depot, "redrive", caseId=case)
            assert [one["stillParked"] for one in answer.json()] == [0]
            assert len(await pair.depot.rows("select 1 from event")) == 1


async def at_rest(service: Running, records: int) -> list[dict[str, Any]]:
    """Where its feeds stand, once all of them together have read so many records."""
    stands = "select feed, topic, lane, next_offset as n from read_offset where next_offset > 0 order by 1, 2, 3"
    return await eventually(lambda: service.rows(stands), lambda rows: sum(row["n"] for row in rows) == records)


class TestWhatIsAskedForInVain:
    async def test_is_refused_and_changes_nothing(self, services: Services) -> None:
        async with services.at_work() as pair:
            await send(pair.post)
            await seen(pair.depot, 1)
            await all_published(pair.depot)
            for what in ("republish", "relog"):
                status, problem = await ask(pair.depot, what)
                assert (status, problem["code"]) == (409, "nothing-to-recover")
                assert (await ask(pair.depot, what, "clerk"))[0] == 403
                async with pair.depot.as_a("operator") as client:
                    assert (await client.post(f"/operations/{what}", json={"dryRun": True})).status_code == 422
            assert (await ask(pair.depot, "republish/next"))[0] == 404
            assert await pair.depot.rows("select 1 from recovery") == []

    async def test_does_no_harm_where_it_is_wanted_anyway(self, services: Services) -> None:
        async with services.at_work() as pair:
            cases = [await send(pair.post) for _ in range(5)]
            await seen(pair.depot, 5)
            for service in (pair.post, pair.depot):
                assert (await ask(service, "republish", anyway=True))[0] == 200
                await republished(service)
                assert (await ask(service, "relog", anyway=True))[0] == 200
            for case in cases:
                await send(pair.post, 9, UUID(case))
            await seen(pair.depot, 10)
            await right(pair.post, pair.depot)
            told = await pair.depot.rows("select what, reason, ended_at is not null as ended from recovery order by id")
            assert told == [{"what": what, "reason": WHY["reason"], "ended": True} for what in ("republish", "relog")]


async def test_one_that_was_begun_goes_on_where_it_stood(
    services: Services, emptied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(republishing, "CHUNK", 3)
    async with services.at_work() as pair:
        for _ in range(10):
            await send(pair.post)
        await seen(pair.depot, 10)
    moved = services.on(emptied)
    async with moved.at_work(AT_THE_DOOR) as pair:
        await ask(pair.post, "republish")
        _, first = await ask(pair.post, "republish/next")
        assert (first["events"], first["ended"]) == (3, False)
        await all_published(pair.post)  # a relay stopped between sending and deleting sends its records twice
    async with moved.at_work(AT_THE_DOOR) as pair:
        _, again = await ask(pair.post, "republish")
        assert (again["underWay"], again["events"], again["eventsKnown"]) == (True, 3, 10)
        answers = await republished(pair.post)
        assert answers[-1]["events"] == 10
        assert len(await pair.post.rows("select 1 from recovery")) == 1
        _, dry = await ask(pair.post, "republish", dryRun=True, anyway=True)
        assert [topic["records"] for topic in dry["topics"]] == [10]
