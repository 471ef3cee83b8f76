"""The trial: a victim testifies once aftercare said she is ready; one accused is convicted, the other acquitted."""

from typing import Any

from casework_demo.script import APPEAL_COURT, COURT, LAWYER, SOCIAL_WORKER, Act, Body, Cast, Chapter, Wait
from casework_demo.story.prosecution import FIRST, SECOND, of, prosecution
from casework_demo.story.rechecks import owed_to_everyone

WITNESS = "victim 1"


def hearing(c: Cast) -> dict[str, object]:
    when = {"hearingId": c.id("hearing"), "on": c.day(0), "type": "testimony", "mode": "in_person"}
    return {**prosecution(c), **when, "courtOrgId": c.id(COURT), "witnessIds": [c.id(WITNESS)]}


def held(c: Cast) -> dict[str, object]:
    return {**prosecution(c), "hearingId": c.id("hearing")}


def summoned(c: Cast) -> dict[str, object]:
    return {**prosecution(c), "witnessId": c.id(WITNESS), "role": "victim"}


def ready(c: Cast) -> dict[str, object]:
    return {"survivorId": c.id(WITNESS), "hearingId": c.id("hearing"), "ready": "yes"}


def testimony(c: Cast) -> dict[str, object]:
    how = {"mode": "in_person", "closedCourt": True, "supportPersonPresent": True}
    return {**held(c), "witnessId": c.id(WITNESS), **how}


def verdict(accused: str, found: str, counts: int) -> Body:
    return lambda c: {**of(accused, verdict=found, counts=counts)(c), "chargeId": c.id(f"charge of {accused}")}


def compensation(c: Cast) -> dict[str, object]:
    order = {"orderId": c.id("order"), "victimId": c.id(WITNESS), "payer": "accused"}
    return {**of(FIRST)(c), **order, "amount": "150000.00", "currency": "PHP"}


def appeal(c: Cast) -> dict[str, object]:
    return {**of(FIRST)(c), "appealId": c.id("appeal"), "by": "defence", "court": "appeal"}


def affirmed(c: Cast) -> dict[str, object]:
    return {**prosecution(c), "appealId": c.id("appeal"), "result": "affirmed"}


def preparation_due(c: Cast, survivors: list[dict[str, Any]]) -> bool:
    mine = [known for known in survivors if known["survivorId"] == c.id(WITNESS)]
    return bool(mine) and c.id("hearing") in mine[0]["preparations"]


def readiness_noted(c: Cast, timeline: dict[str, Any]) -> bool:
    return any(entry["type"] == "ReadinessNoted" for entry in timeline["entries"])


CASELOAD = "/caseload?caseId={case}"
NOTED = "/cases/{case}/timeline?type=ReadinessNoted"

TESTIMONY = Chapter(
    "Testimony",
    "a hearing set, court preparation falls due by itself, readiness stated and noted, testimony given",
    (
        Act("legal", LAWYER, "record-hearing-scheduled", "a day in court", hearing, -60, COURT),
        Act("legal", LAWYER, "record-witness-summoned", "she is summoned", summoned, -60, COURT),
        Wait("aftercare", SOCIAL_WORKER, CASELOAD, "court preparation falls due by itself", preparation_due),
        Act("aftercare", SOCIAL_WORKER, "record-court-preparation", "prepared, and ready", ready, -10),
        Wait("legal", LAWYER, NOTED, "legal has noted that she is ready", readiness_noted),
        Act("legal", LAWYER, "record-hearing-held", "the hearing is held", held, authority=COURT),
        Act("legal", LAWYER, "record-testimony", "she testifies in closed court", testimony, authority=COURT),
    ),
)

JUDGMENT = Chapter(
    "Judgment",
    "one convicted, sentenced, appeal affirmed, final; one acquitted: everyone is warned again",
    (
        Act("legal", LAWYER, "record-verdict", "convicted", verdict(FIRST, "guilty", 2), None, COURT),
        Act("legal", LAWYER, "record-sentence", "20 years", of(FIRST, custodialMonths=240), None, COURT),
        Act("legal", LAWYER, "record-compensation-ordered", "he has to pay", compensation, None, COURT),
        Act(
            "legal",
            LAWYER,
            "record-verdict",
            "acquitted",
            verdict(SECOND, "not_guilty", 1),
            authority=COURT,
            liberty="end",
        ),
        Act("legal", LAWYER, "record-appeal-filed", "the defence appeals", appeal),
        Act("legal", LAWYER, "record-appeal-decided", "affirmed", affirmed, None, APPEAL_COURT, liberty="end"),
        *owed_to_everyone("end", "an acquittal and an appeal decided", None),
        Act("legal", LAWYER, "record-judgment-final", "final", of(FIRST), None, APPEAL_COURT),
        Act("legal", LAWYER, "record-judgment-final", "final", of(SECOND), None, COURT),
    ),
)
