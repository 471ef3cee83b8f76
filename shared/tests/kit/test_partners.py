"""What another organisation meets on its topics: its facts are taken once and answered, what is bad is set aside."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import parcels
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from throughline.domain import Command, Event
from throughline.granted import ALL, Grant, grant_of
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

from conftest import Pair

Header = tuple[str, bytes | None]


@pytest.fixture
async def kafka(stack: SharedStack) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all")
    await producer.start()
    yield producer
    await producer.stop()


def headers(ce_id: str, ce_type: str = "throughline.partner.ParcelWeighed.v1") -> Sequence[Header]:
    return [("ce_id", ce_id.encode()), ("ce_type", ce_type.encode()), ("ce_specversion", b"1.0")]


def stating(**fields: object) -> bytes:
    return json.dumps({"caseId": str(uuid4()), **fields}).encode()


async def sent(post: Running) -> str:
    async with post.as_a("clerk", "NORTH") as client:
        return (await client.post("/cases/send-parcel", json={"weight": 5})).json()["caseId"]


async def records(stack: SharedStack, topic: str, count: int) -> list[Any]:
    """What is on a topic, once there are `count`."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=stack.kafka_bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    found: list[Any] = []

    async def read() -> list[Any]:
        for several in (await consumer.getmany(timeout_ms=200)).values():
            found.extend(several)
        return found

    try:
        return await eventually(read, lambda several: len(several) >= count)
    finally:
        await consumer.stop()


async def published(stack: SharedStack, topic: str, count: int) -> list[dict]:
    """The bodies on a topic, once there are `count`."""
    return [json.loads(record.value) for record in await records(stack, topic, count)]


async def by_offset(stack: SharedStack, topic: str, count: int) -> dict[int, list[dict]]:
    """Dead letters by where the message stood that each is about."""
    found = defaultdict[int, list[dict]](list)
    for letter in await records(stack, topic, count):
        about = dict(letter.headers)["ce_subject"].decode()
        found[int(about.rpartition("/")[2])].append(json.loads(letter.value))
    return dict(found)


class TestAGoodMessage:
    async def test_is_recorded_as_that_organisations_and_answered(
        self, pair: Pair, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        case, topic = await sent(pair.post), f"{prefix}partner.hotline.in"
        body = json.dumps({"caseId": case, "weight": 8}).encode()
        for _ in range(3):
            await kafka.send_and_wait(topic, body, headers=headers("m-1"))
        taken = "select sum(next_offset)::int as n from read_offset where feed = 'partner'"
        await eventually(lambda: pair.post.rows(taken), lambda rows: rows == [{"n": 3}])
        answers = await published(stack, f"{prefix}partner.hotline.out", 1)
        assert answers[0]["answers"] == "m-1"
        assert answers[0]["outcome"] == "accepted"
        rows = await pair.post.rows("select headers from event where type = 'ParcelWeighed'")
        assert len(rows) == 1
        assert '"ce_origin": "partner:hotline"' in rows[0]["headers"]

    async def test_that_a_rule_holds_is_answered_with_the_code(
        self, pair: Pair, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        body = json.dumps({"caseId": await sent(pair.post), "weight": 800}).encode()
        await kafka.send_and_wait(f"{prefix}partner.hotline.in", body, headers=headers("m-2"))
        answers = await published(stack, f"{prefix}partner.hotline.out", 1)
        assert (answers[0]["outcome"], answers[0]["code"]) == ("held", "TooHeavy")


class TestAnIdThatWasSentBefore:
    async def test_with_another_body_is_answered_and_the_next_is_taken(
        self, pair: Pair, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        case, topic = await sent(pair.post), f"{prefix}partner.hotline.in"
        for ce_id, weight in (("m-1", 8), ("m-1", 9), ("m-2", 10)):
            body = json.dumps({"caseId": case, "weight": weight}).encode()
            await kafka.send_and_wait(topic, body, headers=headers(ce_id), partition=0)
        answers = await published(stack, f"{prefix}partner.hotline.out", 3)
        found = sorted((answer["answers"], answer["outcome"], answer.get("code")) for answer in answers)
        assert found == [("m-1", "accepted", None), ("m-1", "rejected", "KeyReused"), ("m-2", "accepted", None)]


class TestABugOfOurs:
    async def test_sets_the_message_aside_by_the_kind_of_fault_and_the_next_is_taken(
        self, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        def decide(parcel: parcels.Parcel, command: Command) -> list[Event]:
            if getattr(command, "weight", 0) == parcels.POISON:
                raise parcels.Poison("secret")
            return parcels.decide(parcel, command)

        service = parcels.post(aggregates=(replace(parcels.PARCEL, decide=decide), parcels.LABEL))
        dsn, topic = stack.database_of("post"), f"{prefix}partner.hotline.in"
        settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service, settings) as post:
            case = await sent(post)
            for ce_id, weight in (("m-1", parcels.POISON), ("m-2", 8)):
                body = json.dumps({"caseId": case, "weight": weight}).encode()
                await kafka.send_and_wait(topic, body, headers=headers(ce_id), partition=0)
            await eventually(lambda: post.rows("select 1 from event where type = 'ParcelWeighed'"))
            letters = await published(stack, f"{topic}.dead-letter", 1)
        assert letters[0]["reason"].endswith(": Poison")
        assert "secret" not in json.dumps(letters)


class TestTwoServices:
    async def test_of_which_one_takes_the_type_set_a_bad_message_aside_once(
        self, stack: SharedStack, prefix: str, kafka: AIOKafkaProducer
    ) -> None:
        owner, other = parcels.post(sets_aside=None), parcels.depot(sets_aside=frozenset({"ParcelWeighed"}))
        topic = f"{prefix}partner.hotline.in"
        async with AsyncExitStack() as services:
            both = [
                await services.enter_async_context(
                    running(
                        one,
                        settings_for(one, dsn=stack.database_of(one.name), kafka=stack.kafka_bootstrap, prefix=prefix),
                    )
                )
                for one in (owner, other)
            ]
            await kafka.send_and_wait(topic, b"{}", headers=headers("no")[1:], partition=0)
            await kafka.send_and_wait(topic, b"{}", headers=headers("bad", "nobody's"), partition=0)
            for service in both:
                await eventually(
                    lambda service=service: service.rows(
                        "select 1 from read_offset where feed = 'partner' and next_offset = 2"
                    )
                )
            letters = await published(stack, f"{topic}.dead-letter", 2)
            for service in both:
                await eventually(lambda service=service: service.rows("select 1 from outbox"), lambda rows: not rows)
            letters = await published(stack, f"{topic}.dead-letter", 2)
        assert sorted(letter["field"] for letter in letters) == ["ce_id", "ce_type"]


BAD: dict[str, tuple[bytes | None, Sequence[Header], str]] = {
    "not JSON": (b"this is not JSON", headers("bad"), ""),
    "no id": (b'{"weight": 3}', [("ce_type", b"throughline.partner.ParcelWeighed.v1")], "ce_id"),
    "unknown type": (b"{}", headers("bad", "throughline.partner.NobodyKnows.v1"), "ce_type"),
    "bad field": (stating(weight="secret"), headers("bad"), "weight"),
    "a name for a time": (stating(weight=3, occurredOn="secret name, secret place"), headers("bad"), "occurredOn"),
    "a time before all time": (
        stating(weight=3, occurredOn="0001-01-01T00:00:00+14:00"),
        headers("bad"),
        "occurredOn",
    ),
    "a field nobody knows": (stating(weight=3, **{"secret name": 1}), headers("bad"), ""),
    "an id that is null": (b'{"weight": 3}', [("ce_id", None), *headers("bad")[1:]], "ce_id"),
    "an endless id": (b'{"weight": 3}', [("ce_id", b"i" * 10_000), *headers("bad")[1:]], "ce_id"),
    "a megabyte": (b'"' + b"secret " * 145_000 + b'"', headers("bad"), ""),
    "nothing": (None, headers("bad"), ""),
    "not UTF-8": (b"\xff\xfe", headers("bad"), ""),
}
"""Each message, and the field that is told of it."""


@dataclass(frozen=True)
class SetAside:
    """`letters` by the offset of the message they are about; `weights` are those of good messages that were taken."""

    letters: dict[int, list[dict]]
    weights: list[int]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def aside(stack: SharedStack) -> AsyncIterator[SetAside]:
    """All bad messages on one partition, behind each a good one that is of another weight."""
    service = parcels.post()
    with stack.topics(*parcels.TOPICS) as prefix:
        settings = settings_for(
            service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
        )
        topic = f"{prefix}partner.hotline.in"
        async with (
            AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all") as kafka,
            running(service, settings) as post,
        ):
            case = await sent(post)
            for number, (body, found, _) in enumerate(BAD.values()):
                await kafka.send_and_wait(topic, body, key=b"any", headers=found, partition=0)
                good = json.dumps({"caseId": case, "weight": 10 + number}).encode()
                await kafka.send_and_wait(topic, good, headers=headers(f"good {number}"), partition=0)
            taken = "select (data ->> 'weight')::int as n from event where type = 'ParcelWeighed' order by version"
            rows = await eventually(lambda: post.rows(taken), lambda rows: len(rows) == len(BAD))
            await eventually(lambda: post.rows("select 1 from outbox"), lambda rows: not rows)
            letters = await by_offset(stack, f"{topic}.dead-letter", len(BAD))
    yield SetAside(letters, [row["n"] for row in rows])


class TestABadMessage:
    @pytest.mark.parametrize("name", BAD)
    def test_is_set_aside_sealed_and_the_next_is_taken(self, aside: SetAside, name: str) -> None:
        number = [*BAD].index(name)
        (letter,) = aside.letters[2 * number]
        assert letter["field"] == BAD[name][2]
        assert letter["reason"]
        assert "secret" not in json.dumps(letter)
        assert aside.weights[number] == 10 + number

    def test_alone_is_set_aside(self, aside: SetAside) -> None:
        assert aside.letters.keys() == {2 * number for number in range(len(BAD))}


class TestWhatAnOrganisationMayState:
    @pytest.mark.parametrize("organisation", ["hotline", "customs"])
    async def test_is_refused_where_it_was_not_agreed_on_and_tells_nothing_of_the_case(
        self, stack: SharedStack, kafka: AIOKafkaProducer, prefix: str, organisation: str
    ) -> None:
        """The hotline speaks of another office's case, or is not named at all."""
        service, topic = parcels.post(), f"{prefix}partner.hotline"
        grants = {organisation: Grant(facts=frozenset({"ParcelWeighed"}), offices=frozenset({"SOUTH"}))}
        settings = settings_for(
            service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
        ).model_copy(update={"partners": grants})
        async with running(service, settings) as post:
            for case in (await sent(post), str(uuid4())):
                body = stating(caseId=case, weight=6)
                await kafka.send_and_wait(f"{topic}.in", body, key=case.encode(), headers=headers(f"m-{case}"))
            answers = await published(stack, f"{topic}.out", 2)
            recorded = await post.rows("select 1 from event where type = 'ParcelWeighed'")
        assert {answer["outcome"] for answer in answers} == {"rejected"}
        assert len({answer["code"] for answer in answers}) == 1
        assert recorded == []


def test_nobody_is_granted_anything_in_production_unless_named() -> None:
    assert grant_of("hotline", {}, production=True) is None
    assert grant_of("hotline", {}, production=False) == ALL
    only = Grant(facts=frozenset({"ParcelWeighed"}), offices=frozenset({"NORTH"}))
    assert grant_of("hotline", {"customs": only}, production=False) is None
    assert not only.covers("ParcelSent")
