"""Moments known more or less precisely: one rule for what is earlier, whatever order they are given in."""

from itertools import permutations

import pytest
from throughline.domain import Moment, before, latest

M = Moment.parse


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2026-05-10", "2026-05-11", True),
        ("2026-05-10", "2026-05-10", False),
        ("2026-04", "2026-05-10", True),
        ("2026-05", "2026-05-10", False),
        ("2026-05-10", "2026-05", False),
        ("2025", "2026-01-01", True),
        ("2026-05-10T08:00:00Z", "2026-05-10T09:00:00Z", True),
        ("2026-05-10T08:00:00Z", "2026-05-10", False),
        ("2025-12", "2026", True),
        ("9999", "9999-12-31", False),
        ("9999-12-31", "9999-12-31", False),
        ("unknown", "2026-05-10", False),
        ("2026-05-10", "unknown", False),
    ],
)
def test_one_is_before_another_only_where_that_is_sure(one: str, other: str, is_before: bool) -> None:
    assert before(M(one), M(other)) is is_before


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        (("2026-05-10", "2026-05"), "2026-05-10"),
        (("2026-05-01", "2026-05", "2026"), "2026-05-01"),
        (("2026-01-01T00:00:00Z", "2026-01-01"), "2026-01-01T00:00:00Z"),
        (("unknown", "1969-05-10"), "1969-05-10"),
        (("unknown",), "unknown"),
    ],
)
def test_the_latest_is_the_same_in_every_order(moments: tuple[str, ...], found: str) -> None:
    for order in permutations([*map(M, moments), None]):
        assert latest(*order) == M(found)


def test_the_latest_of_none_is_none() -> None:
    assert latest() is None
    assert latest(None) is None
