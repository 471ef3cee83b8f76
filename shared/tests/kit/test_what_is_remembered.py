"""What the command bus remembers of a stream is what is stored: a commit that fails leaves nothing behind in it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import parcels
import pytest
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for

NO_COMMIT = """
create function no_commit() returns trigger language plpgsql as $$
begin raise exception 'the disk is full' using errcode = '53100'; end $$;
create constraint trigger no_commit after insert on event deferrable initially deferred
  for each row execute function no_commit();
"""


@pytest.fixture
async def post(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with running(service, settings) as found:
        yield found


@asynccontextmanager
async def no_commit_succeeds(post: Running) -> AsyncIterator[None]:
    await post.runtime.pool.execute(NO_COMMIT)
    yield
    await post.runtime.pool.execute("drop trigger no_commit on event")


async def ask(post: Running, case: UUID, what: str, role: str = "clerk", **body: Any) -> httpx.Response:
    async with post.as_a(role, "NORTH") as client:
        return await client.post(f"/cases/{case}/{what}", json=body)


async def weigh(post: Running, case: UUID, weight: int) -> dict[str, Any]:
    answer = await ask(post, case, "record-weight", weight=weight)
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def versions(post: Running) -> list[int]:
    return [row["version"] for row in await post.rows("select version from event order by position")]


async def test_a_clearing_that_could_not_be_committed_is_forgotten(post: Running) -> None:
    case = uuid4()
    await ask(post, case, "send-parcel", weight=5)
    held = (await weigh(post, case, 500))["held"]["heldId"]
    await weigh(post, case, 6)
    async with no_commit_succeeds(post):
        assert (await ask(post, case, "accept-held-fact", "chief", heldId=held)).status_code == 503
    assert (await weigh(post, case, 7))["position"].endswith(":4")
    assert (await ask(post, case, "accept-held-fact", "chief", heldId=held)).status_code == 201
    assert await versions(post) == [1, 2, 3, 4, 5, 6]


async def test_a_command_that_could_not_be_committed_is_forgotten(post: Running) -> None:
    case = uuid4()
    await ask(post, case, "send-parcel", weight=5)
    async with no_commit_succeeds(post):
        assert (await ask(post, case, "record-weight", weight=6)).status_code == 503
    assert (await weigh(post, case, 6))["position"].endswith(":2")
    assert await versions(post) == [1, 2]


async def test_a_database_that_was_set_back_is_believed(post: Running) -> None:
    case = uuid4()
    await ask(post, case, "send-parcel", weight=5)
    await weigh(post, case, 6)
    async with post.runtime.pool.acquire() as conn:  # as a standby that takes over without the last commits
        await conn.execute("alter table event disable trigger event_is_for_ever")
        await conn.execute("delete from event where version = 2; update stream set version = 1")
        await conn.execute("alter table event enable trigger event_is_for_ever")
    assert (await weigh(post, case, 7))["position"].endswith(":2")
    assert await versions(post) == [1, 2]


async def test_a_clearing_needs_no_second_connection_while_it_holds_one(post: Running) -> None:
    case, label = uuid4(), uuid4()
    await ask(post, case, "send-parcel", weight=5)
    await ask(post, case, "put-label", labelId=str(label), text="full")
    held = (await ask(post, case, "record-note", labelId=str(label), note="seen")).json()["held"]["heldId"]
    await ask(post, case, "put-label", labelId=str(label), text="open")
    pool = post.runtime.pool
    async with AsyncExitStack() as taken:
        for _ in range(pool.get_max_size() - 1):
            await taken.enter_async_context(pool.acquire())
        answer = await ask(post, case, "accept-held-fact", "chief", heldId=held)
    assert answer.status_code == 201, answer.text
