"""One lane of a feed: the same partition of every topic, applied in order, exactly once, one batch at a time.

The compare-and-set of sequence and offsets in the batch's own transaction is all that makes it exactly-once: whoever
else works on this lane makes one of us lose, and the loser forgets what it remembers and starts from what is stored.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from throughline import failpoints
from throughline.database import Conn, Pool
from throughline.domain import FactCorrected
from throughline.feed.arrived import Arrived
from throughline.feed.bugs import BugWatch
from throughline.feed.checking import BEHIND, Checked, Known, check
from throughline.feed.consumer import Consumer, Failure
from throughline.feed.faults import describe, fingerprint, is_infrastructure
from throughline.feed.ledger import Ledger
from throughline.feed.outcome import NOTHING, Outcome
from throughline.writes import Write

REMEMBERED_VERSIONS = 5_000
NO_BODY = b"null"

log = structlog.get_logger()
Apply = Callable[[Conn, Sequence[Arrived]], Awaitable[list[Failure]]]
Done = Callable[[Conn, Sequence[Arrived]], Awaitable[None]]


class Lane:
    """`process` and `redrive` take turns; a failure of either leaves nothing written and nothing remembered."""

    def __init__(self, feed: str, number: int, pool: Pool, consumer: Consumer, bugs: BugWatch) -> None:
        self.ledger = Ledger(feed, number)
        self.pool, self.consumer, self.bugs = pool, consumer, bugs
        self.turn = asyncio.Lock()
        self.seq: int | None = None
        self.known = Known()

    async def stands_at(self) -> dict[str, int]:
        """The next offset of each topic, as stored; forgets what was remembered."""
        async with self.turn, self.pool.acquire() as conn:
            await self._open(conn)
            return dict(self.known.offsets)

    async def overtaken(self) -> bool:
        """Whether somebody else may have moved it since it was read; one that is at work finds that out by itself."""
        if self.turn.locked():
            return False
        async with self.turn, self.pool.acquire() as conn:
            if self.seq is not None and await self.ledger.seq(conn) == self.seq:
                return False
        if self.seq is not None:
            log.info("lane_was_moved", feed=self.ledger.feed, lane=self.ledger.lane)
        return True

    async def process(self, batch: Sequence[Arrived]) -> Outcome:
        """Apply a batch. A fault of one event parks its case; raises faults of the world, and SameBug."""
        async with self.turn:
            try:
                return await self._process(batch)
            except BaseException:
                self.seq = None
                raise

    async def _process(self, batch: Sequence[Arrived]) -> Outcome:
        batch = [self._admitted(arrived) for arrived in batch]
        if self.seq is None or self._unknown(batch):
            async with self.pool.acquire() as conn:
                if self.seq is None:
                    await self._open(conn)
                await self._learn_versions(conn, batch)
        checked = check(batch, self.known)
        if not checked.spans:
            return NOTHING
        wanted = [arrived for arrived in checked.apply if self.consumer.handles(arrived)]
        failures = checked.parked + await self.consumer.ahead(wanted, self.known.stuck)
        self.bugs.look(failures)
        try:
            done = await self._at_once(checked, wanted, failures)
            seq, outcome = done or await self._commit(checked, wanted, failures, self._apply_all)
        except Exception as fault:
            if is_infrastructure(fault):
                raise
            seq, outcome = await self._commit(checked, wanted, failures, self.apply_by_case)
        if failpoints.strike:
            failpoints.strike("after_projection")
        self._remember(seq, checked, outcome.parked)
        return outcome

    def _admitted(self, arrived: Arrived) -> Arrived:
        try:
            record = self.consumer.admit(arrived.record)
        except ValueError:  # its body is no JSON: it goes on without, to be parked where somebody reads it
            record = self.consumer.admit(replace(arrived.record, body=NO_BODY))
        return arrived if record is arrived.record else replace(arrived, record=record)

    async def _apply_all(self, conn: Conn, wanted: Sequence[Arrived]) -> list[Failure]:
        await self.consumer.apply(conn, wanted)
        return []

    async def apply_by_case(self, conn: Conn, wanted: Sequence[Arrived], done: Done | None = None) -> list[Failure]:
        """Apply where one event's fault spoils the whole: its case is left out from that event on, no other is.
        `done` is told of what is applied, before the next event is."""
        by_case = dict[object, list[Arrived]]()
        for arrived in wanted:
            by_case.setdefault(arrived.case_id, []).append(arrived)
        return [failure for events in by_case.values() for failure in await self._apply_case(conn, events, done)]

    async def _apply_case(self, conn: Conn, events: Sequence[Arrived], done: Done | None) -> list[Failure]:
        for index, together in enumerate([events] if _corrected(events) else [[arrived] for arrived in events]):
            arrived = together[0]
            try:
                async with conn.transaction():
                    await self.consumer.apply(conn, together)
                    if done:
                        await done(conn, together)
            except Exception as fault:
                if is_infrastructure(fault):
                    raise
                log.error("case_parked", case_id=str(arrived.case_id), fault=fingerprint(fault))
                first = Failure(arrived, describe(fault), fingerprint(fault))
                return [first, *(Failure(later, BEHIND, "behind") for later in events[index + 1 :])]
        return []

    async def _at_once(
        self, checked: Checked, wanted: Sequence[Arrived], failures: Sequence[Failure]
    ) -> tuple[int, Outcome] | None:
        """The whole batch in one statement, which is its transaction. None where it takes more than that."""
        if failures or checked.held or checked.released:
            return None
        assert self.seq is not None
        outcome, writes = Outcome.of(checked, len(checked.apply) - len(wanted), ()), self._archived(checked)
        async with self.pool.acquire() as conn:
            if wanted and self.consumer.writes:
                folded = await self.consumer.fold(conn, wanted, self.known.memory)
                if folded is None:
                    return None
                writes += folded
            if writes:
                _mid_batch()
            return await self.ledger.move(conn, self.seq, checked, outcome, writes=writes), outcome

    async def _commit(
        self, checked: Checked, wanted: Sequence[Arrived], failures: Sequence[Failure], apply: Apply
    ) -> tuple[int, Outcome]:
        """One transaction: the lane moves, the batch is applied, what cannot be is kept waiting."""
        assert self.seq is not None
        self.known.memory.clear()
        ledger, ignored = self.ledger, len(checked.apply) - len(wanted)
        outcome = Outcome.of(checked, ignored, failures)
        async with self.pool.acquire() as conn, conn.transaction():
            seq = await ledger.move(conn, self.seq, checked, outcome, writes=self._archived(checked))
            if wanted and self.consumer.writes and (more := await apply(conn, wanted)):
                self.bugs.look(more)
                failures = [*failures, *more]
                outcome = Outcome.of(checked, ignored, failures)
                await ledger.recount(conn, applied=-len(more), parked=len(more))
            await ledger.hold(conn, checked.held)
            if checked.released:  # after the hold: what came too early may be released by the same batch
                await ledger.release(conn, checked.released)
            await ledger.park(conn, failures)
            _mid_batch()
        return seq, outcome

    def _archived(self, checked: Checked) -> list[Write]:
        archived = [arrived for arrived in checked.fresh if self.consumer.archives(arrived)]
        return [self.ledger.archive(archived)] if archived else []

    async def _open(self, conn: Conn) -> None:
        self.seq, self.known = await self.ledger.open(conn)

    def _unknown(self, batch: Sequence[Arrived]) -> set[UUID]:
        """The streams whose versions are not remembered."""
        return {arrived.stream_id for arrived in batch} - self.known.versions.keys()

    async def _learn_versions(self, conn: Conn, batch: Sequence[Arrived]) -> None:
        if unknown := self._unknown(batch):
            if len(self.known.versions) + len(unknown) > REMEMBERED_VERSIONS:
                self.known.versions.clear()
                unknown = {arrived.stream_id for arrived in batch}
            self.known.versions |= await self.ledger.versions(conn, unknown)

    def _remember(self, seq: int, checked: Checked, failures: Sequence[Failure]) -> None:
        """After the commit: what is stored is now also what is remembered."""
        self.seq, known = seq, self.known
        known.versions |= checked.versions
        for topic, span in checked.spans.items():
            known.offsets[topic], known.last_events[topic] = span.next, span.last_event_id
        for arrived in checked.held:
            known.held.setdefault(arrived.stream_id, {})[arrived.version] = arrived
        for arrived in checked.released:
            known.held.get(arrived.stream_id, {}).pop(arrived.version, None)
        known.stuck |= {(failure.reaction, failure.arrived.case_id) for failure in failures}


def _mid_batch() -> None:
    if failpoints.strike:
        failpoints.strike("mid_batch")


def _corrected(events: Sequence[Arrived]) -> bool:
    """A case with a correction among these is folded anew as a whole, and cannot be applied one by one."""
    return any(arrived.record.metadata.event_type == FactCorrected.__name__ for arrived in events)
