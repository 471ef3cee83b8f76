"""One run: a seed's faults, up to four at a time, under load; then rest, histories and the checker's verdict."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from throughline import failpoints
from throughline.sql import statement
from throughline.stack.for_tests import SharedStack
from throughline.testing.checker import Violation, check
from throughline.testing.histories import Line, Row, save

from harness import emptied
from harness.arena import CALLERS, Arena, arena
from harness.collecting import collect
from harness.faults import ALL
from harness.faults.fault import Fault
from harness.finishing import finish, timed
from harness.tally import ENOUGH, Tally, counts

UNDONE_WITHIN = 120.0
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What a run is told: how long faults go on, and the seed that they and the load are drawn from.

    `armed`: processes that die by themselves soon after their start, and at which failpoint. `at_once`: how many faults
    strike together, at least and at most. `rounds`: how often some strike at least, however long that takes.
    """

    seed: int
    seconds: float
    private: bool
    patience: float = 1.0
    broken: str = ""
    only: frozenset[str] = frozenset()
    points: tuple[str, ...] = failpoints.NAMES
    armed: Mapping[str, str] = field(default_factory=dict)
    at_once: tuple[int, int] = (1, 4)
    rounds: int = 1

    @property
    def faults(self) -> list[Fault]:
        mine = [fault for fault in ALL if self.private or not fault.private]
        return [fault for fault in mine if not self.only or fault.name in self.only]


@dataclass(frozen=True)
class Verdict:
    """`idle`: what struck often and caused none of what it should, so that the run has shown nothing of it."""

    tally: Tally
    violations: Sequence[Violation]
    idle: Sequence[str]
    history: Path
    commands: int
    events: int
    ended_alone: Sequence[str]
    total: Counter[str]


async def run(stack: SharedStack, prefix: str, folder: Path, plan: Plan, say: Say = print) -> Verdict:
    """Raises nothing for a broken promise: the verdict names it."""
    chance, tally = Random(plan.seed), Tally()
    async with arena(
        stack,
        prefix,
        folder,
        Random(plan.seed),
        private=plan.private,
        patience=plan.patience,
        broken=plan.broken,
        armed=plan.armed,
    ) as place:
        place.points = plan.points
        if plan.broken == "append":
            connection = await place.connect("post")
            await connection.execute(statement("harness", "unchecked"))
            await connection.close()
        callers = [asyncio.create_task(place.load.call()) for _ in range(CALLERS)]
        keeping = asyncio.create_task(place.keep())
        since = monotonic()
        await asyncio.gather(
            _strike_all(place, plan, chance, tally, since + plan.seconds, say),
            *(_dies(place, name, point) for name, point in plan.armed.items()),
        )
        tally.seconds = monotonic() - since
        say("no more faults: mending, draining, collecting")
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        differ = await finish(place, callers)
        total = await counts(place)
        say(f"at rest after {monotonic() - since - tally.seconds:.1f} s")
        lines: list[Line] = [*differ, *await collect(place)]
        path = folder / "history.jsonl"
        save(path, lines)
        if plan.private and (not plan.only or emptied.NAME in plan.only):
            before = len(place.took), len(place.counted)
            lines += await emptied.empty(place)
            lines += [*place.took[before[0] :], *place.counted[before[1] :]]
            well = all(took.seconds is not None for took in place.took[before[0] :])
            how = "all feeds stopped, commands were taken, all was published and read again"
            say(f"the broker came back empty: {how if well else 'NOT STOPPED OR NOT MENDED IN TIME'}")
            save(path, lines)
    events = sum(1 for line in lines if type(line).__name__ == "Recorded")
    rows = [line for line in lines if isinstance(line, Row)]
    assert rows, "no read model was compared with anything"
    idle = tally.without_effect(ALL, ENOUGH)
    return Verdict(tally, check(lines), idle, path, len(place.load.done), events, place.ended_alone, total)


async def _dies(place: Arena, name: str, point: str) -> None:
    """Wait until this process has died at its failpoint and was started again."""

    async def died() -> None:
        while not any(ended.startswith(name) for ended in place.ended_alone):
            await asyncio.sleep(0.05)

    await timed(place, f"the death of {name} at {point}", died())


async def _strike_all(place: Arena, plan: Plan, chance: Random, tally: Tally, until: float, say: Say) -> None:
    """Each round takes the next faults of a shuffled list, so that all have struck before any strikes again."""
    bag, rounds = list[Fault](), 0
    before = await counts(place)
    while monotonic() < until or rounds < plan.rounds:
        rounds += 1
        if not bag:
            bag += chance.sample(plan.faults, len(plan.faults))
        chosen = [bag.pop() for _ in range(min(chance.randint(*plan.at_once), len(bag)))]
        names = ", ".join(fault.name for fault in chosen)
        since, probes = monotonic(), len(place.took)
        place.alone = len(chosen) == 1
        done = await asyncio.gather(*(_strike(place, fault, Random(chance.getrandbits(64))) for fault in chosen))
        await place.probe(names)
        well = all(took.seconds is not None for took in place.took[probes:])
        after = await counts(place)
        caused = Counter({what: after[what] - before[what] for what in after})
        before = after
        for fault, what in zip(chosen, done, strict=True):
            tally.note(fault.name, what, caused, well)
        told = "; ".join(f"{fault.name}: {_in_words(what)}" for fault, what in zip(chosen, done, strict=True))
        say(f"{monotonic() - since:5.1f} s  {told}{'' if well else '  NOT RECOVERED'}")


def _in_words(done: Sequence[str]) -> str:
    return ", ".join(what if times == 1 else f"{times} {what}" for what, times in Counter(done).items())


async def _strike(place: Arena, fault: Fault, chance: Random) -> list[str]:
    """What was done; that it could not be done and undone in time is a bound that was not kept."""
    try:
        return await fault.strike(place, chance)
    except TimeoutError:
        place.bounded(f"doing and undoing what is called {fault.name}", None, UNDONE_WITHIN)
        return ["not undone"]
