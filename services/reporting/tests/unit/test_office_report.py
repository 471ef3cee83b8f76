"""What is read of one office: small groups hidden, in a line and within it, and not to be had from other offices."""

from typing import ClassVar

from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st
from reporting import definitions
from reporting.office_report import Line, protected, visible_to
from reporting.publishing import OFFICE_K, Counts
from reporting.publishing.ranges import derivable
from reporting.publishing.tables import TOTAL

DISPOSITIONS = definitions.BY_NAME["dispositions"]
RATE = definitions.BY_NAME["conviction_rate"]
CHANGE = definitions.BY_NAME["assessment_change"]
PARTS = dict.fromkeys(RATE.parts, 0)


def shown_of(definition, by_office, asked, exact):
    _, lines = protected(definition, by_office, asked, sum(line.n for line in exact.values()), exact)
    return lines


def visible_lines(definition, by_office, asked):
    return visible_to(definition, by_office, asked).lines


def rate(**counts):
    values = PARTS | counts
    n = sum(values[part] for part in RATE.parts)
    either = values["core"] + values["related"]
    convicted = either + values["other"] + values["reported_only"]
    more = {"core_or_related": either, "any": convicted, "rate": round(values["core"] / n, 4), "pending": 3}
    return Line("accused", n, values | more)


class TestLines:
    offices: ClassVar = {
        "PHL-MNL": {"convicted_trial": 20, "died": 2, "pending": 30},
        "KHM-PNH": {"convicted_trial": 25, "died": 9, "pending": 40},
        "PHL-CEB": {"convicted_trial": 40, "died": 31, "pending": 50},
    }

    def exact(self, office):
        subsets = dict.fromkeys(DISPOSITIONS.subsets, 3)
        return {what: Line(what, n, {"accused": n} | subsets) for what, n in self.offices[office].items()}

    def test_a_small_group_is_hidden_and_the_rest_rounded(self):
        lines = shown_of(DISPOSITIONS, self.offices, ["PHL-MNL"], self.exact("PHL-MNL"))
        assert [(line.what, line.n) for line in lines] == [("convicted_trial", None), ("died", None), ("pending", 30)]
        assert lines[2].values == {"accused": 30} | dict.fromkeys(DISPOSITIONS.subsets)
        assert lines[0].values == lines[1].values == {}

    def test_all_offices_minus_the_others_does_not_give_it_away(self):
        """What is shown is rounded down: of 42 and its parts 2, 9 and 31 one reads 40, 5 and 30."""
        (_, died, _) = shown_of(DISPOSITIONS, self.offices, ["KHM-PNH"], self.exact("KHM-PNH"))
        least, greatest = 40 - 9 - 34, 44 - 5 - 30
        assert died.n == 5
        assert greatest - max(least, 0) >= 5

    def test_where_rounding_is_not_enough_another_office_is_hidden_too(self):
        offices = {"PHL-MNL": {"died": 4}, "KHM-PNH": {"died": 5}}
        shown = [office for office in offices if visible_lines(DISPOSITIONS, offices, [office])]
        both = visible_lines(DISPOSITIONS, offices, None)
        assert not (shown and both)

    def test_several_offices_together_show_no_line_that_one_of_them_hides(self):
        assert "died" not in visible_lines(DISPOSITIONS, self.offices, ["PHL-MNL", "PHL-CEB"])

    def test_where_nothing_is_counted_nothing_is_shown(self):
        assert protected(DISPOSITIONS, {}, ["PHL-MNL"], 0, {}) == (None, [])


OFFICES = ("PHL-MNL", "KHM-PNH", "GHA-ACC")
LINES = ("convicted_trial", "died", "pending")
A_COUNT = st.one_of(st.integers(0, 6), st.integers(0, 40))


class TestAllAnswersTogether:
    @every(st.lists(st.lists(A_COUNT, min_size=3, max_size=3), min_size=3, max_size=3))
    @settings(deadline=None)
    def test_no_hidden_line_is_derivable_from_every_offices_lines_and_its_n(self, rows):
        """Every office's director and whoever reads of all offices put their answers side by side."""
        by_office = {
            office: {what: row[place] for what, row in zip(LINES, rows, strict=True)}
            for place, office in enumerate(OFFICES)
        }
        counts = Counts(LINES, OFFICES, tuple(map(tuple, rows)))
        hidden = set()
        for column, asked in ((0, ["PHL-MNL"]), (1, ["KHM-PNH"]), (2, ["GHA-ACC"]), (TOTAL, None)):
            true = {what: counts.at((row, column)) for row, what in enumerate(LINES)}
            exact = {what: Line(what, n, dict.fromkeys(DISPOSITIONS.subsets, 0)) for what, n in true.items()}
            n, lines = protected(DISPOSITIONS, by_office, asked, sum(true.values()), exact)
            hidden |= {(row, column) for row, line in enumerate(lines) if line.n is None}
            hidden |= {(TOTAL, column)} if n is None else set()
        for place in hidden:
            assert derivable(counts, place, hidden, OFFICE_K, 5, 100).width >= OFFICE_K

    def test_a_total_is_not_shown_beside_lines_it_is_the_sum_of_where_one_of_them_is_hidden(self):
        by_office = {"PHL-MNL": {"2026-Q1/reported": 40, "2026-Q2/reported": 3}}
        exact = {what: Line(what, n, {}) for what, n in by_office["PHL-MNL"].items()}
        attrition = definitions.Definition("a", 1, "accused", "", "", (), "attrition")
        assert protected(attrition, by_office, ["PHL-MNL"], 43, exact)[0] is None


class TestWithinALine:
    def test_a_small_part_takes_another_with_it_and_rates_only_what_stands_on_them(self):
        line = rate(core=40, related=12, acquitted=22, hung=2)
        (shown,) = shown_of(RATE, {"PHL-MNL": {"accused": line.n}}, ["PHL-MNL"], {"accused": line})
        assert (shown.n, shown.values["core"], shown.values["hung"]) == (75, 40, None)
        assert shown.values["rate"] == 0.53
        assert shown.values["pending"] is None

    def test_a_hidden_part_is_not_shown_in_a_sum(self):
        line = rate(core=40, related=2, acquitted=22)
        (shown,) = shown_of(RATE, {"PHL-MNL": {"accused": line.n}}, ["PHL-MNL"], {"accused": line})
        assert (shown.values["related"], shown.values["core_or_related"]) == (None, None)

    def test_a_median_that_is_a_whole_number_is_no_count_of_persons(self):
        times = definitions.BY_NAME["time_between_milestones"]
        subsets = dict.fromkeys(times.subsets, 0)
        line = Line("arrest_to_final", 32, {"median": 32, "q3": 60, "somebody_said": 40} | subsets)
        (shown,) = shown_of(times, {"PHL-MNL": {line.what: 32}}, ["PHL-MNL"], {line.what: line})
        assert shown.values == {"median": 32, "q3": 60, "somebody_said": None} | dict.fromkeys(subsets)

    def test_extremes_are_single_persons(self):
        line = Line(
            "arrest_to_final", 30, {"min": 3, "max": 900, "median": 40.5, "negative": 2, "known_to_the_month_only": 6}
        )
        times = definitions.BY_NAME["time_between_milestones"]
        (shown,) = shown_of(times, {"PHL-MNL": {"arrest_to_final": 30}}, ["PHL-MNL"], {"arrest_to_final": line})
        assert shown.values == {"median": 40.5, "negative": None, "known_to_the_month_only": 5}


class TestSeveralOfficesTogether:
    def read(self, of_each, asked):
        """The one line of conviction rates, as whoever works in these offices reads it of all of them."""
        by_office = {office: {line.what: line.n} for office, line in of_each.items()}
        parts = {part: sum(of_each[office].values[part] for office in asked) for part in RATE.parts}
        exact = {"accused": rate(**parts)}
        each = [{"accused": of_each[office]} for office in asked]
        _, (shown,) = protected(RATE, by_office, asked, exact["accused"].n, exact, each)
        return shown

    def test_one_offices_answer_taken_from_that_of_both_leaves_nothing_that_is_hidden_of_the_other(self):
        """Of 20 and 22 core convictions one would read 2; so would one of their shares of all."""
        many = dict.fromkeys(RATE.parts, 20)
        of_each = {"PHL-MNL": rate(**many), "KHM-PNH": rate(**many | {"core": 2})}
        one, other = (self.read(of_each, [office]).values for office in of_each)
        both = self.read(of_each, list(of_each))
        assert (one["core"], one["rate"], other["core"], other["rate"]) == (20, 0.1, None, None)
        assert (both.n, both.values["core"], both.values["rate"]) == (380, None, None)
        assert both.values["died"] == 40

    @every(st.lists(st.lists(A_COUNT, min_size=len(RATE.parts), max_size=len(RATE.parts)), min_size=2, max_size=3))
    @settings(deadline=None)
    def test_nothing_is_said_of_them_that_is_hidden_of_one(self, counts):
        of_each = {
            office: rate(**dict(zip(RATE.parts, row, strict=True)))
            for office, row in zip(OFFICES, counts, strict=False)
            if sum(row)
        }
        if not of_each:
            return
        together = self.read(of_each, list(of_each)).values
        for office in of_each:
            alone = self.read(of_each, [office]).values
            assert not [name for name, said in together.items() if said is not None and alone.get(name) is None]


class TestGuarded:
    def test_what_one_office_hides_all_offices_do_not_give_away(self):
        offices = {"PHL-MNL": {"aso/1/safety": 3}, "KHM-PNH": {"aso/1/safety": 30}}
        line = Line("aso/1/safety", 33, {"mean": 0.5})
        (all_of_them,) = shown_of(CHANGE, offices, None, {line.what: line})
        others = visible_lines(CHANGE, offices, ["KHM-PNH"])
        assert all_of_them.n is None or not others

    def test_a_group_below_k_shows_neither_its_number_nor_its_mean(self):
        offices = {"PHL-MNL": {"aso/1/safety": 4}}
        (line,) = shown_of(CHANGE, offices, None, {"aso/1/safety": Line("aso/1/safety", 4, {"mean": 0.5})})
        assert (line.n, line.values) == (None, {})
