"""The code of the publishing and subscribing pages does what they say, on real Kafka and Postgres."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from intake.service import service as intake
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

DOCS = Path(__file__).parents[2] / "docs"
OFFICE = "PHL-MNL"
Executed = Callable[[str], SimpleNamespace]
pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def subscribing(executed: Executed) -> SimpleNamespace:
    return executed("docs/subscribing.md")


@pytest.fixture(scope="module")
def publishing(executed: Executed) -> SimpleNamespace:
    return executed("docs/publishing.md")


@pytest.fixture
def prefix(stack: SharedStack) -> Iterator[str]:
    with stack.topics() as made:
        yield made


@pytest.fixture
async def service(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    declared = intake()
    dsn = stack.database_of("intake")
    async with running(
        declared, settings_for(declared, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    ) as started:
        yield started


@pytest.fixture
async def producer(stack: SharedStack) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all") as started:
        yield started


@pytest.fixture
def db() -> sqlite3.Connection:
    return sqlite3.connect(":memory:")


@asynccontextmanager
async def in_the_background(work: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def count(db: sqlite3.Connection, table: str) -> int:
    """None yet also where nobody has made the table."""
    there = db.execute("select 1 from sqlite_master where name = ?", (table,)).fetchone()
    return db.execute(f"select count(*) from {table}").fetchone()[0] if there else 0


async def send(service: Running, role: str, path: str, **body: Any) -> dict[str, Any]:
    async with service.as_a(role, OFFICE) as client:
        answer = await client.post(f"/cases/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def rescue(service: Running, victims: int) -> str:
    """A case with so many people in safety."""
    referral = {"channel": "ngo", "allegationTypes": ["ForcedLabour"], "allegedVictims": victims, "urgency": "high"}
    case = (await send(service, "investigator", "record-referral", officeId=OFFICE, **referral))["caseId"]
    path, fact = "record-victim-brought-to-safety", {"agencyRole": "present", "liberty": "free_to_leave"}
    for _ in range(victims):
        ids = {"victimId": str(uuid4()), "ledByOrgId": str(uuid4())}
        await send(service, "social_worker", f"{case}/{path}", placementType="shelter", **ids, **fact)
    return str(case)


class TestAServicesTopic:
    @pytest.fixture
    def records(self, stack: SharedStack, prefix: str, service: Running) -> Any:
        """All records of intake.events once there are `number`."""

        async def read(number: int) -> list[Any]:
            found: list[Any] = []
            consumer = AIOKafkaConsumer(
                f"{prefix}intake.events", bootstrap_servers=stack.kafka_bootstrap, auto_offset_reset="earliest"
            )

            async def look() -> int:
                for batch in (await consumer.getmany(timeout_ms=100)).values():
                    found.extend(batch)
                return len(found)

            async with consumer:
                await eventually(look, lambda size: size >= number)
            return found

        return read

    async def test_is_followed_whatever_is_repeated(self, subscribing, stack, prefix, service, producer, records, db):
        topic, kafka = f"{prefix}intake.events", {"bootstrap_servers": stack.kafka_bootstrap, "group_id": prefix}
        await rescue(service, victims=3)
        (versions,) = await service.rows("select count(*) as events from event")
        for record in await records(versions["events"]):
            await producer.send_and_wait(topic, record.value, key=record.key, headers=[*record.headers])
        async with in_the_background(subscribing.consume(db, topic, subscribing.who_is_safe, **kafka)):
            await eventually(lambda: asyncio.sleep(0, count(db, "safe")), lambda people: people == 3)
            await rescue(service, victims=1)
            await eventually(lambda: asyncio.sleep(0, count(db, "safe")), lambda people: people == 4)
        assert count(db, "parked") == count(db, "held") == 0

    async def test_is_applied_in_each_streams_order_and_only_a_bad_case_is_parked(
        self, subscribing, service, records, db
    ):
        bad, good = await rescue(service, victims=2), await rescue(service, victims=2)
        (recorded,) = await service.rows("select count(*) as events from event")
        arrived = [
            {"headers": {name: value.decode() for name, value in record.headers}, "body": record.value.decode()}
            for record in await records(recorded["events"])
        ]
        applied = list[tuple[str, int]]()

        def apply(db: sqlite3.Connection, headers: dict[str, str], body: dict[str, Any]) -> None:
            if headers["ce_caseid"] == bad and headers["ce_streamversion"] == "2":
                raise ValueError("cannot be processed")
            applied.append((headers["ce_caseid"], int(headers["ce_streamversion"])))

        db.executescript(subscribing.TABLES)
        for record in [*reversed(arrived), *arrived]:
            with db:
                subscribing.take(db, record, apply)
        expected = range(1, len([one for one in arrived if one["headers"]["ce_caseid"] == good]) + 1)
        assert [version for case, version in applied if case == good] == list(expected)
        assert [version for case, version in applied if case == bad] == [1]
        assert count(db, "parked") == len(arrived) - len(applied)
        assert count(db, "held") == 0


class TestAPartnersTopic:
    async def test_takes_a_deposited_referral_once_and_answers_it(
        self, publishing, subscribing, stack, prefix, service, producer
    ):
        case, topic, kafka = uuid4(), f"{prefix}partner.hotline", {"bootstrap_servers": stack.kafka_bootstrap}
        async with service.as_a("government_partner", OFFICE) as http:
            first, again = [await publishing.deposit(http, "She called at night.", "call 17") for _ in range(2)]
        assert first == again
        fact = publishing.referral(case, first)
        ce_id = await publishing.send(producer, f"{topic}.in", "ReferralReceived", fact)
        await publishing.send(producer, f"{topic}.in", "ReferralReceived", fact, ce_id)
        second = await publishing.send(producer, f"{topic}.in", "ReferralReceived", {**fact, "urgency": "low"})
        answers = subscribing.answers(f"{topic}.out", set(), group_id=prefix, **kafka)
        found = {}
        async with asyncio.timeout(20):
            async for answer in answers:
                assert answer["answers"] not in found
                found[answer["answers"]] = answer
                if len(found) == 2:
                    break
        await answers.aclose()
        assert (found[ce_id]["outcome"], found[ce_id]["caseId"]) == ("accepted", str(case))
        assert (found[second]["outcome"], found[second]["code"]) == ("held", "AlreadyReferred")
        rows = await service.rows("select type, headers from event order by version")
        assert [row["type"] for row in rows] == ["ReferralReceived", "FactHeld"]
        assert json.loads(rows[0]["headers"])["ce_origin"] == "partner:hotline"

    async def test_sets_aside_what_cannot_be_read_and_repeats_nothing_of_it(
        self, publishing, subscribing, stack, prefix, service, producer
    ):
        topic = f"{prefix}partner.hotline.in"
        fact = {**publishing.referral(uuid4(), None), "urgency": "she is in great danger"}
        await publishing.send(producer, topic, "ReferralReceived", fact)
        letters = subscribing.answers(f"{topic}.dead-letter", set(), bootstrap_servers=stack.kafka_bootstrap)
        async with asyncio.timeout(20):
            letter = await anext(letters)
        await letters.aclose()
        assert letter["field"] == "urgency"
        assert letter["reason"]
        assert "danger" not in json.dumps(letter)
