"""The state of one item of evidence: who had it when, who has it now, and what became of it in court.

Guarantees that a hand-over learned late takes its place in the chain, and moves the item nowhere where a later one is
known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from throughline.domain import Moment

from legal.prosecution.order import until

EVIDENCE = "Evidence"


@dataclass(frozen=True, slots=True)
class HandOver:
    """From whom to whom, by the day on which it happened."""

    on: Moment
    giver: UUID
    taker: UUID


@dataclass(frozen=True, slots=True)
class Evidence:
    """`collector` None: nothing was collected yet. `chain` are the hand-overs in the order in which they happened."""

    item_id: UUID | None = None
    collector: UUID | None = None
    chain: tuple[HandOver, ...] = ()
    sha256: str | None = None
    ruling: Literal["none", "admitted", "excluded"] = "none"
    told: frozenset[tuple[str, ...]] = frozenset()
    prosecution_id: UUID | None = None

    @property
    def custodian(self) -> UUID | None:
        """Who has it, as far as is known."""
        return self.chain[-1].taker if self.chain else self.collector


def custodian_on(collector: UUID, chain: Sequence[HandOver], moment: Moment) -> UUID:
    """Who had it then, by all that did not surely happen later."""
    earlier = until(chain, moment)
    return earlier[-1].taker if earlier else collector


def breaks(collector: UUID | None, chain: Sequence[HandOver]) -> int:
    """How many hand-overs were by somebody who did not have it, things being known as they are."""
    return len(broken(collector, chain))


def broken(collector: UUID | None, chain: Sequence[HandOver]) -> list[tuple[UUID | None, UUID]]:
    """Of each such hand-over: who had it, and who gave it."""
    had_it = [collector, *(hand_over.taker for hand_over in chain)]
    pairs = zip(had_it, (hand_over.giver for hand_over in chain), strict=False)
    return [(holder, giver) for holder, giver in pairs if giver != holder]
