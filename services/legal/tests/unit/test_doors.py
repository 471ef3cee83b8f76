"""Who may send and see what: people by role, partners their own acts, reactions the notes."""

import pytest
from casework import CaseworkCommand, need_to_know
from casework.need_to_know import GRANTED
from casework.roles import (
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    HQ_ANALYST,
    IMPORTER,
    INVESTIGATOR,
    LAWYER,
    OPERATOR,
    SOCIAL_WORKER,
    SURVIVOR,
)
from legal import docket, evidence, prosecution, unplaced
from legal.docket.closing import CloseLegalPart, ReopenLegalPart
from legal.docket.opening import OpenProsecution
from legal.evidence.custody import RecordEvidenceCollected
from legal.inbound import partners
from legal.prosecution.milestones import TellMilestone
from legal.prosecution.protection import ExpireProtectionOrder
from throughline.domain import Decision, Fact

AGGREGATES = (docket.AGGREGATE, prosecution.AGGREGATE, evidence.AGGREGATE, unplaced.AGGREGATE)
EVENTS = {event.__name__ for aggregate in AGGREGATES for event in aggregate.own_event_types}
COMMANDS = [
    command
    for aggregate in AGGREGATES
    for command in aggregate.command_types
    if not issubclass(command, CaseworkCommand)
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_facts_are_recorded_by_lawyers_and_imports_and_noted_by_nobody(command):
    if command.__name__.startswith("Record"):
        assert issubclass(command, Fact)
        assert command.roles == {LAWYER, IMPORTER}
        assert not command.opens or command is RecordEvidenceCollected
    elif command.__name__.startswith("Note") or command is ReopenLegalPart:
        assert issubclass(command, Fact)
        assert not command.roles
        assert command.opens
    else:
        assert issubclass(command, Decision)


def test_our_own_decisions_are_for_those_who_answer_for_them():
    assert OpenProsecution.roles == {LAWYER, IMPORTER}
    assert OpenProsecution.opens
    assert CloseLegalPart.roles == {LAWYER, DIRECTOR}


@pytest.mark.parametrize("command", [c for c in COMMANDS if issubclass(c, Fact)], ids=lambda command: command.__name__)
def test_a_fact_says_which_event_it_would_have_become(command):
    assert command.records in EVENTS


def test_partners_send_every_act_of_a_prosecution_and_nothing_else():
    facts = {command for command in prosecution.AGGREGATE.command_types if issubclass(command, Fact)}
    assert set(partners.ACCEPTS) == facts
    assert {TellMilestone, ExpireProtectionOrder} == set(prosecution.AGGREGATE.command_types) - facts
    assert len({fact.records for fact in partners.ACCEPTS}) == len(partners.ACCEPTS)


def test_what_a_number_of_their_own_stands_for_is_what_their_facts_name():
    fields = {name for fact in partners.ACCEPTS for name in fact.model_fields}
    assert fields >= set(partners.ADDRESSING.fields)
    assert partners.ADDRESSING.roles == {LAWYER, DIRECTOR}


@pytest.mark.parametrize("role", [GOVERNMENT_PARTNER, HQ_ANALYST, OPERATOR, SURVIVOR])
def test_no_timeline_for_whom_the_table_grants_none(role):
    assert role not in GRANTED


@pytest.mark.parametrize(
    ("role", "sees", "sees_not"),
    [
        (LAWYER, {"TestimonyGiven", "ConsentNoted"}, set()),
        (INVESTIGATOR, {"VerdictRecorded", "SuspectReleased"}, {"TestimonyGiven", "ReadinessNoted", "ConsentNoted"}),
        (SOCIAL_WORKER, {"HearingScheduled", "SuspectReleased"}, {"VerdictRecorded", "ChargesFiled", "TestimonyGiven"}),
        (DUTY_OFFICER, {"SafetyRiskRaised", "TaskOpened"}, EVENTS - need_to_know.SAFETY_RISKS - need_to_know.TASKS),
        (DPO, {"ConsentNoted", "DataDisclosed"}, EVENTS - need_to_know.DISCLOSURES - need_to_know.CONSENT_NOTED),
    ],
)
def test_a_timeline_shows_what_the_role_needs_to_know(role, sees, sees_not):
    granted = GRANTED[role]["legal"]
    shown = EVENTS if granted is None else granted
    assert sees <= shown
    assert not sees_not & shown


def test_only_events_that_exist_are_named():
    assert EVENTS >= need_to_know.STATUS | need_to_know.HEARING_DATES | need_to_know.CUSTODY_STATUS


def test_no_lawyer_sees_what_aftercare_knows_of_her_condition():
    assert GRANTED[LAWYER]["aftercare"] == {"ReadinessStated", "SafetyConcernStated"}
