"""A topic that would forget is told of before it has, and a partner's message before it is too old to be taken."""

from collections.abc import AsyncIterator
from time import time
from typing import Any
from uuid import uuid4

import parcels
import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from records import publishing
from throughline.recovery import keeping
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

DAY = 86_400.0


@pytest.fixture
async def post(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    """A service whose readers do not run."""
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with running(service, settings) as made:
        yield made


@pytest.fixture
async def admin(stack: SharedStack) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=stack.kafka_bootstrap)
    await client.start()
    yield client
    await client.close()


async def told(post: Running, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What one look comes to, by topic."""
    found = dict[str, dict[str, Any]]()
    monkeypatch.setattr(keeping.metrics, "topic_kept", lambda topic, **how: found.update({topic: how}))
    settings = post.settings
    await keeping.look_once(
        post.runtime.pool, settings.kafka_bootstrap, settings.topic_prefix, ["intake.events"], partners=True
    )
    return found


async def test_topics_as_they_are_declared_are_well(post: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    found = await told(post, monkeypatch)
    assert found == {
        "intake.events": {"forgets": False, "removed": 0, "used": 0.0},
        "partner.hotline.in": {"forgets": False, "removed": 0, "used": 0.0},
    }


@pytest.mark.parametrize(
    "setting", [("retention.ms", "3600000"), ("retention.bytes", "1000000"), ("cleanup.policy", "compact")]
)
async def test_a_setting_that_would_remove_events_is_told_of_before_any_is_gone(
    post: Running, admin: AIOKafkaAdminClient, monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str]
) -> None:
    name = f"{post.settings.topic_prefix}intake.events"
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, dict([setting]))])
    found = await eventually(lambda: told(post, monkeypatch), lambda all_told: all_told["intake.events"]["forgets"])
    assert found["intake.events"] == {"forgets": True, "removed": 0, "used": 0.0}


async def test_events_that_are_gone_are_counted(
    post: Running, admin: AIOKafkaAdminClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with publishing(post.settings.kafka_bootstrap, post.settings.topic_prefix) as publish:
        for _ in range(5):
            await publish(uuid4(), 1)
    place = TopicPartition(f"{post.settings.topic_prefix}intake.events", 0)
    await admin.delete_records({place: RecordsToDelete(before_offset=3)})
    found = await told(post, monkeypatch)
    assert found["intake.events"] == {"forgets": False, "removed": 3, "used": 0.0}


async def test_a_partners_message_that_nobody_takes_is_told_of_before_it_is_too_old(
    post: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=post.settings.kafka_bootstrap)
    await producer.start()
    topic = f"{post.settings.topic_prefix}partner.hotline.in"
    try:
        for days in (10, 20):
            at = int((time() - days * DAY) * 1000)
            await producer.send_and_wait(topic, b"{}", partition=days // 10, timestamp_ms=at)
    finally:
        await producer.stop()
    assert (await told(post, monkeypatch))["partner.hotline.in"]["used"] == pytest.approx(20 / 30, abs=0.01)
    await post.runtime.pool.execute(
        "insert into read_offset (feed, topic, lane, next_offset) values ('partner', 'partner.hotline.in', 2, 1)"
    )
    assert (await told(post, monkeypatch))["partner.hotline.in"]["used"] == pytest.approx(10 / 30, abs=0.01)
