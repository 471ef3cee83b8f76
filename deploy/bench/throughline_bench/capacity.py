"""What one event costs, in processor time and in bytes: made-up cases are lived through in all four services.

Processor time is counted by process, over what the same processes take while nothing happens, so that a busy machine
makes a run longer and its figures hardly other. Bytes are what tables and topics have grown by.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
from casework_imports.simulating.driving import Driven, drive
from casework_imports.simulating.generating import plans

from throughline_bench.figures import Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.processes import processor_seconds
from throughline_bench.screen import Screen
from throughline_bench.sql import sql

SEED = 7
AT_ONCE = 8
LOOK_EVERY = 1.0
DRAINED_WITHIN = 120.0
MILLISECONDS, BYTES = "ms", "bytes"
KINDS = {
    "event": "event, stream",
    "stream": "event, stream",
    "command_receipt": "command_receipt",
    "received_event": "received_event",
    "stream_version": "stream_version",
    "timeline_v1": "timeline",
    "deadline": "deadline",
    "outbox": "outbox, until it is vacuumed",
}
OF_DEVELOPMENT = "traces"
"""Takes the traces of the stack without Docker, all of them; counted, but no part of the whole."""
OTHERS = "other read models and tables"


@dataclass(frozen=True)
class Look:
    """At all processes and databases at one moment. `published`: bytes on all topics."""

    at: float
    seconds: Mapping[str, float]
    events: Mapping[str, int]
    tables: Mapping[str, int]
    published: int

    @property
    def recorded(self) -> int:
        return sum(self.events.values())


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    await live(place, SEED, pace.lived_before, screen)
    began = await asyncio.to_thread(_look, place)
    await asyncio.sleep(pace.idle_seconds)
    idle = await asyncio.to_thread(_look, place)
    driven = await live(place, SEED + 1, pace.lived, screen)
    done = await asyncio.to_thread(_look, place)
    figures = [*_of_processors(began, idle, done), *_of_bytes(idle, done)]
    return Measured(figures, _notes(driven, idle, done))


async def live(place: Place, seed: int, cases: int, screen: Screen) -> Driven:
    """Live through so many cases, and wait until nothing of them is under way."""
    with screen.progress("capacity", cases) as step:
        watch = _Watch(lambda sent: step(f"{sent} commands"))
        driven = await asyncio.to_thread(drive, place.state, plans(seed, cases), watch, AT_ONCE)
    async with asyncio.timeout(DRAINED_WITHIN):
        while any(_ask(one.dsn, "outbox_rows")[0][0] for one in place.state.services.values()):
            await asyncio.sleep(LOOK_EVERY)
    return driven


@dataclass
class _Watch:
    tell: Callable[[int], None]

    def done(self, rows: int, sent: int) -> None:
        for _ in range(rows):
            self.tell(sent)


def _look(place: Place) -> Look:
    state, tables = place.state, dict[str, int]()
    running = {name: one.process.pid for name, one in state.components.items() if one.process}
    for service in state.services.values():
        for table, size in _ask(service.dsn, "sizes_of_tables"):
            kind = KINDS.get(table, OTHERS)
            tables[kind] = tables.get(kind, 0) + size
    logs = (file for file in (place.layout.var / "kafka/data").glob("*/*.log") if not file.parent.name.startswith("__"))
    return Look(
        monotonic(),
        {name: processor_seconds(pid) for name, pid in running.items()},
        {name: _ask(one.dsn, "events_stored")[0][0] for name, one in state.services.items()},
        tables,
        sum(file.stat().st_size for file in logs),
    )


def _of_processors(began: Look, idle: Look, done: Look) -> list[Figure]:
    """Of each process: what it takes for an event more, and for a second in which nothing happens."""
    recorded, figures, per_event = done.recorded - idle.recorded, list[Figure](), 0.0
    for name in done.seconds:
        a_second = (idle.seconds[name] - began.seconds[name]) / (idle.at - began.at)
        spent = done.seconds[name] - idle.seconds[name] - a_second * (done.at - idle.at)
        per_event += 0 if name == OF_DEVELOPMENT else spent / recorded
        figures += [
            _figure(
                f"capacity.{name}", f"processor time of {name} for an event", 1000 * spent / recorded, MILLISECONDS
            ),
            _figure(f"capacity.{name}.idle", "the same for a second with nothing to do", 1000 * a_second, MILLISECONDS),
        ]
    a_day = 86_400 / per_event
    return [
        _figure("capacity.event", "processor time of everything for an event", 1000 * per_event, MILLISECONDS),
        _figure("capacity.day", "events a day for each processor, half of it used", a_day / 2, "events"),
        *figures,
    ]


def _of_bytes(before: Look, after: Look) -> list[Figure]:
    """What each kind of table, and the topics, have grown by for an event that any service recorded."""
    recorded = after.recorded - before.recorded
    grown = {kind: after.tables[kind] - before.tables.get(kind, 0) for kind in after.tables}
    grown["topics, once replicated"] = after.published - before.published
    return [
        _figure(
            "capacity.bytes", "bytes for an event, with all that follows of it", sum(grown.values()) / recorded, BYTES
        ),
        *(
            _figure(f"capacity.bytes.{number}", kind, size / recorded, BYTES)
            for number, (kind, size) in enumerate(sorted(grown.items(), key=lambda one: -one[1]), start=1)
        ),
    ]


def _notes(driven: Driven, before: Look, after: Look) -> list[str]:
    recorded = {name: after.events[name] - before.events[name] for name in after.events}
    told = ", ".join(f"{name} {number:,}" for name, number in recorded.items())
    expected = [] if driven.as_expected else [f"capacity: not all went as expected: {dict(driven.wrong)}"]
    return [f"capacity: {driven.cases} cases, {driven.steps:,} commands sent; events recorded: {told}", *expected]


def _figure(id: str, what: str, value: float, unit: str) -> Figure:
    return alone(id, what, Series((value,)), unit)


def _ask(dsn: str, name: str) -> Sequence[tuple[Any, ...]]:
    with psycopg.connect(dsn) as conn:
        return conn.execute(sql(name).encode()).fetchall()
