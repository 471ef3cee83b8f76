"""A figure as it may be read of some offices: small groups hidden, and what they could be worked out from. Pure.

Guarantees for every line's n that no hidden one is derivable from all offices' answers to the same figure together,
the n of the figure itself among them, and for what is said within a line that no part of its n is, nor by taking one
office's answer from that of several: of several together nothing is said that is hidden of one. Extremes are single
persons and are left out.
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


@dataclass(frozen=True, slots=True)
class Visible:
    """The lines whose n may be shown, and whether the figure's own may."""

    lines: frozenset[str]
    total: bool


def protected(
    definition: Definition,
    by_office: ByOffice,
    asked: Sequence[str] | None,
    n: int,
    exact: Mapping[str, Line],
    of_each: Sequence[Mapping[str, Line]] = (),
) -> tuple[int | None, list[Line]]:
    """The n and the lines of a figure for these offices (None: all), of which `n` and `exact` are the true ones.

    `of_each`: the true lines of each of these offices by itself, where several are asked for.
    """
    visible = visible_to(definition, by_office, asked)
    lines = [
        _together(definition, exact[what], [lines[what] for lines in of_each if what in lines])
        if what in visible.lines and what in exact
        else Line(what, None, {})
        for what in _lines(by_office)
    ]
    return (_rounded(n) if visible.total else None), lines


def visible_to(definition: Definition, by_office: ByOffice, asked: Sequence[str] | None) -> Visible:
    """What may be shown for these offices together. A total that is no sum of its lines tells of none of them."""
    offices, lines = tuple(sorted(by_office)), _lines(by_office)
    if not offices or not lines:
        return Visible(frozenset(), True)
    found, total = set[str](), True
    for group in [lines] if definition.adds_up else [(line,) for line in lines]:
        cells = tuple(tuple(by_office[office].get(line, 0) for office in offices) for line in group)
        shown = protect(Counts(group, offices, cells), k=OFFICE_K, rounding=ROUNDING)

        def of_asked(numbers: Sequence[int | None], of_all: int | None) -> list[int | None]:
            of_offices = zip(offices, numbers, strict=True)
            return [of_all] if asked is None else [n for office, n in of_offices if office in asked]

        for line, row, row_total in zip(group, shown.cells, shown.row_totals, strict=True):
            wanted = of_asked(row, row_total)
            if wanted and None not in wanted:
                found.add(line)
        if definition.adds_up:
            total = None not in of_asked(shown.column_totals, shown.total)
    if not definition.adds_up:
        total = definition.lines_apart or found == set(lines)
    return Visible(frozenset(found), total)


def _rounded(n: int) -> int | None:
    return shown_as(n, ROUNDING) if n >= OFFICE_K else None


def _lines(by_office: ByOffice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for lines in by_office.values() for line in lines))


def _together(definition: Definition, line: Line, of_each: Sequence[Line]) -> Line:
    """A line as it may be shown, without what is known of one of the offices and hidden of it."""
    shown = _shown(definition, line)
    hidden = {
        name
        for one in of_each
        for name, said in _shown(definition, one).values.items()
        if said is None and one.values[name] is not None
    }
    return Line(shown.what, shown.n, {name: None if name in hidden else said for name, said in shown.values.items()})


def _shown(definition: Definition, line: Line) -> Line:
    n, true = line.n or 0, line.values
    counts = {"n": _rounded(n)} | _parts(definition, true)
    for name in definition.subsets:
        counts[name] = shown_as(true[name], ROUNDING) if OFFICE_K <= true[name] <= n - OFFICE_K else None
    for name, parts in definition.sums.items():
        hidden = any(counts[part] is None for part in parts)
        counts[name] = None if hidden else shown_as(true[name], ROUNDING)
    said = {
        name: counts[name if name in counts else "n"]
        if name in counts or (name not in definition.measures and _same(line, value))
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
    return value if isinstance(value, float) or name in definition.measures else None


def _same(line: Line, value: Any) -> bool:
    return value == line.n and isinstance(value, int)
