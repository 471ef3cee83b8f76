"""What other services tell becomes notes on the Docket; the producers' own samples are read."""

import json
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from casework import NoteOfficialThreat, TakeBackNotes, TaskDone, TaskOpened
from legal import docket, reactions
from legal.docket.closing import ReopenLegalPart
from legal.docket.consents import covers
from legal.docket.detention import NoteDetention
from legal.docket.merging import NoteCaseMerge, NoteCaseSplit, NoteSuspectUnlink
from legal.docket.notes import ConsentNoted, DocketOpened, NoteConsent, NoteReadiness, NoteSuspect, NoteVictim, Purpose
from legal.inbound import aftercare, intake
from legal.inbound.aftercare import ReadinessStated, SafetyConcernStated
from legal.inbound.intake import (
    CaseMerged,
    CaseReopened,
    CaseSplit,
    ConsentLapsed,
    ConsentRecorded,
    ConsentWithdrawn,
    FactCorrected,
    OperationAborted,
    OperationExecuted,
    OperationPlanned,
    SuspectIdentified,
    SuspectUnlinked,
    VictimStatusDetermined,
)
from legal.inbound.reporting import DataQualityIssueRaised
from throughline.domain import Metadata, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded, scenario

SERVICES = Path(__file__).parents[3]
S, V, H, CONSENT = (UUID(int=number) for number in range(1, 5))
MAY_4 = Moment.parse("2026-05-04")


def origin(event):
    return Metadata(
        event_id=uuid5(NAMESPACE, "foreign"),
        event_type=event.name,
        schema_version=1,
        service=event.source,
        stream_id=UUID(int=9),
        stream_version=1,
        case_id=CASE,
        occurred_on=MAY_4,
        recorded_at=NOW,
        actor_id=UUID(int=0),
        actor_role="investigator",
        command_id=UUID(int=0),
        correlation_id=UUID(int=0),
        causation_id=UUID(int=0),
    )


def reacted(event):
    """The commands of the one reaction to this kind of event."""
    (only,) = [reaction for reaction in reactions.ALL if reaction.event is type(event)]
    return list(only(event, origin(event)))


def test_a_suspect_is_noted_with_the_roles():
    assert reacted(SuspectIdentified(suspect_id=S, roles=("Exploiter",))) == [
        NoteSuspect(case_id=CASE, suspect_id=S, roles=("Exploiter",))
    ]


def test_a_victims_status_is_noted_with_whose_view_it_is():
    status = {"status": "ActualVictimOfTrafficking", "standing": "official"}
    assert reacted(VictimStatusDetermined(victim_id=V, **status)) == [NoteVictim(case_id=CASE, victim_id=V, **status)]


def test_a_consent_is_noted_with_its_purposes():
    recorded = ConsentRecorded(
        consent_id=CONSENT,
        subject_id=V,
        purposes=({"purpose": "legal_proceedings", "given": True},),
        expires_on=Moment.parse("2027-03"),
    )
    assert reacted(recorded) == [
        NoteConsent(
            case_id=CASE,
            consent_id=CONSENT,
            subject_id=V,
            purposes=(Purpose(purpose="legal_proceedings", given=True),),
            expires_on=Moment.parse("2027-03"),
        )
    ]


def test_a_withdrawal_is_noted_with_its_day():
    assert reacted(ConsentWithdrawn(consent_id=CONSENT)) == [
        NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=MAY_4)
    ]


@pytest.mark.parametrize("ready", ["yes", "no", "declined"])
def test_readiness_is_noted_without_a_reason(ready):
    assert reacted(ReadinessStated(hearing_id=H, witness_id=V, ready=ready)) == [
        NoteReadiness(case_id=CASE, hearing_id=H, witness_id=V, ready=ready)
    ]


def test_a_reopened_case_reopens_legals_part():
    assert reacted(CaseReopened(reason="new_evidence")) == [ReopenLegalPart(case_id=CASE, reason="new_evidence")]


@pytest.mark.parametrize("reason", ["legal_reopened", "retrial"])
def test_a_case_reopened_because_legal_was_at_work_again_is_no_news(reason):
    assert reacted(CaseReopened(reason=reason)) == []


def test_people_whom_an_operation_took_are_noted_also_of_one_that_nobody_planned():
    planned = OperationExecuted(operation_id=H, suspects_detained=2)
    noted, _ = reacted(planned)
    assert noted == NoteDetention(case_id=CASE, operation_id=H, suspects_detained=2)
    unplanned = OperationExecuted(suspects_detained=1)
    (note,) = reacted(unplanned)
    assert note.operation_id == origin(unplanned).event_id
    assert NoteDetention not in {type(command) for command in reacted(OperationExecuted(operation_id=H))}


@pytest.mark.parametrize("over", [OperationAborted(operation_id=H), OperationExecuted(operation_id=H)])
def test_nobody_stays_on_call_for_an_operation_that_is_over_or_given_up(over):
    (ask,), (end,) = reacted(OperationPlanned(operation_id=H)), reacted(over)
    on_call = scenario(docket.AGGREGATE)().when(ask).decided
    (task,) = [event for event in on_call if isinstance(event, TaskOpened)]
    scenario(docket.AGGREGATE)(*on_call).when(end).then(TaskDone(task_id=task.task_id, outcome="cause_gone"))


@pytest.mark.parametrize(
    ("event", "kind", "about"),
    [
        (OperationPlanned(operation_id=H), "be_on_call_for_operation", H),
        (SafetyConcernStated(survivor_id=V), "review_bail_conditions", V),
        (DataQualityIssueRaised(issue_id=H, source_event_id=V), "look_into_data_quality", H),
    ],
)
def test_what_legal_keeps_nothing_of_becomes_a_lawyers_task(event, kind, about):
    (ask,) = reacted(event)
    assert (ask.kind, ask.subjects, ask.because) == (kind, (about,), origin(event).event_id)


@pytest.mark.parametrize("elsewhere", [intake, aftercare])
def test_another_teams_risk_is_noted_where_it_comes_from_an_official(elsewhere):
    said = {"level": "low", "subjects": [{"kind": "victim", "id": V}], "from": "official"}
    risk = elsewhere.SafetyRiskRaised.model_validate(said)
    noted = NoteOfficialThreat(case_id=CASE, subject_ids=(V,), source_event_id=origin(risk).event_id)
    assert reacted(risk) == [noted]
    assert reacted(risk.model_copy(update={"from_": "associate"})) == []


def test_so_is_a_concern_about_an_official_and_of_old_ones_nobody_says_whom():
    _, noted = reacted(SafetyConcernStated.model_validate({"survivorId": V, "from": "official"}))
    assert (type(noted), noted.subject_ids) == (NoteOfficialThreat, (V,))
    assert len(reacted(SafetyConcernStated.model_validate({"survivorId": V}))) == 1


def test_what_intake_decides_of_suspects_and_cases_is_noted():
    assert reacted(SuspectUnlinked(suspect_id=S)) == [NoteSuspectUnlink(case_id=CASE, suspect_id=S)]
    assert reacted(CaseMerged(surviving_case_id=H)) == [NoteCaseMerge(case_id=CASE, surviving_case_id=H)]
    assert reacted(CaseSplit(new_case_id=H)) == [NoteCaseSplit(case_id=CASE, new_case_id=H)]


@pytest.mark.parametrize("correction", [FactCorrected, aftercare.FactCorrected])
def test_another_services_correction_asks_to_tell_who_heard_from_legal_and_takes_back_what_was_noted(correction):
    tell, gone = reacted(correction(replaces=H, reason="wrong_person", about=(V,), wrong_recorded_at=NOW))
    assert (tell.about, tell.since, tell.role, tell.replaces) == ((V,), NOW, "lawyer", H)
    assert gone == TakeBackNotes(case_id=CASE, source=H, reason="wrong_person", role="lawyer")


def test_a_consent_that_lapsed_covers_nothing_any_more():
    lapsed = reacted(ConsentLapsed(consent_id=CONSENT))
    assert lapsed == [NoteConsent(case_id=CASE, consent_id=CONSENT, lapsed_on=MAY_4)]
    purposes = (Purpose(purpose="legal_proceedings", given=True),)
    given_once = ConsentNoted(consent_id=CONSENT, subject_id=V, purposes=purposes)
    known = scenario(docket.AGGREGATE)(DocketOpened(), given_once)
    (noted,) = known.when(lapsed[0]).emits(ConsentNoted)
    today = Moment(NOW)
    assert covers(known.state, CONSENT, V, ["legal_proceedings"], today)
    assert not covers(docket.AGGREGATE.fold(known.state, recorded(noted, 2)), CONSENT, V, ["legal_proceedings"], today)


OF_LEGAL = [reaction for reaction in reactions.ALL if reaction.event.name != "FactCorrected"]
"""Those with a producer's sample: a correction is the kit's event."""


@pytest.mark.parametrize("reaction", OF_LEGAL, ids=lambda reaction: reaction.name)
def test_the_producers_sample_of_the_event_leads_to_a_command_that_opens_the_docket(reaction):
    event = reaction.event
    path = SERVICES / event.source / "tests/golden" / f"{event.name}.v1.json"
    commands = reacted(event.model_validate(json.loads(path.read_text())))
    assert commands or event in (CaseReopened, OperationExecuted, intake.SafetyRiskRaised, aftercare.SafetyRiskRaised)
    for command in commands:
        assert command.case_id == CASE
        assert command.opens
        assert not command.roles
