"""No released cell counts fewer than k, and whoever sees a release and can add works out no hidden cell.

The attacker knows k and the rounding, and narrows every cell along every row, column and total until nothing moves.
"""

from typing import Any

from histories.invariants.recorded import named, streams, tell
from histories.world import World

Place = tuple[int, int]
TOTAL = -1


def readable(world: World) -> list[str]:
    return [
        tell(event, wrong)
        for _, history in streams(world, "reporting", "Release")
        for event in history
        if named(event, "ReleaseDrafted")
        for table in event.tables  # type: ignore[attr-defined]
        for wrong in found_in(table, event)
    ]


def found_in(table: Any, release: Any) -> list[str]:
    cells = cells_of(table)
    few = [
        f"{place} says {value}, of k {release.k}"
        for place, value in cells.items()
        if value is not None and value < release.k - release.rounding + 1
    ]
    unrounded = [
        f"{place} is not rounded" for place, value in cells.items() if value is not None and value % release.rounding
    ]
    bounds = narrowed(cells, release.k, release.rounding)
    worked_out = [
        f"{place} is between {least} and {greatest}"
        for place, (least, greatest) in bounds.items()
        if cells[place] is None and greatest is not None and greatest - least < release.k
    ]
    return few + unrounded + worked_out


def cells_of(table: Any) -> dict[Place, int | None]:
    cells = {(row, column): value for row, line in enumerate(table.cells) for column, value in enumerate(line)}
    cells |= {(row, TOTAL): value for row, value in enumerate(table.row_totals)}
    cells |= {(TOTAL, column): value for column, value in enumerate(table.column_totals)}
    return {**cells, (TOTAL, TOTAL): table.total}


def narrowed(cells: dict[Place, int | None], k: int, rounding: int) -> dict[Place, list[int | None]]:
    """The least and the greatest that every place can be; None: no greatest is known."""
    bounds: dict[Place, list[int | None]] = {
        place: [0, None] if value is None else [max(value, k), value + rounding - 1] for place, value in cells.items()
    }
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    sums = [((row, TOTAL), [(row, column) for column in columns if column != TOTAL]) for row in rows]
    sums += [((TOTAL, column), [(row, column) for row in rows if row != TOTAL]) for column in columns]
    before: Any = None
    while before != (before := {place: tuple(known) for place, known in bounds.items()}):
        for total, parts in sums:
            tighten(bounds[total], summed(bounds, parts, 0), summed(bounds, parts, 1))
            for part in parts:
                others = [one for one in parts if one != part]
                most, least = summed(bounds, others, 1), summed(bounds, others, 0)
                low, high = bounds[total]
                tighten(bounds[part], less(low, most), less(high, least))
    return bounds


def summed(bounds: dict[Place, list[int | None]], places: list[Place], end: int) -> int | None:
    found = [bounds[place][end] for place in places]
    return None if None in found else sum(value or 0 for value in found)


def less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def tighten(known: list[int | None], least: int | None, greatest: int | None) -> None:
    if least is not None and (known[0] is None or least > known[0]):
        known[0] = least
    if greatest is not None and (known[1] is None or greatest < known[1]):
        known[1] = greatest
