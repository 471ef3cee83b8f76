"""Comparing moments that are known more or less precisely. What is unknown is never earlier."""

from datetime import UTC, datetime, timedelta

from throughline.domain import Moment


def same_day(one: Moment, other: Moment) -> bool:
    """Whether both name the same day, or the same month or year where no day is known."""
    if {one.precision, other.precision} <= {"instant", "day"}:
        return one.day == other.day
    return one.precision == other.precision and (one.precision == "unknown" or one.at == other.at)


def before(one: Moment, other: Moment) -> bool:
    """Whether the one was surely over when the other began."""
    if "unknown" in (one.precision, other.precision):
        return False
    return one.at < other.at if one.precision == "instant" else _end(one) <= other.at


def days_between(earlier: Moment, later: Moment) -> int:
    return (later.day - earlier.day).days


def _end(moment: Moment) -> datetime:
    """The first instant after the day, month or year meant."""
    year, month = moment.at.year, moment.at.month
    if moment.precision == "day":
        return moment.at + timedelta(days=1)
    if moment.precision == "month":
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return datetime(year, month, 1, tzinfo=UTC)
    return datetime(year + 1, 1, 1, tzinfo=UTC)
