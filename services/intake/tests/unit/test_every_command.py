"""What holds for every command of a case on any history: its events fold, and saying it again adds nothing."""

from datetime import date
from itertools import pairwise
from uuid import uuid5

from casework import (
    AnswerSubjectRequest,
    AskToMend,
    DiscloseData,
    EndTasksAbout,
    EraseSubject,
    EscalateTask,
    FinishTask,
    NoteBrokenGlass,
    NoteOfficialThreat,
    NoteSubjectErased,
    RecordSafetyRisk,
    RecordSafetyRiskMitigated,
    RecordSubjectRequest,
    ReviewRetention,
    TellOfCorrection,
    TellRecipientsOfChange,
)
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st
from intake.case import (
    AGGREGATE,
    ApproveOperation,
    AuthoriseInvestigation,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CloseIntakePart,
    DeclineReferral,
    NotePartClose,
    NotePartReopened,
    OpenCase,
    PlanOperation,
    RecordAssistanceRequested,
    RecordAuthorityEngaged,
    RecordConsent,
    RecordConsentWithdrawn,
    RecordContactPreference,
    RecordGovernmentApproval,
    RecordOperationAborted,
    RecordOperationExecuted,
    RecordReferral,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictims,
    RecordVictimStatus,
    ReopenCase,
    ReportInvestigation,
    ScreenReferral,
)
from intake.case.age import RecordAgeAssessed
from intake.case.capacity import NoteCareCapacity
from intake.case.consent import PurposeChoice
from intake.case.exploitation import RecordExploitation
from intake.case.guardianship import RecordGuardianExcluded, RecordGuardianship, RecordMandatoryReport
from intake.case.investigation import EvidencePackage
from intake.case.lapsing import LapseConsent
from intake.case.liberty import RecordLibertyChanged
from intake.case.merged_from import EndConsents, NoteMergedCase, stream
from intake.case.merging import MergeCase, SplitCase
from intake.case.operations import OperationPlan
from intake.case.quality import NoteDataQualityIssue
from intake.case.records import JoinVictimRecords, RecordPersonLinked
from intake.case.referral import DuplicateCheck
from intake.case.state import Closed, Opened
from intake.case.statements import RecordVictimStatement
from intake.case.suspects import RecordSuspectUnlinked
from intake.case.takeover import TakeOverCase
from intake.case.victims import EncounteredVictim
from throughline.domain import Elsewhere, Fact, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded, scenario

given = scenario(AGGREGATE)

ORG, OPERATION, CONSENT, S1, S2, V1, V2 = (uuid5(NAMESPACE, f"id {n}") for n in range(7))
DAY = Moment.parse("2026-05-20")
RISK = RecordSafetyRisk.model_validate(
    {
        "case_id": CASE,
        "level": "high",
        "subjects": [{"kind": "victim", "id": V1}],
        "from": "accused",
        "occurred_on": DAY,
    }
)
RISK_ID = uuid5(uuid5(NAMESPACE, f"when {RISK.model_dump_json()}"), "risk")
FOUND = {"result": "partial", "victims_found": 1, "suspects_detained": 0, "social_worker_present": True}
COMMANDS = (
    RecordReferral(
        case_id=CASE,
        office_id="GHA-ACC",
        channel="police",
        allegation_types=("ChildLabour",),
        alleged_victims=4,
        urgency="med",
    ),
    ScreenReferral(case_id=CASE, indicators=(), meets=True, risk_of_harm="med"),
    ScreenReferral(case_id=CASE, indicators=(), meets=False, risk_of_harm="low"),
    DeclineReferral(case_id=CASE, reason="no_capacity"),
    OpenCase(case_id=CASE, case_type="forced_labour", duplicate_check=DuplicateCheck(outcome="not_checked")),
    RecordAuthorityEngaged(case_id=CASE, org_id=ORG, unit="anti_trafficking"),
    AuthoriseInvestigation(case_id=CASE, scope="premises"),
    ReportInvestigation(case_id=CASE, outcome="inconclusive", package=EvidencePackage(findings="none")),
    PlanOperation(
        case_id=CASE,
        operation_id=OPERATION,
        authority_org_id=ORG,
        window="month",
        social_worker_id=ORG,
        plan=OperationPlan(day=date(2026, 6, 8), place="there", team=()),
    ),
    ApproveOperation(case_id=CASE, operation_id=OPERATION),
    RecordGovernmentApproval(case_id=CASE, operation_id=OPERATION, approver_id=ORG),
    RecordOperationAborted(case_id=CASE, operation_id=OPERATION, reason="other"),
    RecordOperationExecuted(case_id=CASE, operation_id=OPERATION, **FOUND),
    RecordOperationExecuted(case_id=CASE, unplanned=True, **FOUND),
    *(RecordSuspect(case_id=CASE, suspect_id=suspect, roles=("Abuser",)) for suspect in (S1, S2)),
    RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=V1), EncounteredVictim(victim_id=V2))),
    *(
        RecordVictimBroughtToSafety(
            case_id=CASE,
            victim_id=victim,
            placement_type="family",
            led_by_org_id=ORG,
            agency_role="none",
            liberty="free_to_leave",
        )
        for victim in (V1, V2)
    ),
    *(RecordVictimDeclinedAssistance(case_id=CASE, victim_id=victim) for victim in (V1, V2)),
    *(RecordAssistanceRequested(case_id=CASE, victim_id=victim) for victim in (V1, V2)),
    RecordVictimStatus(
        case_id=CASE, victim_id=V1, status="ActualVictimOfTrafficking", decided_by="Police", standing="official"
    ),
    RecordVictimStatus(
        case_id=CASE, victim_id=V2, status="NotAVictimOfTrafficking", decided_by="NGO", standing="agency_view"
    ),
    RecordConsent(
        case_id=CASE,
        consent_id=CONSENT,
        subject_id=V1,
        purposes=(PurposeChoice(purpose="service_delivery", given=True),),
        by="self",
    ),
    RecordConsentWithdrawn(case_id=CASE, consent_id=CONSENT),
    RecordContactPreference(case_id=CASE, person_id=V1, warn="no"),
    CloseIntakePart(case_id=CASE, reason="handed_over"),
    *(
        NotePartClose(case_id=CASE, part="legal", covers=covers, outcome="all_final")
        for covers in ((), (S1,), (S1, S2))
    ),
    *(
        NotePartClose(case_id=CASE, part="aftercare", covers=covers, outcome="restored")
        for covers in ((), (V1,), (V1, V2))
    ),
    NotePartReopened(case_id=CASE, part="legal", reason="legal_reopened"),
    NotePartReopened(case_id=CASE, part="aftercare", reason="aftercare_reopened"),
    ReopenCase(case_id=CASE, reason="closed_in_error"),
    RecordSuspectUnlinked(case_id=CASE, suspect_id=S1, reason="cleared"),
    NoteCareCapacity(case_id=CASE, operation_id=OPERATION, reserved=True),
    *(
        RecordAgeAssessed(case_id=CASE, victim_id=V1, age_band=band, method="interview")
        for band in ("9--17", "18--20", "unknown")
    ),
    RecordLibertyChanged(case_id=CASE, victim_id=V1, liberty="detained"),
    RecordExploitation(case_id=CASE, victim_id=V1, types=("Servitude",), relationship="Familial", basis="assessed"),
    RecordGuardianship(case_id=CASE, victim_id=V1, guardian="state", authority_org_id=ORG),
    RecordGuardianExcluded(case_id=CASE, victim_id=V1, guardian_ref=S2, reason="suspected_trafficker"),
    RecordMandatoryReport(case_id=CASE, victim_id=V1, to_org_id=ORG),
    RecordVictimStatement(
        case_id=CASE, occurred_on=DAY, victim_id=V2, before="police", support_person_present=True, recorded=True
    ),
    JoinVictimRecords(case_id=CASE, kept_victim_id=V1, joined_victim_id=V2),
    RecordPersonLinked(case_id=CASE, id=S1, same_as=S2, certainty="possible"),
    LapseConsent(case_id=CASE, consent_id=CONSENT),
    NoteMergedCase(case_id=CASE, merged_case_id=uuid5(NAMESPACE, "merged")),
    EndConsents(case_id=CASE, surviving_case_id=uuid5(NAMESPACE, "surviving")),
    TakeOverCase(case_id=CASE, as_of=date(2026, 6, 1)),
    SplitCase(case_id=CASE, new_case_id=S2),
    RISK,
    RecordSafetyRiskMitigated(case_id=CASE, risk_id=RISK_ID),
    DiscloseData(
        case_id=CASE,
        occurred_on=DAY,
        subject_ids=(V1,),
        to_org_id=ORG,
        purpose="service_delivery",
        categories=("contact",),
        form="extract",
        legal_basis="vital_interest",
    ),
    TellRecipientsOfChange(case_id=CASE, disclosure_ids=(V2,), change="corrected"),
    RecordSubjectRequest(case_id=CASE, occurred_on=DAY, subject_id=V1, kind="access", by="self"),
    AnswerSubjectRequest(case_id=CASE, request_id=V2, outcome="granted", delivered_by="in_person"),
    NoteBrokenGlass(case_id=CASE, occurred_on=DAY, document_ref=ORG, reason="danger_to_life"),
    EraseSubject(case_id=CASE, subject_id=V2),
    AskToMend(case_id=CASE, notes=(V2,), correction=V1, role="social_worker"),
    TellOfCorrection(case_id=CASE, about=(V2,), since=NOW, correction=V1, role="social_worker"),
    NoteSubjectErased(case_id=CASE, subject_id=V2),
    NoteOfficialThreat(case_id=CASE, subject_ids=(V1,), source_event_id=RISK_ID),
    ReviewRetention(case_id=CASE, subject_id=V1, category="erasure", due_on=date(2026, 6, 1)),
    FinishTask(case_id=CASE, task_id=V1),
    EscalateTask(case_id=CASE, task_id=V1, due_at=NOW),
    NoteDataQualityIssue(case_id=CASE, issue_id=S1),
    EndTasksAbout(case_id=CASE, kind="look_into_data_quality", subject=S1),
    MergeCase(case_id=CASE, surviving_case_id=S1),
)
HISTORIES = st.lists(st.sampled_from(COMMANDS[:-1]), max_size=40)
QUICK = settings(max_examples=60, deadline=None)
OPENING = (COMMANDS[0], COMMANDS[1], COMMANDS[4])


def play(commands):
    """The recorded events of the commands that were not refused or held, each a minute after the one before."""
    events = []
    for minute, command in enumerate(commands):
        asked = looking(given(*events).later(minutes=minute), command)
        for event in asked.when(command).decided or ():
            events.append(recorded(on_its_day(event, command), len(events) + 1, at=asked.now))
    return events


def looking(asked, command):
    """Where the command looks at another case, there is one."""
    if isinstance(command, MergeCase):
        there = Elsewhere(command.surviving_case_id, AGGREGATE.initial)
        return asked.seeing({stream(command.surviving_case_id).stream_id: there})
    return asked


def on_its_day(event, command):
    return event.on(command.occurred_on) if command.occurred_on else event


def test_every_command_of_the_case_is_tried_here():
    assert {type(command) for command in COMMANDS} == set(AGGREGATE.command_types)


@QUICK
@given_any(history=HISTORIES, command=st.sampled_from(COMMANDS))
def test_what_was_taken_once_is_nothing_new_or_a_named_no_the_second_time(history, command):
    events = play(history)
    asked = looking(given(*events).later(minutes=len(history)), command)
    first = asked.when(command)
    told = [
        recorded(on_its_day(event, command), len(events) + number, at=asked.now)
        for number, event in enumerate(first.decided or (), 1)
    ]
    second = looking(given(*events, *told).later(minutes=len(history) + 1), command).when(command)
    assert second.rejected or not second.decided


@QUICK
@given_any(history=HISTORIES, fact=st.sampled_from([command for command in COMMANDS if isinstance(command, Fact)]))
def test_a_rules_no_to_a_fact_has_a_code_and_says_what_would_clear_it_up(history, fact):
    rejected = given(*play(history)).when(fact).rejected
    assert rejected is None or (rejected.code != "Rejected" and str(rejected) and fact.records)


@QUICK
@given_any(history=HISTORIES, command=st.sampled_from(COMMANDS))
def test_a_no_names_how_it_stands_and_then_what_to_do_now(history, command):
    rejected = given(*play(history)).when(command).rejected
    if rejected:
        assert all(str(rejected).partition("; "))


@QUICK
@given_any(history=HISTORIES)
def test_a_case_is_closed_exactly_when_nothing_is_left_to_do(history):
    """A danger or an immediate task that comes after closing does not reopen it."""
    state = given(*play([*OPENING, *history])).state
    assert isinstance(state.stage, Closed | Opened)
    assert not state.complete or isinstance(state.stage, Closed)
    assert state.work_done or isinstance(state.stage, Opened)


@QUICK
@given_any(history=HISTORIES)
def test_closing_and_reopening_take_turns(history):
    turns = [event for event in play([*OPENING, *history]) if isinstance(event, CaseOpened | CaseClosed | CaseReopened)]
    for before, after in pairwise(turns):
        assert isinstance(after, CaseClosed) != isinstance(before, CaseClosed)


@QUICK
@given_any(history=HISTORIES)
def test_nobody_handed_over_is_without_a_part(history):
    state = given(*play(history)).state
    assert not state.handed_over("legal") or "legal" in state.opened_parts
    assert not state.handed_over("aftercare") or "aftercare" in state.opened_parts
