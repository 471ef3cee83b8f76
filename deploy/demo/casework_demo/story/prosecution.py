"""The complaint, the accused, their arrest, remand and charges, as legal writes down what authorities did."""

from casework_demo.script import COURT, LAWYER, POLICE, PROSECUTOR, Act, Body, Cast, Chapter
from casework_demo.story.rechecks import owed_to_everyone
from casework_demo.story.safety import ENROLLED, SUSPECTS

FIRST, SECOND = SUSPECTS
STATUTE = "RA 9208 s.4(a)"


def prosecution(c: Cast) -> dict[str, object]:
    return {"prosecutionId": c["prosecution"]}


def of(accused: str, **more: object) -> Body:
    return lambda c: {**prosecution(c), "accusedId": c.id(accused), **more}


def complaint(c: Cast) -> dict[str, object]:
    told = {"number": {"number": "demo number 1"}, "kind": "complaint", "offences": ["0204"]}
    return {**prosecution(c), "authorityOrgId": c.id(PROSECUTOR), **told}


def named(accused: str, role: str) -> Body:
    return lambda c: {**of(accused, roles=[role], basis="charge_sheet")(c), "namedBy": c.id(PROSECUTOR)}


def arrested(accused: str) -> Body:
    return lambda c: {**of(accused, withWarrant=False)(c), "byOrgId": c.id(POLICE)}


def remanded(accused: str) -> Body:
    return lambda c: {**of(accused, custody="judicial")(c), "from": c.day(-179), "to": c.day(-119)}


def charged(accused: str, counts: int) -> Body:
    def body(c: Cast) -> dict[str, object]:
        harmed = [c.id(victim) for victim in ENROLLED]
        charge = {"statute": STATUTE, "iccs": "0204", "counts": counts, "victimIds": harmed}
        return {**of(accused)(c), "charges": [{"chargeId": c.id(f"charge of {accused}"), **charge}]}

    return body


def accepted(accused: str) -> Body:
    return lambda c: {**prosecution(c), "chargeId": c.id(f"charge of {accused}")}


CHAPTER = Chapter(
    "Prosecution",
    "complaint, two accused arrested and remanded (everyone is warned), charged, charges accepted",
    (
        Act("legal", LAWYER, "record-complaint-registered", "complaint", complaint, -183, PROSECUTOR),
        Act("legal", LAWYER, "record-accused-registered", "named", named(FIRST, "Exploiter"), -179, PROSECUTOR),
        Act("legal", LAWYER, "record-accused-registered", "named", named(SECOND, "Transporter"), -179, PROSECUTOR),
        Act("legal", LAWYER, "record-arrest", "arrested", arrested(FIRST), -180, POLICE, liberty="arrests"),
        Act("legal", LAWYER, "record-arrest", "arrested", arrested(SECOND), -180, POLICE, liberty="arrests"),
        Act("legal", LAWYER, "record-remand", "remanded", remanded(FIRST), -179, COURT, liberty="arrests"),
        Act("legal", LAWYER, "record-remand", "remanded", remanded(SECOND), -179, COURT, liberty="arrests"),
        *owed_to_everyone("arrests", "two arrests, two remands", -178),
        Act("legal", LAWYER, "record-charges-filed", "charged", charged(FIRST, 2), -150, PROSECUTOR),
        Act("legal", LAWYER, "record-charges-filed", "charged", charged(SECOND, 1), -150, PROSECUTOR),
        Act("legal", LAWYER, "record-charge-accepted", "accepted", accepted(FIRST), -140, COURT),
        Act("legal", LAWYER, "record-charge-accepted", "accepted", accepted(SECOND), -140, COURT),
    ),
)
