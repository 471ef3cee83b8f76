"""What the rows of a case come to, as commands of an importer: what the file says, on the day it says, and no more.

What it gives no day for is dated `unknown`. A verdict implies that the court had accepted so many counts, which is
recorded with it; counts dropped by the prosecution are withdrawn; counts of which it says nothing stay open. What it
says of an accused beyond his verdicts is a reported disposition, never an invented verdict. Appeals are left out: the
file says that there was one, not by whom, to which court or with what result.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from casework_demo.real.rows import Case, Charge, Defendant

SET = "us-federal"
OFFICE = "DOM-SDQ"
UNKNOWN = "unknown"
IDS = UUID("a8f3a0a6-3b6c-5a43-9a53-5c0a3a8f5b0e")

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


@dataclass(frozen=True)
class Record:
    """One command for one row of the set; `part` tells several of one kind and row apart."""

    service: str
    command: str
    row: str
    body: Mapping[str, Any]
    part: str = ""

    @property
    def key(self) -> str:
        return f"{SET} {self.row} {self.command} {self.part}".strip()

    @property
    def source(self) -> str:
        return f"import:{SET}#{self.row}"


def an_id(word: str) -> str:
    """The id of somebody or something of the set: the same at every import."""
    return str(uuid5(IDS, f"{SET} {word}"))


def case_id(case: Case) -> str:
    return an_id(case.key)


def opening(case: Case) -> Iterator[Record]:
    """Legal's file is opened first, so that its law is the one of the set, then the case in intake."""
    law = {"jurisdictionProfile": "USA", "officeId": OFFICE, "jurisdiction": "USA"}
    yield Record("legal", "open-prosecution", case.key, {**law, "occurredOn": UNKNOWN})
    yield Record("intake", "record-referral", case.key, referral(case))
    screened = {"indicators": ["prosecuted"], "meets": True, "riskOfHarm": "med", "occurredOn": UNKNOWN}
    yield Record("intake", "screen-referral", case.key, screened)
    opened = {"caseType": "trafficking", "duplicateCheck": {"outcome": "not_checked"}, "occurredOn": UNKNOWN}
    yield Record("intake", "open-case", case.key, opened)


def referral(case: Case) -> dict[str, Any]:
    """By the authority that prosecuted. Where the file gives no number of victims, nothing is said but `at least 0`."""
    columns = {
        "labor_trafficking": "ForcedLabour",
        "adult_sex_trafficking": "SexualExploitation",
        "minor_sex_trafficking": "SexualExploitation",
    }
    alleged = [exploitation for column, exploitation in columns.items() if case.any(column)]
    number = case.of_case("num_victims")
    return {
        "officeId": OFFICE,
        "channel": "govt",
        "allegationTypes": [*dict.fromkeys(alleged)],
        "allegedVictims": {"atLeast": 0} if number is None else number,
        "urgency": "low",
        "occurredOn": UNKNOWN,
    }


def people(case: Case, profiles: list[dict[str, object]]) -> Iterator[Record]:
    if profiles:
        met = [{"victimId": an_id(f"{case.key} victim {n}"), **profile} for n, profile in enumerate(profiles, 1)]
        yield Record("intake", "record-victims", case.key, {"victims": met, "occurredOn": UNKNOWN})
    for one in case.defendants:
        yield Record("intake", "record-suspect", one.key, {"suspectId": an_id(one.key), "occurredOn": UNKNOWN})


def prosecution(prosecution_id: str, one: Defendant) -> Iterator[Record]:
    """All that the file says of one defendant, in an order in which each finds what it rests on."""

    def record(command: str, on: str, part: str = "", **body: Any) -> Record:
        return Record("legal", command, one.key, {"prosecutionId": prosecution_id, "occurredOn": on, **body}, part)

    accused = {"accusedId": an_id(one.key)}
    named = {"namedBy": an_id("prosecutor"), "basis": "charge_sheet"}
    yield record("record-accused-registered", one.charge_month, **accused, **named)
    if one.charges:
        filed = [{"chargeId": charge_id(one, c), "statute": c.statute, "counts": c.counts} for c in one.charges]
        yield record("record-charges-filed", one.charge_month, **accused, charges=filed)
    if arrested := one.day("arrest_offset_days"):
        yield record("record-arrest", arrested, **accused)
    if one.row["bail_type"] not in ("", "none"):
        amount = one.amount("bail_amount_usd")
        money = {"amount": amount, "currency": "USD"} if amount else {}
        conditions = [one.row["bail_type"]]
        yield record("record-bail-granted", UNKNOWN, **accused, **money, kind="regular", conditions=conditions)
    if one.row["detained"] == "released":
        ground = "bail" if one.row["bail_type"] not in ("", "none") else "not_stated"
        yield record("record-release", UNKNOWN, **accused, ground=ground)
    for charge in one.charges:
        of_it = {"chargeId": charge_id(one, charge)}
        for column, reason in WITHDRAWN.items():
            if counts := charge.fate(column):
                part = f"{charge.statute} {column}"
                yield record("record-charge-withdrawn", UNKNOWN, part, **of_it, counts=counts, reason=reason)
        if decided := sum(charge.fate(column) for column in VERDICTS):
            yield record("record-charge-accepted", UNKNOWN, charge.statute, **of_it, counts=decided)
        for column, (found, by_plea) in VERDICTS.items():
            if counts := charge.fate(column):
                verdict = {"counts": counts, "verdict": found, "byPlea": by_plea}
                yield record("record-verdict", UNKNOWN, f"{charge.statute} {column}", **accused, **of_it, **verdict)
    disposition = one.row["disposition"]
    if not (said := SAID_BY_VERDICT.get(disposition)) or not one.counts(said):
        yield record("record-disposition", UNKNOWN, **accused, source=SET, value=disposition)
    if was_sentenced(one):
        yield record("record-sentence", one.day("sentence_offset_days") or UNKNOWN, **accused, **sentence(one))
    if amount := one.amount("restitution_usd"):
        order = {"orderId": an_id(f"{one.key} restitution"), "amount": amount, "currency": "USD", "payer": "accused"}
        yield record("record-compensation-ordered", UNKNOWN, **accused, **order)
    if terminated := one.day("terminated_offset_days"):
        yield record("record-judgment-final", terminated, **accused)


def charge_id(one: Defendant, charge: Charge) -> str:
    return an_id(f"{one.key} {charge.statute}")


def was_sentenced(one: Defendant) -> bool:
    """Where the file gives the day, or the months of somebody it calls convicted. Zero months of others are none."""
    convicted = one.row["disposition"].startswith("convicted")
    return bool(one.row["sentence_offset_days"] or (convicted and one.row["total_sentence_months"]))


def sentence(one: Defendant) -> dict[str, Any]:
    """Months as the file totals them, not said where it does not; fines are added up over the charges."""
    months = {"custodialMonths": one.row["total_sentence_months"]} if one.row["total_sentence_months"] else {}
    fines = sum(charge.fate("fine_usd") for charge in one.charges)
    return months | ({"fine": {"amount": str(fines), "currency": "USD"}} if fines else {})
