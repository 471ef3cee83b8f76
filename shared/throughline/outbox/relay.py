"""The relay: publishes committed events in each case's commit order, at least once, and deletes what is acknowledged.

Every row of a read is sent keyed by its case and awaited together; then the acknowledged prefix of each case is
deleted. Whatever fails leaves its row and those behind it, so duplicates are possible and gaps are not.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from json import loads
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from opentelemetry.trace import SpanKind

from throughline.database import UNREACHABLE, Pool
from throughline.outbox.shares import Shares
from throughline.sql import statements
from throughline.telemetry import Batch, batch_span, metrics

READ_ROWS = 500
LOOK_EVERY = 0.05
RENEW_EVERY = 1.0
ACKS_WITHIN = 10.0
MAX_BATCH_BYTES = 262_144

sql = statements(__package__)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """One outbox row on its way: `acked` resolves when the broker has it."""

    position: int
    case_id: UUID
    acked: asyncio.Future[Any]


class Relay:
    """Run any number of these: they share the shards. `wake` is set by the command bus after each commit."""

    def __init__(self, pool: Pool, bootstrap: str, *, topic_prefix: str = "") -> None:
        self.pool, self.bootstrap, self.topic_prefix = pool, bootstrap, topic_prefix
        self.wake = asyncio.Event()
        self.shares = Shares()
        self.shards: list[int] = []
        self.renewed = -RENEW_EVERY
        self.set_aside: set[UUID] = set()
        self.producer: AIOKafkaProducer | None = None

    async def run(self) -> None:
        """Publish until cancelled. A fault of Kafka or Postgres is waited out; commands go on meanwhile."""
        pause = LOOK_EVERY
        try:
            while True:
                try:
                    published = await self.publish_once()
                    pause = LOOK_EVERY
                except (KafkaError, *UNREACHABLE) as fault:
                    log.warning("relay_waits", fault=type(fault).__name__, seconds=pause)
                    await self._drop_producer()
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 2.0)
                    continue
                if published < READ_ROWS:
                    await self._rest()
        finally:
            await self._leave()

    async def publish_once(self) -> int:
        """Publish one read's worth of rows; how many were deleted as acknowledged."""
        async with self.pool.acquire() as conn:
            if monotonic() - self.renewed >= RENEW_EVERY:
                self.shards, self.renewed = await self.shares.renew(conn), monotonic()
            rows = await conn.fetch(sql("read_outbox"), self.shards, list(self.set_aside), READ_ROWS)
        if not rows:
            return 0
        with batch_span("publish", kind=SpanKind.PRODUCER) as batch:
            sent = await self._send(rows, batch)
        acked = self._acked_prefix(sent)
        if acked:
            async with self.pool.acquire() as conn:
                await conn.execute(sql("delete_published"), acked)
            metrics.relay_published(len(acked))
        if len(acked) < len(sent):
            await self._drop_producer()
        return len(acked)

    async def _send(self, rows: Sequence[Any], batch: Batch) -> list[Sent]:
        producer = await self._started()
        sent = list[Sent]()
        async with asyncio.timeout(ACKS_WITHIN):
            for row in rows:
                headers = loads(row["headers"])
                batch.worked_on(f"publish {headers['ce_type']}", headers.get("ce_traceparent"))
                acked = await producer.send(
                    self.topic_prefix + row["topic"],
                    key=str(row["case_id"]).encode(),
                    value=row["body"].encode(),
                    headers=[(name, value.encode()) for name, value in headers.items()],
                )
                sent.append(Sent(row["position"], row["case_id"], acked))
            await asyncio.wait([item.acked for item in sent])
        return sent

    def _acked_prefix(self, sent: Sequence[Sent]) -> list[int]:
        """Positions acknowledged with nothing unacknowledged of the same case before them."""
        broken, acked = set[UUID](), list[int]()
        for item in sent:
            fault = item.acked.exception() if item.acked.done() else TimeoutError()
            if fault is None and item.case_id not in broken:
                acked.append(item.position)
            elif fault is not None:
                broken.add(item.case_id)
                self._judge(item, fault)
        return acked

    def _judge(self, item: Sent, fault: BaseException) -> None:
        """A refusal that trying again cannot mend sets its case aside, so that the others go on."""
        if isinstance(fault, KafkaError) and not fault.retriable and item.case_id not in self.set_aside:
            self.set_aside.add(item.case_id)
            log.error("case_cannot_be_published", case_id=str(item.case_id), fault=type(fault).__name__)

    async def _started(self) -> AIOKafkaProducer:
        if self.producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self.bootstrap,
                acks="all",
                enable_idempotence=False,  # an idempotent producer hangs in send and stop while the broker is away
                linger_ms=0,
                max_batch_size=MAX_BATCH_BYTES,
                request_timeout_ms=5000,
            )
            try:
                await producer.start()
            except BaseException:
                await producer.stop()
                raise
            self.producer = producer
        return self.producer

    async def _drop_producer(self) -> None:
        producer, self.producer = self.producer, None
        if producer is not None:
            try:
                await asyncio.wait_for(producer.stop(), 2)
            except (TimeoutError, KafkaError) as fault:
                log.warning("producer_abandoned", fault=type(fault).__name__)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self.wake.wait(), LOOK_EVERY)
        except TimeoutError:
            return
        self.wake.clear()

    async def _leave(self) -> None:
        await self._drop_producer()
        try:
            async with self.pool.acquire(timeout=1) as conn:
                await self.shares.leave(conn)
        except UNREACHABLE as away:
            log.warning("relay_left_its_shards_to_expire", fault=type(away).__name__)
