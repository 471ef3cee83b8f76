"""Whether a new table, read beside all that is out of the same people, gives a small group of any of them away. Pure.

Guarantees it for the readers of the new table and, where these are the public, for offices too, which read both kinds.
Of figures of the same people it looks at each with each; three at once are not looked at together.
"""

from collections.abc import Iterator, Sequence

from reporting.publishing import OFFICE_K, Counts, Shown
from reporting.publishing.linked import Told, exposed
from reporting.publishing.ranges import Known, as_said
from reporting.publishing.tables import TOTAL
from reporting.release.earlier import told
from reporting.release.tables import PublishedTable, Readers, SamePeople, TrueTable


def gives_away(
    table: TrueTable,
    safe: Shown,
    readers: Readers,
    beside: Sequence[PublishedTable],
    others: Sequence[SamePeople],
) -> bool:
    """`beside`: all that is out, whoever reads it. `others`: true counts of figures of the same people."""
    counts = Counts(table.rows, table.columns, table.counts)
    for k, seen in _audiences(readers, safe.k, beside):
        known = told(counts, table.definition, table.source, seen)
        before, after = Told(counts, known), Told(counts, _with(known, counts, safe, table.by_office))
        for theirs in (None, *(_as_told(other, table, seen) for other in others)):
            if set(exposed(after, theirs, k)) - set(exposed(before, theirs, k)):
                return True
    return False


def _as_told(other: SamePeople, table: TrueTable, seen: Sequence[PublishedTable]) -> Told:
    counts = Counts(other.rows, table.columns, other.counts)
    return Told(counts, told(counts, other.definition, table.source, seen))


def _audiences(
    readers: Readers, k: int, beside: Sequence[PublishedTable]
) -> Iterator[tuple[int, Sequence[PublishedTable]]]:
    """Who reads it, by the smallest group they may be shown and what they read besides."""
    if readers == "public":
        yield k, [one for one in beside if one.readers == "public"]
    yield min(k, OFFICE_K), beside


def _with(known: Known, counts: Counts, safe: Shown, by_office: bool) -> Known:
    """What is told of every place once the table is out too."""
    every = dict(known)
    for place in counts.places():
        number = safe.at(place)
        if number is not None and (by_office or place[1] == TOTAL):
            said = as_said(number, safe.k, safe.rounding)
            every[place] = every[place].narrowed(said) if place in every else said
    return every
