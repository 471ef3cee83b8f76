"""FastStream as its tutorial writes a subscriber: one pydantic message, one upsert, defaults for all that has one.

Two choices favour it: its log line per message is off, and asyncpg prepares the statement once. It reads only the
first few thousand events, at its pace, and since it commits offsets by a timer, nothing here says it loses none.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID, uuid4

from faststream.kafka import KafkaBroker
from pydantic import BaseModel, Field
from throughline.database import Pool

from throughline_bench.project.counted import Counted, check
from throughline_bench.sql import sql
from throughline_bench.visits import TOPIC


class Visit(BaseModel):
    subject_id: UUID = Field(alias="subjectId")
    kind: str
    place: str
    report_id: UUID = Field(alias="reportId")
    next_on: date = Field(alias="nextOn")


def side(kafka: str, pool: Pool, few: int) -> Callable[[], Awaitable[float]]:
    async def once() -> float:
        await pool.execute(sql("empty_floor"))
        counted = Counted(few)
        broker = KafkaBroker(kafka, logger=None)

        @broker.subscriber(TOPIC, group_id=f"bench.{uuid4()}", auto_offset_reset="earliest")
        async def on_visit(visit: Visit) -> None:
            if counted.complete:
                return
            with counted.work(lambda: counted.done + 1):
                await pool.execute(sql("upsert_one"), visit.subject_id, visit.kind, visit.place, visit.next_on)

        async with broker:
            await broker.start()
            await counted.over()
        check("floor_overview", await pool.fetchval(sql("count_floor")), few)
        return counted.per_second

    return once
