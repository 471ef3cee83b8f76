"""The subscriber of every `partner.<org>.in`: each message becomes a fact once, and is answered on `partner.<org>.out`.

Where a message cannot be read, its bytes go sealed to `<topic>.dead-letter` with the reason in clear, and consumption
goes on. Answers, dead letters and the offset are one transaction; command ids make a second delivery harmless.
"""

import asyncio
import random
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from json import dumps
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from throughline.commands import CommandBus, KeyReused, NotFound
from throughline.database import Pool
from throughline.domain import Fact, Rejected
from throughline.feed.faults import fingerprint, is_infrastructure
from throughline.feed.progress import Progress
from throughline.feed.subscription import as_it_is, records, take_as_they_come
from throughline.granted import Grant
from throughline.partner import message as messages
from throughline.partner.addressing import addressed, named
from throughline.partner.letters import Place
from throughline.partner.message import Message, Unreadable
from throughline.partner.outgoing import Outgoing, answered, headers_of
from throughline.partner.unmatched import Places, outcome_of
from throughline.sql import statements
from throughline.telemetry import metrics

FEED = "partner"
MAX_RECORDS = 200
NOT_GRANTED = "your organisation does not send this fact here; ask the agency to agree on it"
KEPT = "nothing here is linked to this reference; somebody will say which case is meant, and you will be answered again"
SENT_BEFORE = "this ce_id was sent before with another body; a new message has a new one"
UNMATCHED = {"outcome": "unmatched", "code": "ReferenceUnknown", "missing": KEPT}
sql = statements(__package__)
log = structlog.get_logger()


class PartnerEdge(ConsumerRebalanceListener):  # type: ignore[misc]
    """`facts` are this service's; `known` all that any service takes: only with it are unknown types set aside.

    `grant_of` says what an organisation may state, None for one that may nothing. `places` finds the case of whoever
    names it by a number of their own, where this service knows such numbers.
    """

    def __init__(
        self,
        broker: KafkaBroker,
        service: str,
        facts: Iterable[type[Fact]],
        bus: CommandBus,
        pool: Pool,
        *,
        topic_prefix: str,
        group: str,
        seal: Callable[[bytes], bytes],
        known: frozenset[str] | None,
        fail: Callable[[BaseException], None],
        grant_of: Callable[[str], Grant | None],
        places: Places | None = None,
        member: str | None = None,
    ) -> None:
        self.progress, self.idle, self.waited_at = Progress(FEED), True, 0.0
        self.grant_of, self.places = grant_of, places
        self.service, self.bus, self.pool, self.seal, self.fail = service, bus, pool, seal, fail
        self.facts = {fact.records: fact for fact in facts}
        self.known, self.topic_prefix = known, topic_prefix
        self.stands = dict[TopicPartition, tuple[int, UUID | None]]()
        self.turns = defaultdict[TopicPartition, asyncio.Lock](asyncio.Lock)
        self.subscriber: Any = broker.subscriber(
            pattern=f"^{re.escape(topic_prefix)}partner\\.[^.]+\\.in$",
            batch=True,
            max_records=MAX_RECORDS,
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            group_id=group,
            group_instance_id=member,
            session_timeout_ms=10_000,
            rebalance_timeout_ms=30_000,
            heartbeat_interval_ms=2_000,
            fetch_max_wait_ms=200,
            listener=self,
            parser=as_it_is,
            decoder=records,
            no_reply=True,
        )
        self.subscriber(self._on_batch)
        take_as_they_come(self.subscriber, MAX_RECORDS)

    async def watch(self) -> None:
        """Raise where there is work and none is done. A topic may be emptied, and holes in offsets are normal."""
        await self.progress.watch(lambda: self.subscriber.consumer, self._look, self._look_idle)

    async def _look(self, consumer: Any, assigned: set[TopicPartition]) -> None:
        stands = {partition: self.stands.get(partition, (0, None))[0] for partition in assigned}
        ends = await asyncio.wait_for(consumer.end_offsets(assigned), 10)
        lag = 0
        for partition, offset in stands.items():
            fetched = await asyncio.wait_for(consumer.position(partition), 10)
            if not self.idle or fetched < ends[partition]:  # what ends a transaction is fetched, and is no message
                lag += max(0, ends[partition] - offset)
        self.progress.report(sum(stands.values()), lag, waited_at=self.waited_at)

    async def _look_idle(self, _consumer: Any) -> None:
        """Nothing is assigned here; there may be no partner's topic at all."""

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """A batch may have been fetched before this is called, and is being taken meanwhile: one at a time, or what
        either finds out about the log is undone by the other's seek."""
        for partition in assigned:
            async with self.turns[partition]:
                await self._go_on(partition)

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Nothing to hand over: what is done twice has the same command ids."""
        for partition in revoked:
            self.stands.pop(partition, None)

    async def _on_batch(self, batch: Sequence[Any]) -> None:
        by_partition = dict[TopicPartition, list[Any]]()
        for record in batch:
            by_partition.setdefault(TopicPartition(record.topic, record.partition), []).append(record)
        self.idle = False
        try:
            await asyncio.gather(*(self._run(partition, part) for partition, part in by_partition.items()))
        except Exception as fault:
            log.error("partner_edge_stops", fault=type(fault).__name__, exc_info=fault)
            self.fail(fault)
            await asyncio.Event().wait()  # nothing more is read; the process is on its way out
        self.idle = True

    async def _run(self, partition: TopicPartition, batch: Sequence[Any]) -> None:
        async with self.turns[partition]:
            try:
                for record in await self._new(partition, batch):
                    await self._take(partition, record)
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise
                log.warning("partner_edge_waits", fault=type(fault).__name__)
                self.waited_at = monotonic()
                await asyncio.sleep(random.uniform(0.2, 1.0))
                await self._go_on(partition)

    async def _go_on(self, partition: TopicPartition) -> None:
        """Read from one record before where we stand, to see whether this still is the log we were reading."""
        next_offset, _last = self.stands[partition] = await self._stands_at(partition)
        if next_offset > await self._end(partition, next_offset):
            await self._begin_anew(partition, next_offset)
        else:
            self.subscriber.consumer.seek(partition, max(0, next_offset - 1))

    async def _new(self, partition: TopicPartition, batch: Sequence[Any]) -> Sequence[Any]:
        """What of a batch was not taken yet. A topic that was replaced is read from its beginning."""
        next_offset, last = self.stands.get(partition) or await self._stands_at(partition)
        seen = next((record for record in batch if record.offset == next_offset - 1), None)
        if seen is not None and last not in (None, messages.mark(seen)):
            await self._begin_anew(partition, next_offset)
            return ()
        return [record for record in batch if record.offset >= next_offset]

    async def _begin_anew(self, partition: TopicPartition, stood_at: int) -> None:
        """The topic is not the one we read: take it from its beginning. What we know already has its command ids."""
        topic = partition.topic.removeprefix(self.topic_prefix)
        log.error("partner_topic_replaced", topic=topic, partition=partition.partition, stood_at=stood_at)
        async with self.pool.acquire() as conn:
            await conn.execute(sql("begin_anew"), FEED, topic, partition.partition)
        self.stands.pop(partition, None)
        self.subscriber.consumer.seek(partition, 0)

    async def _end(self, partition: TopicPartition, otherwise: int) -> int:
        """Where the log ends; `otherwise` where Kafka does not say."""
        try:
            ends = await asyncio.wait_for(self.subscriber.consumer.end_offsets([partition]), 5)
        except (KafkaError, TimeoutError):
            return otherwise
        end: int = ends[partition]
        return end

    async def _take(self, partition: TopicPartition, record: Any) -> None:
        topic = partition.topic.removeprefix(self.topic_prefix)
        out: Outgoing | None = None
        try:
            message = messages.read(topic, record.headers, record.value)
            if message.type in self.facts:
                out = answered(message, await self._issue(message), self.service)
            elif self.known is not None and message.type not in self.known:
                raise Unreadable("no service takes this type", "ce_type")
        except Unreadable as why:
            if self._sets_aside(record):
                out = self._dead_letter(topic, record, why)
        except Exception as fault:
            if is_infrastructure(fault):
                raise
            place = f"{topic}/{record.partition}/{record.offset}"
            log.error("partner_message_failed", place=place, fault=fingerprint(fault))
            out = self._dead_letter(topic, record, Unreadable(f"it could not be taken here: {type(fault).__name__}"))
        async with self.pool.acquire() as conn, conn.transaction():
            if out:
                await conn.execute(sql("publish"), *out)
            await conn.execute(sql("move_on"), FEED, topic, record.partition, record.offset + 1, messages.mark(record))
        self.stands[partition] = record.offset + 1, messages.mark(record)
        metrics.feed_applied(FEED)

    async def _issue(self, message: Message) -> dict[str, Any]:
        grant = self.grant_of(message.organisation)
        if grant is None or not grant.covers(message.type):
            return {"outcome": "rejected", "code": "NotGranted", "missing": NOT_GRANTED}
        placed = message
        if self.places and (reference := named(message)):
            found = await self.places.find(reference, grant.offices)
            if found is None:
                kept = await self.places.keep(message, reference, grant.offices)
                log.warning("partner_fact_unmatched", organisation=message.organisation, type=message.type)
                return UNMATCHED if kept else {"outcome": "rejected", "code": "KeyReused", "missing": SENT_BEFORE}
            placed = addressed(message, found, self.facts[message.type])
        command = messages.fact(placed, self.facts, datetime.now(UTC), grant.offices)
        try:
            return outcome_of(await self.bus.handle(command, request=message.body))
        except (Rejected, NotFound, KeyReused) as no:
            code = no.code if isinstance(no, Rejected) else type(no).__name__
            missing = SENT_BEFORE if isinstance(no, KeyReused) else str(no)
            return {"outcome": "rejected", "code": code, "missing": missing, "caseId": str(command.case_id)}

    def _sets_aside(self, record: Any) -> bool:
        """A message of our own types we judge ourselves; one service alone sets aside what is no service's."""
        try:
            name = messages.type_of(dict(record.headers))
        except Unreadable:
            return self.known is not None
        return name in self.facts or (self.known is not None and name not in self.known)

    def _dead_letter(self, topic: str, record: Any, why: Unreadable) -> Outgoing:
        place = Place(topic, record.partition, record.offset)
        letter = place.letter_id
        body = {"reason": why.reason, "field": why.field, "sealed": b64encode(self.seal(record.value or b"")).decode()}
        log.warning("dead_letter", place=str(place), reason=why.reason, field=why.field)
        headers = headers_of(self.service, letter, "DeadLetter", str(place))
        return str(letter), f"{topic}.dead-letter", headers, dumps(body)

    async def _stands_at(self, partition: TopicPartition) -> tuple[int, UUID | None]:
        topic = partition.topic.removeprefix(self.topic_prefix)
        while True:
            try:
                async with self.pool.acquire() as conn:
                    row = await conn.fetchrow(sql("stands_at"), FEED, topic, partition.partition)
                    return (row["next_offset"], row["last_event_id"]) if row else (0, None)
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise
                self.waited_at = monotonic()
                await asyncio.sleep(0.5)
