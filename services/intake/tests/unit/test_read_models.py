"""Read models as folds: rows after a history, without a database."""

from dataclasses import fields
from datetime import date
from importlib.resources import files
from uuid import uuid5

import pytest
from casework import (
    DataDisclosed,
    RecipientsToldOfChange,
    SafetyRiskMitigated,
    SafetyRiskRaised,
    TaskDone,
    TaskEscalated,
    TaskOpened,
)
from intake.case import (
    AGGREGATE,
    AssistanceRequested,
    CaseReopened,
    ConsentRecorded,
    ConsentWithdrawn,
    OperationApproved,
    OperationExecuted,
    PartOpened,
    ReferralDeclined,
    SuspectIdentified,
    VictimDeclinedAssistance,
    VictimEncountered,
    VictimStatusDetermined,
)
from intake.case.age import AgeAssessed
from intake.case.consent import PurposeChoice
from intake.case.exploitation import ExploitationDetermined
from intake.case.guardianship import GuardianshipDetermined
from intake.case.lapsing import ConsentLapsed
from intake.case.liberty import LibertyChanged
from intake.case.merging import CaseMerged
from intake.case.records import VictimRecordsJoined
from intake.inbound.aftercare import SafetyRecheckDone, SafetyRecheckFellDue, SurvivorEnrolled
from intake.inbound.telling import AnsweredByLegal, AskedOfLegal, DisclosedByAftercare
from intake.projections.case_view import CaseView
from intake.projections.consents import Consents
from intake.projections.disclosures import Disclosures
from intake.projections.operations import Operations
from intake.projections.safety_rechecks import SafetyRechecks
from intake.projections.safety_risks import SafetyRisks
from intake.projections.subject_requests import SubjectRequests
from intake.projections.suspects import Suspects
from intake.projections.tasks import Tasks
from intake.projections.victims import Victims
from intake.projections.workers import Workers
from throughline.domain import Actor, Moment
from throughline.inbound import Inbound
from throughline.projection.model import fold
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded

VICTIM, SUSPECT, OPERATION, CONSENT = (uuid5(NAMESPACE, name) for name in ("victim", "suspect", "operation", "consent"))
MODELS = (
    CaseView(),
    Victims(),
    Suspects(),
    Operations(),
    Consents(),
    Tasks(),
    SafetyRisks(),
    Workers(),
    Disclosures(),
    SubjectRequests(),
    SafetyRechecks(),
)

DISCLOSED = {
    "disclosureId": str(SUSPECT),
    "subjectIds": [str(VICTIM)],
    "toOrgId": str(OPERATION),
    "purpose": "service_delivery",
    "categories": ["contact"],
    "consentId": str(CONSENT),
    "form": "extract",
}


def rows(model, *events):
    """What the model shows after own events, and events of other teams as intake reads them."""
    known = [
        recorded(PartOpened(part="legal") if isinstance(event, Inbound) else event, number).metadata
        for number, event in enumerate(events, 1)
    ]
    return fold(model, list(zip(events, known, strict=True)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
class WhenDeclared:
    def test_every_event_is_handled_or_ignored_and_none_both(self, model):
        own = set(AGGREGATE.own_event_types)
        handled = {event for event in model.handlers if not issubclass(event, Inbound)}
        assert handled | model.ignores == own
        assert not handled & model.ignores

    def test_its_table_has_its_columns_in_its_order(self, model):
        (migration,) = [
            entry.read_text()
            for entry in files("intake").joinpath("migrations").iterdir()
            if entry.name.endswith(f"_{model.name}.sql")
        ]
        body = migration.partition("(\n")[2].partition("\n);")[0].splitlines()
        columns = [line.split()[0] for line in body if not line.strip().startswith("primary key")]
        assert columns == [field.name for field in fields(model.row)]
        assert f"create table {model.table} (" in migration
        assert f"create view {model.name} as select * from {model.table};" in migration


class WhenACaseIsFollowed:
    def test_it_is_referred_screened_open_and_closed(self, referred, screened, open_case, closed_case):
        statuses = [rows(CaseView(), *history)[(CASE,)].status for history in (referred, screened, open_case)]
        assert statuses == ["referred", "screened", "open"]
        row = rows(CaseView(), *closed_case)[(CASE,)]
        assert (row.status, row.outcome, row.closed_on) == ("closed", "parts_completed", date(2026, 6, 1))
        assert (row.intake_part, row.legal_part, row.aftercare_part) == ("closed", "closed", "closed")

    def test_it_may_be_declined(self, referred):
        row = rows(CaseView(), *referred, ReferralDeclined(reason="out_of_area", referred_to_org_id=None))[(CASE,)]
        assert (row.status, row.outcome) == ("declined", "out_of_area")

    def test_parts_are_not_opened_then_at_work(self, open_case, handed_over):
        assert rows(CaseView(), *open_case)[(CASE,)].legal_part == "not_opened"
        row = rows(CaseView(), *handed_over)[(CASE,)]
        assert (row.legal_part, row.aftercare_part) == ("open", "open")

    @pytest.mark.parametrize(("reason", "intake_part"), [("legal_reopened", "closed"), ("new_information", "open")])
    def test_a_reopening_puts_the_parts_back_to_work(self, closed_case, reason, intake_part):
        row = rows(CaseView(), *closed_case, CaseReopened(reason=reason))[(CASE,)]
        assert (row.status, row.closed_on, row.outcome) == ("open", None, None)
        assert (row.intake_part, row.legal_part, row.aftercare_part) == (intake_part, "open", "open")

    def test_an_unknown_day_is_shown_as_none(self, referred):
        row = rows(CaseView(), referred[0].on(Moment.parse("unknown")))[(CASE,)]
        assert row.referred_on is None


class WhenVictimsAreFollowed:
    def test_what_weighs_most_is_her_safety(self, in_safety):
        met = VictimEncountered(victim_id=VICTIM, age_band="9--17", citizenship=("PHL",))
        refused = VictimDeclinedAssistance(victim_id=VICTIM, reason_code="other").on(Moment.parse("2026-03-04"))
        asked = AssistanceRequested(victim_id=VICTIM).on(Moment.parse("2026-03-05"))
        states = [
            rows(Victims(), *history)[(CASE, VICTIM)].safety
            for history in (
                (met,),
                (met, asked),
                (met, in_safety),
                (met, in_safety, refused),
                (met, in_safety, refused, asked),
                (met, in_safety, asked, refused),
                (met, asked, refused),
            )
        ]
        assert states == ["encountered", "asking", "in_safety", "declining", "in_safety", "in_safety", "asking"]

    def test_both_views_of_her_status_stand_side_by_side(self):
        official = VictimStatusDetermined(
            victim_id=VICTIM, status="NotAVictimOfTrafficking", decided_by="Police", standing="official"
        )
        view = VictimStatusDetermined(
            victim_id=VICTIM, status="PossibleVictimOfTrafficking", decided_by="NGO", standing="agency_view"
        )
        row = rows(Victims(), VictimEncountered(victim_id=VICTIM), official, view)[(CASE, VICTIM)]
        assert (row.official_status, row.official_decided_by) == ("NotAVictimOfTrafficking", "Police")
        assert row.agency_view == "PossibleVictimOfTrafficking"

    @pytest.mark.parametrize("standing", ["official", "agency_view"])
    def test_a_determination_learned_late_overwrites_no_later_one(self, standing):
        said = {"victim_id": VICTIM, "decided_by": "Police", "standing": standing}
        early = VictimStatusDetermined(status="PossibleVictimOfTrafficking", **said).on(Moment.parse("2026-03"))
        late = VictimStatusDetermined(status="ActualVictimOfTrafficking", **said).on(Moment.parse("2026-03-04"))
        for order in ((early, late), (late, early)):
            row = rows(Victims(), VictimEncountered(victim_id=VICTIM), *order)[(CASE, VICTIM)]
            shown = row.official_status if standing == "official" else row.agency_view
            assert shown == "ActualVictimOfTrafficking"

    def test_what_was_known_of_her_stays_known(self):
        met = VictimEncountered(victim_id=VICTIM, age_band="9--17", gender="Feminine", citizenship=("PHL",))
        row = rows(Victims(), met, VictimEncountered(victim_id=VICTIM, language_needed="ceb"))[(CASE, VICTIM)]
        assert (row.age_band, row.gender, row.citizenship) == ("9--17", "Feminine", ("PHL",))
        assert row.language_needed == "ceb"


class WhenOthersAreFollowed:
    def test_a_suspect_has_the_latest_roles_and_the_first_day(self):
        first = SuspectIdentified(suspect_id=SUSPECT, roles=("Exploiter",)).on(Moment.parse("2026-03-04"))
        later = SuspectIdentified(suspect_id=SUSPECT, roles=("Exploiter", "Transporter"))
        row = rows(Suspects(), first, later)[(CASE, SUSPECT)]
        assert (row.roles, row.identified_on) == (("Exploiter", "Transporter"), date(2026, 3, 4))

    def test_an_operation_shows_its_approvals_and_result(self, planned):
        approved = OperationApproved(operation_id=OPERATION, approver_id=SUSPECT, side="government")
        executed = OperationExecuted(
            operation_id=OPERATION,
            unplanned=False,
            result="partial",
            victims_found=2,
            suspects_detained=0,
            social_worker_present=True,
        )
        row = rows(Operations(), *planned, approved, executed)[(CASE, OPERATION)]
        assert (row.government_approved, row.agency_approved, row.status) == (True, False, "executed")
        assert (row.victims_found, row.time_window) == (2, "week")

    def test_an_operation_shows_what_it_lacked_until_it_is_learned_of(self, planned):
        approved = OperationApproved(operation_id=OPERATION, approver_id=SUSPECT, side="government")
        executed = OperationExecuted(
            operation_id=OPERATION,
            unplanned=False,
            result="none_found",
            victims_found=0,
            suspects_detained=0,
            social_worker_present=True,
            lacking=("government_approval", "agency_approval"),
        )
        assert rows(Operations(), *planned, executed)[(CASE, OPERATION)].lacking == executed.lacking
        assert rows(Operations(), *planned, executed, approved)[(CASE, OPERATION)].lacking == ("agency_approval",)

    def test_a_consent_shows_yes_no_and_withdrawal(self):
        consent = ConsentRecorded(
            consent_id=CONSENT,
            subject_id=VICTIM,
            purposes=(
                PurposeChoice(purpose="service_delivery", given=True),
                PurposeChoice(purpose="media", given=False),
            ),
            by="self",
        )
        row = rows(Consents(), consent)[(CASE, CONSENT)]
        assert (row.given, row.refused, row.withdrawn_at) == (("service_delivery",), ("media",), None)
        assert rows(Consents(), consent, ConsentWithdrawn(consent_id=CONSENT))[(CASE, CONSENT)].withdrawn_at


class WhenSheIsHandedOver:
    def test_she_waits_for_aftercare_until_enrolled(self, in_safety):
        met = VictimEncountered(victim_id=VICTIM)
        row = rows(Victims(), met, in_safety)[(CASE, VICTIM)]
        assert (row.handed_over, row.handed_over_on, row.enrolled_on) == (True, date(2026, 6, 1), None)
        origin = recorded(met, 9).metadata
        enrolled = (SurvivorEnrolled(survivor_id=VICTIM), origin)
        own = [(event, recorded(event, number).metadata) for number, event in enumerate((met, in_safety), 1)]
        both = [fold(Victims(), order)[(CASE, VICTIM)] for order in ([*own, enrolled], [enrolled, *own])]
        assert both[0] == both[1]
        assert both[0].enrolled_on == date(2026, 6, 1)

    def test_a_refusal_takes_her_out(self, in_safety):
        refused = VictimDeclinedAssistance(victim_id=VICTIM, reason_code="other")
        row = rows(Victims(), VictimEncountered(victim_id=VICTIM), in_safety, refused)[(CASE, VICTIM)]
        assert (row.handed_over, row.handed_over_on) == (False, None)

    def test_so_does_the_latest_official_word_where_she_was_neither_rescued_nor_asks(self):
        said = {"victim_id": VICTIM, "decided_by": "Police", "standing": "official"}
        possible = VictimStatusDetermined(status="PossibleVictimOfTrafficking", **said)
        no = VictimStatusDetermined(status="NotAVictimOfTrafficking", **said)
        met = VictimEncountered(victim_id=VICTIM)
        assert rows(Victims(), met, possible)[(CASE, VICTIM)].handed_over
        assert not rows(Victims(), met, possible, no)[(CASE, VICTIM)].handed_over

    def test_whom_a_closed_part_covered_is_shown_until_it_is_at_work_again(self, closed_case):
        row = rows(CaseView(), *closed_case)[(CASE,)]
        assert (row.legal_covers, row.aftercare_covers) == ((SUSPECT,), (VICTIM,))
        row = rows(CaseView(), *closed_case, PartOpened(part="aftercare"))[(CASE,)]
        assert (row.aftercare_part, row.aftercare_covers, row.legal_covers) == ("open", (), (SUSPECT,))


class WhenMoreIsKnownOfHer:
    def test_what_is_better_founded_is_not_overwritten(self):
        told = {"victim_id": VICTIM, "means": (), "recruitment": ()}
        official = ExploitationDetermined(types=("Servitude",), basis="official", **told)
        alleged = ExploitationDetermined(types=("Other",), basis="alleged", relationship="Familial", **told)
        row = rows(Victims(), VictimEncountered(victim_id=VICTIM), official, alleged)[(CASE, VICTIM)]
        assert (row.exploitation, row.exploitation_basis) == (("Servitude",), "official")

    def test_her_age_her_liberty_and_her_guardian_are_the_latest(self):
        met = VictimEncountered(victim_id=VICTIM, age_band="9--17")
        age = AgeAssessed(victim_id=VICTIM, age_band="unknown", is_child="presumed", method="estimate")
        free = LibertyChanged(victim_id=VICTIM, liberty="free_to_leave")
        guardian = GuardianshipDetermined(victim_id=VICTIM, guardian="state", authority_org_id=SUSPECT)
        row = rows(Victims(), met, age, free, guardian)[(CASE, VICTIM)]
        assert (row.age_band, row.is_child, row.liberty, row.guardian) == (
            "9--17",
            "presumed",
            "free_to_leave",
            "state",
        )

    def test_a_record_that_was_given_up_names_the_kept_one(self):
        joined = VictimRecordsJoined(kept_victim_id=VICTIM, joined_victim_id=SUSPECT)
        met = (VictimEncountered(victim_id=VICTIM), VictimEncountered(victim_id=SUSPECT))
        assert rows(Victims(), *met, joined)[(CASE, SUSPECT)].joined_to == VICTIM

    def test_a_lapsed_consent_says_why(self):
        purposes = (PurposeChoice(purpose="media", given=True),)
        consent = ConsentRecorded(consent_id=CONSENT, subject_id=VICTIM, purposes=purposes, by="guardian")
        lapsed = ConsentLapsed(consent_id=CONSENT, because="of_age")
        assert rows(Consents(), consent, lapsed)[(CASE, CONSENT)].lapsed_because == "of_age"

    def test_a_merged_case_names_the_one_that_goes_on(self, open_case):
        row = rows(CaseView(), *open_case, CaseMerged(surviving_case_id=SUSPECT))[(CASE,)]
        assert (row.status, row.surviving_case_id) == ("merged", SUSPECT)


class WhenADeskLooks:
    def test_a_task_shows_who_is_asked_now_and_how_it_ended(self):
        told = {"task_id": SUSPECT, "kind": "look", "role": "lawyer", "urgency": "urgent", "because": (VICTIM,)}
        opened = TaskOpened(due_at=NOW, **told)
        escalated = TaskEscalated(task_id=SUSPECT, to_role="director")
        row = rows(Tasks(), opened, escalated)[(CASE, SUSPECT)]
        assert (row.role, row.asked, row.escalated, row.outcome) == ("lawyer", "director", 1, None)
        assert rows(Tasks(), opened, TaskDone(task_id=SUSPECT, outcome="done"))[(CASE, SUSPECT)].outcome == "done"

    def test_a_risk_is_open_until_it_is_dealt_with(self):
        raised = SafetyRiskRaised.model_validate(
            {"riskId": SUSPECT, "level": "high", "subjects": [{"kind": "staff", "id": VICTIM}], "from": "family"}
        )
        row = rows(SafetyRisks(), raised)[(CASE, SUSPECT)]
        assert (row.level, row.comes_from, row.mitigated_on) == ("high", "family", None)
        assert row.subjects == ({"kind": "staff", "id": str(VICTIM)},)
        assert rows(SafetyRisks(), raised, SafetyRiskMitigated(risk_id=SUSPECT))[(CASE, SUSPECT)].mitigated_on

    def test_a_disclosure_by_any_team_shows_what_its_recipient_heard_of_since(self):
        own = DataDisclosed.model_validate(DISCLOSED)
        known = DisclosedByAftercare.model_validate({**DISCLOSED, "disclosureId": str(OPERATION)})
        told = RecipientsToldOfChange(disclosure_ids=(SUSPECT,), change="withdrawn")
        again = RecipientsToldOfChange(disclosure_ids=(SUSPECT,), change="corrected")
        found = rows(Disclosures(), own, known, told, again, told)
        assert found[(CASE, SUSPECT)].told == ("corrected", "withdrawn")
        assert (found[(CASE, OPERATION)].told, found[(CASE, OPERATION)].subject_ids) == ((), (VICTIM,))
        assert found[(CASE, SUSPECT)].disclosed_on == date(2026, 6, 1)

    def test_a_recheck_is_owed_to_her_until_every_cause_is_answered(self):
        due = SafetyRecheckFellDue(person_ids=(VICTIM, SUSPECT), because=(CONSENT,))
        again = SafetyRecheckFellDue(person_ids=(VICTIM,), because=(OPERATION,))
        done = SafetyRecheckDone(person_id=VICTIM, answered=(CONSENT,))
        found = rows(SafetyRechecks(), due, again, done)
        assert found[(CASE, VICTIM)].owed == (OPERATION,)
        assert found[(CASE, SUSPECT)].owed == (CONSENT,)

    def test_a_request_waits_until_the_team_that_was_asked_answers(self):
        asked = {"requestId": SUSPECT, "subjectId": VICTIM, "kind": "access", "by": "self", "dueOn": "2026-07-01"}
        answered = {"requestId": SUSPECT, "outcome": "partly_granted", "withheld": ["safety"], "deliveredBy": "counsel"}
        waits = rows(SubjectRequests(), AskedOfLegal.model_validate(asked))[(CASE, SUSPECT)]
        assert (waits.kind, waits.due_on, waits.outcome) == ("access", date(2026, 7, 1), None)
        history = (AskedOfLegal.model_validate(asked), AnsweredByLegal.model_validate(answered))
        row = rows(SubjectRequests(), *history)[(CASE, SUSPECT)]
        assert (row.outcome, row.withheld, row.answered_on) == ("partly_granted", ("safety",), date(2026, 6, 1))

    def test_who_records_something_works_on_the_case_and_no_machine_does(self, planned):
        lawyer = Actor(VICTIM, "lawyer", frozenset())
        machine = Actor(SUSPECT, "reaction", frozenset())
        history = [recorded(event, n, actor=lawyer) for n, event in enumerate(planned, 1)]
        history.append(recorded(PartOpened(part="legal"), 20, actor=machine))
        found = fold(Workers(), [(event, event.metadata) for event in history])
        assert {key[1]: row.role for key, row in found.items()} == {
            VICTIM: "lawyer",
            uuid5(NAMESPACE, "social worker"): "social_worker",
        }
