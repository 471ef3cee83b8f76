"""Who sees what of which team: every role by every event type that there is, in every service's timeline.

Each service shows of its own events what its table grants, and of another team's never more than that team itself does.
"""

import pytest
from aftercare.access import VISIBLE
from aftercare.service import service as aftercare
from casework.need_to_know import GRANTED
from intake.service import service as intake
from legal.service import service as legal

SERVICES = {"intake": intake(), "legal": legal(), "aftercare": aftercare()}
TABLES = {
    "intake": GRANTED,
    "legal": GRANTED,
    "aftercare": VISIBLE,
}
CATALOGUE = {
    team: {event.__name__ for aggregate in one.aggregates for event in aggregate.event_types}
    for team, one in SERVICES.items()
}
ROLES = sorted(set().union(*TABLES.values()))
NO_TIMELINE = {"counsel", "hq_analyst", "operator", "government_partner", "survivor", "importer"}

SAFETY_RISKS = {"SafetyRiskRaised", "SafetyRiskMitigated", "OfficialThreatNoted"}
SAFETY_RECHECKS = {
    "SafetyRecheckFellDue",
    "SafetyRecheckAcknowledged",
    "SafetyRecheckDone",
    "SafetyRecheckEscalated",
}
TASKS = {"TaskOpened", "TaskDone", "TaskEscalated"}
CONSENTS = {"ConsentRecorded", "ConsentWithdrawn", "ConsentLapsed", "ConsentNoted"}
DISCLOSURES = {
    "DataDisclosed",
    "RecipientsToldOfChange",
    "SubjectRequestReceived",
    "SubjectRequestAnswered",
    "BreakGlassUsed",
    "SubjectErased",
    "ErasureDeferred",
    "RetentionReviewFellDue",
}


def seen(service: str, role: str, team: str) -> set[str]:
    """What the timeline of `service` shows this role of that team's events."""
    granted = TABLES[service].get(role, {}).get(team, frozenset())
    return set(CATALOGUE[team]) if granted is None else set(granted)


@pytest.mark.parametrize("team", TABLES)
@pytest.mark.parametrize("service", TABLES)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_granted_is_an_event_that_there_is(service: str, role: str, team: str) -> None:
    assert seen(service, role, team) <= CATALOGUE[team]


@pytest.mark.parametrize("team", TABLES)
@pytest.mark.parametrize("service", TABLES)
@pytest.mark.parametrize("role", ROLES)
def test_no_service_shows_more_of_a_team_than_the_team_does(service: str, role: str, team: str) -> None:
    assert seen(service, role, team) <= seen(team, role, team)


def test_whoever_gets_extracts_of_one_person_has_no_timeline() -> None:
    assert not NO_TIMELINE & set(ROLES)


@pytest.mark.parametrize("service", TABLES)
class TestWhatARoleMayEverSee:
    def test_an_investigator_sees_safety_flags_of_care_and_no_testimony(self, service: str) -> None:
        flags = SAFETY_RISKS | {"SafetyRecheckFellDue", "SafetyRecheckEscalated", "SafetyConcernStated"}
        assert seen(service, "investigator", "aftercare") <= flags
        assert not seen(service, "investigator", "legal") & {"TestimonyGiven", "WitnessSummoned", "HearingScheduled"}

    def test_a_lawyer_sees_readiness_and_concern_of_care(self, service: str) -> None:
        assert seen(service, "lawyer", "aftercare") <= {"ReadinessStated", "SafetyConcernStated"}

    def test_a_social_worker_sees_no_suspect_no_operation_and_no_charge(self, service: str) -> None:
        shown = seen(service, "social_worker", "intake") | seen(service, "social_worker", "legal")
        named = ("Suspect", "Operation", "Investigation", "Authority", "Charge", "Verdict", "Evidence", "Testimony")
        custody = {"SuspectArrested", "SuspectReleased"}
        assert not {name for name in shown - custody if name.startswith(named)}

    def test_a_duty_officer_sees_safety_and_tasks_alone(self, service: str) -> None:
        for team in TABLES:
            allowed = SAFETY_RISKS | SAFETY_RECHECKS | TASKS | {"SafetyConcernStated"}
            assert seen(service, "duty_officer", team) <= allowed

    def test_the_data_protection_officer_sees_consents_and_disclosures_alone(self, service: str) -> None:
        for team in TABLES:
            assert seen(service, "data_protection_officer", team) <= DISCLOSURES | CONSENTS

    def test_clinical_assessments_are_shown_to_nobody_but_the_director(self, service: str) -> None:
        clinical = {name for name in CATALOGUE["aftercare"] if name.startswith(("Assessment", "Subdomain", "RiskAss"))}
        assert clinical
        for role in set(ROLES) - {"director", "social_worker"}:
            assert not seen(service, role, "aftercare") & clinical


@pytest.mark.parametrize("team", TABLES)
def test_each_team_shows_the_data_protection_officer_every_disclosure(team: str) -> None:
    assert DISCLOSURES & CATALOGUE[team] <= seen(team, "data_protection_officer", team)
