"""The investigation and the authorities it is done with.

Guarantees that we investigate only an open case, with a government authority engaged and the director's leave. Holds no
findings: they are a sealed document, and the events carry its reference and the coded outcome.
"""

from dataclasses import replace
from typing import assert_never
from uuid import UUID

from casework.roles import DIRECTOR, IMPORTER, INVESTIGATOR
from throughline.domain import Decision, Document, Event, Fact, Moment, Rejected

from intake.case.codes import Code, InvestigationOutcome
from intake.case.open import must_be_at_work
from intake.case.state import Agreement, Authorised, Case, NotAuthorised, Reported


class EvidencePackage(Document):
    """What the investigation found, as it is handed to the authority."""

    findings: str
    recommendation: str | None = None


# Events. These names and fields are the storage format: never rename, add a V2.


class AuthorityEngaged(Event):
    org_id: UUID
    unit: Code
    agreed_on: Moment


class InvestigationAuthorised(Event):
    authorised_by: UUID
    scope: Code


class InvestigationReported(Event):
    outcome: InvestigationOutcome
    package_ref: UUID


# Commands


class RecordAuthorityEngaged(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), records=AuthorityEngaged):
    """A government body agreed, on the day it says, to work on this case with us."""

    org_id: UUID
    unit: Code


class AuthoriseInvestigation(Decision, roles=frozenset({DIRECTOR})):
    """The office director's leave to investigate, and how far it goes."""

    scope: Code


class ReportInvestigation(Decision, roles=frozenset({INVESTIGATOR})):
    """What the investigation came to."""

    outcome: InvestigationOutcome
    package: EvidencePackage


# Rules


class NoAuthorityEngaged(Rejected):
    def __init__(self) -> None:
        super().__init__("no government authority is engaged in this case; record its agreement first")


class InvestigationNotAuthorised(Rejected):
    def __init__(self) -> None:
        super().__init__("no investigation is authorised and unreported; the director authorises one first")


# Decisions


def record_authority_engaged(case: Case, command: RecordAuthorityEngaged) -> list[Event]:
    moment = command.moment
    agreed_on = Moment.on(moment.day) if moment.precision == "instant" else moment
    for known in case.agreements:
        same_body = (known.org_id, known.unit) == (command.org_id, command.unit)
        if same_body and (command.occurred_on is None or known.agreed_on == agreed_on):
            return []
    return [AuthorityEngaged(agreed_on=agreed_on, **command.fields())]


def authorise_investigation(case: Case, command: AuthoriseInvestigation) -> list[Event]:
    must_be_at_work(case)
    if case.investigation == Authorised(command.scope):
        return []
    if not case.agreements:
        raise NoAuthorityEngaged()
    return [InvestigationAuthorised(authorised_by=command.actor.id, scope=command.scope)]


def report_investigation(case: Case, command: ReportInvestigation) -> list[Event]:
    must_be_at_work(case)
    match case.investigation:
        case Authorised():
            package_ref = command.id_for("vault:package")
            return [InvestigationReported(outcome=command.outcome, package_ref=package_ref)]
        case NotAuthorised() | Reported():
            raise InvestigationNotAuthorised()
        case other:
            assert_never(other)


# What the events change


def engaged(case: Case, event: AuthorityEngaged) -> Case:
    return replace(case, agreements=case.agreements | {Agreement(event.org_id, event.unit, event.agreed_on)})


def authorised(case: Case, event: InvestigationAuthorised) -> Case:
    return replace(case, investigation=Authorised(event.scope))


def reported(case: Case, event: InvestigationReported) -> Case:
    return replace(case, investigation=Reported(event.outcome))
