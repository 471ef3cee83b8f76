"""A bug that case after case would be parked for stops the feed it is in before any is, and nothing else."""

from uuid import uuid4

import parcels
import pytest
from records import publishing
from structlog.testing import capture_logs
from throughline.feed.bugs import SAME_BUG_CASES
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import metrics
from throughline.testing.running import eventually, running, settings_for


@pytest.fixture(autouse=True)
def no_bug_is_left() -> None:
    parcels.broken.update({"reaction": False, "read model": False})


async def test_none_is_parked_and_all_is_applied_by_a_release_without_it(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = list[str]()
    monkeypatch.setattr(metrics, "feed_stopped", stopped.append)
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    cases = [uuid4() for _ in range(SAME_BUG_CASES)]
    async with publishing(stack.kafka_bootstrap, prefix) as publish:
        for case in cases:
            await publish(case, 1, b'{"weight": 66}')
            await publish(case, 2, b'{"weight": 66}', "ParcelWeighed")
        parcels.broken["read model"] = True
        with capture_logs() as logs:
            async with running(service, settings) as depot:

                async def said() -> list[str]:
                    return [line["why"] for line in logs if line["event"] == "feed_stopped"]

                (why,) = await eventually(said)
                assert "20 cases failed with Poison@parcels.py" in why
                assert stopped == ["live"]
                assert await depot.rows("select 1 from waiting_event where state = 'parked'") == []
                shelved = lambda: depot.rows("select 1 from event")  # noqa: E731
                await eventually(shelved, lambda rows: len(rows) == 2 * len(cases))
                async with depot.as_a("clerk") as client:
                    assert (await client.get("/health/ready")).status_code == 200, "it still takes commands"
        parcels.broken["read model"] = False
        async with running(service, settings) as depot:
            stock = lambda: depot.rows("select sent, weighings from stock")  # noqa: E731
            await eventually(stock, lambda rows: rows == [{"sent": 1, "weighings": 1}] * len(cases))


async def test_a_process_with_nothing_else_to_do_is_not_ready(stack: SharedStack, prefix: str) -> None:
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="reactor")
    async with publishing(stack.kafka_bootstrap, prefix) as publish:
        for _ in range(SAME_BUG_CASES):
            await publish(uuid4(), 1, b'{"weight": 66}')
        parcels.broken["reaction"] = True
        async with running(service, settings) as depot, depot.as_a("clerk") as client:
            answer = await eventually(
                lambda: client.get("/health/ready"),
                lambda answer: "waits for a release" in answer.json()["checks"]["reactor"],
            )
            assert answer.status_code == 503
            assert await depot.rows("select 1 from waiting_event where state = 'parked'") == []
