"""The floor: the SQL function `append` alone, called through asyncpg with arguments of the same size, ready-made."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from throughline import envelope
from throughline.database import Pool, connect
from throughline.domain import Issued, stamp
from throughline.sql import statement

from throughline_bench.callers import CASES_EACH, per_second
from throughline_bench.visits import CASEWORKER, OFFICE, TOPIC, NoteVisit, VisitNoted, observation

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"


@dataclass(slots=True)
class Function:
    """The function and one event's headers and body, which every call stores."""

    pool: Pool
    append: str
    headers: str
    body: str


@dataclass(slots=True)
class Stream:
    case_id: UUID = field(default_factory=uuid4)
    stream_id: UUID = field(default_factory=uuid4)
    version: int = 0


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[Function]:
    pool = await connect(dsn, application="bench-floor")
    try:
        yield Function(pool, statement("throughline.eventstore", "append"), *sample())
    finally:
        await pool.close()


def side(function: Function, callers: int, seconds: float) -> Callable[[], Awaitable[float]]:
    """Each caller has a connection to itself for as long as it calls."""
    streams = [[Stream() for _ in range(CASES_EACH)] for _ in range(callers)]

    async def once() -> float:
        await function.pool.execute("truncate outbox")
        connections = [await function.pool.acquire() for _ in range(callers)]
        try:
            calls = [
                [(connection, stream) for stream in own] for connection, own in zip(connections, streams, strict=True)
            ]
            return await per_second(calls, lambda call: _append(function, *call), seconds)
        finally:
            for connection in connections:
                await function.pool.release(connection)

    return once


async def _append(function: Function, connection: object, stream: Stream) -> None:
    command_id, now = uuid4(), datetime.now(UTC)
    await connection.execute(  # type: ignore[attr-defined]
        function.append,
        stream.case_id,
        command_id,
        b"0123456789abcdef0123456789abcdef",
        now,
        [stream.stream_id],
        ["Visits"],
        [stream.version],
        [1],
        [],
        [],
        [stream.stream_id],
        [stream.version + 1],
        [uuid4()],
        ["VisitNoted"],
        [1],
        [TOPIC],
        [function.headers],
        [function.body],
    )
    stream.version += 1


def sample() -> tuple[str, str]:
    """The stored text of one event, headers and body, as the command path writes it."""
    issued = Issued(command_id=uuid4(), at=datetime.now(UTC), actor=CASEWORKER, office_id=OFFICE)
    case_id = uuid4()
    command = NoteVisit(case_id=case_id, office_id=OFFICE, **observation(case_id, issued.command_id)).issued(issued)
    event = stamp(
        command,
        VisitNoted(**command.fields("office_id")),
        0,
        service="bench",
        stream_id=uuid4(),
        version=1,
        traceparent=TRACE,
    )
    return envelope.headers_text(event.metadata), event.model_dump_json(by_alias=True)
