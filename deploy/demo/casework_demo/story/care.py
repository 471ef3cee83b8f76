"""Care for two survivors: caseworker, emergency care, assessment, plan, a service, a placement, and the way out.

The instrument that comes with the services is provisional, so it supports no restoration: the attempt is refused.
"""

from collections.abc import Sequence

from casework_demo.doors import person
from casework_demo.script import DIRECTOR, OFFICE, SOCIAL_WORKER, Act, Body, Cast, Chapter, Deposit
from casework_demo.story.safety import ENROLLED

FIRST, SECOND = ENROLLED

# Sub-domain: at intake, at closing. 1 is the highest vulnerability, 4 the lowest.
SCORES = {
    "freedom_from_abuse_or_neglect": (2, 4),
    "freedom_from_threats": (1, 3),
    "identifies_and_manages_unsafe_situations": (2, 4),
    "knows_rights": (1, 4),
    "able_to_pursue_justice": (2, 4),
    "legal_status_and_documents": (2, 3),
    "emotional_stability": (1, 3),
    "positive_coping": (2, 3),
    "reduced_harmful_behaviour": (3, 4),
    "household_basic_needs": (2, 4),
    "income_or_livelihood": (1, 3),
    "education_or_training": (2, 3),
    "supportive_relationships": (2, 4),
    "community_acceptance": (2, 3),
    "health_status": (2, 4),
    "access_to_medical_care": (2, 4),
    "housing_conditions": (2, 4),
}


def of(survivor: str, **more: object) -> Body:
    return lambda c: {"survivorId": c.id(survivor), **more}


def care(command: str, says: str, body: Body, day: int | None = None, role: str = SOCIAL_WORKER) -> Act:
    return Act("aftercare", role, command, says, body, day)


def begins(survivor: str, day: int) -> Sequence[Act]:
    worker = str(person(SOCIAL_WORKER, OFFICE))
    return (
        care("assign-caseworker", "she has a caseworker", of(survivor, workerId=worker), day),
        care("record-emergency-care", "first care", of(survivor, kinds=["medical", "safe_place"]), day),
    )


def assessment(kind: str, at: int, day: int, environment: str) -> Sequence[Act]:
    """Started, every sub-domain scored, completed; `at` is the column of SCORES."""
    started = of(FIRST, instrument="aso", version="placeholder-0", kind=kind)

    def of_it(**more: object) -> Body:
        return lambda c: {"assessmentId": c[kind], **more}

    return (
        Act(
            "aftercare", SOCIAL_WORKER, "start-assessment", f"{kind} assessment", started, day, keep={kind: "streamId"}
        ),
        *(
            care("score-subdomain", subdomain, of_it(subdomain=subdomain, score=scores[at]), day)
            for subdomain, scores in SCORES.items()
        ),
        care("complete-assessment", f"{kind} assessment complete", of_it(environment=environment), day),
    )


def goals(c: Cast) -> dict[str, object]:
    wanted = [("safety", "safe_at_home"), ("economic_education", "own_income")]
    return {**of(FIRST)(c), "goals": [{"domain": d, "goal": g, "targetDate": c.day(60)} for d, g in wanted]}


def referred(c: Cast) -> dict[str, object]:
    return {**of(FIRST, type="health_medical")(c), "orgId": c.id("clinic")}


def delivered(c: Cast) -> dict[str, object]:
    return {**of(FIRST, units=6)(c), "serviceId": c["service"]}


def served(c: Cast) -> dict[str, object]:
    return {**of(FIRST)(c), "serviceId": c["service"]}


def placed(c: Cast) -> dict[str, object]:
    return {**of(FIRST, type="shelter", liberty="free_to_leave")(c), "facilityRef": c["facility"]}


def moved_out(c: Cast) -> dict[str, object]:
    return {**of(FIRST, reason="planned")(c), "placementId": c["placement"]}


def approved(c: Cast) -> dict[str, object]:
    return {**of(FIRST)(c), "planId": c["plan"]}


def restored(c: Cast) -> dict[str, object]:
    return {**of(FIRST)(c), "assessmentId": c["closure"]}


BEGINS = Chapter(
    "Care begins",
    "caseworker, first care, assessment at intake, a plan approved by another, a service, a placement",
    (
        *begins(FIRST, -180),
        *begins(SECOND, -178),
        *assessment("intake", 0, -165, "current"),
        Act("aftercare", SOCIAL_WORKER, "draft-care-plan", "a plan", goals, -160, keep={"plan": "planId"}),
        care("approve-care-plan", "approved by another", approved, -159, DIRECTOR),
        Act("aftercare", SOCIAL_WORKER, "refer-service", "to a clinic", referred, -158, keep={"service": "serviceId"}),
        care("record-service-accepted", "the clinic accepts her", served, -157),
        care("record-service-delivered", "six visits", delivered, -100),
        Deposit("aftercare", SOCIAL_WORKER, "Facility", "where she lives", "facility", {"text": "demo facility 1"}),
        Act("aftercare", SOCIAL_WORKER, "start-placement", "a room", placed, -180, keep={"placement": "placementId"}),
    ),
)

ENDS = Chapter(
    "Care ends",
    "assessment at closing; she cannot be called restored on a provisional instrument; both leave, goals met",
    (
        care("record-placement-ended", "she moves out as planned", moved_out, -20),
        care("record-service-ended", "the clinic is done", served, -15),
        *assessment("closure", 1, -5, "reintegration"),
        Act("aftercare", DIRECTOR, "restore-survivor", "restored?", restored, refused="InstrumentProvisional"),
        care("exit-survivor", "goals met", of(FIRST, reason="goals_met")),
        care("exit-survivor", "goals met", of(SECOND, reason="goals_met")),
    ),
)
