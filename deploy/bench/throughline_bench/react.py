"""How soon another service acts: a victim is brought to safety in intake, and aftercare shows her enrolled.

Her consent is noted in aftercare before. From intake's 201 to the row of aftercare's own read model: relay, Kafka,
reaction, the case's own stream there, its relay, Kafka and projector. One poll of aftercare's database looks for all
who are awaited, every few milliseconds, so that looking costs next to nothing and its error is no more than that.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from uuid import UUID, uuid4

import asyncpg
import httpx

from throughline_bench.doors import OFFICE, client, send
from throughline_bench.figures import MILLISECONDS, Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.screen import Screen
from throughline_bench.sql import sql
from throughline_bench.timetable import REFERRAL, percentile

LOOK_EVERY = 0.004
AT_ONCE = 8
LONGEST = 60.0
TOO_LATE_MS = 1000
PERSON = {"ageBand": "18--20", "gender": "Feminine", "citizenship": ["PHL"], "languageNeeded": "tgl"}
SAFE = {
    "placementType": "shelter",
    "ledByOrgId": str(uuid4()),
    "agencyRole": "present",
    "wish": "agreed",
    "liberty": "free_to_leave",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A case with one victim, who has consented."""

    case_id: str
    victim_id: str


@dataclass(frozen=True, slots=True)
class Doors:
    investigator: httpx.AsyncClient
    social_worker: httpx.AsyncClient
    aftercare: "asyncpg.Connection[asyncpg.Record]"


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    aftercare = await asyncpg.connect(place.state.services["aftercare"].dsn)
    async with client(place, "intake", "investigator") as police, client(place, "intake", "social_worker") as worker:
        doors, rate, rounds = Doors(police, worker, aftercare), pace.react_rate, list[list[float]]()
        with screen.progress("react", pace.rounds + 1) as step:
            while (took := await _round(doors, rate, pace)) and percentile(took, 50) > TOO_LATE_MS and rate > 1:
                screen.say(f"react: {rate} a second could not be followed")
                rate //= 2
            step(f"warm-up: {rate} a second can be followed")
            for number in range(1, pace.rounds + 1):
                rounds.append(await _round(doors, rate, pace))
                said = f"p50 {percentile(rounds[-1], 50):.1f} ms, p99 {percentile(rounds[-1], 99):.1f} ms"
                step(f"round {number} of {pace.rounds}: {said}")
    await aftercare.close()
    missed = f"react: {pace.react_rate} a second could not be followed, so the target is not met; measured at {rate}"
    return Measured(_figures(rounds, rate, pace), [] if rate == pace.react_rate else [missed])


def _figures(rounds: Sequence[Sequence[float]], rate: int, pace: Pace) -> list[Figure]:
    what = "brought to safety in intake → enrolled in aftercare"
    half, most = (40, 250) if rate == pace.react_rate else (None, None)
    at = f"at {rate}/s"
    medians, latest = (Series(tuple(percentile(taken, percent) for taken in rounds)) for percent in (50, 99))
    return [
        alone("react.p50", f"{what}, p50 {at}", medians, MILLISECONDS, at_most=half),
        alone("react.p99", f"{what}, p99 {at}", latest, MILLISECONDS, at_most=most),
    ]


async def _round(doors: Doors, rate: int, pace: Pace) -> list[float]:
    """Milliseconds of each, sent on a timetable."""
    known = await _prepared(doors, int(rate * pace.react_seconds))
    loop, told = asyncio.get_running_loop(), dict[UUID, float]()
    start = loop.time()
    watching = asyncio.create_task(_seen(doors, [UUID(one.case_id) for one in known]))
    async with asyncio.TaskGroup() as group:
        for number, one in enumerate(known):
            await asyncio.sleep(max(0.0, start + number / rate - loop.time()))
            group.create_task(_tell(doors, one, told))
    seen = await watching
    return [(seen[case_id] - at) * 1000 for case_id, at in told.items()]


async def _tell(doors: Doors, one: Known, told: dict[UUID, float]) -> None:
    path = f"/cases/{one.case_id}/record-victim-brought-to-safety"
    await send(doors.investigator, path, {"victimId": one.victim_id, **SAFE})
    told[UUID(one.case_id)] = perf_counter()


async def _seen(doors: Doors, awaited: Sequence[UUID]) -> dict[UUID, float]:
    """When each case was first seen with somebody enrolled. Raises TimeoutError."""
    seen, left = dict[UUID, float](), set(awaited)
    async with asyncio.timeout(LONGEST):
        while left:
            rows = await doors.aftercare.fetch(sql("enrolled_in"), list(left))
            now = perf_counter()
            seen |= {row["case_id"]: now for row in rows}
            left -= seen.keys()
            await asyncio.sleep(LOOK_EVERY)
    return seen


async def _prepared(doors: Doors, count: int) -> list[Known]:
    """So many cases whose victim's consent aftercare has noted."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def prepare() -> Known:
        async with turns:
            said = await send(doors.investigator, "/cases/record-referral", {**REFERRAL, "officeId": OFFICE})
            one = Known(said["caseId"], str(uuid4()))
            met = {"victims": [{"victimId": one.victim_id, **PERSON}]}
            await send(doors.social_worker, f"/cases/{one.case_id}/record-victims", met)
            given = [{"purpose": "service_delivery", "given": True}]
            agreed = {"subjectId": one.victim_id, "purposes": given, "by": "self"}
            await send(doors.social_worker, f"/cases/{one.case_id}/record-consent", agreed)
            return one

    known = await asyncio.gather(*(prepare() for _ in range(count)))
    async with asyncio.timeout(LONGEST):
        ids = [UUID(one.case_id) for one in known]
        while await doors.aftercare.fetchval(sql("consents_noted"), ids) < count:
            await asyncio.sleep(0.05)
    return known
