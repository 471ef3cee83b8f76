"""What the broker will not take waits by itself: one case's record, or all that is for a topic that is not there."""

import json
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import parcels
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    NotLeaderForPartitionError,
    ProducerClosed,
    TopicAuthorizationFailedError,
)
from throughline.outbox import refusals
from throughline.outbox.relay import MAX_RECORD_BYTES
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

PUT = """
insert into outbox (position, shard, case_id, topic, headers, body)
values (nextval(pg_get_serial_sequence('event', 'position')), $1, $2, $3, $4, $5)
"""
HEADERS = json.dumps({"ce_type": "throughline.post.ParcelSent.v1"})


@pytest.fixture
async def relay(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    """A service that only publishes."""
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="relay")
    async with running(service, settings) as post:
        yield post


async def put(post: Running, *rows: tuple[UUID, str, str]) -> None:
    """Leave records (case, topic, body) in the outbox, all at once."""
    async with post.runtime.pool.acquire() as conn, conn.transaction():
        for case, topic, body in rows:
            await conn.execute(PUT, case.int % 16, case, topic, HEADERS, body)


async def waiting(post: Running) -> list[str]:
    return [row["body"][:10] for row in await post.rows("select body from outbox order by position")]


class TestARefusedRecord:
    async def test_keeps_what_is_behind_it_in_its_case_and_nothing_else(self, relay: Running) -> None:
        bad, others = uuid4(), [uuid4() for _ in range(20)]
        too_large = "x" * MAX_RECORD_BYTES
        await put(
            relay,
            (bad, "intake.events", '"before"'),
            *((case, "intake.events", "{}") for case in others),
            (bad, "intake.events", too_large),
            (bad, "intake.events", '"behind"'),
            *((case, "intake.events", "{}") for case in others),
        )
        await eventually(lambda: waiting(relay), lambda left: left == ["xxxxxxxxxx", '"behind"'])
        await put(relay, *((case, "intake.events", "{}") for case in others))
        await eventually(lambda: waiting(relay), lambda left: left == ["xxxxxxxxxx", '"behind"'])

    async def test_that_only_the_broker_refuses_does_so_too(self, relay: Running) -> None:
        bad, good = uuid4(), uuid4()
        larger_than_the_topic_takes = "x" * (MAX_RECORD_BYTES - 10_000)
        await put(relay, (bad, "intake.events", larger_than_the_topic_takes), (good, "intake.events", "{}"))
        await eventually(lambda: waiting(relay), lambda left: left == ["xxxxxxxxxx"])
        await put(relay, (good, "intake.events", "{}"))
        await eventually(lambda: waiting(relay), lambda left: left == ["xxxxxxxxxx"])


class TestAMissingTopic:
    async def test_holds_up_only_what_is_for_it_and_that_goes_once_it_is_there(
        self, relay: Running, stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(refusals, "TRY_AGAIN_AFTER", 1.0)
        case = uuid4()
        await put(relay, (case, "partner.new.out", '"early"'), (case, "intake.events", "{}"))
        await put(relay, *((uuid4(), "intake.events", "{}") for _ in range(20)))
        await eventually(lambda: waiting(relay), lambda left: left == ['"early"'])
        admin = AIOKafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(f"{prefix}partner.new.out", 1, 1)])
        finally:
            await admin.close()
        await eventually(lambda: waiting(relay), lambda left: left == [])


@pytest.mark.parametrize(
    ("fault", "refused"),
    [
        (MessageSizeTooLargeError(), True),
        (TopicAuthorizationFailedError(), True),
        (UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates"), True),
        (KafkaTimeoutError(), False),
        (NotLeaderForPartitionError(), False),
        (ProducerClosed(), False),
        (ConnectionResetError(), False),
        (TimeoutError(), False),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else "",
)
def test_only_what_the_record_itself_is_at_fault_for_is_a_refusal(fault: Exception, refused: bool) -> None:
    assert refusals.is_refusal(fault) is refused
