"""How a service declares a reaction: one foreign event in, commands on its own streams out. Pure and stateless."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.domain import Command, Metadata
from throughline.inbound import Inbound

React = Callable[[Any, Metadata], Sequence[Command]]


@dataclass(frozen=True, slots=True)
class Reaction:
    """`safety`: somebody's warning hangs on it, so it pages at once when it is parked.

    `about` names the field that holds an event id of ours, where the other service does not know our case: the
    reaction gets the case of that event, and is not asked where it is another service's.
    """

    name: str
    event: type[Inbound]
    react: React
    safety: bool
    about: str | None = None

    def __call__(self, event: Inbound, origin: Metadata) -> Sequence[Command]:
        return self.react(event, origin)


def reaction(event: type[Inbound], *, safety: bool = False, about: str | None = None) -> Callable[[React], Reaction]:
    """Declare a function of (event, origin) a reaction to `event`. Its name is stored with every command: keep it."""
    return lambda react: Reaction(react.__name__, event, react, safety, about)
