"""The command path as the services run it: a CommandBus on the kit's pool, metrics on, traces not sampled."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from throughline.commands import CommandBus
from throughline.database import connect
from throughline.domain import Issued
from throughline.eventstore import EventStore, EventTypes
from throughline.vault import Vault

from throughline_bench.callers import CASES_EACH, per_second
from throughline_bench.visits import AGGREGATE, CASEWORKER, OFFICE, NoteVisit, observation

KEY = b"figures, and nothing but figures"
REQUEST = b"POST /cases/6f0a4b1e-3c1d-4b57-9a55-7b8d5c0f6a11/note-visit\n" + b"{" + b" " * 330 + b"}"


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[CommandBus]:
    pool = await connect(dsn, application="bench")
    try:
        yield CommandBus(
            "bench",
            (AGGREGATE,),
            EventStore(EventTypes((AGGREGATE,))),
            pool,
            key=KEY,
            wake=lambda: None,
            vault=Vault(pool, KEY, {}),
        )
    finally:
        await pool.close()


def side(bus: CommandBus, callers: int, seconds: float) -> Callable[[], Awaitable[float]]:
    """Commands are parsed beforehand, as a route hands them on; each is issued anew, under an id of its own."""
    cases = [[_command(uuid4()) for _ in range(CASES_EACH)] for _ in range(callers)]

    async def once() -> float:
        await bus.pool.execute("truncate outbox")
        return await per_second(cases, lambda command: _handle(bus, command), seconds)

    return once


def _command(case_id: UUID) -> NoteVisit:
    return NoteVisit(case_id=case_id, office_id=OFFICE, **observation(case_id, uuid4()))


async def _handle(bus: CommandBus, command: NoteVisit) -> None:
    issued = Issued(command_id=uuid4(), at=datetime.now(UTC), actor=CASEWORKER, office_id=OFFICE)
    answer = await bus.handle(command.issued(issued), request=REQUEST, by_person=True)
    assert answer.outcome == "accepted", answer.outcome
