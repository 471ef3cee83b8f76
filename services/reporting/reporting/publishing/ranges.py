"""What somebody who sees a table can work out of a count that is hidden in it: its least and its greatest value.

A table with its totals is a flow of whole numbers: each count runs from its row to its column, each row's total into
the row, each column's out of it, and the sum of all closes the circle. What a count can be is therefore exactly what
can be pushed round a circle through it, from the true counts on, without leaving the bounds of any other.
"""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reporting.publishing.tables import TOTAL, Counts, Place

ENDLESS = 1 << 60
Node = tuple[str, int]
IN, OUT = ("in", 0), ("out", 0)


@dataclass(frozen=True, slots=True)
class Range:
    least: int
    greatest: int

    @property
    def width(self) -> int:
        return self.greatest - self.least

    def has(self, count: int) -> bool:
        return self.least <= count <= self.greatest

    def narrowed(self, other: "Range") -> "Range":
        """What both say; they must have a count in common."""
        return Range(max(self.least, other.least), min(self.greatest, other.greatest))


Known = Mapping[Place, Range]
"""What is told elsewhere of places of a table, each Range holding the true count."""
NOTHING: Known = {}


def shown_as(count: int, rounding: int) -> int:
    """Down to a multiple, so that small differences over time tell of nobody."""
    return count - count % rounding


def as_said(shown: int, k: int, rounding: int) -> Range:
    """What a shown number says to somebody who knows k and the rounding."""
    return Range(max(shown, k), shown + rounding - 1)


def known_of(
    counts: Counts, place: Place, hidden: Collection[Place], k: int, rounding: int, known: Known = NOTHING
) -> Range:
    """What is said of one place by itself, here and elsewhere: anything where it is hidden."""
    here = Range(0, ENDLESS) if place in hidden else as_said(shown_as(counts.at(place), rounding), k, rounding)
    return here.narrowed(known[place]) if place in known else here


def derivable(
    counts: Counts,
    place: Place,
    hidden: Collection[Place],
    k: int,
    rounding: int,
    enough: int,
    known: Known = NOTHING,
) -> Range:
    """What all that is shown says of one place together; followed no further than `enough` to either side."""
    value, own = counts.at(place), known_of(counts, place, hidden, k, rounding, known)
    start, end = _ends(place)
    spare = dict[Node, dict[Node, int]]()
    for other in counts.places():
        if other != place:
            said, now = known_of(counts, other, hidden, k, rounding, known), counts.at(other)
            source, target = _ends(other)
            spare.setdefault(source, {})[target] = said.greatest - now
            spare.setdefault(target, {})[source] = now - said.least
    more = pushed({node: dict(ends) for node, ends in spare.items()}, end, start, min(enough, own.greatest - value))
    less = pushed(spare, start, end, min(enough, value - own.least))
    return Range(value - less, value + more)


def _ends(place: Place) -> tuple[Node, Node]:
    """From where to where a count runs."""
    row, column = place
    source = OUT if place == (TOTAL, TOTAL) else IN if column == TOTAL else ("column", column) if row == TOTAL else None
    target = IN if place == (TOTAL, TOTAL) else OUT if row == TOTAL else ("row", row) if column == TOTAL else None
    return source or ("row", row), target or ("column", column)


def pushed(spare: dict[Node, dict[Node, int]], source: Node, target: Node, wanted: int) -> int:
    """How much of `wanted` gets from one node to the other; uses `spare` up."""
    pushed = 0
    while pushed < wanted:
        path = _path(spare, source, target)
        if not path:
            break
        amount = min(wanted - pushed, *(spare[one][other] for one, other in path))
        for one, other in path:
            spare[one][other] -= amount
            back = spare.setdefault(other, {})
            back[one] = back.get(one, 0) + amount
        pushed += amount
    return pushed


def _path(spare: dict[Node, dict[Node, int]], source: Node, target: Node) -> list[tuple[Node, Node]]:
    """The shortest way with something to spare on every step; none: empty."""
    came = {source: source}
    waiting = deque([source])
    while waiting and target not in came:
        node = waiting.popleft()
        for other, left in spare.get(node, {}).items():
            if left > 0 and other not in came:
                came[other] = node
                waiting.append(other)
    if target not in came:
        return []
    path, node = [], target
    while node != source:
        path.append((came[node], node))
        node = came[node]
    return path[::-1]
