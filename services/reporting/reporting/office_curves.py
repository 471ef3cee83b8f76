"""A curve as it may be read of some offices: no step of it that is of few people, nor any that is left over. Pure.

A share of so many at risk is a count of persons in another form. A line is shown where those who ended by its day, and
those who did since the line shown before, are none or enough; and where what is hidden beside it on that day are enough
together, since all endings and those that go on add up to one. Of several offices together a line is shown where it is
of each of them: one curve taken from another would tell of the rest. Shares are to the whole percent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporting.office_report import ROUNDING, Line
from reporting.publishing import OFFICE_K
from reporting.publishing.ranges import shown_as

ENDED = "ended"


def readable(exact: Sequence[Line], lines: Sequence[Line], of_each: Sequence[Mapping[str, Line]] = ()) -> list[Line]:
    """`exact`: the true lines; `lines`: the same as far as those at risk may be told, hidden ones without values.

    `of_each`: the true lines of each office, where they are of several.
    """
    told = _ended(exact)
    shown = shown_of(told).intersection(*(shown_of(_ended(one.values())) for one in of_each))
    return [_rounded(line, told[line.what]) if line.what in shown else Line(line.what, line.n, {}) for line in lines]


def shown_of(told: Mapping[str, int]) -> frozenset[str]:
    """Of the lines (`day 90`, or `convicted/day 90`) with how many ended by then, in order: those that are shown."""
    days = defaultdict[str, dict[str, int]](dict)
    for what, ended in told.items():
        cause, _, day = what.rpartition("/")
        days[day][cause] = ended
    shown, before = set[str](), dict[str, int]()
    for day, causes in days.items():
        enough = {cause for cause, ended in causes.items() if _enough(ended, before.get(cause, 0))}
        hidden = [causes[cause] - before.get(cause, 0) for cause in causes if cause not in enough]
        if hidden and (len(hidden) < 2 or sum(hidden) < OFFICE_K):
            continue
        shown |= set(_named(day, enough))
        before |= {cause: causes[cause] for cause in enough}
    return frozenset(shown)


def _ended(lines: Iterable[Line]) -> dict[str, int]:
    return {line.what: int(line.values[ENDED]) for line in lines}


def _enough(ended: int, before: int) -> bool:
    return ended >= OFFICE_K and (ended == before or ended - before >= OFFICE_K)


def _named(day: str, causes: set[str]) -> Iterator[str]:
    return (f"{cause}/{day}" if cause else day for cause in causes)


def _rounded(line: Line, ended: int) -> Line:
    """Whoever may not be told how many were at risk is told nothing else either."""
    if line.n is None:
        return line
    said = {name: round(value, 2) if isinstance(value, float) else value for name, value in line.values.items()}
    return Line(line.what, line.n, {**said, ENDED: shown_as(ended, ROUNDING)})
