"""What a study found: one value with its confidence interval, or the reason why it has none.

Guarantees that a recorded value lies in its interval, that somebody was asked, and that within the study no baseline is
dated after a later wave. It cannot see the other studies of the series: the read model shows an endline whose series
has no baseline.
"""

from dataclasses import replace
from decimal import Decimal

from throughline.domain import Event, Fact, Moment, Rejected

from reporting.codes import Code
from reporting.roles import WRITERS
from reporting.study.state import Indicator, Measured, Registered, ResultKey, Wave

WAVES: tuple[Wave, ...] = ("baseline", "midline", "endline")
KNOWN_PARTS = {"year": 1, "month": 2, "day": 3, "instant": 6, "unknown": 0}

# Events. These names and fields are the storage format: never rename, add a V2.


class StudyResultRecorded(Event):
    sensitivity = "internal"

    indicator: Indicator
    definition_version: Code
    wave: Wave
    subgroup: Code | None = None
    value: Decimal
    unit: Code
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Decimal | None = None
    n: int
    no_interval_because: Code | None = None


# Commands. What independent researchers found is their fact, so it is held, never refused.


class RecordStudyResult(Fact, roles=WRITERS, records=StudyResultRecorded):
    indicator: Indicator
    definition_version: Code
    wave: Wave
    subgroup: Code | None = None
    value: Decimal
    unit: Code
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Decimal | None = None
    n: int
    no_interval_because: Code | None = None


# Rules


class NoSample(Rejected):
    def __init__(self, n: int) -> None:
        super().__init__(f"a result needs the number of those it was measured on, and n is {n}")


class IntervalMissing(Rejected):
    def __init__(self) -> None:
        super().__init__("a result needs ciLow, ciHigh and ciLevel together, or noIntervalBecause in their place")


class IntervalContradicted(Rejected):
    def __init__(self, reason: str) -> None:
        super().__init__(f"the result has an interval and says why it has none ({reason}); give one of the two")


class LevelOutOfRange(Rejected):
    def __init__(self, level: Decimal) -> None:
        super().__init__(f"ciLevel is a share between 0 and 1, as 0.95, and is {level}")


class ValueOutsideInterval(Rejected):
    def __init__(self, low: Decimal, value: Decimal, high: Decimal) -> None:
        super().__init__(f"ciLow <= value <= ciHigh does not hold: {low} <= {value} <= {high}")


class WaveOutOfOrder(Rejected):
    def __init__(self, wave: Wave, on: Moment, other: Wave, other_on: Moment) -> None:
        super().__init__(
            f"{wave} of {on} and {other} of {other_on} are not in the order of the waves; check both dates"
        )


class ResultAlreadyRecorded(Rejected):
    def __init__(self, key: ResultKey) -> None:
        super().__init__(f"another value of {key.indicator} at {key.wave} is recorded; correct that one if it is wrong")


# Decisions


def record_study_result(study: Registered, command: RecordStudyResult) -> list[Event]:
    key, event = _key(command), StudyResultRecorded(**command.fields())
    known, said = study.results.get(key), measured(event, command.moment)
    if known and known == (said if command.occurred_on else replace(said, on=known.on)):
        return []
    check_sample_and_interval(command)
    if known:
        raise ResultAlreadyRecorded(key)
    check_order_of_waves(study, key, command.moment)
    return [event]


def check_sample_and_interval(command: RecordStudyResult) -> None:
    if command.n <= 0:
        raise NoSample(command.n)
    low, high, level, reason = command.ci_low, command.ci_high, command.ci_level, command.no_interval_because
    if low is None and high is None and level is None and reason:
        return
    if low is None or high is None or level is None:
        raise IntervalMissing()
    if reason:
        raise IntervalContradicted(reason)
    if not 0 < level < 1:
        raise LevelOutOfRange(level)
    if not low <= command.value <= high:
        raise ValueOutsideInterval(low, command.value, high)


def check_order_of_waves(study: Registered, key: ResultKey, on: Moment) -> None:
    """Compares with every other wave of the same indicator and subgroup, in whichever order they are written down."""
    mine = WAVES.index(key.wave)
    for other, known in study.results.items():
        if (other.indicator, other.subgroup) != (key.indicator, key.subgroup):
            continue
        place = WAVES.index(other.wave)
        if (place < mine and certainly_after(known.on, on)) or (place > mine and certainly_after(on, known.on)):
            raise WaveOutOfOrder(key.wave, on, other.wave, known.on)


def certainly_after(first: Moment, second: Moment) -> bool:
    """Whether `first` came later by as much as both are known: 2010 is not certainly after 2010-03."""
    known = min(KNOWN_PARTS[first.precision], KNOWN_PARTS[second.precision])
    return tuple(first.at.timetuple())[:known] > tuple(second.at.timetuple())[:known]


# What the events change


def recorded(study: Registered, event: StudyResultRecorded) -> Registered:
    return replace(study, results={**study.results, _key(event): measured(event, event.occurred_on)})


def measured(event: StudyResultRecorded, on: Moment) -> Measured:
    interval = (event.ci_low, event.ci_high, event.ci_level)
    return Measured(event.value, event.unit, interval, event.n, event.no_interval_because, on)


def _key(result: RecordStudyResult | StudyResultRecorded) -> ResultKey:
    return ResultKey(result.indicator, result.definition_version, result.wave, result.subgroup)
