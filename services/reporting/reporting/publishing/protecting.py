"""Which counts of a table stay hidden: the small ones, and as many others as it takes that no hidden one is derivable.

Everything below k is hidden, nought included: that nobody was found is also told of everybody who was there. Then, as
long as a hidden count can be narrowed down too far, others are hidden with it: one of its row or column, or the three
that make a rectangle with it, the smallest that are enough; totals last. When all is hidden nothing is derivable but
from other tables: what they tell of places here is `known`, and where hiding no longer helps nothing may be shown.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from reporting.publishing.ranges import NOTHING, Known, derivable, shown_as
from reporting.publishing.tables import TOTAL, Counts, Place, Shown

OFFICE_K = 5
PUBLIC_K = 11
ROUNDINGS = (1, 5, 10)


class NoProtection(ValueError):
    def __init__(self, k: int, rounding: int) -> None:
        super().__init__(f"k is at least 2 and rounding one of {ROUNDINGS}, not {k} and {rounding}")


class ToldElsewhere(ValueError):
    """A count to hide can be worked out from other tables, whatever is hidden here."""


def protect(
    counts: Counts,
    *,
    k: int,
    rounding: int = 1,
    known: Known = NOTHING,
    withheld: Set[Place] = frozenset(),
    hidden: Set[Place] = frozenset(),
) -> Shown:
    """The table as it may be shown. Raises NoProtection where k or rounding protect nobody, ToldElsewhere.

    `withheld`: places not shown whatever their count, and no secret for that; `hidden`: those that are secret.
    """
    if k < 2 or rounding not in ROUNDINGS:
        raise NoProtection(k, rounding)
    rule = Rule(counts, k, rounding, known, withheld)
    hidden = rule.small | withheld | hidden
    while exposed := rule.exposed(hidden):
        cover = rule.best_cover(exposed, hidden)
        if not cover:
            raise ToldElsewhere
        hidden |= cover
    return rule.shown(hidden)


@dataclass(frozen=True)
class Rule:
    counts: Counts
    k: int
    rounding: int
    known: Known = field(default_factory=dict)
    withheld: Set[Place] = frozenset()

    @property
    def small(self) -> Set[Place]:
        return frozenset(place for place in self.counts.places() if self.counts.at(place) < self.k)

    def exposed(self, hidden: Set[Place]) -> Place | None:
        """A hidden place of which too much can be derived, None where there is none."""
        return next((place for place in sorted(hidden & self.secret) if self.width(place, hidden) < self.k), None)

    @cached_property
    def secret(self) -> Set[Place]:
        """What has to stay hidden where it is: not what another table shows anyway, nor what is merely left out."""
        told = {place for place, said in self.known.items() if said.width < self.k}
        return frozenset(self.counts.places()) - told - (self.withheld - self.small)

    def width(self, place: Place, hidden: Set[Place]) -> int:
        return derivable(self.counts, place, hidden, self.k, self.rounding, self.k, self.known).width

    def best_cover(self, exposed: Place, hidden: Set[Place]) -> Set[Place]:
        """What to hide with it: the least that is enough, else what helps most."""

        def lost(cover: Set[Place]) -> tuple[int, int, list[Place]]:
            totals = sum(TOTAL in place for place in cover)
            return totals, sum(self.counts.at(place) for place in cover), sorted(cover)

        best, gained = frozenset[Place](), -1
        for cover in sorted({cover - hidden for cover in self.covers(exposed)} - {frozenset()}, key=lost):
            width = self.width(exposed, hidden | cover)
            if width > gained:
                best, gained = cover, width
            if gained >= self.k:
                break
        return best

    def covers(self, exposed: Place) -> Iterator[frozenset[Place]]:
        row, column = exposed
        rows, columns = (*range(len(self.counts.rows)), TOTAL), (*range(len(self.counts.columns)), TOTAL)
        for other in rows:
            yield frozenset({(other, column)})
        for another in columns:
            yield frozenset({(row, another)})
        for other in rows:
            for another in columns:
                yield frozenset({(other, column), (row, another), (other, another)})

    def shown(self, hidden: Set[Place]) -> Shown:
        def at(row: int, column: int) -> int | None:
            place = row, column
            return None if place in hidden else shown_as(self.counts.at(place), self.rounding)

        rows, columns = range(len(self.counts.rows)), range(len(self.counts.columns))
        return Shown(
            self.counts.rows,
            self.counts.columns,
            tuple(tuple(at(row, column) for column in columns) for row in rows),
            tuple(at(row, TOTAL) for row in rows),
            tuple(at(TOTAL, column) for column in columns),
            at(TOTAL, TOTAL),
            self.k,
            self.rounding,
        )
