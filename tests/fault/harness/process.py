"""What one process of the two invented services runs, set up by its environment as any service is.

What it commits it also writes to two tables of the run's own, in the same transactions: every step of a feed, and every
application of an event. `FAULTS_POISON` puts the bug into the depot's handlers that a later release mends;
`FAULTS_BROKEN` breaks a promise, for the test that the checker sees it. `FAULTS_RELEASE=2` is a later release, which
reads one more version of an event; `FAULTS_CLOCK` says by how many seconds the process' clock is wrong.
"""

import os
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import parcels
import time_machine
from throughline.feed import Arrived
from throughline.feed.consumer import Memory
from throughline.feed.ledger import Ledger
from throughline.projection.projector import Projector
from throughline.service import run
from throughline.sql import statements
from throughline.writes import Write

from harness import breaking

sql = statements("harness")


def record_steps() -> None:
    move = Ledger.move

    async def moved(self: Ledger, conn: Any, seq: int, checked: Any, outcome: Any, writes: Sequence[Write] = ()) -> int:
        spans = checked.spans.values()
        firsts, nexts = [span.first for span in spans], [span.next for span in spans]
        counts = checked.duplicates, len(checked.held)
        step = Write(sql("step"), [self.feed, self.lane, [*checked.spans], firsts, nexts, *counts])
        return await move(self, conn, seq, checked, outcome, writes=[*writes, step])

    Ledger.move = moved  # type: ignore[method-assign]


def record_applications() -> None:
    apply, fold = Projector.apply, Projector.fold

    async def applied(self: Projector, conn: Any, arrived: Sequence[Arrived]) -> None:
        await apply(self, conn, arrived)
        told = _applied(self.feed, arrived)
        await conn.execute(told.text, *told.args)

    async def folded(self: Projector, conn: Any, arrived: Sequence[Arrived], memory: Memory) -> list[Write] | None:
        writes = await fold(self, conn, arrived, memory)
        return None if writes is None else [*writes, _applied(self.feed, arrived)]

    Projector.apply, Projector.fold = applied, folded  # type: ignore[method-assign]


def _applied(feed: str, arrived: Sequence[Arrived]) -> Write:
    events, streams = [one.event_id for one in arrived], [one.stream_id for one in arrived]
    return Write(sql("applied"), [feed, events, streams, [one.version for one in arrived]])


def set_the_clock(wrong_by: float) -> None:
    """From now on; and it steps back by a minute every second, half an hour at most."""
    travelling = time_machine.travel(datetime.now(UTC) + timedelta(seconds=wrong_by), tick=True)
    clock = travelling.start()

    def step_back() -> None:
        for _ in range(30):
            time.sleep(1)
            clock.shift(timedelta(minutes=-1))

    threading.Thread(target=step_back, daemon=True).start()


def main(name: str) -> None:
    if wrong_by := float(os.environ.get("FAULTS_CLOCK") or 0):
        set_the_clock(wrong_by)
    if os.environ.get("FAULTS_RELEASE") == "2":
        parcels.Weighed.versions = frozenset({1, 2})
    record_steps()
    record_applications()
    parcels.broken.update(dict.fromkeys(parcels.broken, bool(os.environ.get("FAULTS_POISON"))))
    breaking.apply(os.environ.get("FAULTS_BROKEN", ""))
    services = {"post": parcels.post, "depot": lambda: parcels.depot(reads=("intake.events", "aftercare.events"))}
    run(services[name]())
