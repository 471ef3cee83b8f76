"""What another organisation meets on its topics: its facts are taken once and answered, what is bad is set aside."""

import json
from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import eventually

from conftest import Pair

Header = tuple[str, bytes]


@pytest.fixture
async def kafka(stack: SharedStack) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all")
    await producer.start()
    yield producer
    await producer.stop()


def headers(ce_id: str, ce_type: str = "throughline.partner.ParcelWeighed.v1") -> Sequence[Header]:
    return [("ce_id", ce_id.encode()), ("ce_type", ce_type.encode()), ("ce_specversion", b"1.0")]


async def sent(pair: Pair) -> str:
    async with pair.post.as_a("clerk", "NORTH") as client:
        return (await client.post("/cases/send-parcel", json={"weight": 5})).json()["caseId"]


async def published(stack: SharedStack, topic: str, count: int) -> list[dict]:
    """The bodies on a topic, once there are `count`."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=stack.kafka_bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    found: list[dict] = []

    async def read() -> list[dict]:
        for records in (await consumer.getmany(timeout_ms=200)).values():
            found.extend(json.loads(record.value) for record in records)
        return found

    try:
        return await eventually(read, lambda bodies: len(bodies) >= count)
    finally:
        await consumer.stop()


class TestAGoodMessage:
    async def test_is_recorded_as_that_organisations_and_answered(
        self, pair: Pair, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        case, topic = await sent(pair), f"{prefix}partner.hotline.in"
        body = json.dumps({"caseId": case, "weight": 8}).encode()
        for _ in range(3):
            await kafka.send_and_wait(topic, body, headers=headers("m-1"))
        answers = await published(stack, f"{prefix}partner.hotline.out", 1)
        assert answers[0]["answers"] == "m-1"
        assert answers[0]["outcome"] == "accepted"
        rows = await pair.post.rows("select headers from event where type = 'ParcelWeighed'")
        assert len(rows) == 1
        assert '"ce_origin": "partner:hotline"' in rows[0]["headers"]

    async def test_that_a_rule_holds_is_answered_with_the_code(
        self, pair: Pair, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        body = json.dumps({"caseId": await sent(pair), "weight": 800}).encode()
        await kafka.send_and_wait(f"{prefix}partner.hotline.in", body, headers=headers("m-2"))
        answers = await published(stack, f"{prefix}partner.hotline.out", 1)
        assert (answers[0]["outcome"], answers[0]["code"]) == ("held", "TooHeavy")


class TestABadMessage:
    @pytest.mark.parametrize(
        ("body", "found", "field"),
        [
            (b"this is not JSON", headers("bad"), ""),
            (b'{"weight": 3}', [("ce_type", b"throughline.partner.ParcelWeighed.v1")], "ce_id"),
            (b"{}", headers("bad", "throughline.partner.NobodyKnows.v1"), "ce_type"),
            (b'{"caseId": "%s", "weight": "secret"}' % str(uuid4()).encode(), headers("bad"), "weight"),
        ],
        ids=["not JSON", "no id", "unknown type", "bad field"],
    )
    async def test_is_set_aside_sealed_and_the_next_is_taken(
        self,
        pair: Pair,
        stack: SharedStack,
        prefix: str,
        kafka: AIOKafkaProducer,
        body: bytes,
        found: Sequence[Header],
        field: str,
    ) -> None:
        case, topic = await sent(pair), f"{prefix}partner.hotline.in"
        await kafka.send_and_wait(topic, body, headers=found, partition=0)
        good = json.dumps({"caseId": case, "weight": 8}).encode()
        await kafka.send_and_wait(topic, good, headers=headers("good"), partition=0)
        letters = await published(stack, f"{topic}.dead-letter", 1)
        assert letters[0]["field"] == field
        assert letters[0]["reason"]
        assert "secret" not in json.dumps(letters)
        await eventually(lambda: pair.post.rows("select 1 from event where type = 'ParcelWeighed'"))
