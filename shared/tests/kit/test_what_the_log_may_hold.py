"""A log with records doubled and out of order within a partition: every stream is applied in its order, once."""

from contextlib import AsyncExitStack
from random import Random
from uuid import UUID, uuid4

import parcels
import pytest
from aiokafka.partitioner import DefaultPartitioner
from records import publishing
from structlog.testing import capture_logs
from throughline.feed.feed import LANES
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import metrics
from throughline.testing.running import eventually, running, settings_for
from throughline.watching import look

LENGTH = 15
COUNTED = """
select applied + ignored + duplicates + held + parked as taken, duplicates as doubled, held, parked
  from feed_count where lane = 0 and applied > 0
"""


def of_another_lane() -> UUID:
    """A case whose events that the depot itself records are not counted in lane 0."""
    lanes = list(range(LANES))
    return next(case for case in iter(uuid4, None) if DefaultPartitioner()(str(case).encode(), lanes, lanes) != 0)


async def test_duplicates_and_disorder_change_nothing_in_what_is_applied(stack: SharedStack, prefix: str) -> None:
    cases, random = [of_another_lane() for _ in range(4)], Random(7)
    log = [(case, version) for case in cases for version in range(1, LENGTH + 1)]
    log += random.sample(log, len(log) // 2)
    random.shuffle(log)
    service = parcels.depot()
    dsn = stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    whole = {(case, 1, str(list(range(2, LENGTH + 1)))) for case in cases}
    doubled = len(log) - LENGTH * len(cases)
    async with AsyncExitStack() as at_work:
        publish = await at_work.enter_async_context(publishing(stack.kafka_bootstrap, prefix))
        for number, (case, version) in enumerate(log):
            if number == len(log) // 2:  # half arrives in one batch, half bit by bit
                depot = await at_work.enter_async_context(running(service, settings))
            event = "ParcelSent" if version == 1 else "ParcelWeighed"
            await publish(case, version, b'{"weight": %d}' % version, event)

        async def stock() -> set[tuple]:
            return {tuple(row.values()) for row in await depot.rows("select case_id, sent, weights from stock")}

        await eventually(stock, lambda found: found == whole)
        await eventually(lambda: depot.rows(COUNTED), lambda rows: [row["taken"] for row in rows] == [len(log)] * 2)
        for feed in await depot.rows(COUNTED):
            assert (feed["doubled"], feed["held"], feed["parked"]) == (doubled, 0, 0)
        assert await depot.rows("select feed, version from waiting_event") == []
        assert len(await depot.rows("select 1 from event")) == LENGTH * len(cases)


async def test_a_second_event_of_a_version_that_is_held_parks_its_case_and_pages(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = set[tuple[str, bool]]()
    monkeypatch.setattr(metrics, "parked_cases", lambda feed, cases, *, safety: cases and counted.add((feed, safety)))
    case, good, service = uuid4(), uuid4(), parcels.depot()
    dsn = stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    with capture_logs() as logs:
        async with publishing(stack.kafka_bootstrap, prefix) as publish, running(service, settings) as depot:
            await publish(case, 2, event="ParcelWeighed")
            await publish(case, 2, event="ParcelWeighed", twin="forged")
            await publish(good, 1)
            await eventually(lambda: depot.rows("select 1 from stock where case_id = $1", good))
            await eventually(lambda: depot.rows("select 1 from waiting_event where feed = 'reactions' offset 1"))
            rows = await depot.rows("select state, fingerprint from waiting_event where feed = 'live' order by state")
            assert rows == [{"state": "held", "fingerprint": "held"}, {"state": "parked", "fingerprint": "fork"}]
            await look(depot.runtime.pool, frozenset({"parcel_weighed"}))

            async def forked() -> list[tuple[str, str]]:
                return sorted((line["log_level"], line["feed"]) for line in logs if line["event"] == "stream_forked")

            await eventually(forked, lambda told: told == [("critical", "live"), ("critical", "reactions")])
    assert [feed for feed, safety in counted if safety] == ["reactions"], "no reaction to this case warns anybody now"
