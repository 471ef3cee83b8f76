"""What a producer has recorded, case by case, on the topics that somebody reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.database import Pool
from throughline.domain import Aggregate
from throughline.reconciliation import Summary, summary
from throughline.sql import statements

FIRST = UUID(int=0)

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases: after this one in the order of ids, at most so many; of an office; with an event recorded since."""

    topics: Sequence[str]
    after: UUID = FIRST
    limit: int = 200
    office: str | None = None
    since: datetime | None = None
    cases: Sequence[UUID] | None = None


async def recorded(pool: Pool, aggregates: Iterable[Aggregate[Any]], asked: Asked) -> list[Summary]:
    """The cases of one page, with all their events on these topics."""
    kinds = [aggregate.name for aggregate in aggregates if aggregate.topic in asked.topics]
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        rows = await conn.fetch(
            sql("cases_recorded"), kinds, asked.after, asked.limit, asked.office, asked.since, asked.cases
        )
        cases = [row["case_id"] for row in rows]
        events = dict[UUID, list[tuple[UUID, bytes]]]()
        for row in await conn.fetch(sql("events_recorded"), kinds, cases):
            events.setdefault(row["case_id"], []).append((row["event_id"], row["body"]))
    return [summary(case_id, events[case_id]) for case_id in cases]
