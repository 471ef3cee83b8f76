"""Curves over spells from charge to ending: estimated by statsmodels, read off at fixed days. Pure.

A spell is (days, cause), cause None where it goes on. Days are not negative; who ended on no known day is in none.
"""

from collections.abc import Sequence
from typing import Any

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
    # The library is slow to import, and only these two figures want it.
    from statsmodels.duration.survfunc import SurvfuncRight

    if not any(cause for _, cause in spells):
        known = {"share": 1.0, "ci_low": None, "ci_high": None, "ended": 0}
        return [(f"day {day}", at_risk(spells, day), dict(known)) for day in DAYS]
    estimated = SurvfuncRight([days for days, _ in spells], [int(cause is not None) for _, cause in spells])
    steps = list(zip(estimated.surv_times, estimated.surv_prob, estimated.surv_prob_se, strict=True))
    found = list[Point]()
    for day in DAYS:
        passed = [step for step in steps if step[0] <= day]
        share, error = (float(passed[-1][1]), float(passed[-1][2])) if passed else (1.0, 0.0)
        low, high = max(share - 1.96 * error, 0.0), min(share + 1.96 * error, 1.0)
        ended = sum(cause is not None and days <= day for days, cause in spells)
        values = {"share": round(share, 4), "ci_low": round(low, 4), "ci_high": round(high, 4), "ended": ended}
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
