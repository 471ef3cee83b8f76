"""The relay: publishes committed events in each case's commit order, at least once, and deletes what is acknowledged.

Every row of a read is sent keyed by its case and awaited together; then the acknowledged prefix of each case is
deleted, by the statement that reads the next rows, or before shards are given up. Whatever fails leaves its row and
those behind it, so duplicates are possible and gaps are not. What Kafka refuses, one case's record or a topic that is
missing, is passed by for a while, and everything else goes on.
"""

import asyncio
from collections.abc import Sequence
from time import monotonic
from uuid import UUID

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from opentelemetry.trace import SpanKind

from throughline import failpoints
from throughline.database import UNREACHABLE, Conn, Pool
from throughline.outbox.refusals import Aside, TopicMissing, is_refusal
from throughline.outbox.sending import Sent, send
from throughline.outbox.shares import Shares
from throughline.sql import statements
from throughline.telemetry import batch_span, metrics

READ_ROWS = 500
LOOK_EVERY = 0.05
RENEW_EVERY = 1.0
LEASE = 5.0
"""How long shards are ours without being renewed."""
MAX_BATCH_BYTES = 262_144
MAX_RECORD_BYTES = 2_097_152
"""As the topics of dead letters have it: a partner's message of 1 MiB, sealed and in base64."""

sql = statements(__package__)
log = structlog.get_logger()


class Relay:
    """Run any number of these: they share the shards. `wake` is set by the command bus after each commit."""

    def __init__(self, pool: Pool, bootstrap: str, *, topic_prefix: str = "") -> None:
        self.pool, self.bootstrap, self.topic_prefix = pool, bootstrap, topic_prefix
        self.wake = asyncio.Event()
        self.shares = Shares()
        self.shards: list[int] = []
        self.renewed = -RENEW_EVERY
        self.cases_aside, self.topics_aside = Aside[UUID](), Aside[str]()
        self.published = list[int]()
        """Positions that are acknowledged and not yet deleted."""
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
        """Publish one read's worth of rows; how many were acknowledged. Raises a fault to be waited out."""
        async with self.pool.acquire() as conn:
            if (since := monotonic() - self.renewed) >= RENEW_EVERY:
                if since > LEASE:  # whoever had the shards meanwhile may have been told to publish the same again
                    self.published = []
                await self._delete_published(conn)
                self.shards, self.renewed = await self.shares.renew(conn), monotonic()
            aside = self.cases_aside.now(), self.topics_aside.now()
            rows = await conn.fetch(sql("next_turn"), self.published, self.shards, *aside, READ_ROWS)
            self.published = []
        if not rows:
            return 0
        with batch_span("publish", kind=SpanKind.PRODUCER) as batch:
            sent = await send(await self._started(), rows, self.topic_prefix)
            acked, waited_out = self._judged(sent)
            for item in sent:
                if item.fault is None:
                    batch.worked_on(f"publish {item.headers['ce_type']}", item.headers.get("ce_traceparent"))
        if acked:
            if failpoints.strike:
                failpoints.strike("after_ack")
            self.published = acked
            metrics.relay_published(len(acked))
        if waited_out:
            raise waited_out
        return len(acked)

    async def _delete_published(self, conn: Conn) -> None:
        """Before somebody else may read them."""
        if self.published:
            await conn.execute(sql("delete_published"), self.published)
            self.published = []

    def _judged(self, sent: Sequence[Sent]) -> tuple[list[int], BaseException | None]:
        """Positions acknowledged with nothing unacknowledged of the same case before them, and a fault of the world.

        A refusal that trying again cannot mend sets its case aside, so that the others go on; so does a missing topic
        with what is for it.
        """
        broken, acked, waited_out = set[UUID](), list[int](), None
        for item in sent:
            if item.fault is None:
                if item.case_id not in broken:
                    acked.append(item.position)
            elif isinstance(item.fault, TopicMissing):
                if item.topic not in self.topics_aside:
                    self.topics_aside.add(item.topic)
                    log.error("topic_is_missing", topic=item.topic)
            else:
                broken.add(item.case_id)
                if not is_refusal(item.fault):
                    waited_out = waited_out or item.fault
                elif item.case_id not in self.cases_aside:
                    self.cases_aside.add(item.case_id)
                    fault = type(item.fault).__name__
                    log.error("case_cannot_be_published", case_id=str(item.case_id), topic=item.topic, fault=fault)
        return acked, waited_out

    async def _started(self) -> AIOKafkaProducer:
        if self.producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self.bootstrap,
                acks="all",
                enable_idempotence=False,  # an idempotent producer hangs in send and stop while the broker is away
                linger_ms=0,
                max_batch_size=MAX_BATCH_BYTES,
                max_request_size=MAX_RECORD_BYTES,
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
                await self._delete_published(conn)
                await self.shares.leave(conn)
        except UNREACHABLE as away:
            log.warning("relay_left_its_shards_to_expire", fault=type(away).__name__)
