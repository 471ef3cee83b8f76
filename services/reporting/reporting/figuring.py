"""From a definition to its lines: asks the statement, estimates curves, and hides what may not be read of an office."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughline.http import Ask

from reporting import survival, views
from reporting.definitions import Definition
from reporting.office_report import Line, protected


@dataclass(frozen=True, slots=True)
class Figured:
    """`n` and any line's n are None where they may not be shown."""

    n: int | None
    lines: Sequence[Line]
    true_at: datetime | None
    hides: bool


async def figured(ask: Ask, definition: Definition, offices: list[str] | None, source: str) -> Figured:
    """The figure as it is, or, where persons of single offices could be found in it, as it may be read."""
    exact = await exactly(ask, definition, offices, source)
    if not definition.of_persons or (offices is None and not definition.guarded):
        return exact
    every = {office: await _of(ask, definition, office, source) for office in await _offices(ask, source)}
    by_office = {office: counts for office, counts in every.items() if counts}
    lines_by_name = {line.what: line for line in exact.lines}
    n, lines = await to_thread(protected, definition, by_office, offices, exact.n or 0, lines_by_name)
    return Figured(n, lines, exact.true_at, True)


async def exactly(ask: Ask, definition: Definition, offices: list[str] | None, source: str) -> Figured:
    """The true numbers."""
    if definition.curve:
        return await _curve(ask, definition, offices, source)
    arguments = (list(given) if isinstance(given, tuple) else given for given in definition.arguments)
    rows = await ask.many(views.FigureRow, definition.query, offices, source, *arguments)
    lines = [Line(row.what, row.n, row.values) for row in rows]
    return Figured(rows[0].total if rows else 0, lines, rows[0].true_at if rows else None, False)


async def table(
    ask: Ask, definition: Definition, source: str
) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, int]]]:
    """The offices, and of each the true n of every line: what a release is drafted from."""
    offices = tuple(await _offices(ask, source))
    return offices, {office: await _of(ask, definition, office, source) for office in offices}


async def _offices(ask: Ask, source: str) -> list[str]:
    return [row.office_id for row in await ask.many(views.OfficeCounted, "offices_counted", source)]


async def _of(ask: Ask, definition: Definition, office: str, source: str) -> dict[str, int]:
    exact = await exactly(ask, definition, [office], source)
    return {line.what: line.n or 0 for line in exact.lines}


async def _curve(ask: Ask, definition: Definition, offices: list[str] | None, source: str) -> Figured:
    rows = await ask.many(views.Spell, definition.query, offices, source)
    spells = [(row.days, row.cause) for row in rows if row.days is not None and row.days >= 0]
    assert definition.curve is not None
    beside: dict[str, Any] = {
        "ended_on_no_known_day": sum(row.days is None for row in rows),
        "before_the_charge": sum(row.days is not None and row.days < 0 for row in rows),
    }
    found = await to_thread(survival.points, definition.curve, spells)
    lines = [Line(what, n, values | beside) for what, n, values in found]
    return Figured(len(spells), lines, max((row.recorded_at for row in rows), default=None), False)
