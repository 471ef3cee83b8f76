"""Safety risks: who is in danger, from whom, and whether it was dealt with.

Guarantees that a risk stays open until somebody records that it was dealt with, and that one to staff or to an
informant asks the director to act, in the same append. Warning survivors and witnesses is aftercare's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Command, Document, Fact, Field, Rejected
from throughline.domain import Event as AnyEvent

from casework import roles, threats
from casework.codes import RiskFrom, RiskLevel, RiskSubject, RiskSubjectKind, Urgency
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.state import Casework, Risk
from casework.tasks import finish_tasks, open_task, own_event

OUR_PEOPLE: frozenset[RiskSubjectKind] = frozenset({"staff", "informant"})
PROTECT = "protect_staff_or_informant"
ACT: Mapping[RiskLevel, tuple[Urgency, timedelta]] = {
    "immediate": ("immediate", timedelta(hours=1)),
    "high": ("urgent", timedelta(hours=4)),
    "med": ("routine", timedelta(days=1)),
    "low": ("routine", timedelta(days=7)),
}
"""How soon the director is asked to act."""


class SafetyRiskDetail(Document):
    """What was heard and from whom; `subjects` names those in danger."""

    text: str


# Events. These names and fields are the storage format: never rename, add a V2.


class SafetyRiskRaised(CaseworkEvent):
    risk_id: UUID
    level: RiskLevel
    subjects: tuple[RiskSubject, ...]
    from_: RiskFrom = Field(alias="from")
    suspect_id: UUID | None = None
    detail_ref: UUID | None = None


class SafetyRiskMitigated(CaseworkEvent):
    risk_id: UUID


# Commands


class RecordSafetyRisk(Fact, CaseworkCommand, roles=roles.CASEWORKERS, records=SafetyRiskRaised):
    level: RiskLevel
    subjects: Annotated[tuple[RiskSubject, ...], Field(min_length=1)]
    from_: RiskFrom = Field(alias="from")
    suspect_id: UUID | None = None
    detail: SafetyRiskDetail | None = None


class RecordSafetyRiskMitigated(Fact, CaseworkCommand, roles=roles.CASEWORKERS, records=SafetyRiskMitigated):
    risk_id: UUID


# Rules


class NoSuchRisk(Rejected):
    def __init__(self, risk_id: UUID) -> None:
        super().__init__(f"no safety risk {risk_id} was raised here; raise it first, or name the one that was")


# Decisions


def record(casework: Casework, command: RecordSafetyRisk) -> list[AnyEvent]:
    told = risk_of(command)
    if any(_same(known, told) for known in casework.open_risks.values()):
        return []
    risk_id = command.id_for("risk")
    raised = SafetyRiskRaised(**command.fields("detail"), risk_id=risk_id, detail_ref=command.ref("detail"))
    return [
        raised,
        *ask_to_protect(casework, command, risk_id, command.level, command.subjects, (own_event(command, 0),)),
    ]


def ask_to_protect(
    casework: Casework,
    command: Command,
    risk_id: UUID,
    level: RiskLevel,
    subjects: Iterable[RiskSubject],
    because: Iterable[UUID],
) -> Sequence[AnyEvent]:
    """The director's task, where one of ours is in danger."""
    if not any(subject.kind in OUR_PEOPLE for subject in subjects):
        return []
    urgency, within = ACT[level]
    return open_task(casework, command, PROTECT, "director", command.now + within, urgency, because, [risk_id])


def mitigated(casework: Casework, command: RecordSafetyRiskMitigated) -> list[AnyEvent]:
    risk = casework.risks.get(command.risk_id)
    if risk is None:
        raise NoSuchRisk(command.risk_id)
    if risk.mitigated:
        return []
    return [SafetyRiskMitigated(risk_id=command.risk_id), *finish_tasks(casework, PROTECT, subjects=[command.risk_id])]


# What the events change


def risk_raised(casework: Casework, event: SafetyRiskRaised) -> Casework:
    risk = Risk(
        level=event.level,
        subjects=frozenset(event.subjects),
        from_=event.from_,
        suspect_id=event.suspect_id,
        raised_on=event.occurred_on,
        has_detail=event.detail_ref is not None,
    )
    casework = replace(casework, risks={**casework.risks, event.risk_id: risk})
    if event.from_ != "official":
        return casework
    return threats.known(casework, event.metadata.event_id, (subject.id for subject in event.subjects))


def risk_mitigated(casework: Casework, event: SafetyRiskMitigated) -> Casework:
    risk = casework.risks.get(event.risk_id)
    if risk is None:
        return casework
    return replace(casework, risks={**casework.risks, event.risk_id: replace(risk, mitigated=True)})


def risk_of(command: RecordSafetyRisk) -> Risk:
    """The risk as told, to be compared with those known."""
    return Risk(
        level=command.level,
        subjects=frozenset(command.subjects),
        from_=command.from_,
        suspect_id=command.suspect_id,
        raised_on=command.moment,
        has_detail=command.ref("detail") is not None,
    )


def _same(known: Risk, told: Risk) -> bool:
    """Told again, with nothing new: a detail that was not given before is news."""
    return known == told or replace(known, has_detail=False) == told
