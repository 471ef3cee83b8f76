"""Need-to-know: each role sees of each team what it is granted, and nothing that is not named."""

import pytest
from casework import CaseworkCommand, roles
from casework.need_to_know import GRANTED
from intake.access import DEPOSITS_DOCUMENTS, READS_DOCUMENTS
from intake.case import AGGREGATE, Command
from throughline.domain import Fact

OWN = {event.__name__ for event in AGGREGATE.event_types}


def sees(role, service, event):
    granted = GRANTED.get(role, {}).get(service, frozenset())
    return granted is None or event in granted


@pytest.mark.parametrize("event", sorted(OWN))
@pytest.mark.parametrize("role", [roles.INVESTIGATOR, roles.LAWYER, roles.DIRECTOR])
def test_the_cases_own_people_see_all_of_intake(role, event):
    assert sees(role, "intake", event)


@pytest.mark.parametrize(
    "role",
    [roles.COUNSEL, roles.HQ_ANALYST, roles.OPERATOR, roles.GOVERNMENT_PARTNER, roles.SURVIVOR, roles.IMPORTER],
)
def test_others_have_no_timeline(role):
    assert role not in GRANTED


@pytest.mark.parametrize(
    ("role", "service", "event", "seen"),
    [
        (roles.INVESTIGATOR, "legal", "VerdictRecorded", True),
        (roles.INVESTIGATOR, "legal", "TestimonyGiven", False),
        (roles.INVESTIGATOR, "legal", "HearingScheduled", False),
        (roles.INVESTIGATOR, "aftercare", "SafetyConcernStated", True),
        (roles.INVESTIGATOR, "aftercare", "SurvivorEnrolled", False),
        (roles.INVESTIGATOR, "aftercare", "ReadinessStated", False),
        (roles.LAWYER, "legal", "TestimonyGiven", True),
        (roles.LAWYER, "aftercare", "ReadinessStated", True),
        (roles.LAWYER, "aftercare", "SurvivorEnrolled", False),
        (roles.SOCIAL_WORKER, "intake", "VictimEncountered", True),
        (roles.SOCIAL_WORKER, "intake", "SuspectIdentified", False),
        (roles.SOCIAL_WORKER, "intake", "OperationPlanned", False),
        (roles.SOCIAL_WORKER, "legal", "HearingScheduled", True),
        (roles.SOCIAL_WORKER, "legal", "SuspectReleased", True),
        (roles.SOCIAL_WORKER, "legal", "ChargesFiled", False),
        (roles.SOCIAL_WORKER, "aftercare", "SurvivorEnrolled", True),
        (roles.DIRECTOR, "legal", "TestimonyGiven", True),
        (roles.DIRECTOR, "aftercare", "SurvivorEnrolled", True),
        (roles.DUTY_OFFICER, "aftercare", "SafetyRecheckFellDue", True),
        (roles.DUTY_OFFICER, "intake", "VictimEncountered", False),
        (roles.DPO, "intake", "ConsentRecorded", True),
        (roles.DPO, "intake", "VictimEncountered", False),
        (roles.DPO, "intake", "DataDisclosed", True),
        (roles.DUTY_OFFICER, "intake", "TaskOpened", True),
        (roles.SOCIAL_WORKER, "intake", "AgeAssessed", True),
        (roles.SOCIAL_WORKER, "intake", "PersonLinked", False),
    ],
)
def test_a_timeline_shows_of_another_team_only_what_is_granted(role, service, event, seen):
    assert sees(role, service, event) is seen


@pytest.mark.parametrize("role", sorted(GRANTED))
def test_what_is_granted_of_intake_exists(role):
    assert (GRANTED[role]["intake"] or frozenset()) <= OWN


def test_an_investigator_deposits_a_victims_profile_and_reads_none_back():
    assert roles.INVESTIGATOR in DEPOSITS_DOCUMENTS["VictimProfile"]
    assert roles.INVESTIGATOR not in READS_DOCUMENTS["VictimProfile"]


def test_an_importer_sends_every_recorded_fact_and_opens_cases():
    own = [kind for kind in Command.__args__ if not issubclass(kind, CaseworkCommand)]
    facts = {kind.__name__ for kind in own if issubclass(kind, Fact) and kind.roles}
    sent = {kind.__name__ for kind in own if roles.IMPORTER in kind.roles}
    assert sent == facts | {"ScreenReferral", "OpenCase", "TakeOverCase"}


PEOPLE = {"GuardianshipDetermined", "GuardianExcluded", "ContactPreferenceRecorded", "ConsentRecorded"}
CASEWORK = {kind.__name__ for kind in Command.__args__ if issubclass(kind, CaseworkCommand)}


def writes(role):
    return {kind.__name__ for kind in Command.__args__ if role in kind.roles}


def test_consent_guardianship_and_preference_are_a_social_workers_alone_to_write():
    about_her = {kind for kind in Command.__args__ if issubclass(kind, Fact) and kind.records in PEOPLE}
    allowed = {roles.SOCIAL_WORKER, roles.IMPORTER}
    assert about_her
    for kind in about_her:
        extra = {roles.DIRECTOR} if kind.records == "GuardianExcluded" else set()
        assert kind.roles == allowed | extra


def test_a_social_worker_writes_nothing_of_suspects_operations_and_the_investigation():
    named = ("Suspect", "Operation", "Investigation", "Authority", "Referral")
    assert not {name for name in writes(roles.SOCIAL_WORKER) if any(word in name for word in named)}


def test_an_investigator_approves_authorises_merges_and_reopens_nothing():
    assert not {
        name for name in writes(roles.INVESTIGATOR) if name.startswith(("Approve", "Authorise", "Merge", "Reopen"))
    }


def test_a_lawyer_reads_the_case_and_writes_what_all_teams_share():
    assert writes(roles.LAWYER) <= CASEWORK


def test_a_duty_officer_deals_with_danger_and_tasks_alone():
    assert writes(roles.DUTY_OFFICER) == {"FinishTask", "RecordSafetyRisk", "RecordSafetyRiskMitigated"}


def test_a_data_protection_officer_answers_tells_and_erases():
    assert writes(roles.DPO) == {
        "AnswerSubjectRequest",
        "EraseSubject",
        "FinishTask",
        "RecordSubjectRequest",
        "TellRecipientsOfChange",
    }


@pytest.mark.parametrize(
    "role", [roles.COUNSEL, roles.HQ_ANALYST, roles.OPERATOR, roles.GOVERNMENT_PARTNER, roles.SURVIVOR]
)
def test_nobody_else_writes_anything(role):
    assert not writes(role)
