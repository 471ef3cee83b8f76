"""What the `stack` fixture promises, on whichever variant this run uses."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from throughline.stack.for_tests import SharedStack
from throughline.stack.schema import KIT, schema_of
from throughline.stack.topics import apply_topics, remove_topics
from throughline.testing.running import eventually

pytestmark = pytest.mark.stack


def test_a_role_reaches_its_own_database_and_no_other(stack: SharedStack) -> None:
    mine, theirs = stack.create_database("mine"), stack.create_database("theirs")
    with psycopg.connect(mine) as connection:
        connection.execute("CREATE TABLE note (words text)")
    other = mine.rpartition("/")[0] + "/" + theirs.rpartition("/")[2]
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(other)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(mine.rpartition("/")[0] + "/postgres")


def test_an_idle_transaction_is_ended_by_the_server(stack: SharedStack) -> None:
    with psycopg.connect(stack.create_database("idle")) as connection:
        row = connection.execute("SHOW idle_in_transaction_session_timeout").fetchone()
    assert row == ("5s",)


def test_every_call_gives_a_fresh_database(stack: SharedStack) -> None:
    assert stack.create_database("same") != stack.create_database("same")


def test_a_database_of_a_package_is_what_its_migrations_come_to_and_its_roles_alone(stack: SharedStack) -> None:
    one, other = (stack.database_of(KIT) for _ in range(2))
    with psycopg.connect(one) as connection:
        connection.execute("CREATE TABLE note (words text)")
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert owners == [(one.rpartition("/")[2],)]
    assert schema_of(other) == (stack.layout.root / "shared/schema.sql").read_text()


@pytest.fixture
async def prefix(stack: SharedStack) -> AsyncIterator[str]:
    yield (made := f"{uuid.uuid4().hex[:8]}.")
    await remove_topics(stack.kafka_bootstrap, made)


async def test_topics_are_created_inside_a_running_event_loop_and_carry_records(stack: SharedStack) -> None:
    with stack.topics() as prefix:
        producer = AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap)
        await producer.start()
        await producer.send_and_wait(f"{prefix}intake.events", b"fact", key=b"case")
        await producer.stop()
        consumer = AIOKafkaConsumer(
            f"{prefix}intake.events", bootstrap_servers=stack.kafka_bootstrap, auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            record = await consumer.getone()
        finally:
            await consumer.stop()
    assert (record.key, record.value) == (b"case", b"fact")


async def test_a_tests_topics_are_gone_after_it_and_no_others(stack: SharedStack) -> None:
    async def named(*prefixes: str) -> set[str]:
        admin = AIOKafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap)
        await admin.start()
        try:
            return {name for name in await admin.list_topics() if name.startswith(prefixes)}
        finally:
            await admin.close()

    with stack.topics() as others:
        theirs = await named(others)
        with stack.topics() as mine:
            assert {name.removeprefix(mine) for name in await named(mine)} == {n.removeprefix(others) for n in theirs}
        await eventually(lambda: named(mine, others), lambda left: left == theirs)


async def test_applying_topics_twice_creates_once_and_reports_what_differs(stack: SharedStack, prefix: str) -> None:
    file = stack.layout.topics_file
    first = await apply_topics(file, stack.kafka_bootstrap, prefix)
    second = await apply_topics(file, stack.kafka_bootstrap, prefix)
    assert {report.outcome for report in first} == {"created"}
    assert {report.outcome for report in second} == {"present"}


async def test_a_topic_with_other_partitions_is_reported_and_left_alone(
    stack: SharedStack, tmp_path: Path, prefix: str
) -> None:
    few, many = tmp_path / "few.yaml", tmp_path / "many.yaml"
    for file, partitions in ((few, 1), (many, 2)):
        file.write_text(f"defaults: {{partitions: {partitions}, replication: 1}}\ntopics: {{a: {{retention: 30d}}}}\n")
    await apply_topics(few, stack.kafka_bootstrap, prefix)
    for _ in range(2):
        (report,) = await apply_topics(many, stack.kafka_bootstrap, prefix)
        assert (report.outcome, report.note) == ("different", "1 partitions instead of 2")
