"""Webhooks that are away: each is left alone for a while, twice as long every time it is still away, up to a minute."""

from collections.abc import Callable
from time import monotonic

SHORTEST, LONGEST = 0.5, 60.0


class Resting:
    """In this process only: another one finds out by itself."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self._pauses = dict[str, float]()
        self._until = dict[str, float]()

    def rests(self, hook: str) -> bool:
        return self._until.get(hook, 0.0) > self.clock()

    def rest(self, hook: str) -> None:
        pause = self._pauses[hook] = min(2 * self._pauses.get(hook, SHORTEST / 2), LONGEST)
        self._until[hook] = self.clock() + pause

    def is_back(self, hook: str) -> None:
        self._pauses.pop(hook, None)
        self._until.pop(hook, None)
