"""Curves over spells: what they come to on examples that can be worked out by hand."""

from json import dumps
from math import exp, log, sqrt

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st
from reporting.survival import CAUSES, at_risk, points

pytestmark = pytest.mark.filterwarnings("ignore:.*encountered in.*:RuntimeWarning")

SPELLS = st.lists(st.tuples(st.integers(0, 2000), st.sampled_from([*CAUSES, None])), min_size=1, max_size=60)


def shares(curve, spells):
    return {what: values["share"] for what, _, values in points(curve, spells)}


class TestSurvival:
    def test_who_is_censored_counts_as_long_as_he_was_seen(self):
        # Of four, one ends at 100 (3/4), one is censored at 200, one ends at 300 (3/4 x 1/2), one goes on.
        spells = [(100, "convicted"), (200, None), (300, "died"), (2000, None)]
        found = shares("survival", spells)
        assert (found["day 90"], found["day 180"], found["day 365"], found["day 1825"]) == (1, 0.75, 0.375, 0.375)

    @every(SPELLS)
    @settings(deadline=None)
    def test_an_interval_holds_the_share_and_there_is_none_where_nothing_says_how_sure_it_is(self, spells):
        for _, _, values in points("survival", spells):
            low, share, high = values["ci_low"], values["share"], values["ci_high"]
            if share in (0, 1):
                assert low is high is None
            else:
                assert 0 < low < share < high < 1

    def test_an_interval_is_the_log_log_one(self):
        """Of ten one ends: S = 0.9, Greenwood's variance of S 0.9^2 x 1/(10 x 9), on the scale of log(-log S)."""
        spells = [(50, "convicted")] + [(3000, None)] * 9
        error = sqrt(1 / 90) / log(0.9)
        wanted = tuple(0.9 ** exp(sign * 1.959964 * error) for sign in (-1, 1))
        (first, *_) = points("survival", spells)
        assert (first[2]["ci_low"], first[2]["ci_high"]) == pytest.approx(sorted(wanted), abs=1e-4)

    def test_what_is_said_is_json_also_when_all_have_ended(self):
        assert dumps(points("survival", [(50, "convicted"), (100, "died")]), allow_nan=False)

    def test_while_nobody_ended_all_go_on(self):
        assert set(shares("survival", [(400, None), (500, None)]).values()) == {1}


class TestCompetingEndings:
    def test_one_ending_rules_the_others_out(self):
        spells = [(100, "convicted"), (150, "acquitted"), (200, "convicted"), (300, "died")]
        found = shares("competing_endings", spells)
        assert (found["convicted/day 180"], found["convicted/day 365"]) == (0.25, 0.5)
        assert sum(found[f"{cause}/day 1825"] for cause in CAUSES) == pytest.approx(1)

    def test_without_censoring_ignored_it_would_be_more(self):
        # One of two ends; the other is censored before: he who remains stands for both.
        found = shares("competing_endings", [(50, None), (100, "convicted")])
        assert found["convicted/day 365"] == 1

    def test_while_nobody_ended_none_has_any_share(self):
        assert set(shares("competing_endings", [(400, None)]).values()) == {0}


def test_nobody_observed_is_no_curve():
    assert points("survival", []) == points("competing_endings", []) == []


def test_at_risk_is_who_was_still_seen_that_day():
    assert at_risk([(90, None), (89, None), (100, "died")], 90) == 2
