"""What the rows of a case come to, as commands of an importer: what the file says, on the day it says, and no more.

What it gives no day for is dated `unknown`. A verdict implies that the court had accepted so many counts, which is
recorded with it; counts dropped by the prosecution are withdrawn; counts of which it says nothing stay open. What it
says of an accused beyond his verdicts is a reported disposition, never an invented verdict. Appeals are left out: the
file says that there was one, not by whom, to which court or with what result.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework_imports.federal.rows import Case, Charge, Defendant
from casework_imports.federal.unfit import unfit
from casework_imports.record import UNKNOWN, Record, Unit, an_id

SET = "us-federal"
OFFICE = "DOM-SDQ"
PER_COMMAND = 200

VERDICTS = {
    "plea_guilty": ("guilty", True),
    "trial_guilty": ("guilty", False),
    "trial_not_guilty": ("not_guilty", False),
}
WITHDRAWN = {"nolle_prossed": "nolle_prosequi", "plea_dismissed": "plea_agreement"}
# Dispositions that the verdicts of an accused say by themselves, by the fate of at least one count.
SAID_BY_VERDICT = {
    "convicted_plea": "plea_guilty",
    "convicted_trial": "trial_guilty",
    "acquitted_trial": "trial_not_guilty",
}
EXPLOITATION = {
    "labor_trafficking": "ForcedLabour",
    "adult_sex_trafficking": "SexualExploitation",
    "minor_sex_trafficking": "SexualExploitation",
}
WEIGHT = ("trial_guilty", "plea_guilty", "trial_not_guilty", "nolle_prossed", "plea_dismissed")
PROSECUTOR, COURT = "prosecutor", "court"


@dataclass(frozen=True, slots=True)
class Part:
    """So many counts of a charge that share a fate; `fits`: they are among those charged."""

    fate: str
    counts: int
    fits: bool


def of_set(word: str) -> str:
    return an_id(SET, word)


def case_id(key: str) -> str:
    return of_set(key)


def unit(case: Case) -> Unit:
    """A case without a defendant who could be read is nothing but its rows, told as left out."""
    records = tuple(in_order(case)) if case.defendants else ()
    return Unit(case.key or "rows without a case", OFFICE, case_id(case.key), records, case.rows, tuple(unfit(case)))


def in_order(case: Case) -> Iterator[Record]:
    yield from opening(case)
    yield from people(case)
    for one in case.defendants:
        yield from prosecution(one)


def opening(case: Case) -> Iterator[Record]:
    """Legal's file is opened first, so that its law is the one of the set, then the case in intake."""
    law = {"jurisdictionProfile": "USA", "officeId": OFFICE, "jurisdiction": "USA", "occurredOn": UNKNOWN}
    yield Record(SET, "legal", "open-prosecution", case.key, law, keep=("prosecutionId",))
    yield Record(SET, "intake", "record-referral", case.key, referral(case))
    screened = {"indicators": ["prosecuted"], "meets": True, "riskOfHarm": "med", "occurredOn": UNKNOWN}
    yield Record(SET, "intake", "screen-referral", case.key, screened)
    opened = {"caseType": "trafficking", "duplicateCheck": {"outcome": "not_checked"}, "occurredOn": UNKNOWN}
    yield Record(SET, "intake", "open-case", case.key, opened)


def referral(case: Case) -> dict[str, Any]:
    """By the authority that prosecuted. Where the file gives no number of victims, nothing is said but `at least 0`."""
    return {
        "officeId": OFFICE,
        "channel": "govt",
        "referringOrgId": of_set("prosecutor"),
        "authority": PROSECUTOR,
        "allegationTypes": [*dict.fromkeys(EXPLOITATION[kind] for kind in case.kinds)],
        "allegedVictims": {"atLeast": 0} if case.victims is None else case.victims,
        "urgency": "low",
        "occurredOn": UNKNOWN,
    }


def people(case: Case) -> Iterator[Record]:
    """Victims once per case: so many, and so many of them women. Who of them was a child or a foreigner is not said."""
    number, women = case.victims or 0, case.women or 0
    women = women if women <= number else 0
    met = [
        {"victimId": of_set(f"{case.key} victim {n}"), **({"gender": "Feminine"} if n <= women else {})}
        for n in range(1, number + 1)
    ]
    for first in range(0, number, PER_COMMAND):
        some = {"victims": met[first : first + PER_COMMAND], "occurredOn": UNKNOWN}
        yield Record(SET, "intake", "record-victims", case.key, some, part=str(first // PER_COMMAND or ""))
    for one in case.defendants:
        suspect = {"suspectId": of_set(one.key), "occurredOn": UNKNOWN}
        yield Record(SET, "intake", "record-suspect", one.key, suspect)


def prosecution(one: Defendant) -> Iterator[Record]:
    """All that the file says of one defendant, in an order in which each finds what it rests on."""

    def record(command: str, on: str, authority: str | None, part: str = "", **body: Any) -> Record:
        whose = {"authority": authority} if authority else {}
        return Record(
            SET,
            "legal",
            command,
            one.key,
            {"occurredOn": on, **whose, **body},
            part=part,
            uses=("prosecutionId",),
            accounts=(one.place,) if command == "record-accused-registered" else (),
        )

    accused = {"accusedId": of_set(one.key)}
    named = {"namedBy": of_set("prosecutor"), "basis": "charge_sheet"}
    yield record("record-accused-registered", one.charge_month, PROSECUTOR, **accused, **named)
    yield from charged(one)
    if one.arrested_on:
        yield record("record-arrest", one.arrested_on, None, **accused)
    if one.detained == "detained":
        when = {"from": UNKNOWN, "to": UNKNOWN}
        yield record("record-remand", UNKNOWN, COURT, **accused, **when, custody="judicial")
    if one.bail_type not in (None, "none"):
        money = {"amount": one.bail, "currency": "USD"} if one.bail else {}
        bail: dict[str, Any] = {"kind": "regular", "conditions": [one.bail_type], **money}
        yield record("record-bail-granted", UNKNOWN, COURT, **accused, **bail)
    if one.detained == "released":
        ground = "bail" if one.bail_type not in (None, "none") else "not_stated"
        yield record("record-release", UNKNOWN, None, **accused, ground=ground)
    for charge in one.charges:
        of_it = {"chargeId": charge_id(one, charge)}
        for part in parts(charge):
            word = f"{charge.name} {part.fate}{'' if part.fits else ' excess'}"
            counted = {**of_it, "counts": part.counts}
            if reason := WITHDRAWN.get(part.fate):
                yield record("record-charge-withdrawn", UNKNOWN, PROSECUTOR, word, **counted, reason=reason)
                continue
            if part.fits:
                yield record("record-charge-accepted", UNKNOWN, COURT, word, **counted)
            found, by_plea = VERDICTS[part.fate]
            yield record("record-verdict", UNKNOWN, COURT, word, **accused, **counted, verdict=found, byPlea=by_plea)
    if one.disposition and not is_said_by_verdicts(one):
        yield record("record-disposition", UNKNOWN, None, **accused, source=SET, value=one.disposition)
    if one.was_sentenced:
        yield record("record-sentence", one.sentenced_on or UNKNOWN, COURT, **accused, **sentence(one))
    if one.restitution:
        order = {"orderId": of_set(f"{one.key} restitution"), "amount": one.restitution, "currency": "USD"}
        yield record("record-compensation-ordered", UNKNOWN, COURT, **accused, **order, payer="accused")
    if one.terminated_on:
        yield record("record-judgment-final", one.terminated_on, COURT, **accused)


def charged(one: Defendant) -> Iterator[Record]:
    """All charges of a defendant at once; one by one where the door finds something wrong with one of them."""

    def filed(charges: tuple[Charge, ...], part: str, apart: tuple[Record, ...]) -> Record:
        listed = [{"chargeId": charge_id(one, c), "statute": c.statute, "counts": c.counts} for c in charges]
        body = {
            "occurredOn": one.charge_month,
            "authority": PROSECUTOR,
            "accusedId": of_set(one.key),
            "charges": listed,
        }
        rows = tuple(charge.place for charge in charges)
        of_it = ("prosecutionId",)
        return Record(SET, "legal", "record-charges-filed", one.key, body, part, (), of_it, rows, apart)

    if one.charges:
        apart = tuple(filed((charge,), charge.name, ()) for charge in one.charges)
        yield filed(one.charges, "", apart)


def charge_id(one: Defendant, charge: Charge) -> str:
    return of_set(f"{one.key} {charge.name}")


def parts(charge: Charge) -> Iterator[Part]:
    """What became of its counts. Where more of them have a fate than were charged, so many as there are count, in the
    order in which the set's disposition rule asks; the excess is told as well, for legal to hold.
    """
    left = charge.counts
    for fate in WEIGHT:
        counts = charge.fates[fate]
        fitting = min(counts, left)
        left -= fitting
        if fitting:
            yield Part(fate, fitting, True)
        if excess := counts - fitting:
            yield Part(fate, excess, False)


def is_said_by_verdicts(one: Defendant) -> bool:
    """Whether verdicts that count say the disposition."""
    fate = SAID_BY_VERDICT.get(one.disposition or "")
    return any(part.fits and part.fate == fate for charge in one.charges for part in parts(charge))


def sentence(one: Defendant) -> dict[str, Any]:
    """Months as the file totals them, not said where it does not; fines are added up over the charges."""
    fines = sum((Decimal(charge.fine) for charge in one.charges if charge.fine), Decimal(0))
    fine = {"fine": {"amount": str(fines), "currency": "USD"}} if fines else {}
    return {**({"custodialMonths": one.months} if one.months else {}), **fine}
