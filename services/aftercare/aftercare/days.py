"""Comparing moments known more or less precisely. It says "surely" or nothing: the unknown is never earlier."""

from datetime import UTC, datetime, timedelta

from throughline.domain import Moment


def before(one: Moment, other: Moment) -> bool:
    """Whether the one was surely over when the other began."""
    if "unknown" in (one.precision, other.precision):
        return False
    return one.at < other.at if one.precision == "instant" else _end(one) <= other.at


def latest(one: Moment | None, other: Moment | None) -> Moment | None:
    """The later of two, whichever is given first."""
    return max(filter(None, (one, other)), default=None)


def _end(moment: Moment) -> datetime:
    """The first instant after the day, month or year meant."""
    year, month = moment.at.year, moment.at.month
    if moment.precision == "day":
        return moment.at + timedelta(days=1)
    if moment.precision == "month":
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return datetime(year, month, 1, tzinfo=UTC)
    return datetime(year + 1, 1, 1, tzinfo=UTC)
