"""What was measured: samples of one side, and one side beside another, round by round."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

PER_SECOND, MILLISECONDS = "per second", "ms"


@dataclass(frozen=True, slots=True)
class Series:
    """One sample a round, in the order of the rounds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.samples)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result. `ratio` is to what it stands beside; without a target `met` is None."""

    id: str
    what: str
    figure: float
    unit: str
    low: float
    high: float
    rounds: int
    beside: str | None = None
    ratio: float | None = None
    target: str | None = None
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What one part came to; `notes` say what could not be measured, and why."""

    figures: Sequence[Figure] = ()
    notes: Sequence[str] = ()


def alone(id: str, what: str, series: Series, unit: str = PER_SECOND, *, at_most: float | None = None) -> Figure:
    """A figure that stands for itself, with a ceiling where it has one."""
    return Figure(
        id,
        what,
        series.median,
        unit,
        min(series.samples),
        max(series.samples),
        len(series.samples),
        target=None if at_most is None else f"≤ {at_most:g} {unit}",
        met=None if at_most is None else series.median <= at_most,
    )


def beside(id: str, what: str, series: Series, other: Series, named: str, *, at_least: float | None = None) -> Figure:
    """A figure beside another of the same rounds."""
    ratio = median(ours / theirs for ours, theirs in zip(series.samples, other.samples, strict=True))
    return Figure(
        id,
        what,
        series.median,
        PER_SECOND,
        min(series.samples),
        max(series.samples),
        len(series.samples),
        beside=named,
        ratio=ratio,
        target=None if at_least is None else f"≥ {at_least:g} ×",
        met=None if at_least is None else ratio >= at_least,
    )
