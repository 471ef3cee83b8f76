"""Small-cell protection: somebody who sees all that is shown, and can count, works out no hidden count."""

from itertools import product

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st
from reporting.publishing import Counts, Shown, protect
from reporting.publishing.protecting import NoProtection
from reporting.publishing.ranges import Range, derivable
from reporting.publishing.tables import TOTAL, NotATable


def table(*rows):
    names = tuple(f"r{n}" for n in range(len(rows)))
    return Counts(names, tuple(f"c{n}" for n in range(len(rows[0]))), tuple(tuple(row) for row in rows))


def said(shown: Shown, place):
    """What is said of one place by itself, as somebody reads it who knows k and the rounding."""
    value = shown.at(place)
    return (0, None) if value is None else (max(value, shown.k), value + shown.rounding - 1)


def narrowed(counts: Counts, shown: Shown, steps=60):
    """The attacker: bounds of every place, tightened along every row, column and total until nothing moves."""
    rows, columns = range(len(counts.rows)), range(len(counts.columns))
    bounds = {place: list(said(shown, place)) for place in counts.places()}
    sums = [((row, TOTAL), [(row, column) for column in columns]) for row in rows]
    sums += [((TOTAL, column), [(row, column) for row in rows]) for column in columns]
    sums += [
        ((TOTAL, TOTAL), [(row, TOTAL) for row in rows]),
        ((TOTAL, TOTAL), [(TOTAL, column) for column in columns]),
    ]
    for _ in range(steps):
        before = {place: tuple(known) for place, known in bounds.items()}
        for total, parts in sums:
            least, greatest = (sum_of(bounds, parts, end) for end in (0, 1))
            tighten(bounds[total], least, greatest)
            for part in parts:
                others = [other for other in parts if other != part]
                low, high = (sum_of(bounds, others, end) for end in (0, 1))
                top = bounds[total][1]
                tighten(
                    bounds[part],
                    None if high is None else bounds[total][0] - high,
                    None if top is None else top - low,
                )
        if before == {place: tuple(known) for place, known in bounds.items()}:
            break
    return bounds


def sum_of(bounds, places, end):
    ends = [bounds[place][end] for place in places]
    return None if None in ends else sum(ends)


def tighten(known, least, greatest):
    if least is not None:
        known[0] = max(known[0], least)
    if greatest is not None:
        known[1] = greatest if known[1] is None else min(known[1], greatest)


def tables(rows=5, columns=5, largest=40):
    return st.tuples(st.integers(1, rows), st.integers(1, columns)).flatmap(
        lambda size: st.lists(
            st.lists(st.one_of(st.integers(0, 6), st.integers(0, largest)), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        ).map(lambda cells: table(*cells))
    )


PROTECTION = st.tuples(st.sampled_from([3, 5, 11]), st.sampled_from([1, 5, 10]))


class TestWhatIsShown:
    @every(tables(), PROTECTION)
    @settings(deadline=None)
    def test_is_of_at_least_k_and_a_multiple_of_the_rounding_below_the_count(self, counts, how):
        k, rounding = how
        shown = protect(counts, k=k, rounding=rounding)
        for place in counts.places():
            value, true = shown.at(place), counts.at(place)
            assert value is None or (true >= k and value == true - true % rounding)

    def test_what_is_large_everywhere_is_shown_as_it_is(self):
        shown = protect(table((20, 30), (40, 50)), k=11)
        assert (shown.cells, shown.row_totals, shown.column_totals, shown.total) == (
            ((20, 30), (40, 50)),
            (50, 90),
            (60, 80),
            140,
        )

    def test_a_small_count_takes_another_of_its_row_and_column_with_it(self):
        shown = protect(table((3, 30, 40), (20, 50, 60), (21, 70, 80)), k=5)
        assert shown.cells == ((None, None, 40), (None, None, 60), (21, 70, 80))
        assert shown.total == 374

    def test_a_lonely_small_count_takes_its_total_with_it(self):
        assert protect(table((3,), (40,)), k=5).cells == ((None,), (None,))

    def test_of_a_list_the_smallest_other_is_hidden_too(self):
        shown = protect(table((3,), (12,), (40,), (9,)), k=5)
        assert shown.cells == ((None,), (12,), (40,), (None,))
        assert shown.total == 64


class TestWhatIsHidden:
    @every(tables(), PROTECTION)
    @settings(deadline=None, max_examples=150)
    def test_no_sum_and_difference_pins_a_hidden_count(self, counts, how):
        k, rounding = how
        shown = protect(counts, k=k, rounding=rounding)
        for place, (least, greatest) in narrowed(counts, shown).items():
            if shown.at(place) is None:
                assert greatest is None or greatest - least >= k, (place, least, greatest)

    @every(tables(3, 2, largest=5), st.sampled_from([1, 5]))
    @settings(deadline=None, max_examples=25)
    def test_trying_every_table_there_could_be_pins_none_either(self, counts, rounding):
        k = 3
        shown = protect(counts, k=k, rounding=rounding)
        hidden = [place for place in counts.places() if shown.at(place) is None]
        possible = {place: set() for place in hidden}
        cells = [place for place in counts.places() if TOTAL not in place]
        for values in product(range(9), repeat=len(cells)) if len(cells) <= 4 else ():
            width = len(counts.columns)
            other = table(*(values[start : start + width] for start in range(0, len(values), width)))
            if all(fits(shown, other, place) for place in counts.places()):
                for place in hidden:
                    possible[place].add(other.at(place))
        assert len(cells) > 4 or all(len(found) >= k for found in possible.values())

    @every(tables(largest=15), PROTECTION, st.data())
    @settings(deadline=None)
    def test_what_is_derivable_is_never_wider_than_what_sums_alone_say(self, counts, how, data):
        """The rule's own reading against the attacker's: it must not think more possible than is."""
        k, rounding = how
        shown = protect(counts, k=k, rounding=rounding)
        hidden = {place for place in counts.places() if shown.at(place) is None}
        place = data.draw(st.sampled_from(sorted(counts.places())))
        found = derivable(counts, place, hidden, k, rounding, 1000)
        least, greatest = narrowed(counts, shown)[place]
        assert found.least >= least
        assert greatest is None or found.greatest <= greatest


def fits(shown, other, place):
    least, greatest = said(shown, place)
    return least <= other.at(place) and (greatest is None or other.at(place) <= greatest)


class TestRanges:
    def test_two_hidden_in_a_row_of_a_known_total_share_it(self):
        counts = table((3, 9))
        assert derivable(counts, (0, 0), {(0, 0), (0, 1)}, 5, 1, 100) == Range(3, 3)
        everything_but_the_sum = {(0, 0), (0, 1), (TOTAL, 0), (TOTAL, 1)}
        assert derivable(counts, (0, 0), everything_but_the_sum, 5, 1, 100) == Range(0, 12)


class TestWhatIsNoTable:
    @pytest.mark.parametrize(
        ("rows", "columns", "cells"),
        [
            ((), ("a",), ()),
            (("a", "a"), ("b",), ((1,), (2,))),
            (("a",), ("b",), ((1, 2),)),
            (("a",), ("b",), ((-1,),)),
        ],
    )
    def test_it_is_refused(self, rows, columns, cells):
        with pytest.raises(NotATable):
            Counts(rows, columns, cells)

    @pytest.mark.parametrize("how", [{"k": 1}, {"k": 5, "rounding": 3}])
    def test_a_protection_that_protects_nobody_is_refused(self, how):
        with pytest.raises(NoProtection):
            protect(table((1,)), **how)
