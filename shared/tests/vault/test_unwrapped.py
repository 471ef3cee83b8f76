"""Unwrapped keys stay in memory for a minute at most."""

import asyncio
from uuid import UUID, uuid4

from throughline.vault.unwrapped import KEPT_SECONDS, UnwrappedKeys


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def never() -> bytes:
    raise AssertionError("was unwrapped again")


async def test_a_key_is_unwrapped_once_a_minute() -> None:
    clock, key_id = Clock(), uuid4()
    keys = UnwrappedKeys(clock=clock)
    assert keys.get(key_id, lambda: b"first") == b"first"
    clock.now += KEPT_SECONDS - 1
    assert keys.get(key_id, never) == b"first"
    clock.now += 1
    assert keys.get(key_id, lambda: b"second") == b"second"
    assert KEPT_SECONDS <= 60


async def test_keys_nobody_asks_for_again_are_dropped_all_the_same() -> None:
    keys = UnwrappedKeys(kept=0.05)
    keys.get(uuid4(), lambda: b"first")
    await asyncio.sleep(0.01)
    keys.get(uuid4(), lambda: b"second")
    assert len(keys) > 0
    async with asyncio.timeout(5):
        while len(keys):
            await asyncio.sleep(0.01)


async def test_there_are_never_more_than_a_bound() -> None:
    keys = UnwrappedKeys(at_most=3)
    for number in range(5):
        keys.get(UUID(int=number), lambda: b"key")
    assert len(keys) == 3
    assert keys.get(UUID(int=4), never) == b"key"


async def test_a_forgotten_key_is_unwrapped_again() -> None:
    keys, key_id = UnwrappedKeys(), uuid4()
    keys.get(key_id, lambda: b"first")
    keys.forget(key_id)
    assert keys.get(key_id, lambda: b"second") == b"second"


async def test_its_repr_shows_no_key() -> None:
    keys = UnwrappedKeys()
    keys.get(uuid4(), lambda: b"secret")
    assert repr(keys) == "<1 unwrapped keys>"
