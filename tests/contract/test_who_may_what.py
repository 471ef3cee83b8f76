"""Row by row: what each role may send, ask, open and deposit in each service, and with that, what it may not.

The table stands beside as data and is complete: a command, question or kind of document that is let in for a role which
has no line for it here fails, as does a line that no service keeps any longer.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aftercare.service import service as aftercare
from casework import roles
from intake.service import service as intake
from legal.service import service as legal
from reporting.service import service as reporting
from throughline.composition import Service
from throughline.sql import question

SERVICES: dict[str, Service] = {one.name: one for one in (intake(), legal(), aftercare(), reporting())}
TABLE: dict[str, dict[str, dict[str, Any]]] = json.loads(Path(__file__).with_name("who_may_what.json").read_text())
ROLES = (
    roles.INVESTIGATOR,
    roles.LAWYER,
    roles.SOCIAL_WORKER,
    roles.DUTY_OFFICER,
    roles.DIRECTOR,
    roles.COUNSEL,
    roles.HQ_ANALYST,
    roles.DPO,
    roles.OPERATOR,
    roles.GOVERNMENT_PARTNER,
    roles.SURVIVOR,
    roles.IMPORTER,
)
WRITES_CONSENT = {"RecordConsent", "RecordConsentWithdrawn", "RecordGuardianship", "RecordContactPreference"}


def granted(service: Service, role: str) -> dict[str, Any]:
    """All that a service lets this role do, as the table has it: what is empty is left out."""
    row = {
        "sends": sorted(
            kind.__name__ for one in service.aggregates for kind in one.command_types if role in one.roles_of(kind)
        ),
        "asks": sorted(asked.path for asked in service.queries.asked if role in asked.roles),
        "opens": sorted(kind for kind, readers in service.vault_readers.items() if role in readers),
        "deposits": sorted(kind for kind, depositors in service.depositors.items() if role in depositors),
        "may": sorted(
            what
            for what, those in (
                ("clear up what is held or wrong", service.clears),
                ("break the glass", service.breaks_glass),
                ("place partners' facts", service.addressing.roles if service.addressing else ()),
            )
            if role in those
        ),
    }
    return {name: found for name, found in row.items() if found}


def allowed(service: str, role: str, what: str) -> set[str]:
    return set(TABLE[service].get(role, {}).get(what, ()))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("service", SERVICES)
def test_a_role_may_do_what_its_row_says_and_nothing_else(service: str, role: str) -> None:
    assert granted(SERVICES[service], role) == TABLE[service].get(role, {})


@pytest.mark.parametrize("service", SERVICES)
def test_every_door_is_for_roles_that_there_are(service: str) -> None:
    one = SERVICES[service]
    named = {role for aggregate in one.aggregates for kind in aggregate.command_types for role in kind.roles}
    named |= {role for asked in one.queries.asked for role in asked.roles}
    named |= {role for readers in (*one.vault_readers.values(), *one.depositors.values()) for role in readers}
    assert named | one.clears | set(one.breaks_glass) <= set(ROLES)
    assert TABLE[service].keys() <= set(ROLES)


class TestTheTableItself:
    """What the domain says of each role, whatever the rows are."""

    def test_an_investigator_writes_no_consent_and_opens_no_victims_document(self) -> None:
        assert not allowed("intake", roles.INVESTIGATOR, "sends") & WRITES_CONSENT
        assert not allowed("intake", roles.INVESTIGATOR, "opens") & {"VictimProfile", "Guardian", "SafeChannel"}
        assert "VictimProfile" in allowed("intake", roles.INVESTIGATOR, "deposits")
        assert not allowed("aftercare", roles.INVESTIGATOR, "opens")

    def test_a_lawyer_sends_nothing_of_intakes_and_aftercares_own(self) -> None:
        shared = {
            "DiscloseData",
            "FinishTask",
            "RecordSafetyRisk",
            "RecordSafetyRiskMitigated",
            "TellRecipientsOfChange",
        }
        assert allowed("intake", roles.LAWYER, "sends") <= shared
        assert allowed("aftercare", roles.LAWYER, "sends") <= shared - {"DiscloseData", "TellRecipientsOfChange"}
        assert not allowed("aftercare", roles.LAWYER, "opens")

    def test_a_social_worker_asks_legal_for_hearings_and_custody_and_opens_nothing_there(self) -> None:
        asked = allowed("legal", roles.SOCIAL_WORKER, "asks")
        desk = {"/tasks", "/cases/{case_id}/timeline"}
        assert asked - desk == {"/cases/{case_id}/custody", "/cases/{case_id}/hearings", "/hearings"}
        assert not allowed("legal", roles.SOCIAL_WORKER, "opens")
        assert "SuspectProfile" not in allowed("intake", roles.SOCIAL_WORKER, "opens")

    @pytest.mark.parametrize("service", ["intake", "legal", "aftercare"])
    def test_whoever_has_no_row_in_casework_gets_nothing_of_it(self, service: str) -> None:
        for role in (roles.HQ_ANALYST, roles.OPERATOR):
            assert role not in TABLE[service]

    @pytest.mark.parametrize("role", [roles.COUNSEL, roles.SURVIVOR, roles.GOVERNMENT_PARTNER])
    def test_whoever_is_outside_sends_nothing_and_reads_of_reporting_what_is_published(self, role: str) -> None:
        assert not any(allowed(service, role, "sends") for service in SERVICES)
        assert allowed("reporting", role, "asks") == {"/releases", "/releases/{release_id}"}

    def test_an_operations_plan_is_for_those_whom_it_names_whatever_their_role(self) -> None:
        assert set(SERVICES["intake"].vault_named) == {"OperationPlan"}
        assert roles.LAWYER not in SERVICES["intake"].vault_readers["OperationPlan"]

    def test_the_shelter_is_a_caseworkers_alone(self) -> None:
        readers = {role for role in ROLES if "Facility" in allowed("aftercare", role, "opens")}
        assert readers == {roles.SOCIAL_WORKER}

    def test_a_duty_officer_counsel_and_a_survivor_are_shown_those_alone_whom_they_may_reach(self) -> None:
        for service in ("intake", "legal", "aftercare"):
            declared = SERVICES[service]
            assert roles.DUTY_OFFICER in declared.hides
            assert roles.DUTY_OFFICER in declared.queries.reach
            assert roles.DUTY_OFFICER in declared.queries.logged
            assert {roles.COUNSEL, roles.SURVIVOR} <= declared.shows.keys()

    def test_reporting_holds_no_document(self) -> None:
        assert not SERVICES["reporting"].vault_readers
        assert not SERVICES["reporting"].depositors


@pytest.mark.parametrize("service", SERVICES)
def test_every_question_of_who_reaches_whom_can_be_asked(service: str) -> None:
    """Of case and actor, the actor as a person's id: a parameter is what its first cast says it is."""
    declared = SERVICES[service]
    named = {*declared.hides.values(), *declared.shows.values(), *declared.queries.reach.values()}
    for name in named:
        text = question(declared.package, name)
        assert "$1" in text, name
        first = re.search(r"\$2(::\w+)?", text)
        assert first, name
        assert first[1] in (None, "::uuid"), name
