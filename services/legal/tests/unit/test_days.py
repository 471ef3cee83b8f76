"""Comparing days that are known more or less precisely."""

import pytest
from legal.days import may_be_one, same_day
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
    ("one", "other", "may"),
    [
        ("2026-03-04T08:00:00Z", "2026-03-04T08:00:00Z", True),
        ("2026-03-04T08:00:00Z", "2026-03-04T22:00:00Z", False),
        ("2026-03-04", "2026-03-04T22:00:00Z", True),
        ("2026-03", "2026-03", True),
    ],
)
def test_two_different_instants_are_never_one(one, other, may):
    assert may_be_one(Moment.parse(one), Moment.parse(other)) is may
