"""Roles in processes of their own, and several of one role: work is shared, nothing is done twice or left out."""

import asyncio
from contextlib import AsyncExitStack
from uuid import uuid4

import httpx
import parcels
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for


async def send(service: Running, count: int) -> list[str]:
    """Parcels of as many cases; the case ids."""
    async with service.as_a("clerk", "NORTH") as client:

        async def one() -> str:
            door, key = f"/cases/{uuid4()}/send-parcel", {"Idempotency-Key": str(uuid4())}
            answer: httpx.Response = await eventually(
                lambda: client.post(door, json={"weight": 5}, headers=key), lambda found: found.status_code != 503
            )
            assert answer.status_code == 201, answer.text
            return str(answer.json()["caseId"])

        return await asyncio.gather(*(one() for _ in range(count)))


class TestRolesApart:
    async def test_one_process_takes_commands_another_publishes_and_reads(
        self, stack: SharedStack, prefix: str
    ) -> None:
        dsn, kafka = stack.database_of("post"), stack.kafka_bootstrap
        service = parcels.post()
        async with AsyncExitStack() as processes:
            api, worker = [
                await processes.enter_async_context(
                    running(service, settings_for(service, dsn=dsn, kafka=kafka, prefix=prefix, roles=roles))
                )
                for roles in ("api", "relay,projector,reactor,clock")
            ]
            cases = await send(api, 5)
            seen = await eventually(lambda: api.rows("select case_id from timeline"), lambda rows: len(rows) == 5)
            assert {str(row["case_id"]) for row in seen} == set(cases)
            async with worker.as_a("clerk") as client:
                ready = await client.get("/health/ready")
                assert ready.json()["checks"].keys() == {"relay", "projector", "reactor", "clock"}
                assert (await client.post("/cases/send-parcel", json={"weight": 5})).status_code == 404


class TestTwoOfOneRole:
    async def test_two_readers_share_the_lanes_and_count_everything_once(self, stack: SharedStack, prefix: str) -> None:
        kafka = stack.kafka_bootstrap
        post, depot = parcels.post(), parcels.depot()
        dsn = stack.database_of("depot")
        async with AsyncExitStack() as processes:
            sender = await processes.enter_async_context(
                running(post, settings_for(post, dsn=stack.database_of("post"), kafka=kafka, prefix=prefix))
            )
            settings = settings_for(depot, dsn=dsn, kafka=kafka, prefix=prefix)
            first = await processes.enter_async_context(running(depot, settings))
            cases = await send(sender, 40)
            await eventually(lambda: first.rows("select 1 from stock"), lambda rows: len(rows) == 40)
            async with running(depot, settings) as second:

                async def second_reads() -> bool:
                    subscription = second.runtime.readers.subscriptions.get("live")
                    return bool(subscription and subscription.assigned)

                await eventually(second_reads)
                cases += await send(sender, 40)
                await eventually(lambda: first.rows("select 1 from stock"), lambda rows: len(rows) == 80)
            cases += await send(sender, 40)
            stock = await eventually(
                lambda: first.rows("select case_id, sent from stock"), lambda rows: len(rows) == 120
            )
        assert {str(row["case_id"]) for row in stock} == set(cases)
        assert {row["sent"] for row in stock} == {1}
