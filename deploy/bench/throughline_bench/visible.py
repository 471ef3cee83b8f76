"""How soon a command's author sees it, over HTTP, with the four services at work as processes.

Visible means: the time from intake's 201 to the answer of `GET /cases/{caseId}?atLeast=<position>`, which waits for
the relay, Kafka and intake's projector; the query itself is part of it. Commands are sent on a timetable, whether or
not earlier ones have been answered, each opening a case of its own. Both percentiles are of one round; the figure is
the median of the rounds.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import httpx
from throughline.stack.deadline import wait_until

from throughline_bench.doors import client
from throughline_bench.figures import MILLISECONDS, Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.screen import Screen
from throughline_bench.timetable import Round, drive

WARM_UP_SHARE = 0.5
FOLLOWED = 0.9
TOO_LATE_MS = 1000
DRAIN_SECONDS = 60.0


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    async with client(place, "intake", "investigator") as door:
        rounds = list[Round]()
        with screen.progress("visible", pace.rounds + 1) as step:
            rate = await _bearable(door, pace, screen)
            step(f"warm-up: {rate} commands a second can be followed")
            for number in range(1, pace.rounds + 1):
                done = await drive(door, rate, pace.visible_seconds)
                rounds.append(done)
                label = f"round {number} of {pace.rounds}"
                step(f"{label}: p50 {done.visible(50):.1f} ms, p99 {done.visible(99):.1f} ms")
    return Measured(_figures(rounds, pace, rate), _notes(pace, rate))


async def _bearable(door: httpx.AsyncClient, pace: Pace, screen: Screen) -> int:
    """The rate asked for, or the largest half of it, quarter of it … at which this machine answers in time."""
    rate = pace.rate
    while rate > 1:
        followed = False
        try:
            done = await drive(door, rate, pace.visible_seconds * WARM_UP_SHARE)
            followed = done.rate >= FOLLOWED * rate and done.visible(50) < TOO_LATE_MS
        except* httpx.HTTPError:
            screen.say(f"visible: {rate} commands a second were not all answered")
        if followed:
            break
        rate //= 2
        await asyncio.to_thread(wait_until, lambda: _drained(door), DRAIN_SECONDS)
    return rate


def _drained(door: httpx.AsyncClient) -> bool:
    """Whether intake answers at once again."""
    with httpx.Client(base_url=door.base_url, trust_env=False, timeout=5.0) as asking:
        try:
            return asking.get("/health/ready").elapsed < timedelta(milliseconds=50)
        except httpx.HTTPError:
            return False


def _figures(rounds: Sequence[Round], pace: Pace, rate: int) -> list[Figure]:
    at, seen = f"at {rate}/s", "201 → visible in the own read model"
    half, most = (15, 100) if rate == pace.rate else (None, None)
    return [
        alone("visible.p50", f"{seen}, p50 {at}", _visible(rounds, 50), MILLISECONDS, at_most=half),
        alone("visible.p99", f"{seen}, p99 {at}", _visible(rounds, 99), MILLISECONDS, at_most=most),
        alone("visible.command.p50", f"command → 201, p50 {at}", _answered(rounds, 50), MILLISECONDS),
        alone("visible.command.p99", f"command → 201, p99 {at}", _answered(rounds, 99), MILLISECONDS),
    ]


def _notes(pace: Pace, rate: int) -> list[str]:
    """The target is set at one rate: where this machine cannot follow it, the target is not met."""
    if rate == pace.rate:
        return []
    return [
        f"visible: {pace.rate} commands a second could not be followed, so the target is not met; measured at {rate}"
    ]


def _visible(rounds: Sequence[Round], percent: int) -> Series:
    return Series(tuple(done.visible(percent) for done in rounds))


def _answered(rounds: Sequence[Round], percent: int) -> Series:
    return Series(tuple(done.answered(percent) for done in rounds))
