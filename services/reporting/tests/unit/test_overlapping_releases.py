"""Releases side by side: of the same people by office, in total and by another figure, they give nobody away."""

from itertools import chain
from typing import NamedTuple
from uuid import uuid5

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st
from reporting import definitions, release
from reporting.publishing import OFFICE_K, PUBLIC_K
from reporting.publishing.tables import TOTAL
from reporting.release import DraftRelease, ReleaseDrafted
from reporting.release.drafting import DerivableFromEarlier
from reporting.release.tables import PublishedTable, SamePeople, TrueTable
from throughline.testing.given import NAMESPACE

OFFICES = ("PHL-MNL", "KHM-PNH", "GHA-ACC")
FIGURES = {"dispositions": ("convicted_trial", "died", "pending"), "custody": ("detained", "released")}
K = {"public": PUBLIC_K, "office": OFFICE_K}
ROUNDING = {"public": 10, "office": 5}


class Wanted(NamedTuple):
    figure: str
    by_office: bool
    readers: str


def counts_of(people, figure):
    """People are counted by office, disposition and custody; a figure sums over the other."""
    if figure == "dispositions":
        return tuple(tuple(sum(people[office][line]) for office in range(3)) for line in range(3))
    return tuple(tuple(sum(rows[line] for rows in people[office]) for office in range(3)) for line in range(2))


def table(people, figure, by_office, published=()):
    return TrueTable(
        definition=definitions.BY_NAME[figure].id,
        source="own",
        rows=FIGURES[figure],
        columns=OFFICES,
        counts=counts_of(people, figure),
        published=tuple(published),
        same_people=[
            SamePeople(definition=definitions.BY_NAME[other].id, rows=FIGURES[other], counts=counts_of(people, other))
            for other in FIGURES
            if other != figure
        ],
        by_office=by_office,
    )


def draft(readers, *tables):
    command = DraftRelease(
        case_id=uuid5(NAMESPACE, "release"),
        office_id="HQ",
        readers=readers,
        k=K[readers],
        rounding=ROUNDING[readers],
        tables=tables,
        positions={},
    )
    (drafted,) = release.AGGREGATE.decide(release.AGGREGATE.initial, command, {})
    assert isinstance(drafted, ReleaseDrafted)
    return [
        PublishedTable(readers=readers, k=drafted.k, rounding=drafted.rounding, table=one) for one in drafted.tables
    ]


def places(figure):
    rows, columns = range(len(FIGURES[figure])), range(len(OFFICES))
    return [(row, column) for row in (*rows, TOTAL) for column in (*columns, TOTAL)]


def key(figure, place):
    """Both figures count the same people, so their totals by office are one number."""
    return ("both" if place[0] == TOTAL else figure, place)


def read_off(published):
    """What somebody writes down who knows k and rounding: least and greatest of everything shown anywhere."""
    bounds = {key(figure, place): [0, 10_000] for figure in FIGURES for place in places(figure)}
    for one in published:
        figure, shown = one.table.definition.rpartition("-")[0], one.table
        columns = [TOTAL if column == "all" else OFFICES.index(column) for column in shown.columns]
        said = {(row, TOTAL): total for row, total in enumerate(shown.row_totals)}
        said |= {(TOTAL, column): total for column, total in zip(columns, shown.column_totals, strict=True)}
        said |= {(TOTAL, TOTAL): shown.total}
        for row, cells in enumerate(shown.cells):
            said |= {(row, column): cell for column, cell in zip(columns, cells, strict=True)}
        for place, number in said.items():
            if number is not None:
                known = bounds[key(figure, place)]
                known[0] = max(known[0], number, one.k)
                known[1] = min(known[1], number + one.rounding - 1)
    return bounds


def sums():
    for figure, names in FIGURES.items():
        rows, columns = range(len(names)), range(len(OFFICES))
        for row in (*rows, TOTAL):
            yield key(figure, (row, TOTAL)), [key(figure, (row, column)) for column in columns]
        for column in (*columns, TOTAL):
            yield key(figure, (TOTAL, column)), [key(figure, (row, column)) for row in rows]


def worked_out(published):
    """Every bound tightened along every row, column and total of both figures until nothing moves."""
    bounds = read_off(published)
    for _ in range(60):
        before = {place: tuple(known) for place, known in bounds.items()}
        for total, parts in sums():
            tighten(bounds[total], sum(bounds[part][0] for part in parts), sum(bounds[part][1] for part in parts))
            for part in parts:
                low, high = (sum(bounds[other][end] for other in parts if other != part) for end in (0, 1))
                tighten(bounds[part], bounds[total][0] - high, bounds[total][1] - low)
        if before == {place: tuple(known) for place, known in bounds.items()}:
            return bounds
    return bounds


def tighten(known, least, greatest):
    known[0], known[1] = max(known[0], least), min(known[1], greatest)


# Mostly nobody, few or many: so small groups stand where little else is to hide them behind.
A_COUNT = st.one_of(st.sampled_from((0, 0, 0, 2, 12, 30)), st.integers(0, 25))
PEOPLE = st.lists(st.lists(st.lists(A_COUNT, min_size=2, max_size=2), min_size=3, max_size=3), min_size=3, max_size=3)
ALL_TABLES = tuple(Wanted(figure, by, readers) for figure in FIGURES for by in (False, True) for readers in K)
WANTED = st.permutations(ALL_TABLES)


class TestReleasesOfTheSamePeople:
    @every(PEOPLE, WANTED)
    @settings(deadline=None, max_examples=150)
    def test_together_pin_no_small_group_for_any_of_their_readers(self, people, wanted):
        published = []
        for one in wanted:
            try:
                published += draft(one.readers, table(people, one.figure, one.by_office, published))
            except DerivableFromEarlier:
                continue
        for readers, k in K.items():
            seen = [one for one in published if readers == "office" or one.readers == "public"]
            bounds = worked_out(seen)
            for figure in {one.table.definition.rpartition("-")[0] for one in seen}:
                counts = table(people, figure, True).counts
                for place in places(figure):
                    if true_at(counts, place) < k:
                        least, greatest = bounds[key(figure, place)]
                        assert greatest - least >= k, (readers, figure, place, least, greatest)

    @every(PEOPLE, st.lists(st.tuples(st.sampled_from(sorted(FIGURES)), st.booleans()), min_size=2, max_size=3))
    @settings(deadline=None, max_examples=50)
    def test_tables_of_one_release_are_protected_together_as_if_they_were_of_several(self, people, wanted):
        one_by_one = []
        try:
            for figure, by_office in wanted:
                one_by_one += draft("public", table(people, figure, by_office, one_by_one))
        except DerivableFromEarlier:
            with pytest.raises(DerivableFromEarlier):
                draft("public", *(table(people, figure, by_office) for figure, by_office in wanted))
            return
        assert draft("public", *(table(people, figure, by_office) for figure, by_office in wanted)) == one_by_one

    @every(PEOPLE, PEOPLE, st.booleans())
    @settings(deadline=None, max_examples=50)
    def test_a_later_release_hides_what_an_earlier_one_would_give_away_where_nothing_changed(self, people, more, by):
        """The next period's table beside the last one's, read by somebody who takes equal numbers for unchanged."""
        (first,) = draft("public", table(people, "dispositions", by))
        grown = [
            [[one + (new if office == 0 else 0) for one, new in zip(rows, added, strict=True)] for rows, added in pairs]
            for office, pairs in enumerate(map(lambda a, b: list(zip(a, b, strict=True)), people, more))
        ]
        try:
            (second,) = draft("public", table(grown, "dispositions", True, [first]))
        except DerivableFromEarlier:
            return
        counts = table(grown, "dispositions", True).counts
        still = [one for one in (first, second) if one is second or all(holds(one, counts))]
        bounds = worked_out(still)
        for place in places("dispositions"):
            if true_at(counts, place) < PUBLIC_K:
                least, greatest = bounds[key("dispositions", place)]
                assert greatest - least >= PUBLIC_K


def true_at(counts, place):
    rows = counts if place[0] == TOTAL else (counts[place[0]],)
    return sum(chain.from_iterable(row if place[1] == TOTAL else (row[place[1]],) for row in rows))


def holds(published, counts):
    for place, (least, greatest) in (
        (place, read_off([published])[key("dispositions", place)]) for place in places("dispositions")
    ):
        yield least <= true_at(counts, place) <= greatest


class TestWhatIsOut:
    people = (((40, 0), (30, 0), (20, 0)),) * 3

    def test_of_an_office_release_public_readers_know_nothing(self):
        people = [[[40, 0], [6, 0], [20, 0]], [[40, 0], [30, 0], [20, 0]], [[40, 0], [30, 0], [20, 0]]]
        office = draft("office", table(people, "dispositions", True))
        alone = draft("public", table(people, "dispositions", True))
        assert draft("public", table(people, "dispositions", True, office)) == alone

    def test_what_has_changed_since_says_nothing_of_what_is_true_now(self):
        before = draft("public", table(self.people, "dispositions", True))
        grown = [[[80, 0], [60, 0], [50, 0]]] * 3
        alone = draft("public", table(grown, "dispositions", True))
        assert draft("public", table(grown, "dispositions", True, before)) == alone

    def test_totals_are_shown_without_their_offices(self):
        (one,) = draft("public", table(self.people, "dispositions", False))
        assert (one.table.columns, one.table.cells) == (("all",), ((120,), (90,), (60,)))
        assert (one.table.column_totals, one.table.total) == ((270,), 270)
