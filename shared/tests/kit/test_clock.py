"""Deadlines: each leads to its command once, however many clocks look and wherever one dies, and none stops another."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import parcels
import pytest
from throughline.domain import Command, Elapsed
from throughline.reaction.clock import Clock
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for

DUE_NOW = """
insert into deadline (deadline_id, case_id, stream_id, clock, subject, due_at, state)
values (gen_random_uuid(), $1, gen_random_uuid(), 'overdue', 'parcel', now() - interval '1 second', 'open')
"""


@pytest.fixture
async def post(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    """A service whose own clock does not run."""
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with running(service, settings) as found:
        yield found


def clock_of(post: Running, *, broken_for: UUID | None = None) -> Clock:
    def overdue(elapsed: Elapsed) -> Command:
        if elapsed.case_id == broken_for:
            raise parcels.Poison
        return parcels.overdue(elapsed)

    return Clock(post.runtime.pool, post.runtime.bus, {"overdue": overdue})


async def due(post: Running, cases: int) -> list[UUID]:
    """So many cases with a parcel that is overdue."""
    found = [uuid4() for _ in range(cases)]
    async with post.as_a("clerk", "NORTH") as client:
        for case in found:
            assert (await client.post(f"/cases/{case}/send-parcel", json={"weight": 5})).status_code == 201
            await post.runtime.pool.execute(DUE_NOW, case)
    return found


async def overdue_events(post: Running) -> Counter[UUID]:
    rows = await post.rows("select case_id from event where type = 'ParcelOverdue'")
    return Counter(row["case_id"] for row in rows)


async def states(post: Running) -> Counter[str]:
    return Counter(row["state"] for row in await post.rows("select state from deadline where clock = 'overdue'"))


async def test_many_clocks_share_what_is_due_and_issue_each_once(post: Running) -> None:
    cases = await due(post, 20)
    issued = await asyncio.gather(*(clock_of(post).issue_due() for _ in range(6)))
    assert sum(issued) == 20
    assert await overdue_events(post) == dict.fromkeys(cases, 1)
    assert await states(post) == {"elapsed": 20}


async def test_one_that_dies_between_its_command_and_closing_is_taken_up_and_nothing_is_doubled(
    post: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = await due(post, 1)
    dying = clock_of(post)

    async def dies(*_args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(dying, "_close", dies)
    with pytest.raises(ConnectionError):
        await dying.issue_due()
    assert await overdue_events(post) == dict.fromkeys(cases, 1)
    assert await clock_of(post).issue_due() == 0, "a claim holds for half a minute"
    await post.runtime.pool.execute("update deadline set claimed_until = now() - interval '1 second'")
    assert await clock_of(post).issue_due() == 1
    assert await overdue_events(post) == dict.fromkeys(cases, 1)
    assert await states(post) == {"elapsed": 1}


async def test_a_bug_in_one_deadlines_command_fails_that_one_and_the_others_are_issued(post: Running) -> None:
    cases = await due(post, 3)
    await clock_of(post, broken_for=cases[0]).issue_due()
    assert await overdue_events(post) == dict.fromkeys(cases[1:], 1)
    failed = await post.rows("select case_id, code from deadline where state = 'failed'")
    assert [(row["case_id"], row["code"].partition(":")[0]) for row in failed] == [(cases[0], "Poison@test_clock.py")]


async def test_what_failed_for_a_bug_is_tried_again_by_the_next_clock_and_what_a_rule_refused_is_not(
    post: Running,
) -> None:
    cases = await due(post, 2)
    await clock_of(post, broken_for=cases[0]).issue_due()
    await post.runtime.pool.execute(
        "update deadline set state = 'failed', code = 'TooLate' where case_id = $1", cases[1]
    )
    mended = clock_of(post)
    await mended.take_up_failed()
    assert await mended.issue_due() == 1
    assert (await overdue_events(post))[cases[0]] == 1
    assert await states(post) == {"elapsed": 1, "failed": 1}
