"""A figure as it may be read of some offices: small groups hidden, and what they could be worked out from. Pure.

Guarantees for every line's n that no hidden one is derivable from all offices' answers to the same figure together,
and for what is said within a line that no part of its n is. Extremes are single persons and are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.definitions import Definition
from reporting.publishing import OFFICE_K, Counts, protect
from reporting.publishing.ranges import shown_as

ROUNDING = 5
EXTREMES = frozenset({"min", "max"})
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`n` None: hidden, and then there are no values."""

    what: str
    n: int | None
    values: Values


ByOffice = Mapping[str, Mapping[str, int]]
"""The n of every line of every office."""


def protected(
    definition: Definition, by_office: ByOffice, asked: Sequence[str] | None, exact: Mapping[str, Line]
) -> list[Line]:
    """The lines of a figure for these offices (None: all), of which `exact` are the true ones."""
    visible = visible_lines(definition, by_office, asked)
    return [
        _shown(definition, exact[what]) if what in visible and what in exact else Line(what, None, {})
        for what in _lines(by_office)
    ]


def visible_lines(definition: Definition, by_office: ByOffice, asked: Sequence[str] | None) -> frozenset[str]:
    """The lines whose n may be shown for these offices together."""
    offices, lines = tuple(sorted(by_office)), _lines(by_office)
    if not offices or not lines:
        return frozenset()
    found = set[str]()
    for group in [lines] if definition.adds_up else [(line,) for line in lines]:
        cells = tuple(tuple(by_office[office].get(line, 0) for office in offices) for line in group)
        shown = protect(Counts(group, offices, cells), k=OFFICE_K, rounding=ROUNDING)
        for line, row, total in zip(group, shown.cells, shown.row_totals, strict=True):
            wanted = (
                [total] if asked is None else [n for office, n in zip(offices, row, strict=True) if office in asked]
            )
            if wanted and None not in wanted:
                found.add(line)
    return frozenset(found)


def rounded_total(n: int) -> int | None:
    return shown_as(n, ROUNDING) if n >= OFFICE_K else None


def _lines(by_office: ByOffice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for lines in by_office.values() for line in lines))


def _shown(definition: Definition, line: Line) -> Line:
    n, true = line.n or 0, line.values
    counts = {"n": rounded_total(n)} | _parts(definition, true)
    for name in definition.subsets:
        counts[name] = shown_as(true[name], ROUNDING) if OFFICE_K <= true[name] <= n - OFFICE_K else None
    for name, parts in definition.sums.items():
        hidden = any(counts[part] is None for part in parts)
        counts[name] = None if hidden else shown_as(true[name], ROUNDING)
    said = {
        name: counts[name if name in counts else "n"]
        if name in counts or _same(line, value)
        else _measure(definition, name, value, counts)
        for name, value in true.items()
        if name not in EXTREMES
    }
    return Line(line.what, counts["n"], said)


def _parts(definition: Definition, values: Values) -> dict[str, int | None]:
    """Of the parts of n, those that may be shown beside it."""
    if not definition.parts:
        return {}
    counts = Counts(definition.parts, ("n",), tuple((int(values[part]),) for part in definition.parts))
    shown = protect(counts, k=OFFICE_K, rounding=ROUNDING)
    return {part: cells[0] for part, cells in zip(definition.parts, shown.cells, strict=True)}


def _measure(definition: Definition, name: str, value: Any, counts: Mapping[str, int | None]) -> Any:
    """A rate to the whole percent, only beside the count above its line; n by another name; no other count."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if name in definition.rates:
        return None if counts.get(definition.rates[name]) is None else round(float(value), 2)
    return value if isinstance(value, float) else None


def _same(line: Line, value: Any) -> bool:
    return value == line.n and isinstance(value, int)
