"""Commands on a timetable: one every so many milliseconds, whatever became of those before it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

import httpx

REFERRAL = {
    "officeId": "PHL-MNL",
    "channel": "hotline",
    "allegationTypes": ["ForcedLabour"],
    "allegedVictims": 3,
    "urgency": "high",
}
LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One command's times in milliseconds: until its answer, and from there until it was visible."""

    answered: float
    visible: float
    sent_at: float


@dataclass(frozen=True, slots=True)
class Round:
    """Everything sent in one round."""

    seen: Sequence[Seen]

    def visible(self, percent: int) -> float:
        return percentile([one.visible for one in self.seen], percent)

    def answered(self, percent: int) -> float:
        return percentile([one.answered for one in self.seen], percent)

    @property
    def rate(self) -> float:
        """Commands a second, as they were really sent."""
        sent = sorted(one.sent_at for one in self.seen)
        return (len(sent) - 1) / (sent[-1] - sent[0])


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


async def drive(client: httpx.AsyncClient, rate: int, seconds: float) -> Round:
    """Send `rate` commands a second for so long, and return when the last is visible."""
    loop = asyncio.get_running_loop()
    start, count = loop.time(), int(rate * seconds)
    async with asyncio.TaskGroup() as group:
        tasks = list[asyncio.Task[Seen]]()
        for number in range(count):
            await asyncio.sleep(max(0.0, start + number / rate - loop.time()))
            tasks.append(group.create_task(_refer(client)))
    return Round([task.result() for task in tasks])


async def _refer(client: httpx.AsyncClient) -> Seen:
    """A referral, and then its case until the answer holds it."""
    sent = perf_counter()
    answer = await client.post("/cases/record-referral", json=REFERRAL, headers={"idempotency-key": str(uuid4())})
    answered = perf_counter()
    if answer.status_code != httpx.codes.CREATED:
        raise ValueError(f"intake answered {answer.status_code} to a referral: {answer.text[:300]}")
    said = answer.json()
    while True:
        case = await client.get(f"/cases/{said['caseId']}", params={"atLeast": said["position"]})
        if case.status_code == httpx.codes.OK:
            break
        if case.status_code != httpx.codes.SERVICE_UNAVAILABLE or perf_counter() - answered > LONGEST:
            raise ValueError(f"intake answered {case.status_code} to the query of a new case: {case.text[:300]}")
    return Seen((answered - sent) * 1000, (perf_counter() - answered) * 1000, sent)
