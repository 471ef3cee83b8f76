"""The service's own Postgres: its pool, and the line between a fault of the database and a fault of ours."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg

if TYPE_CHECKING:
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Conn: TypeAlias = asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
else:
    Pool = Conn = Any

ACQUIRE_SECONDS = 5
STATEMENTS = 250
"""How many prepared statements a connection keeps: what a service says, with room for those made of several."""

UNREACHABLE = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that ended between two statements, when the server was killed
    asyncpg.OperatorInterventionError,  # shut down, starting up, a statement that took too long
    asyncpg.InsufficientResourcesError,  # disk, memory, connections
    asyncpg.TransactionRollbackError,  # a deadlock
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,  # a standby, while another server is becoming the one that writes
    asyncpg.LockNotAvailableError,
)
"""Faults of the database: nothing was stored, and the same may go well later. See `is_away` for what is not."""


def is_away(fault: BaseException) -> bool:
    """Whether it is the database's fault. A value that asyncpg cannot encode is ours, whatever its class says."""
    return isinstance(fault, UNREACHABLE) and not isinstance(fault, ValueError)


class StoreUnavailable(Exception):
    """The database cannot be reached. Nothing was stored; try again after `retry_after` seconds."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__("the database cannot be reached")
        self.retry_after = retry_after


class StoreBehind(StoreUnavailable):
    """The store lacks events that were published. Nothing is stored until it has them again."""

    def __init__(self) -> None:
        Exception.__init__(self, "the store lacks events that were published; bring it forward: `throughline restore`")
        self.retry_after = 60


async def connect(dsn: str, *, application: str, size: int = 16) -> Pool:
    """A pool whose connections give up rather than hang: statements after 30 s, idle transactions after 5 s."""
    return await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        timeout=5,
        command_timeout=30,
        statement_cache_size=STATEMENTS,
        max_cacheable_statement_size=0,  # of any length: a batch that touches many read models is one long statement
        reset=_nothing,  # nobody leaves session state behind, and a reset is a round trip per command
        server_settings={
            "application_name": application,
            "idle_in_transaction_session_timeout": "5000",
            "statement_timeout": "30000",
            "timezone": "UTC",
        },
    )


class Asking:
    """Asks each question on a connection of its own, taken when it is asked and for no longer."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def fetch(self, query: str, *args: Any) -> Sequence[Any]:
        async with self._pool.acquire(timeout=ACQUIRE_SECONDS) as conn:
            return await conn.fetch(query, *args)

    async def fetchrow(self, query: str, *args: Any) -> Any:
        async with self._pool.acquire(timeout=ACQUIRE_SECONDS) as conn:
            return await conn.fetchrow(query, *args)


@asynccontextmanager
async def reachable() -> AsyncIterator[None]:
    """Turn a database that is away into StoreUnavailable."""
    try:
        yield
    except UNREACHABLE as away:
        if not is_away(away):
            raise
        raise StoreUnavailable from away


async def _nothing(_conn: Conn) -> None:
    """What is done to a connection that comes back to the pool."""
