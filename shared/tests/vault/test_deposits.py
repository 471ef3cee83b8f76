"""Documents that come before the fact that refers to them."""

import asyncio
from uuid import UUID, uuid4

import pytest
from throughline.database import Pool
from throughline.domain import Actor
from throughline.vault import Deposit, DepositKeyReused, DocumentNotFound, DocumentTooLarge, ReadForbidden, Vault

pytestmark = pytest.mark.stack
CANARY = "Maria Santos"
POLICE = Actor.system("partner", "police")


def narrative(text: str = CANARY, *subjects: UUID) -> Deposit:
    return Deposit(kind="Narrative", subjects=frozenset(subjects), content={"text": text})


@pytest.fixture
def colleague() -> Actor:
    return Actor(uuid4(), "investigator", frozenset({"PHL-MNL"}))


async def refer(vault: Vault, pool: Pool, ref: UUID, case: UUID, actor: Actor) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await vault.refer(conn, [ref], case, actor)


async def test_the_same_deposit_sent_again_is_the_same_document(vault: Vault, pool: Pool, investigator: Actor) -> None:
    key = str(uuid4())
    refs = await asyncio.gather(*(vault.deposit(narrative(), investigator, key) for _ in range(10)))
    assert len(set(refs)) == 1
    assert await pool.fetchval("select count(*) from vault_document where ref = $1", refs[0]) == 1


async def test_the_same_key_for_another_deposit_is_refused_without_saying_what_was_in_the_first(
    vault: Vault, investigator: Actor, colleague: Actor
) -> None:
    key = str(uuid4())
    first = await vault.deposit(narrative(), investigator, key)
    with pytest.raises(DepositKeyReused) as reused:
        await vault.deposit(narrative("another"), investigator, key)
    assert CANARY not in str(reused.value)
    assert await vault.deposit(narrative("another"), colleague, key) != first


async def test_a_large_deposit_is_refused_and_one_of_the_limit_is_not(vault: Vault, investigator: Actor) -> None:
    limit = 256 * 1024
    await vault.deposit(narrative("x" * (limit - len('{"text":""}'))), investigator, str(uuid4()))
    with pytest.raises(DocumentTooLarge, match="256 KiB"):
        await vault.deposit(narrative("x" * (limit - len('{"text":""}') + 1)), investigator, str(uuid4()))


class TestUntilAFactRefersToIt:
    async def test_it_is_read_by_its_office_and_not_by_its_depositor(
        self, vault: Vault, investigator: Actor, colleague: Actor, elsewhere: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), investigator, str(uuid4()))
        assert (await vault.read(ref, colleague, "screening")).content == {"text": CANARY}
        with pytest.raises(ReadForbidden):
            await vault.read(ref, investigator, "screening")
        with pytest.raises(DocumentNotFound):
            await vault.read(ref, elsewhere, "screening")

    async def test_a_partners_is_read_by_nobody(self, vault: Vault, investigator: Actor) -> None:
        ref = await vault.deposit(narrative(), POLICE, str(uuid4()))
        for actor in (investigator, Actor(uuid4(), "director", frozenset({"*"}))):
            with pytest.raises(DocumentNotFound):
                await vault.read(ref, actor, "screening")


class TestOnceAFactRefersToIt:
    async def test_it_belongs_to_the_facts_case(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor, elsewhere: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), elsewhere, str(uuid4()))
        await refer(vault, pool, ref, case, elsewhere)
        assert (await vault.read(ref, investigator, "screening")).case_id == case
        with pytest.raises(DocumentNotFound):
            await vault.read(ref, elsewhere, "screening")

    async def test_a_partners_deposit_comes_with_the_same_partners_fact(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), POLICE, str(uuid4()))
        await refer(vault, pool, ref, case, POLICE)
        assert (await vault.read(ref, investigator, "screening")).content == {"text": CANARY}

    @pytest.mark.parametrize(
        "somebody",
        [
            Actor.system("partner", "ministry"),
            Actor.system("reaction", "any"),
            Actor(uuid4(), "investigator", frozenset({"KEN-NBO"})),
            Actor(uuid4(), "director", frozenset({"*"})),
        ],
        ids=["another partner", "a reaction", "another office", "every office"],
    )
    async def test_nobody_else_can_take_a_partners_deposit_into_their_case(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor, somebody: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), POLICE, str(uuid4()))
        await refer(vault, pool, ref, case, somebody)
        with pytest.raises(DocumentNotFound):
            await vault.read(ref, investigator, "screening")

    async def test_a_colleague_may_refer_to_it(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor, colleague: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), investigator, str(uuid4()))
        await refer(vault, pool, ref, case, colleague)
        assert (await vault.read(ref, investigator, "screening")).case_id == case

    async def test_a_second_case_cannot_take_it_away(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor
    ) -> None:
        ref = await vault.deposit(narrative(), investigator, str(uuid4()))
        await refer(vault, pool, ref, case, investigator)
        await refer(vault, pool, ref, uuid4(), investigator)
        assert (await vault.read(ref, investigator, "screening")).case_id == case

    async def test_a_reference_to_nothing_is_left_as_it_is(
        self, vault: Vault, pool: Pool, case: UUID, investigator: Actor
    ) -> None:
        ref = uuid4()
        await refer(vault, pool, ref, case, investigator)
        assert await pool.fetchval("select count(*) from vault_reference where ref = $1", ref) == 0
