"""Commands on one case take turns in a process; whoever gives up, early or just too late, stops nobody."""

import asyncio
from uuid import UUID, uuid4

import pytest
from throughline.commands import turns
from throughline.commands.turns import Turns

CASE = uuid4()


class Commands:
    """Begins and ends turns by name, and notes who had one."""

    def __init__(self) -> None:
        self.turns, self.had = Turns(), list[str]()
        self.ends = {name: asyncio.Event() for name in "abcd"}

    async def take(self, name: str, case_id: UUID = CASE) -> None:
        await self.turns.begin(case_id)
        try:
            self.had.append(name)
            await self.ends[name].wait()
        finally:
            self.turns.end(case_id)

    async def begun(self, *names: str) -> "list[asyncio.Task[None]]":
        tasks = [asyncio.create_task(self.take(name)) for name in names]
        for _ in range(3):
            await asyncio.sleep(0)
        return tasks


async def test_each_waits_for_the_one_before_it() -> None:
    commands = Commands()
    tasks = await commands.begun(*"abcd")
    for number, name in enumerate("abcd", start=1):
        assert commands.had == [*"abcd"[:number]]
        commands.ends[name].set()
        for _ in range(3):
            await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert commands.turns._waiting == {}, "nothing is kept of a case that nobody is at"


async def test_nobody_waits_for_another_case() -> None:
    commands = Commands()
    tasks = await commands.begun("a")
    other = asyncio.create_task(commands.take("b", uuid4()))
    await asyncio.sleep(0)
    assert commands.had == ["a", "b"]
    for end in commands.ends.values():
        end.set()
    await asyncio.gather(*tasks, other)


async def test_who_gives_up_while_waiting_is_passed_by() -> None:
    commands = Commands()
    a, b, c = await commands.begun("a", "b", "c")
    b.cancel()
    for end in commands.ends.values():
        end.set()
    await asyncio.gather(a, c)
    assert commands.had == ["a", "c"]
    assert commands.turns._waiting == {}


async def test_who_gives_up_as_its_turn_comes_hands_it_on() -> None:
    commands = Commands()
    for end in commands.ends.values():
        end.set()
    await commands.turns.begin(CASE)
    b, c = await commands.begun("b", "c")
    commands.turns.end(CASE)
    b.cancel()
    await asyncio.wait_for(c, 5)
    assert (commands.had, b.cancelled()) == (["c"], True)
    assert commands.turns._waiting == {}


async def test_a_turn_that_does_not_come_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ACQUIRE_SECONDS", 0.01)
    commands = Commands()
    (a,) = await commands.begun("a")
    with pytest.raises(TimeoutError):
        await commands.take("b")
    commands.ends["a"].set()
    await a
    assert commands.had == ["a"]
    assert commands.turns._waiting == {}
