"""Opening a dead letter: by few, for a stated purpose, and recorded before anything is shown."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import uuid4

import httpx
import parcels
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

TOPIC = "partner.hotline.in"
SECRET = b'{"weight": "told in confidence"}'
HEADERS = [("ce_type", b"throughline.partner.ParcelWeighed.v1")]


@pytest.fixture
async def kafka(stack: SharedStack) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all")
    await producer.start()
    yield producer
    await producer.stop()


async def put(kafka: AIOKafkaProducer, prefix: str, ce_id: str, body: bytes) -> None:
    headers = [("ce_id", ce_id.encode()), *HEADERS]
    await kafka.send_and_wait(f"{prefix}{TOPIC}", body, headers=headers, partition=3)


async def ask(
    post: Running, role: str, *offices: str, offset: int = 0, purpose: str = "asked by her"
) -> httpx.Response:
    asked = {"topic": TOPIC, "partition": 3, "offset": offset, "purpose": purpose}
    async with post.as_a(role, *offices) as client:
        return await client.post("/operations/dead-letters/open", json=asked)


class TestADeadLetter:
    @pytest.fixture
    async def post(self, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer) -> AsyncIterator[Running]:
        service, dsn = parcels.post(), stack.database_of("post")
        settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service, settings) as post:
            for number, body in enumerate((SECRET, b"\xff\xfe", b"x" * 1_000_000)):
                await put(kafka, prefix, f"m-{number}", body)
            await eventually(lambda: post.rows("select 1 from read_offset where feed = 'partner' and next_offset = 3"))
            await eventually(lambda: post.rows("select 1 from outbox"), lambda rows: not rows)
            yield post

    async def test_is_opened_once_it_is_recorded_who_did_so_and_why(self, post: Running) -> None:
        opened = await ask(post, "data_protection_officer", purpose="  asked by her  ")
        assert opened.status_code == 200, opened.text
        assert opened.headers["cache-control"] == "no-store"
        assert (opened.json()["field"], opened.json()["text"]) == ("caseId", SECRET.decode())
        found = await post.rows(
            'select topic, partition, "offset", actor_role, purpose from dead_letter_opened order by id'
        )
        told = {"topic": TOPIC, "partition": 3, "offset": 0, "actor_role": "data_protection_officer"}
        assert found == [{**told, "purpose": "asked by her"}]
        assert b64decode((await ask(post, "director", offset=1)).json()["base64"]) == b"\xff\xfe"
        assert len((await ask(post, "director", offset=2)).json()["text"]) == 1_000_000

    async def test_is_shown_to_nobody_else_and_none_where_there_is_none(self, post: Running) -> None:
        for role, offices in (("operator", ()), ("clerk", ()), ("director", ("NORTH",))):
            assert (await ask(post, role, *offices)).status_code == 403
        assert (await ask(post, "director", offset=9)).status_code == 404
        assert (await ask(post, "director", purpose="  ")).status_code == 422
        assert await post.rows("select 1 from dead_letter_opened") == []


class TestATopicThatWasReplaced:
    @pytest.mark.parametrize("messages", [2, 5], ids=["and has less than was read", "and has more than was read"])
    async def test_is_read_from_its_beginning(
        self, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer, messages: int
    ) -> None:
        service, dsn = parcels.post(), stack.database_of("post")
        settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)

        async def weighed(post: Running, count: int) -> None:
            await eventually(
                lambda: post.rows("select 1 from event where type = 'ParcelWeighed'"), lambda rows: len(rows) == count
            )

        async with running(service, settings) as post:
            async with post.as_a("clerk", "NORTH") as client:
                case = (await client.post("/cases/send-parcel", json={"weight": 5})).json()["caseId"]
            for weight in (10, 11, 12):
                await put(kafka, prefix, str(uuid4()), json.dumps({"caseId": case, "weight": weight}).encode())
            await weighed(post, 3)
        async with AsyncExitStack() as closing:
            admin = AIOKafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap)
            await admin.start()
            closing.push_async_callback(admin.close)
            await admin.delete_topics([f"{prefix}{TOPIC}"])

            async def created() -> bool:
                answer = await admin.create_topics([NewTopic(f"{prefix}{TOPIC}", 12, 1)])
                return all(code == 0 for _, code, _ in answer.topic_errors)

            await eventually(created)
            looking = AIOKafkaConsumer(bootstrap_servers=stack.kafka_bootstrap)
            await looking.start()
            closing.push_async_callback(looking.stop)
            third = TopicPartition(f"{prefix}{TOPIC}", 3)
            # What is sent while the broker still has the old log is gone with it.
            await eventually(lambda: looking.end_offsets([third]), lambda ends: ends[third] == 0)
        for weight in range(20, 20 + messages):
            await put(kafka, prefix, str(uuid4()), json.dumps({"caseId": case, "weight": weight}).encode())
        async with running(service, settings) as post:
            await weighed(post, 3 + messages)

    async def test_what_was_read_is_not_read_again_after_a_restart(
        self, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        service, dsn = parcels.post(), stack.database_of("post")
        # Without a relay, what was set aside stays to be counted.
        settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api,reactor")
        stands = (
            "select next_offset, xmin::text as written from read_offset where feed = 'partner' and next_offset = $1"
        )
        async with running(service, settings) as post:
            await put(kafka, prefix, "m-1", b"{}")
            before = await eventually(lambda: post.rows(stands, 1))
        async with running(service, settings) as post:
            assert await post.rows(stands, 1) == before
            await put(kafka, prefix, "m-2", b"{}")
            await eventually(lambda: post.rows(stands, 2))
            assert len(await post.rows("select 1 from outbox")) == 2
