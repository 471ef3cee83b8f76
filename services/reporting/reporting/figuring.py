"""From a definition to its lines: asks the statement, estimates curves, and hides what may not be read of an office."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from throughline.http import Ask

from reporting import survival, views
from reporting.definitions import Definition
from reporting.definitions.definition import Curve
from reporting.office_curves import readable
from reporting.office_report import Line, protected

Rows = Sequence[views.FigureRow] | Sequence[views.Spell]


@dataclass(frozen=True, slots=True)
class Figured:
    """`n` and any line's n are None where they may not be shown."""

    n: int | None
    lines: Sequence[Line]
    true_at: datetime | None
    hides: bool


async def read(ask: Ask, definition: Definition, offices: list[str] | None, source: str) -> Callable[[], Figured]:
    """Asks all that the figure is made of; what is returned makes it, which may take seconds and asks no more."""
    rows = await _rows(ask, definition, offices, source)
    if not definition.of_persons or (offices is None and not definition.guarded):
        return partial(_exactly, definition, rows)
    every = {office: await _rows(ask, definition, [office], source) for office in await _offices(ask, source)}
    return partial(_protected, definition, offices, rows, every)


async def table(
    ask: Ask, definition: Definition, source: str
) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, int]]]:
    """The offices, and of each the true n of every line: what a release is drafted from."""
    offices = tuple(await _offices(ask, source))
    return offices, {office: _counts(definition, await _rows(ask, definition, [office], source)) for office in offices}


async def _offices(ask: Ask, source: str) -> list[str]:
    return [row.office_id for row in await ask.many(views.OfficeCounted, "offices_counted", source)]


async def _rows(ask: Ask, definition: Definition, offices: list[str] | None, source: str) -> Rows:
    if definition.curve:
        return await ask.many(views.Spell, definition.query, offices, source)
    arguments = (list(given) if isinstance(given, tuple) else given for given in definition.arguments)
    return await ask.many(views.FigureRow, definition.query, offices, source, *arguments)


def _protected(definition: Definition, offices: list[str] | None, rows: Rows, every: Mapping[str, Rows]) -> Figured:
    """The figure as it may be read where persons of single offices could be found in it."""
    exact, each = _exactly(definition, rows), {office: _by_line(definition, told) for office, told in every.items()}
    by_office = {office: {what: line.n or 0 for what, line in lines.items()} for office, lines in each.items() if lines}
    of_each = [each[office] for office in offices or () if each.get(office)]
    n, lines = protected(
        definition, by_office, offices, exact.n or 0, {line.what: line for line in exact.lines}, of_each
    )
    return Figured(n, readable(exact.lines, lines, of_each) if definition.curve else lines, exact.true_at, True)


def _by_line(definition: Definition, rows: Rows) -> dict[str, Line]:
    return {line.what: line for line in _exactly(definition, rows).lines}


def _counts(definition: Definition, rows: Rows) -> dict[str, int]:
    return {line.what: line.n or 0 for line in _exactly(definition, rows).lines}


def _exactly(definition: Definition, rows: Rows) -> Figured:
    """The true numbers."""
    spells = [row for row in rows if isinstance(row, views.Spell)]
    if definition.curve:
        return _curve(definition.curve, spells)
    told = [row for row in rows if isinstance(row, views.FigureRow)]
    lines = [Line(row.what, row.n, row.values) for row in told]
    return Figured(told[0].total if told else 0, lines, told[0].true_at if told else None, False)


def _curve(curve: Curve, rows: Sequence[views.Spell]) -> Figured:
    spells = [(row.days, row.cause) for row in rows if row.days is not None and row.days >= 0]
    beside: dict[str, Any] = {
        "ended_on_no_known_day": sum(row.days is None for row in rows),
        "before_the_charge": sum(row.days is not None and row.days < 0 for row in rows),
    }
    lines = [Line(what, n, values | beside) for what, n, values in survival.points(curve, spells)]
    return Figured(len(spells), lines, max((row.recorded_at for row in rows), default=None), False)
