"""Tables on their way into a release: true counts, what of them is shown, and what other releases showed before."""

from collections.abc import Mapping
from typing import Annotated, Literal

from throughline.domain import Field, Message

from reporting.codes import Code
from reporting.publishing import OFFICE_K, PUBLIC_K

Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:<>=+/-]{0,79}$")]
Readers = Literal["office", "public"]
SMALLEST_K: Mapping[Readers, int] = {"office": OFFICE_K, "public": PUBLIC_K}
LARGEST_TABLE = 60
MOST_PUBLISHED = 1_000
ALL = "all"

# ShownTable is part of an event, so of the storage format: never rename a field, add a V2.


class ShownTable(Message):
    """Counts down to a multiple of the rounding; null is not shown. `n` counts what the definition says."""

    definition: Code
    source: Code
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


class PublishedTable(Message):
    """A table that is out, and how it was protected."""

    readers: Readers
    k: Annotated[int, Field(ge=2)]
    rounding: Annotated[int, Field(ge=1)]
    table: ShownTable


class SamePeople(Message):
    """The true counts of another figure of the same people, by the same offices."""

    definition: Code
    rows: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LARGEST_TABLE)]
    counts: tuple[tuple[Annotated[int, Field(ge=0)], ...], ...]


class TrueTable(Message):
    """As `GET /tables/{name}` answers it: a column an office, and what is `published` of the same people already.

    `samePeople`: the true counts of those other figures of which something is out.

    `by_office`: shown by office; else only the totals of all of them, in one column. `instruments`: what its figures
    were assessed by, where they were.
    """

    definition: Code
    source: Code
    rows: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LARGEST_TABLE)]
    columns: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LARGEST_TABLE)]
    counts: tuple[tuple[Annotated[int, Field(ge=0)], ...], ...]
    published: Annotated[tuple[PublishedTable, ...], Field(max_length=MOST_PUBLISHED)]
    same_people: tuple[SamePeople, ...] = ()
    by_office: bool = False
    instruments: tuple[Code, ...] = ()
