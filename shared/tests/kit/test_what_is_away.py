"""What a user meets while Kafka or Postgres is away, and that all goes on by itself when it is back."""

import asyncio
import re
from uuid import uuid4

import httpx
import parcels
import pytest
from throughline.recovery import opening
from throughline.stack.for_tests import SharedStack
from throughline.testing.proxy import proxied
from throughline.testing.running import Running, eventually, running, settings_for


async def send(service: Running, weight: int = 5) -> httpx.Response:
    async with service.as_a("clerk", "NORTH") as client:
        return await client.post(f"/cases/{uuid4()}/send-parcel", json={"weight": weight})


class TestWithoutKafka:
    async def test_commands_are_accepted_and_published_when_it_is_back(
        self, stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "PATIENCE", 0.5)
        host, port = stack.kafka_bootstrap.split(":")
        async with proxied(host, int(port)) as proxy:
            proxy.cut()
            dsn = stack.database_of("post")
            kafka = f"127.0.0.1:{proxy.local_port}"
            async with running(
                parcels.post(), settings_for(parcels.post(), dsn=dsn, kafka=kafka, prefix=prefix)
            ) as post:
                answers = [await send(post) for _ in range(3)]
                assert [answer.status_code for answer in answers] == [201, 201, 201]
                assert await post.rows("select count(*) as n from outbox") == [{"n": 3}]
                async with post.as_a("clerk") as client:
                    assert (await client.get("/health/ready")).status_code == 200
                proxy.mend()
                await eventually(lambda: post.rows("select 1 from outbox"), lambda rows: not rows)


class TestWithoutPostgres:
    async def test_commands_are_refused_with_503_until_it_is_back(self, stack: SharedStack, prefix: str) -> None:
        dsn = stack.database_of("post")
        found = re.search(r"@([^:/]+):(\d+)/", dsn)
        assert found
        async with proxied(found[1], int(found[2])) as proxy:
            through = dsn.replace(found[0], f"@127.0.0.1:{proxy.local_port}/")
            settings = settings_for(parcels.post(), dsn=through, kafka=stack.kafka_bootstrap, prefix=prefix)
            async with running(parcels.post(), settings) as post:
                assert (await send(post)).status_code == 201
                proxy.cut()
                away = await send(post)
                assert away.status_code == 503
                assert int(away.headers["retry-after"]) > 0
                proxy.mend()
                back = await eventually(lambda: send(post), lambda answer: answer.status_code == 201)
                assert back.json()["events"][0]["type"] == "ParcelSent"
                await eventually(lambda: post.rows("select 1 from outbox"), lambda rows: not rows)


class TestManyAtOnce:
    async def test_fifty_times_the_same_command_is_recorded_once(self, stack: SharedStack, prefix: str) -> None:
        dsn = stack.database_of("post")
        settings = settings_for(parcels.post(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(parcels.post(), settings) as post, post.as_a("clerk", "NORTH") as client:
            case, headers = uuid4(), {"idempotency-key": "the same"}
            answers = await asyncio.gather(
                *(client.post(f"/cases/{case}/send-parcel", json={"weight": 5}, headers=headers) for _ in range(50))
            )
            assert {answer.status_code for answer in answers} == {201}
            assert len({answer.text for answer in answers}) == 1
            assert await post.rows("select count(*) as n from event") == [{"n": 1}]

    async def test_fifty_commands_on_one_case_all_count(self, stack: SharedStack, prefix: str) -> None:
        dsn = stack.database_of("post")
        settings = settings_for(parcels.post(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(parcels.post(), settings) as post, post.as_a("clerk", "NORTH") as client:
            case = uuid4()
            await client.post(f"/cases/{case}/send-parcel", json={"weight": 99})
            answers = await asyncio.gather(
                *(client.post(f"/cases/{case}/record-weight", json={"weight": weight}) for weight in range(1, 51))
            )
            assert {answer.status_code for answer in answers} == {201}
            versions = await post.rows("select version from event order by position")
            assert [row["version"] for row in versions] == list(range(1, 52))
