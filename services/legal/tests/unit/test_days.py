"""Comparing days that are known more or less precisely."""

import pytest
from legal.days import before, same_day
from throughline.domain import Moment


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-03-04", "2026-03-04T23:00:00Z", True),
        ("2026-03-04T01:00:00Z", "2026-03-04T23:00:00Z", True),
        ("2026-03-04", "2026-03-05", False),
        ("2026-03", "2026-03", True),
        ("2026-03", "2026-03-01", False),
        ("unknown", "unknown", True),
        ("unknown", "1970-01-01", False),
    ],
)
def test_the_same_day_is_the_same_however_precise(one, other, same):
    assert same_day(Moment.parse(one), Moment.parse(other)) is same
    assert same_day(Moment.parse(other), Moment.parse(one)) is same


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2026-03-04", "2026-03-05", True),
        ("2026-03-04", "2026-03-04T10:00:00Z", False),
        ("2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z", True),
        ("2026-03", "2026-03-31", False),
        ("2026-12", "2027-01-01", True),
        ("2025", "2026-01-01", True),
        ("2026", "2026-12-31", False),
        ("unknown", "2026-12-31", False),
        ("2026-12-31", "unknown", False),
    ],
)
def test_only_what_is_surely_over_was_before(one, other, earlier):
    assert before(Moment.parse(one), Moment.parse(other)) is earlier
