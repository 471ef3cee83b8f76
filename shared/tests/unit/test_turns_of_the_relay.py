"""A turn of the relay deletes what the last one published and reads on: nothing unpublished goes, and nothing twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from aiokafka.errors import KafkaTimeoutError
from throughline.outbox import relay as relaying
from throughline.outbox.relay import Relay, sql
from throughline.outbox.sending import Sent
from throughline.outbox.shares import sql as shares

CASES = [uuid4() for _ in range(3)]
SAID = {
    **{sql(name): name for name in ("next_turn", "delete_published")},
    **{shares(name): name for name in ("heartbeat", "release_shards", "take_shards", "leave")},
}


class Outbox:
    """The rows of an outbox by position, with their cases; `said` holds what was asked of the database, in order."""

    def __init__(self, rows: dict[int, UUID]) -> None:
        self.rows, self.said = dict(rows), list[str]()
        self.faults = list[Exception]()
        self.rests = asyncio.Event()

    @asynccontextmanager
    async def acquire(self, timeout: float | None = None) -> AsyncIterator["Outbox"]:
        yield self

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield

    async def fetch(self, statement: str, *args: Any) -> list[dict[str, Any]]:
        self.said.append(SAID[statement])
        if SAID[statement] != "next_turn":
            return [{"shard": 0}]
        if self.faults:
            raise self.faults.pop(0)
        self._delete(args[0])
        if not self.rows:
            self.rests.set()
        return [{"position": at, "case_id": case, "topic": "t"} for at, case in sorted(self.rows.items())]

    async def fetchval(self, statement: str, *_args: Any) -> int:
        self.said.append(SAID[statement])
        return 1

    async def execute(self, statement: str, *args: Any) -> None:
        self.said.append(SAID[statement])
        if SAID[statement] == "delete_published":
            self._delete(args[0])

    def _delete(self, positions: Sequence[int]) -> None:
        for position in positions:
            del self.rows[position]


class Broker:
    """Takes what it is sent, in order; what is at one of the `refused` positions is not acknowledged in time."""

    def __init__(self) -> None:
        self.took, self.refused = list[int](), set[int]()

    async def send(self, _producer: object, rows: Sequence[Any], _prefix: str) -> list[Sent]:
        sent = []
        for row in rows:
            fault = KafkaTimeoutError() if row["position"] in self.refused else None
            if fault is None:
                self.took.append(row["position"])
            sent.append(Sent(row["position"], row["case_id"], row["topic"], {"ce_type": "t"}, fault))
        return sent


@pytest.fixture
def outbox() -> Outbox:
    return Outbox({number: CASES[number % 3] for number in range(9)})


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(relaying, "send", broker.send)
    return broker


@pytest.fixture
def relay(outbox: Outbox, broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Relay:
    relay = Relay(cast(Any, outbox), "nowhere")

    async def started() -> None:
        """There is no producer here."""

    monkeypatch.setattr(relay, "_started", started)
    return relay


async def test_one_statement_a_turn_deletes_what_was_published_and_reads_on(
    relay: Relay, outbox: Outbox, broker: Broker
) -> None:
    assert await relay.publish_once() == 9
    outbox.said.clear()
    outbox.rows |= {number: CASES[0] for number in (9, 10)}
    assert await relay.publish_once() == 2
    assert await relay.publish_once() == 0
    assert outbox.said == ["next_turn", "next_turn"]
    assert broker.took == [*range(11)]
    assert outbox.rows == {}


async def test_what_is_not_acknowledged_stays_and_so_does_what_is_behind_it_in_its_case(
    relay: Relay, outbox: Outbox, broker: Broker
) -> None:
    broker.refused = {4}
    with pytest.raises(KafkaTimeoutError):
        await relay.publish_once()
    broker.refused = set()
    await relay.publish_once()
    assert broker.took == [0, 1, 2, 3, 5, 6, 7, 8, 4, 7], "the seventh is behind the fourth: it comes again, after it"
    assert await relay.publish_once() == 0
    assert outbox.rows == {}


async def test_a_turn_that_fails_forgets_nothing_that_is_still_to_be_deleted(
    relay: Relay, outbox: Outbox, broker: Broker
) -> None:
    await relay.publish_once()
    outbox.faults = [ConnectionResetError(), ConnectionResetError()]
    for _ in range(2):
        with pytest.raises(ConnectionResetError):
            await relay.publish_once()
    assert len(outbox.rows) == 9
    assert await relay.publish_once() == 0
    assert outbox.rows == {}
    assert broker.took == [*range(9)]


async def test_what_was_published_is_deleted_before_shards_may_be_given_up(
    relay: Relay, outbox: Outbox, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await relay.publish_once()
    outbox.said.clear()
    monkeypatch.setattr(relaying, "RENEW_EVERY", 0.0)
    await relay.publish_once()
    assert outbox.said == ["delete_published", "heartbeat", "release_shards", "take_shards", "next_turn"]


async def test_who_slept_longer_than_a_lease_publishes_once_more_and_deletes_nothing_of_before(
    relay: Relay, outbox: Outbox, broker: Broker
) -> None:
    await relay.publish_once()
    relay.renewed -= relaying.LEASE + 1
    assert await relay.publish_once() == 9
    assert broker.took == [*range(9), *range(9)]
    assert await relay.publish_once() == 0
    assert outbox.rows == {}


async def test_a_relay_that_is_stopped_deletes_what_it_published_before_it_leaves(
    relay: Relay, outbox: Outbox, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "LOOK_EVERY", 60.0)
    running = asyncio.create_task(relay.run())
    async with asyncio.timeout(5):
        while not relay.published:
            await asyncio.sleep(0)
    assert len(outbox.rows) == 9
    running.cancel()
    await asyncio.wait([running])
    assert outbox.said[-3:] == ["delete_published", "release_shards", "leave"]
    assert outbox.rows == {}
    assert broker.took == [*range(9)]


async def test_nothing_to_publish_does_not_keep_what_was_published(
    relay: Relay, outbox: Outbox, broker: Broker
) -> None:
    running = asyncio.create_task(relay.run())
    await asyncio.wait_for(outbox.rests.wait(), 5)
    running.cancel()
    await asyncio.wait([running])
    assert outbox.rows == {}
    assert broker.took == [*range(9)]
