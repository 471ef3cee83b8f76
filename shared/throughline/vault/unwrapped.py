"""Unwrapped subject keys, in memory for at most a minute. Guarantees that they are gone after that, used or not.

It only saves unwrapping (which may be a call to a key service): whether a key still lives is asked of the database
each time, so a destroyed key opens nothing from then on, in any process.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from uuid import UUID

KEPT_SECONDS = 60.0
AT_MOST = 4096


class UnwrappedKeys:
    """By key id, oldest first. The clock is given for tests."""

    def __init__(
        self, kept: float = KEPT_SECONDS, at_most: int = AT_MOST, clock: Callable[[], float] = monotonic
    ) -> None:
        self.kept, self.at_most, self.clock = kept, at_most, clock
        self._keys: OrderedDict[UUID, tuple[float, bytes]] = OrderedDict()
        self._sweep: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<{len(self._keys)} unwrapped keys>"

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, key_id: UUID, unwrap: Callable[[], bytes]) -> bytes:
        """The kept key, or what `unwrap` returns, which is then kept."""
        self._drop_expired()
        found = self._keys.get(key_id)
        if found is not None:
            return found[1]
        key = unwrap()
        self._keys[key_id] = (self.clock() + self.kept, key)
        if len(self._keys) > self.at_most:
            self._keys.popitem(last=False)
        self._wait_for_oldest()
        return key

    def forget(self, key_id: UUID) -> None:
        self._keys.pop(key_id, None)

    def _drop_expired(self) -> None:
        now = self.clock()
        while self._keys and next(iter(self._keys.values()))[0] <= now:
            self._keys.popitem(last=False)

    def _wait_for_oldest(self) -> None:
        if self._sweep is None and self._keys:
            expires = next(iter(self._keys.values()))[0]
            self._sweep = asyncio.get_running_loop().call_later(max(expires - self.clock(), 0), self._swept)

    def _swept(self) -> None:
        self._sweep = None
        self._drop_expired()
        self._wait_for_oldest()
