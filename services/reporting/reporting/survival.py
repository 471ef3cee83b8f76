"""Curves over spells from charge to ending: estimated by scipy and statsmodels, read off at fixed days. Pure.

A spell is (days, cause), cause None where it goes on. Days are not negative; who ended on no known day is in none. The
interval about a share is the log-log one, which stays within 0 and 1 and holds for few; there is none where all go on,
or none: nothing seen says how sure that is.
"""

from collections.abc import Sequence
from typing import Any
from warnings import catch_warnings

from reporting.definitions.definition import Curve

DAYS = (90, 180, 365, 730, 1095, 1825)
CAUSES = ("convicted", "acquitted", "died", "ended_without_verdict")
Spell = tuple[int, str | None]
Point = tuple[str, int, dict[str, Any]]
"""What, how many were at risk, and the estimates; `ended` is how many had by then."""


def points(curve: Curve, spells: Sequence[Spell]) -> list[Point]:
    """The curve at each of DAYS; none where nobody is observed at all."""
    if not spells:
        return []
    return _survival(spells) if curve == "survival" else _competing(spells)


def _survival(spells: Sequence[Spell]) -> list[Point]:
    # The libraries are slow to import, and only these two figures want them.
    from scipy.stats import CensoredData, ecdf

    seen = [days for days, cause in spells if cause is None]
    curve = ecdf(CensoredData(uncensored=[days for days, cause in spells if cause], right=seen)).sf
    interval = None
    if len(seen) < len(spells):
        with catch_warnings(action="ignore", category=RuntimeWarning):  # it has none at 0 and 1, where none is read
            interval = curve.confidence_interval(confidence_level=0.95, method="log-log")
    found = list[Point]()
    for day in DAYS:
        share, low, high = float(curve.evaluate(day)), None, None
        if interval and 0 < share < 1:
            low, high = (round(float(end.evaluate(day)), 4) for end in (interval.low, interval.high))
        ended = sum(cause is not None and days <= day for days, cause in spells)
        values = {"share": round(share, 4), "ci_low": low, "ci_high": high, "ended": ended}
        found.append((f"day {day}", at_risk(spells, day), values))
    return found


def _competing(spells: Sequence[Spell]) -> list[Point]:
    from statsmodels.duration.survfunc import CumIncidenceRight

    causes = [cause for cause in CAUSES if any(known == cause for _, known in spells)]
    if not causes:
        return [
            (f"{cause}/day {day}", at_risk(spells, day), {"share": 0.0, "ended": 0}) for cause in CAUSES for day in DAYS
        ]
    status = [causes.index(cause) + 1 if cause else 0 for _, cause in spells]
    with catch_warnings(action="ignore", category=RuntimeWarning):  # of its standard errors, which nobody is shown
        estimated = CumIncidenceRight([days for days, _ in spells], status)
    found = list[Point]()
    for cause in CAUSES:
        incidence = estimated.cinc[causes.index(cause)] if cause in causes else None
        for day in DAYS:
            passed = (
                [] if incidence is None else [p for t, p in zip(estimated.times, incidence, strict=True) if t <= day]
            )
            share = float(passed[-1]) if passed else 0.0
            ended = sum(known == cause and days <= day for days, known in spells)
            found.append((f"{cause}/day {day}", at_risk(spells, day), {"share": round(share, 4), "ended": ended}))
    return found


def at_risk(spells: Sequence[Spell], day: int) -> int:
    """How many were still observed, and not ended, after so many days."""
    return sum(days >= day for days, _ in spells)
