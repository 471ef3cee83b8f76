"""Care of those brought to safety: caseworker, first care, a place, assessment, plan, a service, and the way out.

Some go home, and are followed up there.
"""

from datetime import date
from typing import Any

from casework_imports.doors import person
from casework_imports.simulating.chance import figures
from casework_imports.simulating.plan import DIRECTOR, SOCIAL_WORKER, Wait
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
        if t.aside.yes("placed"):
            lives(t, her, number, after(on, 1))
        if t.chance.yes("assessed"):
            assessed(t, her, number, after(on, 20))
            planned(t, her, number, after(on, 22))
        if t.chance.yes("served"):
            served(t, her, number, after(on, 25))


def assessed(t: Telling, her: str, number: int, on: date) -> None:
    instrument, kept = figures()["instrument"], f"assessment {number}"
    started = {"survivorId": her, "instrument": instrument["name"], "version": instrument["version"], "kind": "intake"}
    of_it = {"assessmentId": kept}
    care(t, "start-assessment", started, on, keep={kept: "streamId"})
    for subdomain in instrument["subdomains"]:
        scored = {"subdomain": subdomain, "score": int(t.chance.one("score"))}
        care(t, "score-subdomain", scored, on, uses=of_it)
    care(t, "complete-assessment", {"environment": "current"}, on, uses=of_it)


def planned(t: Telling, her: str, number: int, on: date) -> None:
    """Drafted by her caseworker, approved by another."""
    hers, kept = {"survivorId": her}, f"plan {number}"
    target = after(on, 180).isoformat()
    goals = [{"domain": t.chance.one("goal"), "goal": "as_agreed_with_her", "targetDate": target}]
    care(t, "draft-care-plan", {**hers, "goals": goals}, on, keep={kept: "planId"})
    t.act("aftercare", DIRECTOR, "approve-care-plan", hers, after(on, 1), uses={"planId": kept})


def served(t: Telling, her: str, number: int, on: date) -> None:
    hers, kept = {"survivorId": her}, f"service {number}"
    of_it, referred = {"serviceId": kept}, {**hers, "type": t.chance.one("service"), "orgId": t.partner}
    care(t, "refer-service", referred, on, keep={kept: "serviceId"})
    care(t, "record-service-accepted", hers, after(on, 3), uses=of_it)
    care(t, "record-service-delivered", {**hers, "units": t.chance.between(1, 12)}, after(on, 30), uses=of_it)
    care(t, "record-service-ended", hers, after(on, 31), uses=of_it)


def lives(t: Telling, her: str, number: int, on: date) -> None:
    """In one of the facilities that the office places people in."""
    facility = t.of_office(f"facility {t.aside.between(1, 4)}")
    place = {"survivorId": her, "type": t.aside.one("facility"), "liberty": "free_to_leave", "facilityRef": facility}
    kept = f"placement {number}"
    care(t, "start-placement", place, on, keep={kept: "placementId"})
    t.placed[her] = kept


def goes_home(t: Telling, her: str, left: date) -> None:
    """Some time before care ends: her place with us ends with it, and she is looked after once there."""
    hers = {"survivorId": her}
    home, into = after(left, -40), t.aside.one("home")
    t.act("aftercare", DIRECTOR, "check-return-risk", {**hers, "answer": "none_known"}, after(home, -7))
    care(t, "plan-reintegration", {**hers, "into": into}, after(home, -5))
    care(t, "record-reintegrated", {**hers, "into": into}, home)
    visit = {**hers, "mode": t.aside.one("visit"), "outcome": t.aside.one("found"), "months": 1}
    care(t, "record-follow-up-visited", visit, after(home, 30))


def ends(t: Telling, people: list[str], grown: list[str], on: date) -> bool:
    """Whether everyone's care ended within the period; not before they could be told of a judgment."""
    everyone = True
    if people and t.owed:
        t.wait(Wait("told", tuple(people), t.owed))
    for her in people:
        left = after(on, 30 * t.chance.number("months_in_care"))
        if t.known(left):
            if her in grown and t.aside.yes("goes_home"):
                goes_home(t, her, left)
            elif her in t.placed:
                ended = {"survivorId": her, "reason": t.aside.one("left_place")}
                care(t, "record-placement-ended", ended, left, uses={"placementId": t.placed[her]})
            care(t, "exit-survivor", {"survivorId": her, "reason": t.chance.one("exit")}, left)
        else:
            everyone = False
    return everyone
