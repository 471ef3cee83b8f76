"""Care of those brought to safety: caseworker, first care, assessment, and the way out when its time comes."""

from datetime import date
from typing import Any

from casework_imports.doors import person
from casework_imports.simulating.chance import figures
from casework_imports.simulating.plan import SOCIAL_WORKER, Wait
from casework_imports.simulating.telling import Telling, after


def care(
    t: Telling,
    command: str,
    body: dict[str, Any],
    on: date | None,
    *,
    keep: dict[str, str] | None = None,
    uses: dict[str, str] | None = None,
) -> None:
    t.act("aftercare", SOCIAL_WORKER, command, body, on, keep=keep, uses=uses)


def begins(t: Telling, people: list[str], on: date) -> None:
    for number, her in enumerate(people):
        care(t, "assign-caseworker", {"survivorId": her, "workerId": person(SOCIAL_WORKER, t.office)}, on)
        care(t, "record-emergency-care", {"survivorId": her, "kinds": ["medical", "safe_place"]}, on)
        if t.chance.yes("assessed"):
            assessed(t, her, number, after(on, 20))


def assessed(t: Telling, her: str, number: int, on: date) -> None:
    instrument, kept = figures()["instrument"], f"assessment {number}"
    started = {"survivorId": her, "instrument": instrument["name"], "version": instrument["version"], "kind": "intake"}
    of_it = {"assessmentId": kept}
    care(t, "start-assessment", started, on, keep={kept: "streamId"})
    for subdomain in instrument["subdomains"]:
        scored = {"subdomain": subdomain, "score": int(t.chance.one("score"))}
        care(t, "score-subdomain", scored, on, uses=of_it)
    care(t, "complete-assessment", {"environment": "current"}, on, uses=of_it)


def ends(t: Telling, people: list[str], on: date) -> bool:
    """Whether everyone's care ended within the period; not before they could be told of a judgment."""
    everyone = True
    if people and t.owed:
        t.wait(Wait("told", tuple(people), t.owed))
    for her in people:
        left = after(on, 30 * t.chance.number("months_in_care"))
        if t.known(left):
            care(t, "exit-survivor", {"survivorId": her, "reason": t.chance.one("exit")}, left)
        else:
            everyone = False
    return everyone
