"""Under which heading a row is counted, and when it happened and was last touched: the same for every fact."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.domain import Metadata, Moment

from reporting import codes


def counted_under(origin: Metadata) -> str:
    return codes.counted_under(origin.source, origin.historical)


def known_day(moment: Moment) -> date | None:
    """The day; of a month its first; None where no more than the year is known."""
    return None if moment.precision in {"year", "unknown"} else moment.day


def quarter(moment: Moment) -> str | None:
    """The cohort quarter, as `2026-Q2`."""
    day = known_day(moment)
    return None if day is None else f"{day.year}-Q{(day.month + 2) // 3}"


def latest(before: datetime | None, origin: Metadata) -> datetime:
    return origin.recorded_at if before is None else max(before, origin.recorded_at)


def earliest(before: date | None, day: date | None) -> date | None:
    return min(before, day) if before and day else before or day


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a row comes from, taken from the event that makes it count."""

    office_id: str | None
    jurisdiction: str | None
    counted_under: str

    @staticmethod
    def of(origin: Metadata) -> "Provenance":
        return Provenance(origin.office_id, origin.jurisdiction, counted_under(origin))
