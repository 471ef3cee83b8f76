"""What somebody who sees a table can work out of a count that is hidden in it: its least and its greatest value.

A table with its totals is a flow of whole numbers: each count runs from its row to its column, each row's total into
the row, each column's out of it, and the sum of all closes the circle. What a count can be is therefore exactly what
can be pushed round a circle through it, from the true counts on, without leaving the bounds of any other.
"""

from collections import deque
from collections.abc import Collection
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


def shown_as(count: int, rounding: int) -> int:
    """Down to a multiple, so that small differences over time tell of nobody."""
    return count - count % rounding


def known_of(counts: Counts, place: Place, hidden: Collection[Place], k: int, rounding: int) -> Range:
    """What is said of one place by itself: anything where it is hidden."""
    if place in hidden:
        return Range(0, ENDLESS)
    shown = shown_as(counts.at(place), rounding)
    return Range(max(shown, k), shown + rounding - 1)


def derivable(counts: Counts, place: Place, hidden: Collection[Place], k: int, rounding: int, enough: int) -> Range:
    """What all that is shown says of one place together; followed no further than `enough` to either side."""
    value, own = counts.at(place), known_of(counts, place, hidden, k, rounding)
    start, end = _ends(place)
    spare = dict[Node, dict[Node, int]]()
    for other in counts.places():
        if other != place:
            known, now = known_of(counts, other, hidden, k, rounding), counts.at(other)
            source, target = _ends(other)
            spare.setdefault(source, {})[target] = known.greatest - now
            spare.setdefault(target, {})[source] = now - known.least
    more = _pushed({node: dict(ends) for node, ends in spare.items()}, end, start, min(enough, own.greatest - value))
    less = _pushed(spare, start, end, min(enough, value - own.least))
    return Range(value - less, value + more)


def _ends(place: Place) -> tuple[Node, Node]:
    """From where to where a count runs."""
    row, column = place
    source = OUT if place == (TOTAL, TOTAL) else IN if column == TOTAL else ("column", column) if row == TOTAL else None
    target = IN if place == (TOTAL, TOTAL) else OUT if row == TOTAL else ("row", row) if column == TOTAL else None
    return source or ("row", row), target or ("column", column)


def _pushed(spare: dict[Node, dict[Node, int]], source: Node, target: Node, wanted: int) -> int:
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
