"""What a fault is."""

from random import Random
from typing import ClassVar, Protocol

from harness.arena import Arena


class Fault(Protocol):
    """`number` is its row in the guide's list. `private`: it harms whoever shares the stack. `causes`: what the feeds
    count because of it, of redelivered, held, parked, refused and joined."""

    name: ClassVar[str]
    number: ClassVar[int]
    private: ClassVar[bool]
    causes: ClassVar[frozenset[str]]

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        """Do it, undo it, and say what was done, one word or more for each time."""
        ...


NOTHING = frozenset[str]()
