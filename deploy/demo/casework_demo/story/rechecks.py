"""Safety re-checks: for every fact that may set an accused free everyone is owed a warning, and is given one.

The warnings fall due by themselves in aftercare; the victim who declined help is owed hers like the others.
"""

from collections.abc import Sequence
from typing import Any

from casework_demo.script import SOCIAL_WORKER, Act, Body, Cast, Step, Wait
from casework_demo.story.safety import VICTIMS


def owed_to_everyone(occasion: str, because: str, day: int | None) -> Sequence[Step]:
    """All the acts of `occasion`, and no others, are the cause of everyone's open re-check, which is then answered."""

    def fell_due(c: Cast, open_: list[dict[str, Any]]) -> bool:
        causes = {recheck["personId"]: set(recheck["because"]) for recheck in open_}
        return causes == {c.id(victim): set(c.causes[occasion]) for victim in VICTIMS}

    def everyone(c: Cast) -> dict[str, object]:
        return {"personIds": [c.id(victim) for victim in VICTIMS]}

    def answer(victim: str) -> Body:
        return lambda c: {"personId": c.id(victim), "answered": sorted(c.causes[occasion]), "outcome": "safe"}

    path = "/cases/{case}/safety-rechecks"
    return (
        Wait("aftercare", SOCIAL_WORKER, path, f"everyone is owed a warning: {because}", fell_due),
        Act("aftercare", SOCIAL_WORKER, "acknowledge-safety-rechecks", "seen to", everyone, day),
        *(
            Act("aftercare", SOCIAL_WORKER, "answer-safety-recheck", f"{victim} warned", answer(victim), day)
            for victim in VICTIMS
        ),
    )
