"""A read model built anew from the service's own store, beside COPY of as many rows into a table with a primary key.

The rebuild is the kit's own, whole: copied case by case, compared with a pure fold and with what is shown, switched.
Somebody reads the public view all the while, and must see every event in it each time.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from throughline import envelope
from throughline.database import Pool, connect
from throughline.domain import Event, Issued, Metadata, per_case_stream, stamp
from throughline.eventstore import EventTypes
from throughline.feed.decoding import Decoder
from throughline.migrating import migrate
from throughline.projection import Change, ReadModel, on
from throughline.projection.model import fold
from throughline.projection.places import of_feed
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.rebuild import register_read_models
from throughline.rebuild.asking import Asked, begin, drop
from throughline.rebuild.building import Building
from throughline.rebuild.job import Job

from throughline_bench.figures import Figure, Measured, alone, beside
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.project.counted import check
from throughline_bench.project.reading import OverviewRow
from throughline_bench.rounds import Interleaved, Side, interleave
from throughline_bench.screen import Screen
from throughline_bench.sql import sql
from throughline_bench.visits import AGGREGATE, CASEWORKER, OFFICE, NoteVisit, VisitNoted, observation

SERVICE, LIVE, NAME = "bench", "live", "visit_overview"
OURS, COPY = "rebuild", "COPY"
KEY = b"figures, and nothing but figures"
NAMESPACE = UUID("0b0c1d5e-54a8-5e0e-8f19-0d2d5c1b6a01")
EVENT_COLUMNS = (
    "stream_id",
    "version",
    "event_id",
    "case_id",
    "type",
    "schema_version",
    "data",
    "headers",
    "recorded_at",
)
LOOK_EVERY = 0.02


class OwnOverview(ReadModel[OverviewRow]):
    """The overview of the projector's figures, of the service's own events."""

    name = NAME
    row = OverviewRow

    @on(VisitNoted)
    def noted(self, event: VisitNoted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: row.visited(event.kind, event.place, event.next_on, origin.recorded_at),
        )


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    dsn = place.database("bench_rebuild")
    migrate(dsn, "throughline_bench")
    pool = await connect(dsn, application="bench")
    try:
        await register_read_models(pool, [OwnOverview()], LIVE)
        screen.say(f"storing {pace.rebuilt:,} events")
        await _fill(pool, pace)
        sides = [Side(OURS, _rebuilding(pool, pace.rebuilt)), Side(COPY, _copying(pool, pace.rebuilt))]
        done = await interleave("rebuild", sides, pace.rounds, screen)
    finally:
        await pool.close()
    return Measured(_figures(done), [f"{name} was not measured: {why}" for name, why in done.failed.items()])


def _figures(done: Interleaved) -> list[Figure]:
    mine, floor = done.series.get(OURS), done.series.get(COPY)
    figures = list[Figure]()
    if floor:
        figures.append(alone("rebuild.copy", "COPY, insert only, one row an event", floor))
    if mine and floor:
        what = "rebuild of a read model, read meanwhile: events folded, compared, switched"
        figures.append(beside("rebuild", what, mine, floor, COPY, at_least=0.2))
    return figures


def _rebuilding(pool: Pool, events: int) -> Callable[[], Awaitable[float]]:
    async def once() -> float:
        loop = asyncio.get_running_loop()
        async with _read_meanwhile(pool, events):
            began = loop.time()
            await _rebuilt(pool)
            took = loop.time() - began
        return events / took

    return once


async def _rebuilt(pool: Pool) -> None:
    """One rebuild to its switch; what was shown before is dropped."""
    model, asked = OwnOverview(), Asked(NAME, uuid4(), "measured")
    await begin(pool, [model], LIVE, asked)
    row = await pool.fetchrow(sql("build_begun"), NAME)
    assert row is not None
    job = Job(**row, owner=uuid4())
    decoder = Decoder(SERVICE, EventTypes((AGGREGATE,)), ())
    projector = Projector(SERVICE, job.feed, [model], decoder, places=of_feed([model], job.feed))
    await Building(pool, job, projector, LIVE, KEY).run()
    await drop(pool, asked)


@asynccontextmanager
async def _read_meanwhile(pool: Pool, events: int) -> AsyncIterator[None]:
    """Raises ValueError where a reader saw less or more than everything."""

    async def read() -> None:
        while True:
            check("what a reader saw of the read model", await pool.fetchval(sql("visits_shown")), events)
            await asyncio.sleep(LOOK_EVERY)

    reading = asyncio.create_task(read())
    try:
        yield
        if reading.done():
            reading.result()
    finally:
        reading.cancel()
        await asyncio.wait({reading})


def _copying(pool: Pool, events: int) -> Callable[[], Awaitable[float]]:
    at = datetime.now(UTC)
    rows = [
        (uuid5(NAMESPACE, f"row {number}"), 1, "home", "Barangay health station", at.date(), at)
        for number in range(events)
    ]

    async def once() -> float:
        await pool.execute(sql("empty_floor"))
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with pool.acquire() as conn:
            await conn.copy_records_to_table("floor_overview", records=rows)
        return events / (loop.time() - began)

    return once


async def _fill(pool: Pool, pace: Pace) -> None:
    """Events as they are stored, that the live feed has accounted for them, and what it has made of them."""
    cases = max(1, pace.rebuilt // 20)
    events = [_noted(number, cases) for number in range(pace.rebuilt)]
    model = OwnOverview()
    rows = fold(model, [(event, event.metadata) for event in events])
    async with pool.acquire() as conn, conn.transaction():
        await conn.copy_records_to_table("event", records=map(_row, events), columns=EVENT_COLUMNS)
        await conn.execute(sql("streams_of_events"))
        await conn.execute(sql("account_for_events"), LIVE)
        await Table(model).fill(conn, list(rows.values()))


def _row(event: Event) -> tuple[Any, ...]:
    known, body = event.metadata, event.model_dump_json(by_alias=True)
    ids = known.stream_id, known.stream_version, known.event_id, known.case_id
    return *ids, known.event_type, known.schema_version, body, envelope.headers_text(known), known.recorded_at


def _noted(number: int, cases: int) -> Event:
    """The number-th of events over so many cases, as recorded."""
    case_id = uuid5(NAMESPACE, str(number % cases))
    issued = Issued(command_id=uuid5(case_id, str(number)), at=datetime.now(UTC), actor=CASEWORKER, office_id=OFFICE)
    fields = observation(case_id, issued.command_id, number // cases)
    command = NoteVisit(case_id=case_id, office_id=OFFICE, **fields).issued(issued)
    stream_id, version = per_case_stream(case_id, "bench.Visits"), number // cases + 1
    noted = VisitNoted(**command.fields("office_id"))
    return stamp(command, noted, 0, service=SERVICE, stream_id=stream_id, version=version)
