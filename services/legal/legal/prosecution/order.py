"""Facts in the order in which they happened, as far as that is known; else in the order in which they were recorded.

Guarantees that a fact learned late stands before all that surely came after it, and so undoes none of that.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from throughline.domain import Moment, before


class Step(Protocol):
    @property
    def on(self) -> Moment: ...


S = TypeVar("S", bound=Step)


def until(steps: Sequence[S], moment: Moment) -> Sequence[S]:
    """All that did not surely come after this moment."""
    end = len(steps)
    while end and before(moment, steps[end - 1].on):
        end -= 1
    return steps[:end]


def placed(steps: tuple[S, ...], step: S) -> tuple[S, ...]:
    """The steps with one more in its place."""
    earlier = until(steps, step.on)
    return (*earlier, step, *steps[len(earlier) :])
