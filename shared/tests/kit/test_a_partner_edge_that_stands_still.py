"""The edge of partners' topics is watched as any feed: how far it lags is told, and one that hangs is begun anew."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import parcels
import pytest
from aiokafka import AIOKafkaProducer
from structlog.testing import capture_logs
from throughline.feed import progress
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import metrics
from throughline.testing.running import eventually, running, settings_for

WEIGHED = [("ce_id", b"m-1"), ("ce_type", b"throughline.partner.ParcelWeighed.v1"), ("ce_specversion", b"1.0")]


@pytest.fixture
def lags(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    told = list[int]()

    def lag(feed: str, records: int) -> None:
        if feed == "partner":
            told.append(records)

    monkeypatch.setattr(progress, "REPORT_EVERY", 0.2)
    monkeypatch.setattr(progress, "STUCK_AFTER", 1.5)
    monkeypatch.setattr(metrics, "feed_lag", lag)
    return told


async def test_gets_a_new_consumer_and_goes_on(
    stack: SharedStack, prefix: str, lags: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    async with (
        AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, acks="all") as kafka,
        running(service, settings) as post,
        post.as_a("clerk", "NORTH") as client,
    ):
        case = (await client.post("/cases/send-parcel", json={"weight": 5})).json()["caseId"]
        handle, hangs = post.runtime.bus.handle, [True]

        async def handles(*told: Any, **more: Any) -> Any:
            if hangs and hangs.pop():
                await asyncio.Event().wait()
            return await handle(*told, **more)

        monkeypatch.setattr(post.runtime.bus, "handle", handles)
        with capture_logs() as logs:
            body = json.dumps({"caseId": case, "weight": 8}).encode()
            await kafka.send_and_wait(f"{prefix}partner.hotline.in", body, headers=WEIGHED)
            await eventually(lambda: post.rows("select 1 from event where type = 'ParcelWeighed'"))
        assert "consumer_begins_anew" in {line["event"] for line in logs}
        assert max(lags) == 1
        assert post.runtime.failure is None


async def test_what_ends_a_writers_transaction_is_no_work(stack: SharedStack, prefix: str, lags: list[int]) -> None:
    """It takes an offset behind the last message, where no message ever comes."""
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    async with (
        AIOKafkaProducer(bootstrap_servers=stack.kafka_bootstrap, transactional_id=f"t{uuid4()}") as kafka,
        running(service, settings) as post,
        post.as_a("clerk", "NORTH") as client,
    ):
        case = (await client.post("/cases/send-parcel", json={"weight": 5})).json()["caseId"]
        with capture_logs() as logs:
            async with kafka.transaction():
                body = json.dumps({"caseId": case, "weight": 8}).encode()
                await kafka.send_and_wait(f"{prefix}partner.hotline.in", body, headers=WEIGHED)
            await eventually(lambda: post.rows("select 1 from event where type = 'ParcelWeighed'"))
            looks = len(lags)

            async def looked_again() -> list[int]:
                return lags[looks:]

            for_longer_than_it_may_lag = [0] * 10
            await eventually(looked_again, lambda found: found[-10:] == for_longer_than_it_may_lag)
        assert "consumer_begins_anew" not in {line["event"] for line in logs}
