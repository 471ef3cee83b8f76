"""What two tables of the same people, which share their totals by column, say of each other's counts together. Pure.

Both are one flow of whole numbers: a row's people run into the columns of the first table, through the totals of the
columns, which are the same people in the second, and out by its rows; the sum of all closes the circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.publishing.ranges import ENDLESS, NOTHING, Known, Node, Range, pushed
from reporting.publishing.tables import TOTAL, Counts, Place

IN, OUT = ("in", 0), ("out", 0)
FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True)
class Told:
    """A table's true counts and what is told of each place; of places that are not named, nothing is."""

    counts: Counts
    known: Known

    def of(self, place: Place) -> Range:
        return self.known.get(place, Range(0, ENDLESS))


Edge = tuple[tuple[int, Place], Node, Node, int, Range]
"""Whose place, from where to where it runs, the true count, and what is told of it."""


def exposed(first: Told, second: Told | None, k: int) -> Iterator[tuple[int, Place]]:
    """Places with fewer than k people that can be narrowed down to fewer than k + 1 numbers: table and place."""
    edges = list(_edges(first, second))
    for whose, source, target, count, said in edges:
        if count < k and _width(edges, whose, source, target, count, said, k) < k:
            yield whose


def _width(
    edges: list[Edge], whose: tuple[int, Place], source: Node, target: Node, count: int, said: Range, k: int
) -> int:
    spare = dict[Node, dict[Node, int]]()
    for other, start, end, now, known in edges:
        if other != whose:
            _add(spare, start, end, known.greatest - now)
            _add(spare, end, start, now - known.least)
    more = pushed({node: dict(ends) for node, ends in spare.items()}, target, source, min(k, said.greatest - count))
    less = pushed(spare, source, target, min(k, count - said.least))
    return more + less


def _add(spare: dict[Node, dict[Node, int]], start: Node, end: Node, amount: int) -> None:
    ends = spare.setdefault(start, {})
    ends[end] = ends.get(end, 0) + amount


def _edges(first: Told, second: Told | None) -> Iterator[Edge]:
    """A second table's columns are the first's; its totals by column and of all are the same numbers."""
    both: Known = NOTHING if second is None else second.known
    for place in first.counts.places():
        said = first.of(place)
        if place[0] == TOTAL and place in both:
            said = said.narrowed(both[place])
        source, target = _ends(place, second is not None)
        yield (FIRST, place), source, target, first.counts.at(place), said
    if second is not None:
        for place in second.counts.places():
            row, column = place
            if row != TOTAL:
                start = ("second row", row) if column == TOTAL else ("same column", column)
                end = OUT if column == TOTAL else ("second row", row)
                yield (SECOND, place), start, end, second.counts.at(place), second.of(place)


def _ends(place: Place, goes_on: bool) -> tuple[Node, Node]:
    """From where to where a count of the first table runs; `goes_on`: by the second table's columns."""
    row, column = place
    if place == (TOTAL, TOTAL):
        return OUT, IN
    if column == TOTAL:
        return IN, ("row", row)
    if row == TOTAL:
        return ("column", column), ("same column", column) if goes_on else OUT
    return ("row", row), ("column", column)
