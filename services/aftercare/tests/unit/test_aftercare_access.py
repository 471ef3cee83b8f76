"""Need-to-know: each role sees and does what it is granted, and nothing that is not named."""

import pytest
from aftercare import access, assessment, case_care, survivor
from aftercare.service import service
from casework import roles
from casework.markers import CaseworkCommand
from throughline.domain import Fact
from throughline.domain.aggregate import members

EVENTS = {event.__name__ for part in (case_care, survivor, assessment) for event in members(part.Event)}
EVERY = {command for aggregate in service().aggregates for command in aggregate.command_types}
COMMANDS = {command for command in EVERY if not issubclass(command, CaseworkCommand)}
CLOCK = {
    "CallAssessment",
    "CallFollowUp",
    "CallPlanReview",
    "CheckBestInterests",
    "EscalateSafetyRecheck",
    "MissFollowUp",
}


def sees(role: str, of: str, event: str) -> bool:
    granted = access.VISIBLE.get(role, {}).get(of, frozenset())
    return granted is None or event in granted


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_a_lawyer_learns_of_readiness_and_concern_only(event: str) -> None:
    assert sees(roles.LAWYER, "aftercare", event) is (event in {"ReadinessStated", "SafetyConcernStated"})


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_an_investigator_sees_safety_flags_only(event: str) -> None:
    flags = {"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"}
    assert sees(roles.INVESTIGATOR, "aftercare", event) is (event in flags)


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_a_director_sees_all_and_a_social_worker_all_but_scores(event: str) -> None:
    assert sees(roles.DIRECTOR, "aftercare", event)
    clinical = event in {one.__name__ for one in members(assessment.Event)}
    of_others = event == "ChargesNoted" or event in access.REQUESTS
    assert sees(roles.SOCIAL_WORKER, "aftercare", event) is not (clinical or of_others)


@pytest.mark.parametrize(
    "role", [roles.COUNSEL, roles.HQ_ANALYST, roles.OPERATOR, roles.GOVERNMENT_PARTNER, roles.SURVIVOR, roles.IMPORTER]
)
def test_others_have_no_timeline(role: str) -> None:
    assert role not in access.VISIBLE


def test_notes_and_what_the_clock_asks_have_no_route() -> None:
    routeless = {command.__name__ for command in COMMANDS if not command.roles}
    notes = {command.__name__ for command in COMMANDS if command.__name__.startswith("Note")}
    assert routeless == notes | CLOCK | {"ReopenAftercare"}


def test_nobody_outside_aftercare_decides_here() -> None:
    insiders = {roles.SOCIAL_WORKER, roles.DIRECTOR, roles.DUTY_OFFICER, roles.IMPORTER}
    assert all(command.roles <= insiders for command in COMMANDS)


def test_an_importer_sends_recorded_facts_and_assessments() -> None:
    facts = {command.__name__ for command in COMMANDS if issubclass(command, Fact) and command.roles}
    sent = {command.__name__ for command in COMMANDS if roles.IMPORTER in command.roles}
    assert sent == facts | {"StartAssessment", "ScoreSubdomain", "CompleteAssessment"}


def test_every_fact_says_what_it_would_have_become() -> None:
    assert {command.records for command in COMMANDS if issubclass(command, Fact)} <= EVENTS
    assert all(command.records for command in COMMANDS if issubclass(command, Fact))


def test_only_a_supervisor_approves_restores_and_closes() -> None:
    by_name = {command.__name__: command.roles for command in COMMANDS}
    for name in (
        "ApproveCarePlan",
        "CheckReturnRisk",
        "CloseAftercarePart",
        "ProposeCareTransfer",
        "RefuseCareCapacity",
        "ReserveCareCapacity",
        "RestoreSurvivor",
        "SetCaseworkerCover",
    ):
        assert by_name[name] == {roles.DIRECTOR}
