"""What tables that are out already tell of a table's places, so that two of them give nothing away that one hides.

A table of the same figure and source tells of every place that both have; one of another figure that counts the same
people tells of the totals that both have. What it says counts where the true count is still within it: where it is not,
everybody sees that something changed, and the old number says nothing of the new one. Pure.
"""

from collections.abc import Iterable, Iterator

from reporting import definitions
from reporting.publishing import Counts
from reporting.publishing.ranges import Range, as_said
from reporting.publishing.tables import TOTAL, Place
from reporting.release.tables import ALL, PublishedTable, ShownTable


def told(counts: Counts, definition: str, source: str, tables: Iterable[PublishedTable]) -> dict[Place, Range]:
    """By place of `counts`, all that the tables say of it together."""
    known = dict[Place, Range]()
    for published in tables:
        table = published.table
        if table.source != source or not (said_of := _said_of(definition, table.definition)):
            continue
        for place, shown in _places(counts, table):
            said = None if shown is None else as_said(shown, published.k, published.rounding)
            if said and said.has(counts.at(place)) and (said_of == "places" or place[0] == TOTAL):
                known[place] = known[place].narrowed(said) if place in known else said
    return known


def same_people(definition: str, other: str) -> bool:
    """Whether two figures, which are not one, count the same people."""
    return _said_of(definition, other) == "totals"


def _said_of(definition: str, other: str) -> str:
    """Whether another figure's table tells of this one's `places`, of its `totals`, or of nothing: empty."""
    if _name(definition) == _name(other):
        return "places"
    mine, theirs = (definitions.BY_NAME.get(_name(one)) for one in (definition, other))
    return "totals" if mine and theirs and mine.denominator == theirs.denominator else ""


def _name(definition: str) -> str:
    return definition.rpartition("-")[0]


def _places(counts: Counts, table: ShownTable) -> Iterator[tuple[Place, int | None]]:
    """Every place of `counts` that the table has too, and what it shows there."""
    rows = {row: place for place, row in enumerate(counts.rows)}
    columns = {column: place for place, column in enumerate(counts.columns)}
    if table.columns == (ALL,):
        columns = {ALL: TOTAL}
    for row, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        if row in rows:
            yield (rows[row], TOTAL), total
            for column, cell in zip(table.columns, cells, strict=True):
                if column in columns:
                    yield (rows[row], columns[column]), cell
    for column, total in zip(table.columns, table.column_totals, strict=True):
        if column in columns:
            yield (TOTAL, columns[column]), total
    yield (TOTAL, TOTAL), table.total
