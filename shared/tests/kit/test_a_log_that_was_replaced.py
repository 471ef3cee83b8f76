"""A topic that is not the one a feed was reading stops that feed alone, and that is said until somebody sees to it."""

from uuid import uuid4

import httpx
import parcels
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from records import publishing
from structlog.testing import capture_logs
from throughline.feed import progress
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import metrics
from throughline.testing.running import Running, eventually, running, settings_for


async def emptied(bootstrap: str, topic: str) -> None:
    """Deleted, and made again with nothing in it."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([topic], timeout_ms=30_000)
        await eventually(admin.list_topics, lambda names: topic not in names)

        async def made() -> bool:
            answer = await admin.create_topics([NewTopic(topic, 12, 1)], timeout_ms=30_000)
            return all(code in (0, 36) for _, code, _ in answer.topic_errors)

        await eventually(made)
    finally:
        await admin.close()


async def shelved(depot: Running, count: int) -> None:
    await eventually(lambda: depot.rows("select 1 from event"), lambda rows: len(rows) == count)


async def test_stops_its_feed_while_the_others_and_the_api_go_on(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcels.broken.update(dict.fromkeys(parcels.broken, False))
    monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
    stopped = list[str]()
    monkeypatch.setattr(metrics, "feed_stopped", stopped.append)
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    own = "select 1 from read_offset where feed = 'live' and topic = 'legal.events' and next_offset > 0"
    with capture_logs() as logs:
        async with publishing(stack.kafka_bootstrap, prefix) as publish, running(service, settings) as depot:
            await publish(uuid4(), 1)
            await shelved(depot, 1)
            await eventually(lambda: depot.rows(own))
            await emptied(stack.kafka_bootstrap, f"{prefix}legal.events")

            async def said() -> list[str]:
                return stopped

            assert await eventually(said) == ["live"]
            await publish(uuid4(), 1)
            await shelved(depot, 2)
            async with depot.as_a("operator") as operator:
                assert (await operator.get("/health/ready")).status_code == 200
                states = {one["feed"]: one for one in (await operator.get("/operations/feeds")).json()}
            begin_anew = "delete from read_offset where feed = 'live' and topic = 'legal.events'"
            await depot.runtime.pool.execute(begin_anew)
            await eventually(lambda: depot.rows(own))
            assert "live" not in depot.runtime.readers.stopped, "whoever lets it begin anew need not start it"
        assert depot.runtime.failure is None
    assert states["reactions"] == {"feed": "reactions", "stopped": None, "waitsFor": None, "safety": True}
    assert "replaced" in states["live"]["stopped"]
    assert states["live"]["waitsFor"] == "somebody to see to its log"
    assert [line["log_level"] for line in logs if line["event"] == "feed_stopped"] == ["critical"]


async def test_a_process_that_only_reads_it_is_not_ready(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="projector")
    async with publishing(stack.kafka_bootstrap, prefix) as publish, running(service, settings) as depot:
        await publish(uuid4(), 1)
        await eventually(lambda: depot.rows("select 1 from stock"))
        await emptied(stack.kafka_bootstrap, f"{prefix}intake.events")
        async with depot.as_a("operator") as operator:

            def stops(answer: httpx.Response) -> bool:
                return "has stopped, and waits for somebody" in str(answer.json()["checks"]["projector"])

            answer = await eventually(lambda: operator.get("/health/ready"), stops)
        assert answer.status_code == 503
