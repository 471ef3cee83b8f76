"""A vault on a real Postgres, two offices, and the people who work there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from throughline.database import Pool
from throughline.domain import Actor
from throughline.stack.for_tests import SharedStack
from throughline.vault import ToSeal, Vault

MIGRATIONS = ("0001_eventstore.sql", "0004_projection.sql", "0006_vault.sql", "0017_case_access_2.sql")
READERS = {
    "Narrative": frozenset({"investigator", "director"}),
    "SafeChannel": frozenset({"social_worker"}),
}

SealOne = Callable[..., Awaitable[UUID]]


@pytest.fixture(scope="session")
def vault_dsn(stack: SharedStack) -> str:
    return stack.create_database("vault")


@pytest.fixture
async def pool(vault_dsn: str) -> AsyncIterator[Pool]:
    async with asyncpg.create_pool(vault_dsn, min_size=1, max_size=12) as made:
        if await made.fetchval("select to_regclass('vault_document')") is None:
            for name in MIGRATIONS:
                await made.execute((files("throughline") / "migrations" / name).read_text())
        yield made


@pytest.fixture
def service_key() -> bytes:
    return b"k" * 32


@pytest.fixture
def vault(pool: Pool, service_key: bytes) -> Vault:
    return Vault(pool, service_key, READERS)


@pytest.fixture
async def case(pool: Pool) -> UUID:
    """A case of the office PHL-MNL."""
    case_id = uuid4()
    await pool.execute("insert into case_access_v2 (case_id, office_id) values ($1, 'PHL-MNL')", case_id)
    return case_id


@pytest.fixture
def investigator() -> Actor:
    return Actor(uuid4(), "investigator", frozenset({"PHL-MNL"}))


@pytest.fixture
def elsewhere() -> Actor:
    return Actor(uuid4(), "investigator", frozenset({"KEN-NBO"}))


@pytest.fixture
def social_worker() -> Actor:
    return Actor(uuid4(), "social_worker", frozenset({"PHL-MNL"}))


@pytest.fixture
def seal(vault: Vault, pool: Pool, case: UUID, investigator: Actor) -> SealOne:
    """Seals one narrative about the given subjects; its reference."""

    async def seal_one(
        content: Mapping[str, Any], *subjects: UUID, ref: UUID | None = None, case_id: UUID = case
    ) -> UUID:
        to_seal = ToSeal(
            ref or uuid4(), "Narrative", frozenset(subjects) or frozenset({case_id}), case_id, content, investigator
        )
        async with pool.acquire() as conn, conn.transaction():
            await vault.seal(conn, [to_seal])
        return to_seal.ref

    return seal_one
