"""What is known of one study: nothing, or how it was registered and which results it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from uuid import UUID

from throughline.domain import Moment

Indicator = Literal["prevalence", "performance", "reliance", "confidence"]
Wave = Literal["baseline", "midline", "endline"]


@dataclass(frozen=True, slots=True)
class ResultKey:
    """A study has one result per indicator, definition, wave and subgroup."""

    indicator: Indicator
    definition_version: str
    wave: Wave
    subgroup: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a result says, and of when."""

    value: Decimal
    unit: str
    interval: tuple[Decimal | None, Decimal | None, Decimal | None]
    n: int
    no_interval_because: str | None
    on: Moment


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nobody has registered it yet."""


@dataclass(frozen=True, slots=True)
class Registered:
    series_id: UUID
    site: str
    population: str
    method: str
    organisations: tuple[UUID, ...]
    results: Mapping[ResultKey, Measured] = field(default_factory=dict)


Study = Unregistered | Registered
