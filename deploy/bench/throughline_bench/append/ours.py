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
    cases = [[uuid4() for _ in range(CASES_EACH)] for _ in range(callers)]

    async def once() -> float:
        await bus.pool.execute("truncate outbox")
        return await per_second(cases, lambda case: _note(bus, case), seconds)

    return once


async def _note(bus: CommandBus, case_id: UUID) -> None:
    """One command as a route hands it on: issued to a person, the request's bytes for the fingerprint."""
    issued = Issued(command_id=uuid4(), at=datetime.now(UTC), actor=CASEWORKER, office_id=OFFICE)
    command = NoteVisit(case_id=case_id, office_id=OFFICE, **observation(case_id, issued.command_id)).issued(issued)
    answer = await bus.handle(command, request=REQUEST, by_person=True)
    assert answer.outcome == "accepted", answer.outcome
