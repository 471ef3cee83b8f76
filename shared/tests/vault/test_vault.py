"""Sealed in the append transaction, read only after it is recorded, gone with a key."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import asyncpg
import pytest
from throughline.database import Pool
from throughline.domain import Actor
from throughline.vault import DocumentNotFound, ReadForbidden, SealBroken, ToSeal, Vault

pytestmark = pytest.mark.stack
SealOne = Callable[..., Awaitable[UUID]]
CANARY = "Maria Santos"


async def reads_of(pool: Pool, ref: UUID) -> list[tuple[str, str]]:
    rows = await pool.fetch("select purpose, outcome from vault_read_audit where ref = $1 order by id", ref)
    return [(row["purpose"], row["outcome"]) for row in rows]


async def test_what_is_sealed_is_read_back_by_who_may(vault: Vault, seal: SealOne, investigator: Actor) -> None:
    content = {"name": CANARY, "told": ["Malaya", {"år": 2026}], "safe": None}
    ref = await seal(content)
    opened = await vault.read(ref, investigator, "prepare the interview")
    assert (opened.ref, opened.version, opened.kind, opened.content) == (ref, 1, "Narrative", content)


async def test_it_is_written_with_the_transaction_or_not_at_all(
    vault: Vault, pool: Pool, case: UUID, investigator: Actor
) -> None:
    ref, subject = uuid4(), uuid4()
    to_seal = ToSeal(ref, "Narrative", frozenset({subject}), case, {"name": CANARY}, investigator)
    async with pool.acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        await vault.seal(conn, [to_seal])
        await transaction.rollback()
    assert await pool.fetchval("select count(*) from vault_document where ref = $1", ref) == 0
    assert await pool.fetchval("select count(*) from vault_key where subject = $1", subject) == 0


async def test_nothing_of_it_stands_in_the_tables_in_clear(seal: SealOne, pool: Pool) -> None:
    ref = await seal({"name": CANARY})
    row = await pool.fetchval("select d::text from vault_document d where ref = $1", ref)
    assert CANARY.encode().hex() not in row
    assert CANARY not in row


async def test_versions_are_added_and_each_stays_readable(vault: Vault, seal: SealOne, investigator: Actor) -> None:
    ref = await seal({"text": "first"})
    await seal({"text": "second"}, ref=ref)
    assert (await vault.read(ref, investigator, "compare")).content == {"text": "second"}
    assert (await vault.read(ref, investigator, "compare", version=1)).content == {"text": "first"}
    with pytest.raises(DocumentNotFound):
        await vault.read(ref, investigator, "compare", version=3)


async def test_what_is_for_named_readers_opens_for_them_and_who_wrote_it_alone(
    pool: Pool, service_key: bytes, seal: SealOne, investigator: Actor, vault: Vault
) -> None:
    named, colleague = (Actor(uuid4(), "investigator", frozenset({"PHL-MNL"})) for _ in range(2))
    ref = await seal({"text": CANARY, "team": [str(named.id)], "readers": None})
    plans = Vault(pool, service_key, vault.readers, named={"Narrative": ("team", "readers")})
    for actor in (investigator, named):
        assert (await plans.read(ref, actor, "prepare")).content["text"] == CANARY
    with pytest.raises(ReadForbidden) as refused:
        await plans.read(ref, colleague, "curious")
    assert CANARY not in str(refused.value)
    assert (await plans.read(ref, colleague, "danger", broken_glass=True)).content["text"] == CANARY
    assert await reads_of(pool, ref) == [
        ("prepare", "opened"),
        ("prepare", "opened"),
        ("curious", "refused"),
        ("danger", "opened"),
    ]


@pytest.mark.parametrize("table", ["vault_document", "vault_read_audit", "vault_deposit", "vault_reference"])
@pytest.mark.parametrize("change", ["delete from {}", "update {} set ref = ref", "truncate {} cascade"])
async def test_what_was_written_cannot_be_changed(pool: Pool, table: str, change: str) -> None:
    with pytest.raises(asyncpg.PostgresError) as refused:
        await pool.execute(change.format(table))
    assert refused.value.sqlstate == "ES003"


async def test_two_transactions_at_once_give_one_subject_one_key(seal: SealOne, pool: Pool) -> None:
    subjects = [uuid4() for _ in range(3)]
    await asyncio.gather(*(seal({"n": n}, *subjects[n % 2 :]) for n in range(20)))
    assert await pool.fetchval("select count(*) from vault_key where subject = any($1::uuid[])", subjects) == 3


async def test_another_service_key_opens_nothing(vault: Vault, seal: SealOne, pool: Pool, investigator: Actor) -> None:
    ref = await seal({"name": CANARY})
    with pytest.raises(SealBroken) as broken:
        await Vault(pool, b"x" * 32, vault.readers).read(ref, investigator, "interview")
    assert CANARY not in str(broken.value)


async def test_a_short_service_key_is_refused_at_once(pool: Pool) -> None:
    with pytest.raises(ValueError, match="32 or more"):
        Vault(pool, b"short", {})


class TestReading:
    async def test_every_read_is_recorded(self, vault: Vault, pool: Pool, seal: SealOne, investigator: Actor) -> None:
        ref = await seal({"name": CANARY})
        await vault.read(ref, investigator, "interview")
        await vault.read(ref, investigator, "hearing")
        assert await reads_of(pool, ref) == [("interview", "opened"), ("hearing", "opened")]

    async def test_a_read_that_cannot_be_recorded_returns_nothing(
        self, vault: Vault, pool: Pool, seal: SealOne, investigator: Actor
    ) -> None:
        ref = await seal({"name": CANARY})
        with pytest.raises(asyncpg.CheckViolationError):
            await vault.read(ref, investigator, "  ")

    async def test_another_office_finds_nothing(
        self, vault: Vault, pool: Pool, seal: SealOne, elsewhere: Actor
    ) -> None:
        ref = await seal({"name": CANARY})
        with pytest.raises(DocumentNotFound) as unknown:
            await vault.read(ref, elsewhere, "interview")
        assert str(unknown.value) == str(DocumentNotFound(ref))
        assert await reads_of(pool, ref) == [("interview", "refused")]

    async def test_a_case_without_an_office_yet_is_of_no_office(
        self, vault: Vault, seal: SealOne, investigator: Actor
    ) -> None:
        with pytest.raises(DocumentNotFound):
            await vault.read(await seal({"name": CANARY}, case_id=uuid4()), investigator, "interview")

    async def test_another_role_is_told_so_only_in_the_documents_office(
        self, vault: Vault, seal: SealOne, social_worker: Actor
    ) -> None:
        ref = await seal({"name": CANARY})
        with pytest.raises(ReadForbidden):
            await vault.read(ref, social_worker, "interview")
        with pytest.raises(DocumentNotFound):
            await vault.read(ref, Actor(uuid4(), "social_worker", frozenset({"KEN-NBO"})), "interview")

    async def test_a_role_that_reads_nothing_learns_nothing(self, vault: Vault, seal: SealOne) -> None:
        analyst = Actor(uuid4(), "hq_analyst", frozenset({"*"}))
        for ref in (await seal({"name": CANARY}), uuid4()):
            with pytest.raises(ReadForbidden, match=r"^the role hq_analyst reads no documents$"):
                await vault.read(ref, analyst, "statistics")
