"""Destroying one key makes all it sealed unreadable, and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from throughline.database import Pool
from throughline.domain import Actor
from throughline.vault import DocumentErased, ToSeal, Vault

pytestmark = pytest.mark.stack
SealOne = Callable[..., Awaitable[UUID]]
CANARY = "Maria Santos"


async def test_what_it_sealed_is_unreadable_at_once_in_every_process(
    vault: Vault, pool: Pool, service_key: bytes, seal: SealOne, investigator: Actor
) -> None:
    her = uuid4()
    ref, other = await seal({"name": CANARY}, her), await seal({"name": "kept"}, uuid4())
    another_process = Vault(pool, service_key, vault.readers)
    await another_process.read(ref, investigator, "interview")
    assert await vault.destroy_key(her)
    for each in (vault, another_process):
        with pytest.raises(DocumentErased):
            await each.read(ref, investigator, "interview")
    assert (await vault.read(other, investigator, "interview")).content == {"name": "kept"}
    assert await pool.fetchval("select count(*) from vault_read_audit where ref = $1 and outcome = 'erased'", ref) == 2


async def test_one_of_several_subjects_is_enough(vault: Vault, seal: SealOne, investigator: Actor) -> None:
    people = [uuid4() for _ in range(3)]
    for erased in people:
        ref = await seal({"names": [CANARY]}, *people)
        await vault.read(ref, investigator, "interview")
        await vault.destroy_key(erased)
        with pytest.raises(DocumentErased):
            await vault.read(ref, investigator, "interview")


async def test_nothing_of_the_key_is_kept_but_that_there_was_one(vault: Vault, pool: Pool, seal: SealOne) -> None:
    her = uuid4()
    await seal({"name": CANARY}, her)
    await vault.destroy_key(her)
    row = await pool.fetchrow("select wrapped, destroyed_at from vault_key where subject = $1", her)
    assert row is not None
    assert row["wrapped"] is None
    assert row["destroyed_at"] is not None


async def test_what_is_recorded_later_is_sealed_under_a_new_key(
    vault: Vault, seal: SealOne, investigator: Actor
) -> None:
    her = uuid4()
    before = await seal({"text": "before"}, her)
    await vault.destroy_key(her)
    after = await seal({"text": "after"}, her)
    assert (await vault.read(after, investigator, "interview")).content == {"text": "after"}
    with pytest.raises(DocumentErased):
        await vault.read(before, investigator, "interview")


async def test_it_waits_for_what_is_being_sealed_and_erases_that_too(
    vault: Vault, pool: Pool, seal: SealOne, case: UUID, investigator: Actor
) -> None:
    her, ref = uuid4(), uuid4()
    await seal({"text": "first"}, her)
    async with pool.acquire() as conn, conn.transaction():
        await vault.seal(conn, [ToSeal(ref, "Narrative", frozenset({her}), case, {"text": "b"}, investigator)])
        destroying = asyncio.create_task(vault.destroy_key(her))
        await asyncio.sleep(0.1)
        assert not destroying.done()
    assert await destroying
    with pytest.raises(DocumentErased):
        await vault.read(ref, investigator, "interview")


async def test_it_is_destroyed_with_its_transaction_or_not_at_all(
    vault: Vault, pool: Pool, seal: SealOne, investigator: Actor
) -> None:
    her = uuid4()
    ref = await seal({"name": CANARY}, her)
    async with pool.acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        assert await vault.destroy_key(her, conn)
        await transaction.rollback()
    assert (await vault.read(ref, investigator, "interview")).content == {"name": CANARY}


async def test_a_subject_without_a_key_is_no_error(vault: Vault) -> None:
    assert not await vault.destroy_key(uuid4())
