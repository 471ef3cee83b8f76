"""What a lane keeps in Postgres: where it stands, what it has accounted for, what waits. One method, one statement."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from asyncpg import PostgresError

from throughline.database import Conn
from throughline.feed.arrived import Arrived, from_row
from throughline.feed.checking import Checked, Known, Version
from throughline.feed.consumer import Failure
from throughline.feed.faults import Overtaken
from throughline.feed.outcome import Outcome
from throughline.sql import statements
from throughline.writes import Write, together

sql = statements(__package__)


class Ledger:
    """The rows of one lane of one feed."""

    def __init__(self, feed: str, lane: int) -> None:
        self.feed, self.lane = feed, lane

    async def open(self, conn: Conn) -> tuple[int, Known]:
        """The lane's sequence number and all that it remembers but the versions."""
        seq, known = await self.seq(conn), Known()
        for row in await conn.fetch(sql("read_offsets"), self.feed, self.lane):
            known.offsets[row["topic"]] = row["next_offset"]
            known.last_events[row["topic"]] = row["last_event_id"]
        for row in await conn.fetch(sql("read_held"), self.feed, self.lane):
            known.held.setdefault(row["stream_id"], {})[row["version"]] = from_row(row, self.lane)
        for row in await conn.fetch(sql("read_stuck"), self.feed, self.lane):
            known.stuck.add((row["reaction"], row["case_id"]))
        return seq, known

    async def seq(self, conn: Conn) -> int:
        found: int = await conn.fetchval(sql("open_lane"), self.feed, self.lane)
        return found

    async def versions(self, conn: Conn, streams: Collection[UUID]) -> dict[UUID, Version]:
        rows = await conn.fetch(sql("read_versions"), self.feed, list(streams))
        return {row["stream_id"]: (row["version"], row["event_id"]) for row in rows}

    async def take_turn(self, conn: Conn) -> None:
        """Take the lane for something else than a batch, until the transaction ends; a batch in hand is overtaken."""
        await conn.execute(sql("take_turn"), self.feed, self.lane)

    async def move(self, conn: Conn, seq: int, checked: Checked, outcome: Outcome, writes: Iterable[Write] = ()) -> int:
        """Move the lane on by a batch, by compare-and-set; its new sequence number. Raises Overtaken.

        `writes` are carried out with it, all or nothing.
        """
        topics, spans = list(checked.spans), list(checked.spans.values())
        accounted = sorted(checked.versions.items())
        move = Write(
            sql("move_lane"),
            (
                self.feed,
                self.lane,
                seq,
                topics,
                [span.first for span in spans],
                [span.next for span in spans],
                [span.last_event_id for span in spans],
                [stream_id for stream_id, _ in accounted],
                [version for _, (version, _event) in accounted],
                [event_id for _, (_version, event_id) in accounted],
                outcome.applied,
                outcome.ignored,
                outcome.duplicates,
                outcome.held,
                outcome.parked_records,
            ),
        )
        all_of_it = together(move, writes)
        try:
            moved: int = await conn.fetchval(all_of_it.text, *all_of_it.args)
        except PostgresError as error:
            if error.sqlstate == "LN001":
                raise Overtaken(str(error)) from None
            raise
        return moved

    async def hold(self, conn: Conn, arrived: Iterable[Arrived]) -> None:
        for one in arrived:
            await self._wait(conn, "held", Failure(one, "waits for its predecessor", "held"))

    async def release(self, conn: Conn, arrived: Sequence[Arrived]) -> None:
        places = [one.place for one in arrived]
        await conn.execute(
            sql("release"), self.feed, self.lane, [topic for topic, _ in places], [offset for _, offset in places]
        )

    async def park(self, conn: Conn, failures: Iterable[Failure]) -> None:
        for failure in failures:
            await self._wait(conn, "parked", failure)

    def archive(self, arrived: Sequence[Arrived]) -> Write:
        """Keep what was received, for a refold of one case and for rebuilds."""
        columns = (
            [one.case_id for one in arrived],
            [one.topic for one in arrived],
            [one.lane for one in arrived],
            [one.offset for one in arrived],
            [one.record.headers_text for one in arrived],
            [one.record.body for one in arrived],
        )
        return Write(sql("archive"), columns)

    async def recount(self, conn: Conn, *, applied: int = 0, parked: int = 0, discarded: int = 0) -> None:
        """Correct the counts: so many more were applied, are parked, were discarded."""
        await conn.execute(sql("recount"), self.feed, self.lane, applied, parked, discarded)

    async def _wait(self, conn: Conn, state: str, failure: Failure) -> None:
        one = failure.arrived
        await conn.execute(
            sql("wait"),
            self.feed,
            failure.reaction,
            one.case_id,
            one.topic,
            self.lane,
            one.offset,
            one.stream_id,
            one.version,
            one.event_id,
            one.record.headers_text,
            one.record.body,
            state,
            failure.error,
            failure.fingerprint,
        )
