"""From the first call to safety: referral, investigation, operation, the people met and what became of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework_imports.doors import person
from casework_imports.simulating.plan import DIRECTOR, INVESTIGATOR, SOCIAL_WORKER, Wait
from casework_imports.simulating.telling import Telling, after

CHILDREN = frozenset({"0--8", "9--17", "unknown"})
"""Who is a child, or may be one: doubt counts as yes."""
PURPOSES = ("service_delivery", "legal_proceedings")


@dataclass
class People:
    """Who was met; `in_care` are those in safety, who consented; `adults` of them may go to court, `grown`
    of those surely are no children.

    `actual`: a prosecutor says of one of them that she is a victim, so that legal opens a file by itself.
    """

    everyone: list[str] = field(default_factory=list)
    in_care: list[str] = field(default_factory=list)
    adults: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    suspects: list[str] = field(default_factory=list)
    actual: bool = False


def referred(t: Telling, on: date) -> None:
    chance = t.chance
    kind, some = chance.one("exploitation"), chance.between(1, 4)
    told = {
        "officeId": t.office,
        "channel": chance.one("channel"),
        "allegationTypes": [kind],
        "allegedVictims": {"atLeast": some, "atMost": some + chance.between(0, 6)},
        "urgency": chance.one("urgency"),
    }
    t.act("intake", INVESTIGATOR, "record-referral", told, on)


def declined(t: Telling, on: date) -> None:
    screened = {"indicators": ["no_indicator"], "meets": False, "riskOfHarm": "low"}
    t.act("intake", INVESTIGATOR, "screen-referral", screened, after(on, 2))
    t.act("intake", DIRECTOR, "decline-referral", {"reason": t.chance.one("decline_reason")}, after(on, 3))


def opened(t: Telling, on: date, outcome: str) -> None:
    """Screened, opened, investigated with the police."""
    screened = {"indicators": ["debt_bondage", "movement_restricted"], "meets": True, "riskOfHarm": "high"}
    t.act("intake", INVESTIGATOR, "screen-referral", screened, after(on, 1))
    check = {"caseType": "trafficking", "duplicateCheck": {"outcome": "none_found"}}
    t.act("intake", INVESTIGATOR, "open-case", check, after(on, 1))
    joined = {"orgId": t.id("police"), "unit": "anti_trafficking"}
    t.act("intake", INVESTIGATOR, "record-authority-engaged", joined, after(on, 2), "police")
    t.act("intake", DIRECTOR, "authorise-investigation", {"scope": "full"}, after(on, 3))
    package = {"outcome": outcome, "package": {"findings": "simulated findings"}}
    t.act("intake", INVESTIGATOR, "report-investigation", package, after(on, 4))


def unsubstantiated(t: Telling, on: date) -> None:
    """Nobody is handed over: the case closes with intake's part."""
    opened(t, on, "unsubstantiated")
    t.act("intake", INVESTIGATOR, "close-intake-part", {"reason": "unsubstantiated"}, None)
    t.wait(Wait("closed"))


def operation(t: Telling, on: date, found: int, detained: int) -> None:
    operation_id = t.id("operation")
    if t.chance.one("operation") == "planned":
        plan = {"day": on.isoformat(), "place": "simulated place", "team": [person(INVESTIGATOR, t.office)]}
        planned = {
            "operationId": operation_id,
            "authorityOrgId": t.id("police"),
            "window": "week",
            "socialWorkerId": person(SOCIAL_WORKER, t.office),
            "plan": plan,
        }
        t.act("intake", INVESTIGATOR, "plan-operation", planned, after(on, -3))
        yes = {"operationId": operation_id, "approverId": t.id("police officer")}
        t.act("intake", INVESTIGATOR, "record-government-approval", yes, after(on, -2), "police")
        without = {"reason": "places_promised", "approverId": person(DIRECTOR, t.office)}
        t.act("intake", DIRECTOR, "approve-operation", {"operationId": operation_id, "withoutCapacity": without}, on)
        unplanned = False
    else:
        unplanned = True
    done = {
        "operationId": operation_id,
        "unplanned": unplanned,
        "result": "victims_found",
        "victimsFound": found,
        "suspectsDetained": detained,
        "socialWorkerPresent": not unplanned,
    }
    t.act("intake", INVESTIGATOR, "record-operation-executed", done, on, "police")


def met(t: Telling, on: date, victims: int, suspects: int) -> People:
    people, described, ages = People(), [], {}
    for number in range(1, victims + 1):
        her = t.id(f"victim {number}")
        ages[her] = t.chance.one("age_band")
        described.append({"victimId": her, "ageBand": ages[her], "gender": t.chance.one("gender")})
        people.everyone.append(her)
    met: dict[str, Any] = {"operationId": t.id("operation"), "victims": described}
    t.act("intake", SOCIAL_WORKER, "record-victims", met, on)
    for her in people.everyone:
        if t.chance.one("victim") == "declined":
            t.act("intake", SOCIAL_WORKER, "record-victim-declined-assistance", {"victimId": her}, on)
            continue
        people.actual |= in_safety(t, her, ages[her] in CHILDREN, on)
        people.in_care.append(her)
        if ages[her] not in CHILDREN:
            people.adults.append(her)
            if ages[her] != "unknown":
                people.grown.append(her)
    for number in range(1, suspects + 1):
        who = t.id(f"suspect {number}")
        role = {"suspectId": who, "roles": [t.chance.one("role")]}
        t.act("intake", INVESTIGATOR, "record-suspect", role, after(on, 1))
        people.suspects.append(who)
    return people


def in_safety(t: Telling, her: str, child: bool, on: date) -> bool:
    """Of a child a court consents, and she is asked as well. True where her status is actual."""
    given = [{"purpose": purpose, "given": True} for purpose in (*PURPOSES, f"share_with_partner:{t.partner}")]
    asked = {"by": "court", "assent": "given"} if child else {"by": "self"}
    consent = {"consentId": t.id(f"consent {her}"), "subjectId": her, "purposes": given, **asked}
    safe = {
        "victimId": her,
        "placementType": t.chance.one("placement"),
        "ledByOrgId": t.id("police"),
        "agencyRole": "present",
        "wish": "agreed",
        "liberty": "free_to_leave",
    }
    t.act("intake", SOCIAL_WORKER, "record-consent", consent, on)
    t.act("intake", INVESTIGATOR, "record-victim-brought-to-safety", safe, on, "police")
    status = {
        "victimId": her,
        "status": t.chance.one("official_status"),
        "decidedBy": "CourtOrProsecution",
        "standing": "official",
    }
    t.act("intake", INVESTIGATOR, "record-victim-status", status, after(on, 5), "prosecutor")
    return status["status"] == "ActualVictimOfTrafficking"
