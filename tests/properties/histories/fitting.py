"""What goes together in a command, as somebody knows who has the case before them: drawn apart it would rarely fit."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from aftercare.assessment.scoring import ScoreSubdomain, StartAssessment
from aftercare.case_care.rechecks import AcknowledgeSafetyRechecks, AnswerSafetyRecheck
from aftercare.survivor.plan import AchieveGoal, ApproveCarePlan, DropGoal, ReviewCarePlan
from aftercare.survivor.services import ReferService
from casework import DiscloseData, FinishTask
from intake.case import RecordOperationExecuted
from legal.docket.papers import MandateCounsel
from legal.evidence.custody import RecordEvidenceTransferred
from legal.prosecution.appeals import RecordAppealFiled
from legal.prosecution.arraignment import RecordPlea
from legal.prosecution.charges import RecordChargeAccepted
from legal.prosecution.compensation import RecordCompensationOrdered
from legal.prosecution.hearings import RecordHearingScheduled
from legal.prosecution.protection import RecordProtectionOrderIssued
from legal.prosecution.verdicts import RecordVerdict
from reporting import definitions
from reporting.release import DraftRelease, PublishRelease
from reporting.release.state import Drafted
from reporting.study.results import RecordStudyResult
from throughline.domain import Command

from histories.people import OFFICE, ORGS, SUSPECTS, VICTIMS, thing
from histories.values import Values
from histories.world import SETTLED

Fitting = Callable[[Values], dict[str, Any]]
NOW_AND_THEN = 0.75
"""How often what is known is used; else it is drawn, as by somebody who has another case before them."""


def recheck(values: Values) -> dict[str, Any]:
    """Somebody with an open re-check, and what it is for."""
    for care in values.world.states("aftercare", "CaseCare").values():
        if care.rechecks:
            person = values.random.choice(sorted(care.rechecks))
            owed = sorted(care.rechecks[person].owed)
            return {"person_id": person, "answered": tuple(owed[: values.random.choice((1, 2, 9))])}
    return {}


def acknowledged(values: Values) -> dict[str, Any]:
    found = recheck(values)
    return {"person_ids": (found["person_id"],)} if found else {}


def open_task(service: str) -> Fitting:
    def fitting(values: Values) -> dict[str, Any]:
        per_case = {"intake": "Case", "legal": "Docket", "aftercare": "CaseCare"}[service]
        states = values.world.states(service, per_case).values()
        tasks = sorted(task.task_id for state in states for task in state.casework.open_tasks)
        return {"task_id": values.random.choice(tasks)} if tasks else {}

    return fitting


def plan(values: Values) -> dict[str, Any]:
    """A survivor with a plan, and one of its goals."""
    planned = [(her, one) for her, one in values.world.states("aftercare", "Survivor").items() if one.plan]
    if not planned:
        return {}
    survivor_id, survivor = values.random.choice(planned)
    return {"survivor_id": survivor_id, "plan_id": survivor.plan.plan_id}


def goal(values: Values) -> dict[str, Any]:
    found = plan(values)
    drafted = values.world.events("aftercare", "CarePlanDrafted")
    goals = [one for event in drafted if event.plan_id == found.get("plan_id") for one in event.goals]  # type: ignore[attr-defined]
    if not goals:
        return found
    one = values.random.choice(goals)
    return {**found, "domain": one.domain, "goal": one.goal}


def charge(values: Values) -> dict[str, Any]:
    """A charge, the prosecution it is filed in and whom it accuses."""
    known = [
        (prosecution_id, charge_id, charge)
        for prosecution_id, prosecution in values.world.states("legal", "Prosecution").items()
        for charge_id, charge in prosecution.charges.items()
    ]
    if not known:
        return {}
    prosecution_id, charge_id, one = values.random.choice(known)
    counts = {"counts": values.random.choice((1, max(1, one.undecided())))}
    return {"prosecution_id": prosecution_id, "charge_id": charge_id, "accused_id": one.accused_id, **counts}


def without(fitting: Fitting, *names: str) -> Fitting:
    return lambda values: {name: value for name, value in fitting(values).items() if name not in names}


def judgment(values: Values) -> dict[str, Any]:
    """What may be appealed against: a judgment about somebody."""
    judged = values.world.events(
        "legal", "VerdictRecorded", "SentencePassed", "AppealDecided", "ProsecutionDiscontinued"
    )
    if not judged:
        return {}
    event = values.random.choice(judged)
    said = {"prosecution_id": event.metadata.stream_id, "against": (event.metadata.event_id,)}
    accused: UUID | None = getattr(event, "accused_id", None)
    return {**said, **({"accused_id": accused} if accused else {})}


def custodian(values: Values) -> dict[str, Any]:
    items = [one for one in values.world.states("legal", "Evidence").values() if one.custodian]
    if not items:
        return {}
    item = values.random.choice(items)
    return {"item_id": item.item_id, "from_custodian": item.custodian}


def executed(values: Values) -> dict[str, Any]:
    planned = values.world.told("operationId")
    if planned and values.random.random() < 0.7:
        return {"operation_id": values.random.choice(planned), "unplanned": False}
    return {"operation_id": None, "unplanned": True}


def assessed(values: Values) -> dict[str, Any]:
    return {"instrument": SETTLED.name, "instrument_version": SETTLED.version, "corrects": None}


def scored(values: Values) -> dict[str, Any]:
    subdomain = values.random.choice(sorted(SETTLED.subdomains))
    score = values.random.choice((1, 3, 4, 4, "NA") if subdomain in SETTLED.na_allowed else (1, 3, 4, 4))
    return {"subdomain": subdomain, "score": score, "na_reason": "other" if score == "NA" else None}


def consented(*wanted: str) -> Fitting:
    """A consent to all of these purposes, and whose it is."""

    def fitting(values: Values) -> dict[str, Any]:
        for care in values.world.states("aftercare", "CaseCare").values():
            for consent_id, consent in sorted(care.consents.items()):
                if {(purpose, True) for purpose in wanted} <= set(consent.purposes):
                    return {"consent_id": consent_id, "survivor_id": consent.subject_id}
        return {}

    return fitting


def referred(values: Values) -> dict[str, Any]:
    org = values.random.choice(ORGS)
    return {**consented("service_delivery", f"share_with_partner:{org}")(values), "org_id": org, "legal_basis": None}


def mandated(values: Values) -> dict[str, Any]:
    found = consented("legal_proceedings")(values)
    return {"consent_id": found["consent_id"], "victim_id": found["survivor_id"]} if found else {}


def published(values: Values) -> list[dict[str, Any]]:
    """Every table that is out, as it was shown."""
    out = {event.metadata.stream_id for event in values.world.events("reporting", "ReleasePublished")}
    drafts: list[Any] = values.world.events("reporting", "ReleaseDrafted")
    last = {draft.metadata.stream_id: draft for draft in drafts if draft.metadata.stream_id in out}
    return [
        {"readers": draft.readers, "k": draft.k, "rounding": draft.rounding, "table": shown}
        for draft in last.values()
        for shown in draft.tables
    ]


def table(values: Values) -> dict[str, Any]:
    """One table of a figure that adds up; small counts are common, as they are in truth."""
    random, adding = values.random, [one.id for one in definitions.CURRENT if one.adds_up]
    rows, columns = random.choice((1, 2, 3, 4)), random.choice((1, 2, 3))
    drawn = {
        "definition": random.choice(adding),
        "source": "own",
        "published": published(values),
        "by_office": random.random() < 0.7,
        "rows": tuple(f"r{n}" for n in range(rows)),
        "columns": tuple(f"c{n}" for n in range(columns)),
        "counts": tuple(tuple(random.choice((0, 2, 4, 9, 12, 15, 40)) for _ in range(columns)) for _ in range(rows)),
    }
    readers = random.choice(("office", "public"))
    positions = {"intake.events": (1, 2)}
    return {
        "office_id": OFFICE,
        "readers": readers,
        "k": 5 if readers == "office" else 11,
        "tables": (drawn,),
        "positions": positions,
    }


def draft(values: Values) -> dict[str, Any]:
    drafted = [(at, one) for at, one in values.world.states("reporting", "Release").items() if isinstance(one, Drafted)]
    if not drafted:
        return {}
    release_id, one = values.random.choice(drafted)
    return {"case_id": release_id, "snapshot_hash": one.snapshot_hash}


def measured(values: Values) -> dict[str, Any]:
    return {"value": "12.5", "ci_low": "10", "ci_high": "15", "ci_level": "0.95", "n": 400, "no_interval_because": None}


FITTING: Mapping[type[Command], Fitting] = {
    AcknowledgeSafetyRechecks: acknowledged,
    AnswerSafetyRecheck: recheck,
    ApproveCarePlan: plan,
    ReviewCarePlan: plan,
    AchieveGoal: goal,
    DropGoal: goal,
    RecordVerdict: charge,
    RecordPlea: without(charge, "counts"),
    RecordChargeAccepted: without(charge, "accused_id", "counts"),
    RecordAppealFiled: judgment,
    RecordEvidenceTransferred: custodian,
    RecordOperationExecuted: executed,
    StartAssessment: assessed,
    ScoreSubdomain: scored,
    ReferService: referred,
    MandateCounsel: mandated,
    DraftRelease: table,
    PublishRelease: draft,
    RecordStudyResult: measured,
    DiscloseData: lambda values: {"subject_ids": (values.random.choice((*VICTIMS, *SUSPECTS)),)},
}


BEGUN: Mapping[type[Command], str] = {
    RecordHearingScheduled: "hearing_id",
    RecordCompensationOrdered: "order_id",
    RecordProtectionOrderIssued: "order_id",
    RecordAppealFiled: "appeal_id",
}
"""What begins in one prosecution, under an id that no other prosecution uses."""


def begun(values: Values, kind: type[Command], found: dict[str, Any]) -> dict[str, Any]:
    if kind not in BEGUN:
        return found
    prosecution_id = found.get("prosecution_id") or values.id("prosecution_id", kind.__name__)
    its = thing(f"{BEGUN[kind]} {prosecution_id} {values.random.randrange(2)} {kind.__name__}")
    return {**found, "prosecution_id": prosecution_id, BEGUN[kind]: its}


def fits(values: Values, kind: type[Command], service: str = "") -> dict[str, Any]:
    """What is known to go together in a command of this kind; most of the time."""
    names = set(kind.model_fields)
    here = {"office_id": OFFICE} if "office_id" in names else {}
    fitting = open_task(service) if kind is FinishTask else FITTING.get(kind)
    if fitting is None or values.random.random() > NOW_AND_THEN:
        return begun(values, kind, here)
    found = begun(values, kind, {**here, **fitting(values)})
    assert set(found) <= names, f"{kind.__name__} has no {set(found) - names}"
    return found
