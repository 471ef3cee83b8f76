"""What a figure's definition consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

OWN_FACTS = (
    "Own facts are what the agency and its partners recorded as it happened; imported and backfilled facts are counted "
    "only under their own source. A held fact is counted nowhere."
)
COHORTS = (
    "Figures of one year compare different people: those arrested in it were mostly not those convicted in it. Only a "
    "cohort, by when the case was opened, follows the same ones."
)
Curve = Literal["survival", "competing_endings"]


@dataclass(frozen=True, slots=True)
class Definition:
    """`query` is the statement in projections that computes it, `arguments` what it takes after offices and source.

    `adds_up`: every one of n is in exactly one line; `lines_apart`: n tells nothing of any line's n. `of_persons`: an
    answer about one office hides small groups; `guarded`: every answer does. Of a line's values, `parts` divide its n
    among them, `subsets` are some of n each, `sums` are of parts, `rates` have these counts above the line, and
    `measures` count nobody; any other whole number counts. `curve`: the statement gives spells, from which this is
    estimated.
    """

    name: str
    version: int
    unit: str
    text: str
    denominator: str
    cautions: tuple[str, ...]
    query: str
    arguments: tuple[Any, ...] = ()
    adds_up: bool = False
    lines_apart: bool = False
    of_persons: bool = True
    guarded: bool = False
    parts: tuple[str, ...] = ()
    subsets: tuple[str, ...] = ()
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    curve: Curve | None = None

    @property
    def id(self) -> str:
        return f"{self.name}-{self.version}"
