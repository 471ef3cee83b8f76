"""Trying parked events again: what still fails keeps its place and its count, and no traffic makes it give up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import UUID, uuid4

import parcels
import pytest
from operating import look, treat
from records import Publisher, headers, publishing
from throughline.composition import Service
from throughline.domain import Command, Metadata, TakeBack
from throughline.feed import redrive, redrive_readable
from throughline.inbound import Inbound
from throughline.projection import Forgetting
from throughline.reaction import reaction
from throughline.stack.for_tests import SharedStack
from throughline.testing.proxy import proxied
from throughline.testing.running import Running, eventually, running, settings_for

broken = {"first": True, "second": True}


@reaction(parcels.Sent)
def first(event: parcels.Sent, origin: Metadata) -> list[Command]:
    if broken["first"]:
        raise parcels.Poison
    return []


@reaction(parcels.Sent)
def second(event: parcels.Sent, origin: Metadata) -> list[Command]:
    if broken["second"]:
        raise parcels.Poison
    return []


class Corrected(Inbound, source="post", name="FactCorrected"):
    replaces: UUID


@reaction(Corrected)
def corrected(event: Corrected, origin: Metadata) -> list[Command]:
    return [TakeBack(case_id=origin.case_id, source=event.replaces)]


@pytest.fixture(autouse=True)
def all_is_broken() -> None:
    broken.update({"first": True, "second": True})
    parcels.broken.update({"reaction": False, "read model": True})


@pytest.fixture
async def publish(stack: SharedStack, prefix: str) -> AsyncIterator[Publisher]:
    async with publishing(stack.kafka_bootstrap, prefix) as publisher:
        yield publisher


@pytest.fixture
async def depot(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    async with started(stack, prefix, parcels.depot(reactions=(first, second))) as found:
        yield found


def started(stack: SharedStack, prefix: str, service: Service, dsn: str = "", roles: str = "all"):
    dsn = dsn or stack.database_of("depot")
    return running(service, settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles=roles))


async def counts(depot: Running, feed: str) -> dict[str, int]:
    return (await depot.rows("select applied, parked from feed_count where feed = $1 and lane = 0", feed))[0]


async def waiting(depot: Running, case: UUID, feed: str = "live") -> list[dict]:
    return await depot.rows(
        "select version, fingerprint, since from waiting_event where case_id = $1 and feed = $2 order by since",
        case,
        feed,
    )


async def test_what_fails_again_stays_in_the_order_in_which_it_came(depot: Running, publish: Publisher) -> None:
    case = uuid4()
    await publish(case, 1)
    await publish(case, 2, b'{"weight": 66}', "ParcelWeighed")
    await publish(case, 3, b'{"weight": 3}', "ParcelWeighed")
    before = await eventually(lambda: waiting(depot, case), lambda rows: len(rows) == 2)
    for _ in range(3):
        failures = await redrive(depot.runtime.live.lanes[0], case)
        assert [failure.arrived.version for failure in failures] == [2, 3]
        assert await waiting(depot, case) == before
        assert (await counts(depot, "live"))["parked"] == 2
    parcels.broken["read model"] = False
    assert await redrive(depot.runtime.live.lanes[0], case) == []
    rows = await depot.rows("select weights from stock where case_id = $1", case)
    assert rows == [{"weights": "[66, 3]"}]
    assert await counts(depot, "live") == {"applied": 3, "parked": 0}


async def test_what_was_taken_back_while_it_was_parked_is_not_done_and_all_else_is(
    stack: SharedStack, prefix: str, publish: Publisher
) -> None:
    wrong, right = uuid4(), uuid4()
    parcels.broken.update({"reaction": True, "read model": False})
    async with started(stack, prefix, parcels.depot(reactions=(parcels.parcel_sent, corrected))) as depot:
        for case in (wrong, right):
            await publish(case, 1, b'{"weight": 66}')
        (told,) = (value for name, value in headers(wrong, 1) if name == "ce_id")
        await publish(wrong, 2, b'{"replaces": "%s"}' % told, "FactCorrected")
        so_far = "select applied, parked from feed_count where feed = 'reactions' and lane = 0"
        await eventually(lambda: depot.rows(so_far), lambda rows: rows == [{"applied": 1, "parked": 2}])
        parcels.broken["reaction"] = False
        for case in (wrong, right):
            assert await redrive(depot.runtime.reactions.lanes[0], case) == []
        assert await depot.rows("select case_id from event where type = 'ParcelShelved'") == [{"case_id": right}]
        assert await counts(depot, "reactions") == {"applied": 3, "parked": 0}


async def test_a_record_that_two_reactions_parked_counts_once(depot: Running, publish: Publisher) -> None:
    case, lane = uuid4(), depot.runtime.reactions.lanes[0]
    await publish(case, 1)
    await eventually(lambda: waiting(depot, case, "reactions"), lambda rows: len(rows) == 2)
    assert await counts(depot, "reactions") == {"applied": 0, "parked": 1}
    broken["first"] = False
    assert len(await redrive(lane, case)) == 1
    assert await counts(depot, "reactions") == {"applied": 0, "parked": 1}
    broken["second"] = False
    assert await redrive(lane, case) == []
    assert await counts(depot, "reactions") == {"applied": 1, "parked": 0}


async def test_a_reaction_meets_what_is_parked_for_all_after_what_is_parked_for_it(
    depot: Running, publish: Publisher
) -> None:
    case, lane = uuid4(), depot.runtime.reactions.lanes[0]
    broken["second"] = False
    await publish(case, 1)
    await publish(case, 1, twin="forged")
    await eventually(lambda: waiting(depot, case, "reactions"), lambda rows: len(rows) == 2)
    failures = await redrive(lane, case)
    assert [(one.reaction, one.fingerprint.partition("@")[0]) for one in failures] == [
        ("first", "Poison"),
        ("first", "behind"),
    ]
    broken["first"] = False
    assert await redrive(lane, case) == []
    assert await counts(depot, "reactions") == {"applied": 2, "parked": 0}


async def test_only_the_reaction_that_was_chosen_is_given_up_or_tried_again(depot: Running, publish: Publisher) -> None:
    case = uuid4()
    await publish(case, 1)
    await eventually(lambda: waiting(depot, case, "reactions"), lambda rows: len(rows) == 2)
    parked = {one["reaction"]: one["fingerprint"] for one in await look(depot, "parked", caseId=case)}
    broken.update({"first": False, "second": False})
    shown = await treat(depot, "discard", fingerprint=parked["first"], dryRun=True)
    assert shown.json() == [{"feed": "reactions", "caseId": str(case), "events": 1, "stillParked": 1}]
    given_up = await treat(depot, "discard", fingerprint=parked["first"])
    assert given_up.json() == [{"feed": "reactions", "caseId": str(case), "events": 1, "stillParked": 0}]
    states = {one["reaction"]: one["state"] for one in await look(depot, f"parked/{case}")}
    assert states == {"first": "discarded", "second": "parked"}
    assert await counts(depot, "reactions") == {"applied": 0, "parked": 1}
    tried = await treat(depot, "redrive", fingerprint=parked["second"])
    assert [one["stillParked"] for one in tried.json()] == [0]
    assert await counts(depot, "reactions") == {"applied": 1, "parked": 0}
    assert {one["reaction"] for one in await look(depot, f"parked/{case}")} == {"first"}


async def test_of_a_case_in_which_somebody_is_forgotten_all_that_waited_is_applied(
    stack: SharedStack, prefix: str, publish: Publisher
) -> None:
    case, forgets = uuid4(), Forgetting(event="SubjectForgotten", cases="with_somebody_forgotten")
    async with started(stack, prefix, parcels.depot(reactions=(), forgets=forgets)) as depot:
        await publish(case, 1)
        await publish(case, 2, b'{"subjectId": "%s"}' % str(uuid4()).encode(), "SubjectForgotten")
        await publish(case, 3, b'{"weight": 66}', "ParcelWeighed")
        await publish(case, 4, b'{"weight": 3}', "ParcelWeighed")
        await eventually(lambda: waiting(depot, case), lambda rows: [row["version"] for row in rows][-2:] == [3, 4])
        parcels.broken["read model"] = False
        assert await redrive(depot.runtime.live.lanes[0], case) == []
        assert await depot.rows("select weights from stock where case_id = $1", case) == [{"weights": "[66, 3]"}]
        assert (await look(depot, "verify", caseId=case))["differences"] == []


async def test_what_waits_in_a_feed_that_is_not_here_is_told_of_and_stays(depot: Running, publish: Publisher) -> None:
    case = uuid4()
    await publish(case, 1)
    await eventually(lambda: waiting(depot, case, "reactions"), lambda rows: len(rows) == 2)
    await depot.runtime.pool.execute("update waiting_event set feed = 'notices'")
    answer = await treat(depot, "redrive", caseId=case)
    assert answer.json() == [{"feed": "notices", "caseId": str(case), "events": 2, "stillParked": 2}]
    assert len(await waiting(depot, case, "notices")) == 2


async def test_in_another_process_it_succeeds_while_the_lane_is_never_still(
    stack: SharedStack, prefix: str, publish: Publisher
) -> None:
    dsn, case, service = stack.database_of("depot"), uuid4(), parcels.depot(reactions=())
    async with AsyncExitStack() as processes:
        reader, other = [
            await processes.enter_async_context(started(stack, prefix, service, dsn, roles)) for roles in ("all", "api")
        ]
        await publish(case, 1)
        await publish(case, 2, b'{"weight": 66}', "ParcelWeighed")
        await eventually(lambda: waiting(reader, case), lambda rows: len(rows) == 1)
        parcels.broken["read model"] = False
        sent = list[UUID]()

        async def traffic() -> None:
            while True:
                sent.append(uuid4())
                await publish(sent[-1], 1)

        busy = asyncio.create_task(traffic())
        try:
            await eventually(lambda: reader.rows("select 1 from stock"), lambda rows: len(rows) > 20)
            answer = await treat(other, "redrive", caseId=case)
            assert [one["stillParked"] for one in answer.json()] == [0]
        finally:
            busy.cancel()
            await asyncio.gather(busy, return_exceptions=True)
        await publish(case, 3, b'{"weight": 4}', "ParcelWeighed")
        await eventually(
            lambda: reader.rows("select weights from stock where case_id = $1", case),
            lambda rows: rows == [{"weights": "[66, 4]"}],
        )
        rows = await eventually(lambda: reader.rows("select sent from stock"), lambda rows: len(rows) >= len(sent))
        assert {row["sent"] for row in rows} == {1}


async def test_at_a_start_a_database_that_is_away_is_waited_for(
    depot: Running, publish: Publisher, stack: SharedStack, prefix: str
) -> None:
    case = uuid4()
    await publish(case, 1)
    await publish(case, 2, b'{"weight": 66}', "ParcelWeighed")
    await eventually(lambda: waiting(depot, case), lambda rows: len(rows) == 1)
    await depot.runtime.pool.execute("update waiting_event set fingerprint = 'NeedsNewerRelease@decoding.py:1'")
    parcels.broken["read model"] = False
    address, _, database = depot.settings.postgres_dsn.rpartition("@")[2].partition("/")
    host, _, port = address.partition(":")
    async with proxied(host, int(port)) as proxy:
        through = depot.settings.postgres_dsn.replace(
            f"@{address}/{database}", f"@127.0.0.1:{proxy.local_port}/{database}"
        )
        async with started(stack, prefix, parcels.depot(), through, "api") as newer:
            proxy.cut()
            trying = asyncio.create_task(redrive_readable(newer.runtime.live))
            await asyncio.sleep(0.5)
            assert not trying.done()
            proxy.mend()
            await asyncio.wait_for(trying, 20)
    assert await waiting(depot, case) == []
