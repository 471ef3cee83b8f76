"""What a consumer has received, compared with what a producer says it has recorded.

Received is whatever it has kept of a case: applied, held or parked. What it has forgotten of somebody erased is no
difference, and such cases are not compared.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from throughline.database import Conn, Pool
from throughline.reconciliation import Differing, Summary, difference, summary
from throughline.sql import statements

sql = statements(__package__)
Rename = Callable[[UUID], UUID]


@dataclass(frozen=True, slots=True)
class Range:
    """Every case of the producer after one and up to another; `until` None: to the last."""

    after: UUID
    until: UUID | None


@dataclass(frozen=True, slots=True)
class Consumer:
    """`renames`: the pseudonym under which a case is kept here, where it is. `forgets`: the query of cases (of $1) in
    which somebody is forgotten."""

    pool: Pool
    reads: Sequence[str]
    renames: Rename | None = None
    forgets: str | None = None

    async def compare(
        self, service: str, topics: Sequence[str], theirs: Sequence[Summary], within: Range | None
    ) -> list[Differing]:
        """`within` says that `theirs` are all cases there, so that what is only here is a difference, too."""
        here = {self._kept(one.case_id): one for one in theirs}
        async with self.pool.acquire() as conn:
            ours = await self._received(conn, service, topics, here)
            forgotten = set[UUID]()
            if self.forgets:
                forgotten = {row["case_id"] for row in await conn.fetch(self.forgets, list(here))}
            surplus = await self._surplus(conn, service, topics, within) if within else {}
        differing = [
            found
            for kept, one in here.items()
            if kept not in forgotten and (found := difference(one, ours.get(kept), contents=self.renames is None))
        ]
        return differing + [
            Differing(case_id, "surplus", 0, events) for case_id, events in surplus.items() if case_id not in here
        ]

    def _kept(self, case_id: UUID) -> UUID:
        return self.renames(case_id) if self.renames else case_id

    async def _received(
        self, conn: Conn, service: str, topics: Sequence[str], cases: Iterable[UUID]
    ) -> Mapping[UUID, Summary]:
        events = dict[UUID, dict[UUID, bytes]]()
        for row in await conn.fetch(sql("events_received"), service, list(topics), list(cases)):
            events.setdefault(row["case_id"], {})[row["event_id"]] = row["body"]
        return {case_id: summary(case_id, known.items()) for case_id, known in events.items()}

    async def _surplus(self, conn: Conn, service: str, topics: Sequence[str], within: Range) -> Mapping[UUID, int]:
        """The cases here in a range; under pseudonyms they are in another order, and nothing is said of them."""
        if self.renames:
            return {}
        rows = await conn.fetch(sql("cases_received"), service, list(topics), within.after, within.until)
        return {row["case_id"]: row["events"] for row in rows}
