"""With the police engaged the case is investigated; an operation is planned, approved by both sides, carried out."""

from casework_demo.doors import person
from casework_demo.script import DIRECTOR, INVESTIGATOR, OFFICE, POLICE, SOCIAL_WORKER, Act, Cast, Chapter


def plan(c: Cast) -> dict[str, object]:
    return {
        "operationId": c.id("operation"),
        "authorityOrgId": c.id(POLICE),
        "window": "week",
        "socialWorkerId": str(person(SOCIAL_WORKER, OFFICE)),
        "plan": {"day": c.day(-180), "place": "demo place 1", "team": [str(person(INVESTIGATOR, OFFICE))]},
    }


def executed(c: Cast) -> dict[str, object]:
    found = {"result": "victims_found", "victimsFound": 3, "suspectsDetained": 2, "socialWorkerPresent": True}
    return {"operationId": c.id("operation"), **found}


def engaged(c: Cast) -> dict[str, object]:
    return {"orgId": c.id(POLICE), "unit": "anti_trafficking"}


def reported(c: Cast) -> dict[str, object]:
    return {"outcome": "corroborated", "package": {"findings": "demo findings 1"}}


def approved(c: Cast) -> dict[str, object]:
    """Nobody reserved care places: who lets it go ahead, and why, is said by name."""
    override = {"reason": "danger_to_life", "approverId": str(person(DIRECTOR, OFFICE))}
    return {"operationId": c.id("operation"), "withoutCapacity": override}


def by_government(c: Cast) -> dict[str, object]:
    return {"operationId": c.id("operation"), "approverId": c.id("police officer")}


CHAPTER = Chapter(
    "Operation",
    "the police engaged, a plan in the vault, approved by government and agency, carried out",
    (
        Act("intake", INVESTIGATOR, "record-authority-engaged", "the police join", engaged, -205, POLICE),
        Act("intake", DIRECTOR, "authorise-investigation", "may be looked into", lambda c: {"scope": "full"}, -204),
        Act("intake", INVESTIGATOR, "report-investigation", "the lead is corroborated", reported, -190),
        Act("intake", INVESTIGATOR, "plan-operation", "day, place and team go to the vault", plan, -188),
        Act("intake", INVESTIGATOR, "record-government-approval", "the police agree", by_government, -186, POLICE),
        Act("intake", DIRECTOR, "approve-operation", "the agency agrees", approved, -185),
        Act("intake", INVESTIGATOR, "record-operation-executed", "three victims found", executed, -180, POLICE),
    ),
)
