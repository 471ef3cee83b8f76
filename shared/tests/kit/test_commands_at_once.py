"""Commands of different cases share a commit, and each comes to what it would have come to alone."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import parcels
import pytest
from asyncpg import CheckViolationError
from throughline.commands import KeyReused, StoreUnavailable
from throughline.database import Pool, connect
from throughline.domain import Actor, Command, Deadline, DeadlineMet, Event, Issued, OnStream, StreamRef
from throughline.eventstore import Entry, EventStore, EventTypes, Folded, VersionConflict
from throughline.migrating import migrate
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

CLERK = Actor(uuid4(), "clerk", frozenset({"*"}))
ALL_OF_IT = {
    "event": "select (to_jsonb(e) - 'position')::text from event e order by stream_id, version",
    "stream": "select to_jsonb(s)::text from stream s order by stream_id",
    "outbox": "select (to_jsonb(o) - '{position,since}'::text[])::text from outbox o order by case_id, position",
    "receipts": "select (to_jsonb(r) - 'at')::text from command_receipt r order by command_id",
    "deadlines": "select to_jsonb(d)::text from deadline d order by deadline_id",
}
BROKEN = """
create function broken() returns trigger language plpgsql as $$
begin
  if new.data ->> 'weight' = '13' then raise exception 'not this one' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger broken after insert on event {when} for each row execute function broken();
"""
STUCK = """
create function stuck() returns trigger language plpgsql as $$
begin perform pg_advisory_xact_lock(4711); return null; end $$;
create constraint trigger stuck after insert on event deferrable initially deferred
  for each row execute function stuck();
"""
BACKENDS_STUCK = """
select pid from pg_locks
 where locktype = 'advisory' and objid = 4711 and not granted
   and database = (select oid from pg_database where datname = current_database())
"""


def timed(parcel: parcels.Parcel, event: Event) -> Iterable[Deadline | DeadlineMet]:
    """A parcel is to be weighed, and then to be weighed again; the first is met by the second."""
    yield Deadline(f"weigh {parcel.weighings}", "parcel", event.metadata.recorded_at)
    if parcel.weighings:
        yield DeadlineMet(f"weigh {parcel.weighings - 1}", "parcel")


PARCEL = replace(parcels.PARCEL, deadlines=timed)
AGGREGATES = {"Parcel": PARCEL, "Label": parcels.LABEL}


def issued(command: Command, command_id: UUID | None = None) -> Any:
    return command.issued(Issued(command_id=command_id or uuid4(), at=datetime.now(UTC), actor=CLERK))


def entry(command: Command, known: Folded | None = None, *, labels: int = 0, looked_at: int = 0) -> Entry:
    """What a parcel's command comes to on what is known; it puts labels too, and looks at others that are not there."""
    own = StreamRef("Parcel", PARCEL.stream_id(command))
    known = known or Folded(PARCEL.initial)
    put, seen = [[uuid4() for _ in range(number)] for number in (labels, looked_at)]
    decided: list[Event | OnStream] = [*parcels.decide(known.state, command)]
    decided += [OnStream(StreamRef("Label", one), parcels.LabelPut(label_id=one, text="new")) for one in put]
    streams = {own.stream_id: known, **{one: Folded(parcels.LABEL.initial) for one in (*put, *seen)}}
    return Entry.of(
        command, decided, service="post", aggregates=AGGREGATES, addressed=own, streams=streams, traceparent=None
    )


def sent(weight: int = 5, case_id: UUID | None = None, command_id: UUID | None = None, **more: int) -> Entry:
    return entry(issued(parcels.SendParcel(case_id=case_id or uuid4(), weight=weight), command_id), **more)


def weighed(after: Entry, weight: int, **more: int) -> Entry:
    """The next event of a parcel."""
    own = PARCEL.stream_id(after.command)
    return entry(issued(parcels.RecordWeight(case_id=after.command.case_id, weight=weight)), after.after[own], **more)


def named(*entries: Entry) -> list[tuple[Entry, bytes]]:
    return [(one, one.command.issue.command_id.bytes) for one in entries]


async def stored(pool: Pool) -> dict[str, list[str]]:
    return {name: [row[0] for row in await pool.fetch(query)] for name, query in ALL_OF_IT.items()}


@pytest.fixture
def store() -> EventStore:
    return EventStore(EventTypes(AGGREGATES.values()))


@pytest.fixture
async def pools(stack: SharedStack) -> AsyncIterator[tuple[Pool, Pool]]:
    """Two databases of the same service."""
    async with AsyncExitStack() as open_ones:
        both = []
        for _ in range(2):
            dsn = stack.database_of("post")
            await asyncio.to_thread(migrate, dsn, "post")
            both.append(await open_ones.enter_async_context(await connect(dsn, application="test")))
        yield both[0], both[1]


@pytest.fixture
def pool(pools: tuple[Pool, Pool]) -> Pool:
    return pools[0]


class TestInOneStatement:
    async def test_events_outbox_deadlines_and_receipts_are_each_commands_own(
        self, pools: tuple[Pool, Pool], store: EventStore
    ) -> None:
        first = [sent(labels=2, looked_at=1), sent(), sent(labels=1), sent(looked_at=3)]
        second = [weighed(first[0], 8), weighed(first[1], 50, labels=3, looked_at=1), weighed(first[3], 6)]
        third = [weighed(second[2], 9, looked_at=1), weighed(second[0], 3)]
        together, alone = pools
        for group in (first, second, third):
            assert await store.append_each(together, named(*group)) == ["appended"] * len(group)
            for one, fingerprint in named(*group):
                await store.append(alone, one, fingerprint)
        assert await stored(together) == await stored(alone)
        said = await stored(together)
        assert len(said["event"]) == len(said["outbox"]) == sum(len(one.events) for one in (*first, *second, *third))
        assert sum('"met"' in row for row in said["deadlines"]) == len(second) + len(third)

    async def test_one_that_is_refused_undoes_nothing_of_the_others_and_leaves_nothing(
        self, pools: tuple[Pool, Pool], store: EventStore
    ) -> None:
        both, alone = pools
        before = [sent(), sent(), sent()]
        meanwhile = [weighed(before[1], 6)]
        for pool in pools:
            await store.append_each(pool, named(*before))
            await store.append_each(pool, named(*meanwhile))
        good = [weighed(before[0], 7), sent(labels=2)]
        stale, reopened = weighed(before[1], 8, labels=2), sent(case_id=before[2].command.case_id)
        became = await store.append_each(both, named(good[0], stale, reopened, good[1]))
        assert became == ["appended", "moved", "moved", "appended"]
        await store.append_each(alone, named(*good))
        assert await stored(both) == await stored(alone)

    async def test_the_same_command_is_appended_once(self, pool: Pool, store: EventStore) -> None:
        command_id, case = uuid4(), uuid4()
        twice = [sent(case_id=case, command_id=command_id) for _ in range(2)]
        elsewhere = sent(command_id=command_id)
        assert await store.append_each(pool, named(*twice, elsewhere)) == ["appended", "moved", "moved"]
        assert await store.append_each(pool, named(elsewhere, twice[0])) == ["moved", "moved"]
        assert [len(rows) for rows in (await stored(pool)).values()] == [1, 1, 1, 1, 1]

    async def test_a_case_that_somebody_is_at_holds_up_nobody_else(self, pool: Pool, store: EventStore) -> None:
        first, mine, others = sent(), sent(), sent()
        await store.append_each(pool, named(first, mine))
        async with pool.acquire() as somebody, somebody.transaction():
            await store.lock_case(somebody, mine.command.case_id)
            group = named(weighed(mine, 6), weighed(first, 6), others)
            assert await store.append_each(pool, group) == ["busy", "appended", "appended"]
        assert await store.append_each(pool, group[:1]) == ["appended"]

    @pytest.mark.parametrize("when", ["", "deferrable initially deferred"], ids=["at once", "at the commit"])
    async def test_what_fails_is_told_to_whose_it_is_and_leaves_nothing(
        self, pool: Pool, store: EventStore, when: str
    ) -> None:
        await pool.execute(BROKEN.format(when=when))
        entries = [sent(weight=weight) for weight in range(10, 20)]
        commits = store.commits(pool)
        told = await asyncio.gather(
            *(commits.append(one, fingerprint) for one, fingerprint in named(*entries)), return_exceptions=True
        )
        assert [type(one) for one in told if one] == [CheckViolationError]
        assert isinstance(told[3], CheckViolationError)
        rows = await pool.fetch("select data ->> 'weight' as weight from event order by 1")
        assert [row["weight"] for row in rows] == [str(weight) for weight in range(10, 20) if weight != 13]
        assert await pool.fetchval("select count(*) from command_receipt") == 9

    async def test_one_whose_case_somebody_is_at_waits_for_it(self, pool: Pool, store: EventStore) -> None:
        commits = store.commits(pool)
        mine, other = sent(), sent()
        async with pool.acquire() as somebody, somebody.transaction():
            await store.lock_case(somebody, mine.command.case_id)
            waits = asyncio.create_task(commits.append(*named(mine)[0]))
            await commits.append(*named(other)[0])
            assert not waits.done()
        await asyncio.wait_for(waits, 20)
        assert await pool.fetchval("select count(*) from event") == 2
        with pytest.raises(VersionConflict):
            await commits.append(*named(sent(case_id=mine.command.case_id))[0])


@pytest.fixture
async def post(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    service, dsn = parcels.post(aggregates=(PARCEL, parcels.LABEL), clock={}), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with running(service, settings) as found:
        yield found


async def opened(post: Running, number: int) -> list[UUID]:
    cases = [uuid4() for _ in range(number)]
    for case in cases:
        await post.runtime.bus.handle(issued(parcels.SendParcel(case_id=case, weight=5)))
    return cases


async def handled(post: Running, commands: Sequence[Any], requests: Sequence[bytes] = ()) -> list[Any]:
    """What all of them are told that come at once: an answer, or what was raised."""
    given = requests or [b""] * len(commands)
    return await asyncio.gather(
        *(post.runtime.bus.handle(one, request=said) for one, said in zip(commands, given, strict=True)),
        return_exceptions=True,
    )


class TestThroughTheBus:
    async def test_commands_on_many_cases_share_commits_and_each_is_answered_for_itself(self, post: Running) -> None:
        cases = await opened(post, 40)
        commands = [issued(parcels.RecordWeight(case_id=case, weight=6 + number)) for number, case in enumerate(cases)]
        answers = await handled(post, commands)
        assert [[event.weight for event in answer.events] for answer in answers] == [[6 + n] for n in range(40)]
        assert {(answer.position.version, answer.case_id) for answer in answers} == {(2, case) for case in cases}
        rows = await post.rows(
            "select data ->> 'weight' as weight, case_id from event where version = 2 order by (data ->> 'weight')::int"
        )
        assert [(int(row["weight"]), row["case_id"]) for row in rows] == [(6 + n, case) for n, case in enumerate(cases)]
        (commits,) = await post.rows(
            "select count(distinct at) as n from command_receipt where command_id = any($1)",
            [command.issue.command_id for command in commands],
        )
        assert commits["n"] < 20

    async def test_the_same_id_for_another_request_is_refused_and_stops_nobody(self, post: Running) -> None:
        cases = await opened(post, 10)
        once = uuid4()
        commands = [issued(parcels.RecordWeight(case_id=case, weight=8)) for case in cases]
        commands[3], commands[6] = [issued(parcels.RecordWeight(case_id=cases[at], weight=8), once) for at in (3, 6)]
        told = await handled(post, commands, [str(number).encode() for number in range(10)])
        assert sorted(type(one).__name__ for one in told) == sorted(["Answer"] * 9 + [KeyReused.__name__])
        assert isinstance(told[3], KeyReused) or isinstance(told[6], KeyReused)
        rows = await post.rows("select count(*) as n from event where version = 2")
        assert rows == [{"n": 9}]

    async def test_commands_on_one_case_are_each_decided_on_what_the_last_one_left(self, post: Running) -> None:
        (case,) = await opened(post, 1)
        answers = await handled(
            post, [issued(parcels.RecordWeight(case_id=case, weight=weight)) for weight in range(6, 36)]
        )
        assert sorted(answer.position.version for answer in answers) == [*range(2, 32)]
        versions = await post.rows("select version from event where case_id = $1 order by position", case)
        assert [row["version"] for row in versions] == [*range(1, 32)]

    async def test_a_server_process_that_dies_under_it_leaves_nothing_and_a_retry_adds_each_once(
        self, post: Running
    ) -> None:
        cases, pool = await opened(post, 10), post.runtime.pool
        await pool.execute(STUCK)
        commands = [issued(parcels.RecordWeight(case_id=case, weight=9)) for case in cases]
        async with pool.acquire() as holder, holder.transaction():
            await holder.execute("select pg_advisory_xact_lock(4711)")
            work = asyncio.create_task(handled(post, commands))
            dying = set[int]()
            while not work.done():
                stuck = await post.rows(BACKENDS_STUCK)
                for row in stuck:
                    dying.add(row["pid"])
                    await holder.execute("select pg_terminate_backend($1)", row["pid"])
                await asyncio.sleep(0.02)
            told = await work
        assert len(dying) < len(cases), "several shared a statement"
        assert {type(one) for one in told} == {StoreUnavailable}
        await pool.execute("drop trigger stuck on event")
        await eventually(lambda: post.rows("select count(*) as n from event"), lambda rows: rows == [{"n": 10}])
        assert {answer.outcome for answer in await handled(post, commands)} == {"accepted"}
        assert {answer.outcome for answer in await handled(post, commands)} == {"repeated"}
        assert await post.rows("select count(*) as n from event") == [{"n": 20}]
