"""Drives made-up cases through the services' doors: each in its order, many at once, waiting for what others do.

Guarantees that every no, every held fact and every wait in vain is counted with its case: none is expected.
Keys follow from the seed, so a second run of a seed adds nothing.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, assert_never
from uuid import uuid5

from throughline.stack.state import StackState

from casework_imports.doors import Doors, Said
from casework_imports.sending import Watch
from casework_imports.simulating.plan import SIMULATED, SOCIAL_WORKER, Act, Answers, Plan, Wait
from casework_imports.simulating.waiting import seen

PATIENCE = 300.0
OPERATOR = "operator"
SETTLED = 3.0


class Stuck(Exception):
    """A case cannot go on."""


@dataclass
class Driven:
    """What became of all cases. `wrong` says what was not to be, by what and why, with the first case of each."""

    cases: int = 0
    closed: int = 0
    steps: int = 0
    added: int = 0
    seconds: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    parked: list[Mapping[str, Any]] = field(default_factory=list)

    def no(self, what: str, plan: Plan) -> None:
        self.wrong[what] += 1
        self.first.setdefault(what, f"case {plan.case_id} (number {plan.number})")

    @property
    def rate(self) -> float:
        return self.steps / self.seconds if self.seconds else 0.0

    @property
    def as_expected(self) -> bool:
        return not self.wrong and not self.parked

    def json(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "closed": self.closed,
            "commands": self.steps,
            "added": self.added,
            "seconds": round(self.seconds, 1),
            "perSecond": round(self.rate, 1),
            "unexpected": dict(self.wrong),
            "parked": self.parked,
        }


def drive(state: StackState, plans: Iterator[Plan], watch: Watch, max_in_flight: int) -> Driven:
    """Raises Failed where a service stays away."""
    return asyncio.run(_drive(state, plans, watch, max_in_flight))


async def _drive(state: StackState, plans: Iterator[Plan], watch: Watch, max_in_flight: int) -> Driven:
    driven, began = Driven(), monotonic()

    async def work(doors: Doors) -> None:
        for plan in plans:
            await _Case(plan, doors, driven).play()
            driven.cases += plan.is_case
            watch.done(plan.is_case, driven.steps)

    async with Doors(state, max_in_flight) as doors:
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(max_in_flight):
                    group.create_task(work(doors))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        driven.seconds = monotonic() - began
        driven.parked = await _parked(state, doors)
    return driven


async def _parked(state: StackState, doors: Doors) -> list[Mapping[str, Any]]:
    """Every case set aside in any service, reactions that were refused among them; asked until it stays the same."""
    before: list[Mapping[str, Any]] | None = None
    while True:
        found: list[Mapping[str, Any]] = [
            {"service": name, **one}
            for name in state.services
            for one in await doors.read(name, OPERATOR, "*", "/operations/parked") or ()
        ]
        if found == before:
            return found
        before = found
        await asyncio.sleep(SETTLED)


@dataclass
class _Case:
    plan: Plan
    doors: Doors
    driven: Driven
    kept: dict[str, Any] = field(default_factory=dict)
    causes: dict[str, str] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=dict)

    async def play(self) -> None:
        try:
            for place, step in enumerate(self.plan.steps):
                match step:
                    case Act():
                        await self._act(step, self.plan.key(place))
                    case Wait():
                        await self._wait(step)
                    case Answers():
                        await self._answer(step)
                    case other:
                        assert_never(other)
        except Stuck as stuck:
            self.driven.no(str(stuck), self.plan)

    async def _act(self, act: Act, key: str) -> None:
        body = {**act.body, **{name: self.kept[word] for name, word in act.uses.items()}}
        if act.on is not None:
            body["occurredOn"] = act.on.isoformat()
        if act.authority:
            body["authority"] = act.authority
        place = act.at.format(**self.kept) if act.at else f"/cases/{self.plan.case_id}"
        said = await self._send(act.service, act.role, act.command, body, key, place)
        if said.status not in (200, 201) or said.body.get("held"):
            if act.keep:
                raise Stuck(f"{act.command} opens what the rest of the case rests on")
            return
        for word, name in act.keep.items():
            self.kept[word] = _named(said, name)
        if act.liberty and not said.repeated:
            self.causes[act.liberty] = said.body["events"][0]["eventId"]

    async def _send(self, service: str, role: str, command: str, body: Mapping[str, Any], key: str, place: str) -> Said:
        said = await self.doors.send(service, role, self.plan.office, f"{place}/{command}", body, key)
        self.driven.steps += 1
        self.driven.added += said.added
        if said.status not in (200, 201):
            self.driven.no(f"{service} refuses {command}: {_coded(said)}", self.plan)
        elif held := said.body.get("held"):
            self.driven.no(f"{service} holds {command}: {held['code']}", self.plan)
        return said

    async def _wait(self, wait: Wait) -> None:
        async for value in self._asked(lambda: seen(wait, self.plan, self.kept, self.doors)):
            if value is None:
                continue
            self.kept.update(value)
            self.driven.closed += wait.until == "closed"
            return
        raise Stuck(f"waited {PATIENCE:.0f} s in vain for a case to be {wait.until}")

    async def _answer(self, answers: Answers) -> None:
        """All that is open. How each accused stands by now has to be among it, for everyone: who was noted after an
        earlier change is warned of the last one alone."""
        path, waited = f"/cases/{self.plan.case_id}/safety-rechecks", set(self.causes.values())
        async for found in self._asked(lambda: self._read(path)):
            known = {one["personId"]: set(one["because"]) for one in found or ()}
            if all(waited <= known.get(who, set()) for who in answers.people) or not waited:
                break
        else:
            self.driven.no("a change of liberty set off no safety re-check", self.plan)
            return
        self.causes.clear()
        for who, because in sorted(known.items()):
            if new := sorted(because - self.answered.get(who, set())):
                body = {"personId": who, "answered": new, "outcome": "safe", "occurredOn": answers.on.isoformat()}
                key = f"simulate {self.plan.case_id} re-check {uuid5(SIMULATED, f'{who} {new} {answers.on}')}"
                case = f"/cases/{self.plan.case_id}"
                await self._send("aftercare", SOCIAL_WORKER, "answer-safety-recheck", body, key, case)
                self.answered.setdefault(who, set()).update(new)

    async def _read(self, path: str) -> Any:
        return await self.doors.read("aftercare", SOCIAL_WORKER, self.plan.office, path)

    async def _asked(self, ask: Callable[[], Awaitable[Any]]) -> AsyncIterator[Any]:
        """What is seen, again and again, less and less often, until the patience is over."""
        until, pause = monotonic() + PATIENCE, 0.05
        while monotonic() < until:
            yield await ask()
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.6)


def _named(said: Said, name: str) -> Any:
    return next(place[name] for event in said.body["events"] for place in (event["data"], event) if name in place)


def _coded(said: Said) -> str:
    """A no without what it is about, so that equal ones can be counted."""
    if said.status == 409:
        return str(said.body["code"])
    return said.why


def last_line(driven: Driven, seed: int) -> str:
    as_told = "as expected" if driven.as_expected else f"{sum(driven.wrong.values())} unexpected, see above"
    return (
        f"simulate: {driven.cases} cases of seed {seed}, {driven.closed} closed, {driven.added} commands recorded, "
        f"{driven.rate:.0f} a second; {len(driven.parked)} parked; {as_told}"
    )
