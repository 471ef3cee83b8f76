"""T3: how soon a command's author sees it, over HTTP, with the four services at work as processes.

Visible means: the time from intake's 201 to the answer of `GET /cases/{caseId}?atLeast=<position>`, which waits for
the relay, Kafka and intake's projector; the query itself is part of it. Commands are sent on a timetable, whether or
not earlier ones have been answered, each opening a case of its own. Both percentiles are of one round; the figure is
the median of the rounds.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from uuid import uuid4

import httpx
from throughline.http.tokens import sign
from throughline.settings import decoded_key

from throughline_bench.figures import MILLISECONDS, Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.screen import Screen
from throughline_bench.timetable import Round, drive

OFFICE = "PHL-MNL"
WARM_UP_SHARE = 0.5


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    screen.say("starting the four services")
    await asyncio.to_thread(place.start_services)
    async with _client(place) as client:
        rounds = list[Round]()
        with screen.progress("visible", pace.rounds + 1) as step:
            for number in range(pace.rounds + 1):
                seconds = pace.visible_seconds * (1 if number else WARM_UP_SHARE)
                done = await drive(client, pace.rate, seconds)
                if number:
                    rounds.append(done)
                label = f"round {number} of {pace.rounds}" if number else "warm-up"
                step(f"{label}: p50 {done.visible(50):.1f} ms, p99 {done.visible(99):.1f} ms")
    return Measured(_figures(rounds, pace), _notes(rounds, pace))


def _figures(rounds: Sequence[Round], pace: Pace) -> list[Figure]:
    at, seen = f"at {pace.rate}/s", "201 → visible in the own read model"
    return [
        alone("visible.p50", f"{seen}, p50 {at}", _visible(rounds, 50), MILLISECONDS, at_most=15),
        alone("visible.p99", f"{seen}, p99 {at}", _visible(rounds, 99), MILLISECONDS, at_most=100),
        alone("visible.command.p50", f"command → 201, p50 {at}", _answered(rounds, 50), MILLISECONDS),
        alone("visible.command.p99", f"command → 201, p99 {at}", _answered(rounds, 99), MILLISECONDS),
    ]


def _notes(rounds: Sequence[Round], pace: Pace) -> list[str]:
    """Where this machine could not send at the rate asked for, the percentiles are not of that rate."""
    reached = median(done.rate for done in rounds)
    if reached >= 0.95 * pace.rate:
        return []
    return [f"visible: only {reached:.0f} of {pace.rate} commands a second were sent; the machine is too busy for it"]


def _visible(rounds: Sequence[Round], percent: int) -> Series:
    return Series(tuple(done.visible(percent) for done in rounds))


def _answered(rounds: Sequence[Round], percent: int) -> Series:
    return Series(tuple(done.answered(percent) for done in rounds))


def _client(place: Place) -> httpx.AsyncClient:
    """An investigator of one office, as `throughline token` would make the token."""
    state = place.state
    bearer = sign(
        decoded_key(state.token_key), subject=uuid4(), role="investigator", offices=[OFFICE], ttl=timedelta(hours=2)
    )
    return httpx.AsyncClient(
        base_url=state.services["intake"].url,
        headers={"authorization": f"Bearer {bearer}"},
        limits=httpx.Limits(max_connections=200, max_keepalive_connections=200),
        timeout=30.0,
        trust_env=False,
    )
