"""What it costs to have grown: appending to a store of two million events beside one of ten thousand, and a command on
a case of five thousand events beside one of fifty.

The large store is filled by SQL with events of the same size, streams of twenty, and their receipts. The long case is
a real one, over HTTP, with all that a case remembers of its victims.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from time import perf_counter
from uuid import uuid4

import asyncpg
import httpx
from throughline.migrating import migrate

from throughline_bench.append import bare, ours
from throughline_bench.callers import CALLERS
from throughline_bench.doors import OFFICE, client, send
from throughline_bench.figures import Figure, Measured, alone, beside
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.react import PERSON
from throughline_bench.rounds import Interleaved, Side, interleave
from throughline_bench.screen import Screen
from throughline_bench.sql import sql
from throughline_bench.timetable import REFERRAL

YOUNG, GROWN = "young store", "grown store"
SHORT, LONG = "short case", "long case"
CHUNK = 50_000
AT_ONCE = 200
SHORT_EVENTS, LONG_EVENTS = 50, 5_000
CALLS = 40


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    stores = await _stores(place, pace, screen)
    cases = await _cases(place, pace, screen)
    notes = [f"{name} was not measured: {why}" for done in (stores, cases) for name, why in done.failed.items()]
    return Measured([*_of_stores(stores, pace), *_of_cases(cases)], notes)


async def _stores(place: Place, pace: Pace, screen: Screen) -> Interleaved:
    callers = max(CALLERS)
    async with AsyncExitStack() as stack:
        sides = list[Side]()
        for name, events in ((YOUNG, pace.small), (GROWN, pace.large)):
            dsn = place.database(f"bench_{name.partition(' ')[0]}")
            migrate(dsn, "throughline_bench")
            await _grow(dsn, events, screen)
            bus = await stack.enter_async_context(ours.opened(dsn))
            sides.append(Side(name, ours.side(bus, callers, pace.append_seconds)))
        return await interleave("growth", sides, pace.rounds, screen)


async def _grow(dsn: str, events: int, screen: Screen) -> None:
    conn = await asyncpg.connect(dsn)
    headers, body = bare.sample()
    try:
        with screen.progress("growing", -(-events // CHUNK)) as step:
            for first in range(0, events, CHUNK):
                more = min(CHUNK, events - first)
                await conn.execute(sql("grow_store"), more, headers, body)
                step(f"{first + more:,} of {events:,} events")
        await conn.execute("vacuum analyze")
    finally:
        await conn.close()


async def _cases(place: Place, pace: Pace, screen: Screen) -> Interleaved:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    async with client(place, "intake", "investigator") as door:
        sides = [
            Side(name, _commands(door, await _case_of(door, events)))
            for name, events in ((SHORT, SHORT_EVENTS), (LONG, LONG_EVENTS))
        ]
        return await interleave("growth", sides, pace.rounds, screen)


async def _case_of(door: httpx.AsyncClient, events: int) -> str:
    """A case with so many victims met."""
    said = await send(door, "/cases/record-referral", {**REFERRAL, "officeId": OFFICE})
    case_id: str = said["caseId"]
    for first in range(0, events, AT_ONCE):
        met = [{"victimId": str(uuid4()), **PERSON} for _ in range(min(AT_ONCE, events - first))]
        await send(door, f"/cases/{case_id}/record-victims", {"victims": met})
    return case_id


def _commands(door: httpx.AsyncClient, case_id: str) -> Callable[[], Awaitable[float]]:
    async def once() -> float:
        began = perf_counter()
        for _ in range(CALLS):
            await send(door, f"/cases/{case_id}/record-suspect", {"suspectId": str(uuid4()), "roles": ["Exploiter"]})
        return CALLS / (perf_counter() - began)

    return once


def _of_stores(done: Interleaved, pace: Pace) -> list[Figure]:
    young, grown = done.series.get(YOUNG), done.series.get(GROWN)
    if not young or not grown:
        return []
    return [
        alone("growth.young", f"command path, 8 callers, {pace.small:,} events stored", young),
        beside("growth.append", f"the same, {pace.large:,} events stored", grown, young, YOUNG, at_least=0.834),
    ]


def _of_cases(done: Interleaved) -> list[Figure]:
    short, long = done.series.get(SHORT), done.series.get(LONG)
    if not short or not long:
        return []
    return [
        alone("growth.short", f"commands on a case of {SHORT_EVENTS} events, one after another", short),
        beside("growth.case", f"the same on a case of {LONG_EVENTS:,} events", long, short, SHORT, at_least=0.5),
    ]
