"""Reads from databases and topics, when all is over, what the checker is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from json import dumps, loads
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from throughline import envelope
from throughline.sql import statements
from throughline.testing.histories import (
    Applied,
    Balance,
    Discarded,
    Line,
    Moved,
    Published,
    Reads,
    Recorded,
    Row,
)

from harness.arena import SERVICES, Arena
from harness.finishing import FEEDS, TOPICS
from harness.planting import Seedling, opened

sql = statements("harness")


async def collect(arena: Arena) -> list[Line]:
    lines: list[Line] = [*arena.load.answers, *arena.took, *arena.counted]
    lines += [one.record for one in arena.garden.planted]
    lines += await arena.patiently(lambda: _published(arena))
    rows, told = dict[str, list[asyncpg.Record]](), dict[str, list[asyncpg.Record]]()
    given_up = defaultdict[str, set[UUID]](set)
    for service in SERVICES:
        connection = await arena.connect(service)
        try:
            rows[service] = await connection.fetch(sql("events"))
            told[service] = await connection.fetch("table timeline")
            lines += [
                Recorded(
                    service, row["stream_id"], row["version"], row["event_id"], UUID(row["command"]), row["recorded_at"]
                )
                for row in rows[service]
            ]
            for feed, topics in ((feed, topics) for (of, feed), topics in FEEDS.items() if of == service):
                lines += await _feed(connection, service, feed, topics)
                discarded = "select distinct event_id from waiting_event where state = 'discarded' and feed = $1"
                given_up[f"{service}/{feed}"] = {row["event_id"] for row in await connection.fetch(discarded, feed)}
            if service == "depot":
                lines += _stock(arena, rows["post"], given_up["depot/live"], await connection.fetch("table stock"))
        finally:
            await connection.close()
    for feed, events in given_up.items():
        lines += [Discarded(feed, event) for event in events]
    lines += _shelves(arena, rows, given_up["depot/reactions"])
    lines += _timeline("post", rows["post"], (), given_up["post/live"], told["post"])
    both = [*rows["post"], *rows["depot"]]
    lines += _timeline("depot", both, arena.garden.planted, given_up["depot/live"], told["depot"])
    return lines


async def _feed(connection: asyncpg.Connection, service: str, feed: str, topics: Sequence[str]) -> list[Line]:
    name = f"{service}/{feed}"
    lines: list[Line] = [Reads(name, tuple(topics), applies=feed == "live")]
    for step in await connection.fetch("select * from feed_step where feed = $1 order by number", feed):
        lines += [
            Moved(name, step["number"], step["lane"], topic, first, following)
            for topic, first, following in zip(step["topics"], step["firsts"], step["nexts"], strict=True)
        ]
    for one in await connection.fetch("select * from application where feed = $1", feed):
        lines.append(Applied(name, one["number"], one["event_id"], one["stream_id"], one["version"]))
    if row := await connection.fetchrow(sql("balance"), feed):
        lines.append(Balance(name, **{key: int(value) for key, value in row.items()}))
    return lines


async def _published(arena: Arena) -> list[Published]:
    lanes = [TopicPartition(arena.prefix + topic, lane) for topic in TOPICS for lane in range(12)]
    found = list[Published]()
    async with opened(AIOKafkaConsumer(bootstrap_servers=arena.stack.kafka_bootstrap)) as consumer:
        consumer.assign(lanes)
        await consumer.seek_to_beginning(*lanes)
        ends = await consumer.end_offsets(lanes)
        while any([await consumer.position(place) < ends[place] for place in lanes]):
            for place, records in (await consumer.getmany(timeout_ms=500, max_records=5000)).items():
                topic = place.topic.removeprefix(arena.prefix)
                for one in records:
                    origin = envelope.metadata(one.headers)
                    event = origin.event_id, origin.stream_id, origin.stream_version
                    found.append(Published(topic, place.partition, one.offset, *event))
    return found


def _sources(arena: Arena, posted: Sequence[asyncpg.Record]) -> Iterator[tuple[UUID, str, UUID, int | None]]:
    """Every event that the depot was sent, in each stream's order: case, type, id, weight."""
    for row in sorted(posted, key=lambda row: (row["stream_id"], row["version"])):
        yield row["case_id"], row["type"], row["event_id"], loads(row["data"]).get("weight")
    for one in sorted(arena.garden.planted, key=lambda one: (one.case_id, one.record.version)):
        yield one.case_id, one.type, one.record.event_id, one.weight


def _stock(
    arena: Arena, posted: Sequence[asyncpg.Record], given_up: set[UUID], stored: Sequence[asyncpg.Record]
) -> Iterator[Row]:
    """The depot's read model, beside a fold of what was recorded elsewhere."""
    sent, weights = defaultdict[UUID, int](int), defaultdict[UUID, list[int | None]](list)
    for case, kind, event, weight in _sources(arena, posted):
        if event not in given_up and kind == "ParcelSent":
            sent[case] += 1
        elif event not in given_up and kind == "ParcelWeighed":
            weights[case].append(weight)
    expected = {case: dumps([sent[case], len(weights[case]), weights[case]]) for case in sent.keys() | weights.keys()}
    found = {row["case_id"]: dumps([row["sent"], row["weighings"], loads(row["weights"])]) for row in stored}
    for case in expected.keys() | found.keys():
        yield Row("depot.stock", str(case), expected.get(case), found.get(case))


def _timeline(
    service: str,
    recorded: Iterable[asyncpg.Record],
    planted: Iterable[Seedling],
    given_up: set[UUID],
    stored: Iterable[asyncpg.Record],
) -> Iterator[Row]:
    """A service's timeline, beside every event of the topics that it reads."""
    expected = {row["event_id"]: f"{row['type']} {row['stream_id']}:{row['version']}" for row in recorded}
    expected |= {one.record.event_id: f"{one.type} {one.case_id}:{one.record.version}" for one in planted}
    found = {row["event_id"]: f"{row['event_type']} {row['stream_id']}:{row['stream_version']}" for row in stored}
    for event in (expected.keys() - given_up) | found.keys():
        yield Row(f"{service}.timeline", str(event), expected.get(event), found.get(event))


def _shelves(arena: Arena, rows: dict[str, list[asyncpg.Record]], given_up: set[UUID]) -> Iterator[Row]:
    """What the depot's reactions recorded: one event for each that should lead to one."""
    due, done = set[UUID](), defaultdict[UUID, int](int)
    for _case, kind, event, _weight in _sources(arena, rows["post"]):
        if kind in ("ParcelSent", "ParcelWeighed") and event not in given_up:
            due.add(event)
    for row in rows["depot"]:
        done[UUID(loads(row["data"])["sourceEventId"])] += 1
    for event in due | done.keys():
        yield Row("depot.shelf", str(event), "1" if event in due else None, str(done[event]) if done[event] else None)
