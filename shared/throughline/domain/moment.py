"""When something happened, as precisely as it is known: ISO 8601 in full or with reduced precision, or `unknown`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Precision = Literal["instant", "day", "month", "year", "unknown"]

_REDUCED: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    ("day", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ("month", re.compile(r"\d{4}-\d{2}")),
    ("year", re.compile(r"\d{4}")),
)
_STARTS = {"day": "", "month": "-01", "year": "-01-01"}
_SHOWN = {"day": 10, "month": 7, "year": 4}
_FINEST_FIRST: tuple[Precision, ...] = ("instant", "day", "month", "year", "unknown")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOT_A_MOMENT = "not a moment: an instant with its time zone, a day, a month, a year, or unknown"
"""Says what is wanted and repeats nothing: what was sent instead may be a name."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """`at` is UTC: the instant, or the start of the day, month or year meant. `unknown` has no meaningful `at`."""

    at: datetime
    precision: Precision = "instant"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-03-04T10:00:00Z`, `2026-03-04`, `2026-03`, `2026` or `unknown`; ValueError for anything else."""
        if text == "unknown":
            return cls(EPOCH, "unknown")
        try:
            for precision, form in _REDUCED if len(text) <= _SHOWN["day"] else ():
                if form.fullmatch(text):
                    return cls(datetime.fromisoformat(text + _STARTS[precision]).replace(tzinfo=UTC), precision)
            at = datetime.fromisoformat(text)
            if at.tzinfo is not None:
                return cls(at if at.tzinfo is UTC else at.astimezone(UTC), "instant")
        except (ValueError, OverflowError):
            raise ValueError(NOT_A_MOMENT) from None
        raise ValueError("an instant needs a time zone, as in 2026-03-04T10:00:00Z")

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(datetime(day.year, day.month, day.day, tzinfo=UTC), "day")

    @property
    def day(self) -> date:
        return self.at.date()

    def plus(self, days: int) -> "Moment":
        return Moment(self.at + timedelta(days=days), self.precision)

    def __str__(self) -> str:
        if self.precision == "unknown":
            return "unknown"
        text = self.at.isoformat()
        return text.replace("+00:00", "Z") if self.precision == "instant" else text[: _SHOWN[self.precision]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        from_text = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema(max_length=40))
        described = {
            "type": "string",
            "pattern": r"^(unknown|\d{4}(-\d{2}(-\d{2}(T\S+)?)?)?)$",
            "examples": ["2026-03-04T10:00:00Z", "2026-03-04", "2026-03", "2026", "unknown"],
        }
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.to_string_ser_schema(),
            metadata={"pydantic_js_functions": [lambda _schema, _handler: described]},
        )


def before(one: Moment, other: Moment) -> bool:
    """Whether the one was surely over when the other began; never where either is unknown."""
    if "unknown" in (one.precision, other.precision):
        return False
    return one.at < other.at if one.precision == "instant" else _end(one) <= other.at


def latest(*moments: Moment | None) -> Moment | None:
    """The one that begins last, whatever order they are given in; of equal ones the more precise. None of none."""
    return max((moment for moment in moments if moment), key=_rank, default=None)


def _rank(moment: Moment) -> tuple[bool, datetime, int]:
    return moment.precision != "unknown", moment.at, -_FINEST_FIRST.index(moment.precision)


def _end(moment: Moment) -> datetime:
    """The first instant after the day, month or year meant; the last there is, where the calendar ends before it."""
    year, month = moment.at.year, moment.at.month
    try:
        if moment.precision == "day":
            return moment.at + timedelta(days=1)
        if moment.precision == "month":
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            return datetime(year, month, 1, tzinfo=UTC)
        return datetime(year + 1, 1, 1, tzinfo=UTC)
    except (OverflowError, ValueError):
        return datetime.max.replace(tzinfo=UTC)
