"""A hotline calls: the narrative goes to the vault, the referral over Kafka, and intake opens a case."""

from casework_demo.script import INVESTIGATOR, OFFICE, PARTNER, Act, Call, Cast, Chapter, Deposit, Wait


def call(c: Cast) -> dict[str, object]:
    return {
        "officeId": OFFICE,
        "channel": "hotline",
        "referringOrgId": c.id("hotline"),
        "allegationTypes": ["ForcedLabour", "SexualExploitation"],
        "allegedVictims": {"atLeast": 2, "atMost": 5},
        "urgency": "high",
        "narrativeRef": c["narrative"],
        "occurredOn": c.day(-210),
    }


SCREENED = {"indicators": ["documents_withheld", "debt_bondage"], "meets": True, "riskOfHarm": "high"}
OPENED = {"caseType": "trafficking", "duplicateCheck": {"outcome": "none_found"}}

CHAPTER = Chapter(
    "Referral",
    "a hotline's CloudEvent, screened, opened as {reference}",
    (
        Deposit("intake", PARTNER, "Narrative", "the hotline's narrative", "narrative", {"text": "demo narrative 1"}),
        Call("hotline", "ReferralReceived", "the hotline refers a case", call),
        Wait("intake", INVESTIGATOR, "/cases/{case}", "the referral arrives", lambda c, v: v["status"] == "referred"),
        Act("intake", INVESTIGATOR, "screen-referral", "screened: it is one for us", lambda c: SCREENED, day=-209),
        Act("intake", INVESTIGATOR, "open-case", "the case is opened", lambda c: OPENED, day=-209),
        Wait(
            "intake",
            INVESTIGATOR,
            "/cases/{case}",
            "the case has its reference",
            lambda c, v: v["reference"] is not None,
            lambda v: {"reference": v["reference"]},
        ),
    ),
)
