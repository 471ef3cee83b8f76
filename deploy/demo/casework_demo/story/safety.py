"""Three victims: two are brought to safety, one declines help. Consent comes before safety for one, after it for one.

Aftercare enrols both by itself, whichever came first; legal opens a prosecution by itself once the prosecutor says that
they are victims.
"""

from casework_demo.script import (
    INVESTIGATOR,
    LAWYER,
    POLICE,
    PROSECUTOR,
    SOCIAL_WORKER,
    Act,
    Body,
    Cast,
    Chapter,
    Wait,
)

VICTIMS = ("victim 1", "victim 2", "victim 3")
ENROLLED = VICTIMS[:2]
SUSPECTS = ("suspect 1", "suspect 2")


def encountered(c: Cast) -> dict[str, object]:
    ages = dict(zip(VICTIMS, ("18--20", "24--26", "30--38"), strict=True))
    person = {"gender": "Feminine", "citizenship": ["PHL"], "languageNeeded": "tgl"}
    met = [{"victimId": c.id(victim), "ageBand": age, **person} for victim, age in ages.items()]
    return {"operationId": c.id("operation"), "victims": met}


def consent(victim: str) -> Body:
    """To our services, to the clinic we refer to, and to going to court."""

    def body(c: Cast) -> dict[str, object]:
        purposes = ("service_delivery", f"share_with_partner:{c.id('clinic')}", "legal_proceedings")
        given = [{"purpose": purpose, "given": True} for purpose in purposes]
        return {"consentId": c.id(f"consent of {victim}"), "subjectId": c.id(victim), "purposes": given, "by": "self"}

    return body


def safe(victim: str) -> Body:
    return lambda c: {
        "victimId": c.id(victim),
        "placementType": "shelter",
        "ledByOrgId": c.id(POLICE),
        "agencyRole": "present",
        "wish": "agreed",
        "liberty": "free_to_leave",
    }


def actual(victim: str) -> Body:
    status = {"status": "ActualVictimOfTrafficking", "decidedBy": "CourtOrProsecution", "standing": "official"}
    return lambda c: {"victimId": c.id(victim), **status}


def suspect(word: str, role: str) -> Body:
    return lambda c: {"suspectId": c.id(word), "roles": [role]}


def declined(c: Cast) -> dict[str, object]:
    return {"victimId": c.id("victim 3"), "reasonCode": "returns_home"}


def preference(c: Cast) -> dict[str, object]:
    channel = {"safeChannel": {"means": "phone", "address": "demo channel 1"}}
    return {"personId": c.id("victim 1"), "warn": "yes", "tell": ["hearing", "verdict"], **channel}


def everyone_noted(c: Cast, view: dict[str, list[dict[str, object]]]) -> bool:
    """Aftercare knows all three, enrolled two, and has heard whom to warn and who declined."""
    people = {str(known["personId"]): known for known in view["people"]}
    if people.keys() != {c.id(victim) for victim in VICTIMS}:
        return False
    enrolled = all(people[c.id(victim)]["enrolled"] and people[c.id(victim)]["status"] for victim in ENROLLED)
    heard = people[c.id("victim 1")]["warn"] == "yes" and people[c.id("victim 3")]["declinedOn"] is not None
    return enrolled and heard


CHAPTER = Chapter(
    "Safety",
    "three victims met, two in safety and enrolled automatically, one declines; a prosecution opens by itself",
    (
        Act("intake", SOCIAL_WORKER, "record-victims", "three victims are met", encountered, -180),
        Act("intake", SOCIAL_WORKER, "record-consent", "one consents before", consent("victim 1"), -180),
        Act("intake", INVESTIGATOR, "record-victim-brought-to-safety", "safe", safe("victim 1"), -180, POLICE),
        Act("intake", INVESTIGATOR, "record-victim-brought-to-safety", "safe", safe("victim 2"), -180, POLICE),
        Act("intake", SOCIAL_WORKER, "record-victim-declined-assistance", "one goes home", declined, -180),
        Act("intake", SOCIAL_WORKER, "record-consent", "one consents after", consent("victim 2"), -178),
        Act("intake", SOCIAL_WORKER, "record-contact-preference", "how to warn her", preference, -178),
        Act("intake", INVESTIGATOR, "record-suspect", "identified", suspect("suspect 1", "Exploiter"), -180),
        Act("intake", INVESTIGATOR, "record-suspect", "identified", suspect("suspect 2", "Transporter"), -180),
        Act("intake", INVESTIGATOR, "record-victim-status", "a victim", actual("victim 1"), -179, PROSECUTOR),
        Act("intake", INVESTIGATOR, "record-victim-status", "a victim", actual("victim 2"), -179, PROSECUTOR),
        Wait("aftercare", SOCIAL_WORKER, "/cases/{case}", "aftercare enrols both by itself", everyone_noted),
        Wait(
            "legal",
            LAWYER,
            "/cases/{case}",
            "legal opens a prosecution by itself",
            lambda c, v: v["suspects"] == 2 and v["victims"] == 2 and len(v["prosecutions"]) == 1,
            lambda v: {"prosecution": v["prosecutions"][0]["prosecutionId"]},
        ),
    ),
)
