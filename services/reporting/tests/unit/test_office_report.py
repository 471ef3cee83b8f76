"""What is read of one office: small groups hidden, in a line and within it, and not to be had from other offices."""

from typing import ClassVar

from reporting import definitions
from reporting.office_report import Line, protected, visible_lines

DISPOSITIONS = definitions.BY_NAME["dispositions"]
RATE = definitions.BY_NAME["conviction_rate"]
CHANGE = definitions.BY_NAME["assessment_change"]
PARTS = dict.fromkeys(RATE.parts, 0)


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
        lines = protected(DISPOSITIONS, self.offices, ["PHL-MNL"], self.exact("PHL-MNL"))
        assert [(line.what, line.n) for line in lines] == [("convicted_trial", None), ("died", None), ("pending", 30)]
        assert lines[2].values == {"accused": 30} | dict.fromkeys(DISPOSITIONS.subsets)
        assert lines[0].values == lines[1].values == {}

    def test_all_offices_minus_the_others_does_not_give_it_away(self):
        """What is shown is rounded down: of 42 and its parts 2, 9 and 31 one reads 40, 5 and 30."""
        (_, died, _) = protected(DISPOSITIONS, self.offices, ["KHM-PNH"], self.exact("KHM-PNH"))
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
        assert protected(DISPOSITIONS, {}, ["PHL-MNL"], {}) == []


class TestWithinALine:
    def test_a_small_part_takes_another_with_it_and_rates_only_what_stands_on_them(self):
        line = rate(core=40, related=12, acquitted=22, hung=2)
        (shown,) = protected(RATE, {"PHL-MNL": {"accused": line.n}}, ["PHL-MNL"], {"accused": line})
        assert (shown.n, shown.values["core"], shown.values["hung"]) == (75, 40, None)
        assert shown.values["rate"] == 0.53
        assert shown.values["pending"] is None

    def test_a_hidden_part_is_not_shown_in_a_sum(self):
        line = rate(core=40, related=2, acquitted=22)
        (shown,) = protected(RATE, {"PHL-MNL": {"accused": line.n}}, ["PHL-MNL"], {"accused": line})
        assert (shown.values["related"], shown.values["core_or_related"]) == (None, None)

    def test_extremes_are_single_persons(self):
        line = Line(
            "arrest_to_final", 30, {"min": 3, "max": 900, "median": 40.5, "negative": 2, "known_to_the_month_only": 6}
        )
        times = definitions.BY_NAME["time_between_milestones"]
        (shown,) = protected(times, {"PHL-MNL": {"arrest_to_final": 30}}, ["PHL-MNL"], {"arrest_to_final": line})
        assert shown.values == {"median": 40.5, "negative": None, "known_to_the_month_only": 5}


class TestGuarded:
    def test_what_one_office_hides_all_offices_do_not_give_away(self):
        offices = {"PHL-MNL": {"aso/1/safety": 3}, "KHM-PNH": {"aso/1/safety": 30}}
        line = Line("aso/1/safety", 33, {"mean": 0.5})
        (all_of_them,) = protected(CHANGE, offices, None, {line.what: line})
        others = visible_lines(CHANGE, offices, ["KHM-PNH"])
        assert all_of_them.n is None or not others

    def test_a_group_below_k_shows_neither_its_number_nor_its_mean(self):
        offices = {"PHL-MNL": {"aso/1/safety": 4}}
        (line,) = protected(CHANGE, offices, None, {"aso/1/safety": Line("aso/1/safety", 4, {"mean": 0.5})})
        assert (line.n, line.values) == (None, {})
