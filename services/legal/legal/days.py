"""Comparing moments that are known more or less precisely: what may be the same, and how far apart two days are."""

from throughline.domain import Moment


def same_day(one: Moment, other: Moment) -> bool:
    """Whether both name the same day, or the same month or year where no day is known."""
    if {one.precision, other.precision} <= {"instant", "day"}:
        return one.day == other.day
    return one.precision == other.precision and (one.precision == "unknown" or one.at == other.at)


def may_be_one(one: Moment, other: Moment) -> bool:
    """Whether both may tell of the same: two instants only if they are equal, else the same day."""
    return one == other if one.precision == other.precision == "instant" else same_day(one, other)


def days_between(earlier: Moment, later: Moment) -> int:
    return (later.day - earlier.day).days
