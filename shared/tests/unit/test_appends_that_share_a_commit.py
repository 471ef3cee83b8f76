"""Whoever appends at the same time shares a statement, and nothing else: no outcome, no fault, no giving up."""

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from asyncpg import DeadlockDetectedError, DiskFullError, NotNullViolationError
from throughline.database import StoreUnavailable
from throughline.eventstore import Entry, VersionConflict
from throughline.eventstore import commits as sharing
from throughline.eventstore.commits import AT_ONCE, EVENTS, SharedCommits


@dataclass(eq=False)
class Said:
    """An entry, as far as sharing looks at it."""

    name: str
    events: Sequence[int] = (1,)


@dataclass
class Store:
    """`together` and `alone` hold what was appended how; `faults` are raised by the next statements of many."""

    together: list[list[str]] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    became: dict[str, str] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    bad: frozenset[str] = frozenset()
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    connections: "list[Connection]" = field(default_factory=list)

    async def append(self, _conn: object, entry: Any, _fingerprint: bytes) -> None:
        if entry.name in self.bad:
            raise NotNullViolationError(entry.name)
        self.alone.append(entry.name)

    async def append_each(self, _conn: object, decisions: Sequence[tuple[Any, bytes]]) -> list[str]:
        names = [entry.name for entry, _ in decisions]
        self.together.append(names)
        await self.goes_on.wait()
        if self.faults:
            raise self.faults.pop(0)
        if self.bad & {*names}:
            raise NotNullViolationError("one of them")
        return [self.became.get(name, "appended") for name in names]

    def acquire(self, timeout: float) -> "Acquired":
        return Acquired(self)

    async def release(self, conn: "Connection") -> None:
        assert conn.is_out
        conn.is_out = False


@dataclass(eq=False)
class Connection:
    is_out: bool = True
    is_gone: bool = False

    def is_closed(self) -> bool:
        return self.is_gone


@dataclass
class Acquired:
    """As a pool's: to be awaited, or to be entered and left."""

    store: Store

    def __await__(self) -> Generator[Any, None, Connection]:
        return self._taken().__await__()

    async def _taken(self) -> Connection:
        self.store.connections.append(Connection())
        return self.store.connections[-1]

    async def __aenter__(self) -> Connection:
        self.mine = await self._taken()
        return self.mine

    async def __aexit__(self, *_raised: object) -> None:
        await self.store.release(self.mine)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def commits(store: Store) -> SharedCommits:
    return SharedCommits(store, cast(Any, store))


def begin(commits: SharedCommits, *said: Said | str) -> "list[asyncio.Task[None]]":
    entries = [Said(one) if isinstance(one, str) else one for one in said]
    return [asyncio.create_task(commits.append(cast(Entry, one), b""), name=one.name) for one in entries]


async def come_to(tasks: "list[asyncio.Task[None]]") -> dict[str, str]:
    """What each was told: the name of what was raised, or nothing."""
    done = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
    return {task.get_name(): type(one).__name__ if one else "" for task, one in zip(tasks, done, strict=True)}


async def until(store: Store, statements: int) -> None:
    async with asyncio.timeout(5):
        while len(store.together) < statements:
            await asyncio.sleep(0)


async def busy(commits: SharedCommits, store: Store) -> "list[asyncio.Task[None]]":
    """As many statements as there may be are under way: whoever comes now has to wait."""
    first = []
    for number in range(AT_ONCE):
        first += begin(commits, f"first {number}")
        await until(store, number + 1)
    return first


NAMES = [f"entry {number}" for number in range(20)]


async def test_who_waits_goes_together_and_nobody_twice(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    await asyncio.sleep(0.01)
    assert len(store.together) == AT_ONCE
    store.goes_on.set()
    assert set((await come_to([*first, *tasks])).values()) == {""}
    rest = store.together[AT_ONCE:]
    assert sorted(name for group in rest for name in group) == sorted(NAMES)
    assert len(rest) <= AT_ONCE
    assert len(store.connections) == AT_ONCE, "those who go next go on the same connections"


async def test_one_alone_goes_at_once(commits: SharedCommits, store: Store) -> None:
    store.goes_on.set()
    await commits.append(cast(Entry, Said("a")), b"")
    await commits.append(cast(Entry, Said("b")), b"")
    assert store.together == [["a"], ["b"]]


async def test_who_is_refused_is_told_so_and_nobody_else(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    store.became = {"entry 3": "moved"}
    store.goes_on.set()
    told = await come_to([*first, *tasks])
    assert {name for name, what in told.items() if what} == {"entry 3"}
    assert told["entry 3"] == VersionConflict.__name__
    assert store.alone == []


async def test_who_has_to_wait_for_a_case_waits_alone(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    store.became = {"entry 3": "busy"}
    store.goes_on.set()
    assert set((await come_to([*first, *tasks])).values()) == {""}
    assert store.alone == ["entry 3"]


@pytest.mark.parametrize("fault", [None, DeadlockDetectedError("")], ids=["its own", "a deadlock"])
async def test_where_all_failed_each_goes_alone_and_whose_fault_it_was_is_told(
    commits: SharedCommits, store: Store, fault: Exception | None
) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    store.faults = [fault] if fault else []
    store.bad = frozenset({"entry 3"})
    store.goes_on.set()
    told = await come_to([*first, *tasks])
    assert {name: what for name, what in told.items() if what} == {"entry 3": NotNullViolationError.__name__}
    done = {*store.alone, *(name for group in store.together if "entry 3" not in group for name in group)}
    assert {*NAMES} - done == {"entry 3"}


async def test_a_database_that_is_away_is_told_to_all_of_them(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    store.faults = [DiskFullError("") for _ in range(2 * AT_ONCE)]
    store.goes_on.set()
    told = await come_to([*first, *tasks])
    assert {told[name] for name in NAMES} == {StoreUnavailable.__name__}
    assert "" not in told.values()
    assert len({id(task.exception()) for task in tasks}) == len(tasks), "each has an exception of its own"
    assert store.alone == []


async def test_who_gives_up_while_waiting_is_not_appended(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    tasks = begin(commits, *NAMES)
    await asyncio.sleep(0)
    tasks[3].cancel()
    store.goes_on.set()
    told = await come_to([*first, *tasks])
    assert {name for name, what in told.items() if what} == {"entry 3"}
    assert "entry 3" not in {name for group in store.together for name in group}


async def test_who_gives_up_under_way_takes_nobody_along(commits: SharedCommits, store: Store) -> None:
    first = begin(commits, "alone")
    await until(store, 1)
    tasks = begin(commits, *NAMES)
    await until(store, 2)
    for name in store.together[1]:
        assert name in NAMES
    next(task for task in tasks if task.get_name() == store.together[1][0]).cancel()
    store.goes_on.set()
    told = await come_to([*first, *tasks])
    assert {name: what for name, what in told.items() if what} == {store.together[1][0]: "CancelledError"}


async def test_nobody_waits_longer_than_for_a_connection_and_what_is_under_way_is_waited_for(
    commits: SharedCommits, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await busy(commits, store)
    under_way = begin(commits, "under way")
    await asyncio.sleep(0)
    monkeypatch.setattr(sharing, "ACQUIRE_SECONDS", 0.01)
    tasks = begin(commits, *NAMES)
    told = await come_to(tasks)
    assert set(told.values()) == {"TimeoutError"}
    assert not any(task.done() for task in (*first, *under_way))
    store.goes_on.set()
    assert set((await come_to([*first, *under_way])).values()) == {""}
    assert not {*NAMES} & {name for group in store.together for name in group}


async def test_what_is_large_does_not_take_many_with_it(commits: SharedCommits, store: Store) -> None:
    first = await busy(commits, store)
    large = [Said(name, range(EVENTS)) for name in NAMES]
    tasks = begin(commits, *large)
    store.goes_on.set()
    assert set((await come_to([*first, *tasks])).values()) == {""}
    assert all(len(group) == 1 for group in store.together)
    assert len(store.together) == AT_ONCE + len(NAMES)


async def test_a_connection_that_nobody_needs_is_given_back(
    commits: SharedCommits, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "KEPT_SECONDS", 0.01)
    store.goes_on.set()
    for name in NAMES:
        await commits.append(cast(Entry, Said(name)), b"")
    assert [conn.is_out for conn in store.connections] == [True], "one after the other, all on one"
    async with asyncio.timeout(5):
        while store.connections[0].is_out:
            await asyncio.sleep(0.005)
    await commits.append(cast(Entry, Said("later")), b"")
    assert len(store.connections) == 2


async def test_a_connection_that_ended_meanwhile_is_given_back_and_not_used(
    commits: SharedCommits, store: Store
) -> None:
    store.goes_on.set()
    await commits.append(cast(Entry, Said("a")), b"")
    store.connections[0].is_gone = True
    await commits.append(cast(Entry, Said("b")), b"")
    assert [conn.is_out for conn in store.connections] == [False, True]


async def test_no_connection_is_kept_after_a_fault_or_a_giving_up(commits: SharedCommits, store: Store) -> None:
    store.faults = [NotNullViolationError("")]
    failing = begin(commits, "failing")
    await until(store, 1)
    store.goes_on.set()
    assert await come_to(failing) == {"failing": ""}, "it went alone, then"
    store.goes_on.clear()
    stopped = begin(commits, "stopped")
    await until(store, 2)
    stopped[0].cancel()
    await asyncio.wait(stopped)
    assert not any(conn.is_out for conn in store.connections)
