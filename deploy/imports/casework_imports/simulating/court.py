"""The prosecution: complaint, accused, custody and bail, charges, testimony, judgment, appeal. Told of each accused by
the disposition drawn for him; what lies after the period stays pending.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casework_imports.simulating.begins import People
from casework_imports.simulating.plan import LAWYER, SOCIAL_WORKER, Wait
from casework_imports.simulating.telling import Telling, after

PROSECUTOR, POLICE, COURT, APPEAL_COURT = "prosecutor", "police", "trial_court", "appeal_court"
ICCS = "0204"
PROSECUTION = {"prosecutionId": "prosecution"}
# What survivors are told of: the first opens a task for each of them, the others join it.
TOLD = frozenset({"record-verdict", "record-sentence", "record-appeal-filed", "record-judgment-final"})


@dataclass
class Accused:
    """`judged`: the day of the judgment; None where none falls into the period."""

    id: str
    charge: str
    counts: int
    disposition: str
    charged: date
    arrested: date
    detained: bool
    judged: date | None


def legal(
    t: Telling, command: str, body: dict[str, Any], on: date | None, authority: str | None, liberty: str = ""
) -> None:
    keep: dict[str, str] = {}
    if command in TOLD and not t.owed:
        t.owed = "told of"
        keep = {t.owed: "eventId"}
    t.act("legal", LAWYER, command, body, on, authority, keep=keep, uses=PROSECUTION, liberty=liberty)


def prosecuted(t: Telling, people: People, on: date) -> None:
    """From the complaint to the end, with everyone warned whenever somebody's liberty changes."""
    if people.actual:
        t.wait(Wait("prosecuted", tuple(people.suspects)))
    else:
        t.wait(Wait("suspected", tuple(people.suspects)))
        t.act("legal", LAWYER, "open-prosecution", {}, None, keep={"prosecution": "prosecutionId"})
    complaint = {"authorityOrgId": t.id("prosecutor"), "kind": "complaint", "offences": [ICCS]}
    legal(t, "record-complaint-registered", complaint, after(on, 1), PROSECUTOR)
    accused = [drawn(t, who, on) for who in people.suspects]
    for one in accused:
        brought(t, one)
    t.answers(people.everyone, after(max(one.arrested for one in accused), 1))
    released = [one for one in accused if not one.detained]
    for one in released:
        let_out(t, one)
    if released:
        t.answers(people.everyone, after(max(one.arrested for one in released), 4))
    for one in accused:
        charged(t, one, people.in_care)
    testimony(t, accused, people)
    judged = [one for one in accused if one.judged]
    for one in judged:
        judgment(t, one, people)
    if judged:
        t.answers(people.everyone, max(one.judged for one in judged if one.judged))


def drawn(t: Telling, who: str, on: date) -> Accused:
    chance = t.chance
    disposition = chance.one("disposition")
    charged = after(on, chance.number("operation_to_charge"))
    arrested = max(after(charged, min(chance.number("charge_to_arrest"), 365)), on)
    judged = after(max(charged, arrested), 40 + chance.number("charge_to_sentence"))
    open_ended = disposition == "pending" or not t.known(after(judged, 400))
    if open_ended:
        t.over = False
    detained = chance.one("detained") == "detained"
    counts = chance.between(1, 3)
    return Accused(
        who, t.id(f"charge {who}"), counts, disposition, charged, arrested, detained, None if open_ended else judged
    )


def brought(t: Telling, one: Accused) -> None:
    """Named, arrested, remanded."""
    him = {"accusedId": one.id}
    named = {**him, "namedBy": t.id("prosecutor"), "basis": "charge_sheet"}
    legal(t, "record-accused-registered", named, min(one.arrested, one.charged), PROSECUTOR)
    arrest = {**him, "withWarrant": one.arrested > one.charged, "byOrgId": t.id("police")}
    legal(t, "record-arrest", arrest, one.arrested, POLICE, liberty=one.id)
    if one.detained:
        until = after(one.arrested, 60)
        remand = {**him, "custody": "judicial", "from": one.arrested.isoformat(), "to": until.isoformat()}
        legal(t, "record-remand", remand, after(one.arrested, 1), COURT, liberty=one.id)


def let_out(t: Telling, one: Accused) -> None:
    him = {"accusedId": one.id}
    bail = {**him, "kind": "regular", "conditions": ["no_contact"], "currency": t.law["currency"], "amount": "50000.00"}
    legal(t, "record-bail-granted", bail, after(one.arrested, 2), COURT, liberty=one.id)
    legal(t, "record-release", {**him, "ground": "bail"}, after(one.arrested, 3), POLICE, liberty=one.id)


def charged(t: Telling, one: Accused, victims: list[str]) -> None:
    him = {"accusedId": one.id}
    charge = {
        "chargeId": one.charge,
        "statute": t.law["statute"],
        "iccs": ICCS,
        "counts": one.counts,
        "victimIds": victims[:50],
    }
    on = max(one.charged, one.arrested)
    legal(t, "record-charges-filed", {**him, "charges": [charge]}, one.charged, PROSECUTOR)
    legal(t, "record-charge-accepted", {"chargeId": one.charge}, after(one.charged, 10), COURT)
    legal(t, "record-arraignment", him, after(on, 20), COURT)
    plea = {**him, "chargeId": one.charge, "plea": "guilty" if one.disposition == "convicted_plea" else "not_guilty"}
    legal(t, "record-plea", plea, after(on, 20), COURT)


def testimony(t: Telling, accused: list[Accused], people: People) -> None:
    """One adult in care testifies before the first judgment that is not by plea, prepared and ready."""
    days = [one.judged for one in accused if one.judged and one.disposition != "convicted_plea"]
    if not days or not people.adults or not t.chance.yes("testimony"):
        return
    on, witness, hearing = after(min(days), -10), people.adults[0], t.id("hearing")
    scheduled = {
        "hearingId": hearing,
        "on": on.isoformat(),
        "type": "testimony",
        "mode": "in_person",
        "courtOrgId": t.id("court"),
        "witnessIds": [witness],
    }
    legal(t, "record-hearing-scheduled", scheduled, after(on, -40), COURT)
    legal(t, "record-witness-summoned", {"witnessId": witness, "role": "victim"}, after(on, -40), COURT)
    t.wait(Wait("scheduled", (witness,), hearing))
    ready = {"survivorId": witness, "hearingId": hearing, "ready": "yes"}
    t.act("aftercare", SOCIAL_WORKER, "record-court-preparation", ready, after(on, -7))
    t.wait(Wait("ready", (witness,), hearing))
    legal(t, "record-hearing-held", {"hearingId": hearing}, on, COURT)
    how = {"mode": "in_person", "closedCourt": True, "supportPersonPresent": True}
    legal(t, "record-testimony", {"hearingId": hearing, "witnessId": witness, **how}, on, COURT)


def judgment(t: Telling, one: Accused, people: People) -> None:
    on, him, of_it = one.judged, {"accusedId": one.id}, {"chargeId": one.charge}
    if on is None:
        return
    verdict = {**him, **of_it, "counts": one.counts}
    match one.disposition:
        case "convicted_plea" | "convicted_trial":
            by_plea = one.disposition == "convicted_plea"
            legal(t, "record-verdict", {**verdict, "verdict": "guilty", "byPlea": by_plea}, on, COURT)
            sentenced(t, one, people, on)
        case "convicted_other_count":
            lesser = {"verdict": "guilty_lesser", "convictedOf": {"statute": t.law["lesser"]}}
            legal(t, "record-verdict", {**verdict, **lesser}, on, COURT)
            sentenced(t, one, people, on)
        case "acquitted_trial":
            legal(t, "record-verdict", {**verdict, "verdict": "not_guilty"}, on, COURT, liberty=one.id)
            legal(t, "record-judgment-final", him, after(on, 60), COURT)
        case "dismissed":
            dropped = {**of_it, "counts": one.counts, "reason": "insufficient_evidence"}
            legal(t, "record-charge-withdrawn", dropped, on, PROSECUTOR, liberty=one.id)
            legal(t, "record-judgment-final", him, after(on, 30), COURT)
        case _:
            legal(t, "record-discontinued", {**him, "reason": "not_stated"}, on, PROSECUTOR, liberty=one.id)


def sentenced(t: Telling, one: Accused, people: People, on: date) -> None:
    """Sentenced the same day; ordered to pay in some, appealed by the defence in some; final after that."""
    him = {"accusedId": one.id}
    legal(t, "record-sentence", {**him, "custodialMonths": t.chance.number("sentence_months")}, on, COURT)
    if t.chance.yes("ordered_to_pay") and people.in_care:
        order = {"orderId": t.id(f"order {one.id}"), "victimId": people.in_care[0], "payer": "accused"}
        money = {"amount": f"{t.chance.between(1, 300) * 1000}.00", "currency": t.law["currency"]}
        legal(t, "record-compensation-ordered", {**him, **order, **money}, on, COURT)
    final, court = after(on, 30), COURT
    if t.chance.yes("appeal"):
        appeal = {"appealId": t.id(f"appeal {one.id}")}
        legal(t, "record-appeal-filed", {**him, **appeal, "by": "defence", "court": "appeal"}, after(on, 15), None)
        result = {**appeal, "result": t.chance.one("appeal_result")}
        legal(t, "record-appeal-decided", result, after(on, 300), APPEAL_COURT, liberty=one.id)
        final, court = after(on, 330), APPEAL_COURT
    legal(t, "record-judgment-final", him, final, court)
