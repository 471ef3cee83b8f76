"""What the Docket hears of detentions, of cases merged and split, of papers and money; and whom it asks to act."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from casework import TaskDone, TaskOpened
from legal import docket, prosecution
from legal.docket.asking import AskLawyer
from legal.docket.closing import CloseLegalPart
from legal.docket.detention import ConfirmDetention, DetentionNoted, DetentionUnconfirmed, NoteDetention
from legal.docket.merging import (
    CaseIsMerged,
    CaseMergeNoted,
    CaseSplitNoted,
    NoteCaseMerge,
    NoteCaseSplit,
    NoteSuspectUnlink,
    SuspectUnlinkNoted,
)
from legal.docket.notes import (
    ConsentNoted,
    DocketOpened,
    NoteConsent,
    NoteReadiness,
    Purpose,
    ReadinessNoted,
    SuspectNoted,
)
from legal.docket.opening import OpenProsecution, ProsecutionOpened
from legal.docket.papers import (
    CounselMandated,
    EntitlementGranted,
    EntitlementKnownOtherwise,
    EntitlementReceived,
    MandateCounsel,
    NoConsentToCounsel,
    OfficialStatusIssued,
    PaymentKnown,
    RecordEntitlementGranted,
    RecordEntitlementReceived,
    RecordOfficialStatus,
    UnknownEntitlement,
)
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import SuspectArrested, SuspectReleased
from legal.prosecution.registration import AccusedRegistered
from throughline.domain import Deadline, Issued, Moment, stamp
from throughline.testing.given import CASE, NOW, SOMEBODY, fold, scenario

given = scenario(docket.AGGREGATE)
given_prosecution = scenario(prosecution.AGGREGATE)

P, A, B, V, H, ORG, CONSENT, OTHER, E, OPERATION = (UUID(int=number) for number in range(1, 11))
opened = DocketOpened()
of = {"case_id": CASE}
MAY_4 = Moment.parse("2026-05-04")


def task_of(outcome, *types):
    return outcome.emits(*types, TaskOpened)[-1]


class WhenAnOperationTookSomebody:
    noted = DetentionNoted(operation_id=OPERATION, suspects_detained=2).on(Moment.parse("2026-05-04T10:00:00Z"))
    file = ProsecutionOpened(prosecution_id=P, jurisdiction_profile="IND")
    confirm = ConfirmDetention(**of, operation_id=OPERATION, due_at=NOW)

    def people(self, *arrested):
        known = [AccusedRegistered(accused_id=one, named_by=ORG, basis="fir") for one in (A, B)]
        taken = [SuspectArrested(accused_id=one).on(MAY_4) for one in arrested]
        return {P: given_prosecution(ProsecutionStarted(jurisdiction_profile="IND"), *known, *taken).state}

    def test_an_arrest_or_release_of_each_is_expected_in_time(self):
        note = NoteDetention(**of, operation_id=OPERATION, suspects_detained=2)
        given(opened).when(note).then(DetentionNoted(operation_id=OPERATION, suspects_detained=2))
        given(opened, self.noted).when(note).nothing()
        today = self.noted.on(Moment(NOW))
        in_time = NOW + timedelta(hours=24)
        assert given(opened, today).deadlines() == [Deadline("detention", str(OPERATION), in_time)]

    def test_of_what_was_told_late_the_rest_may_be_told_first(self):
        late = NOW + timedelta(hours=4)
        assert given(opened, self.noted).deadlines() == [Deadline("detention", str(OPERATION), late)]

    def test_one_whom_nobody_confirms_is_said_to_be_so_once(self):
        for taken in ((), (A,)):
            known = given(opened, self.file, self.noted).seeing(self.people(*taken))
            task = task_of(known.when(self.confirm), DetentionUnconfirmed)
            assert (task.kind, task.role) == ("confirm_detention", "lawyer")
        said = DetentionUnconfirmed(operation_id=OPERATION)
        given(opened, self.file, self.noted, said).seeing(self.people()).when(self.confirm).nothing()

    def test_both_arrested_all_is_known(self):
        given(opened, self.file, self.noted).seeing(self.people(A, B)).when(self.confirm).nothing()

    def test_nobody_accounts_for_the_people_of_two_operations(self):
        same_day = DetentionNoted(operation_id=OTHER, suspects_detained=1).on(Moment.parse("2026-05-04T12:00:00Z"))
        known = given(opened, self.file, self.noted, same_day).seeing(self.people(A, B))
        known.when(self.confirm).nothing()
        confirm_other = self.confirm.model_copy(update={"operation_id": OTHER})
        known.when(confirm_other).emits(DetentionUnconfirmed, TaskOpened)
        alone = given(opened, self.file, same_day).seeing(self.people(A, B))
        alone.when(confirm_other).nothing()

    def test_who_was_in_custody_already_was_not_taken_by_it_whatever_is_told_of_him_since(self):
        days_later = DetentionNoted(operation_id=OTHER, suspects_detained=1).on(Moment.parse("2026-05-09"))
        let_go = SuspectReleased(accused_id=A, ground="bail").on(Moment.parse("2026-05-10"))
        known = AccusedRegistered(accused_id=A, named_by=ORG, basis="fir")
        taken = SuspectArrested(accused_id=A).on(MAY_4)
        started = ProsecutionStarted(jurisdiction_profile="IND")
        confirm_other = self.confirm.model_copy(update={"operation_id": OTHER})
        of_then = {P: given_prosecution(started, known, taken, let_go).state}
        given(opened, self.file, days_later).seeing(of_then).when(confirm_other).emits(DetentionUnconfirmed, TaskOpened)
        of_since = {P: given_prosecution(started, known, let_go).state}
        given(opened, self.file, days_later).seeing(of_since).when(confirm_other).nothing()


class WhenOthersDecideAboutTheCase:
    @pytest.mark.parametrize(
        ("note", "event", "kind"),
        [
            (NoteCaseMerge(**of, surviving_case_id=OTHER), CaseMergeNoted, "sort_out_merged_case"),
            (NoteCaseSplit(**of, new_case_id=OTHER), CaseSplitNoted, "sort_out_split_case"),
            (NoteSuspectUnlink(**of, suspect_id=A), SuspectUnlinkNoted, "review_unlinked_suspect"),
            (
                NoteReadiness(**of, hearing_id=H, witness_id=V, ready="no"),
                ReadinessNoted,
                "ask_for_video_or_adjournment",
            ),
            (
                NoteConsent(**of, consent_id=CONSENT, withdrawn_on=MAY_4),
                ConsentNoted,
                "tell_counsel_and_prosecutor_of_withdrawal",
            ),
        ],
    )
    def test_a_lawyer_is_asked_once_and_never_of_the_past(self, note, event, kind):
        outcome = given(opened).when(note)
        assert task_of(outcome, event).kind == kind
        given(opened, *outcome.decided).when(note).nothing()
        given(opened).when(note, historical=True).emits(event)

    def test_a_suspect_unlinked_once_more_is_a_lawyers_to_look_at_again(self):
        unlinked, done = SuspectUnlinkNoted(suspect_id=A), TaskDone(task_id=OTHER, outcome="done")
        asked = TaskOpened(
            task_id=OTHER,
            kind="review_unlinked_suspect",
            role="lawyer",
            due_at=NOW,
            urgency="routine",
            because=(E,),
            subjects=(A,),
        )
        known = fold(docket.AGGREGATE, (opened, unlinked, asked, done, SuspectNoted(suspect_id=A)))
        command = NoteSuspectUnlink(**of, suspect_id=A)
        issue = Issued(command_id=P, at=NOW, actor=SOMEBODY, causation_id=CONSENT)
        decided = docket.AGGREGATE.judge(known, command.issued(issue), {})
        assert [type(event) for event in decided] == [SuspectUnlinkNoted, TaskOpened]
        assert not docket.AGGREGATE.judge(known, command.issued(replace(issue, causation_id=min(known.heard))), {})

    def test_the_task_names_what_it_is_because_of(self):
        outcome = given().when(NoteSuspectUnlink(**of, suspect_id=A))
        *_, task = outcome.emits(DocketOpened, SuspectUnlinkNoted, TaskOpened)
        assert task.because == (stamp(outcome.command, outcome.decided[1], 1).metadata.event_id,)

    def test_a_merged_case_takes_no_decision_and_says_which_goes_on(self):
        merged = (opened, CaseMergeNoted(surviving_case_id=OTHER))
        for command in (OpenProsecution(**of), CloseLegalPart(**of)):
            outcome = given(*merged).when(command)
            outcome.rejects(CaseIsMerged)
            assert str(OTHER) in str(outcome.rejected)

    def test_what_legal_only_has_to_act_on_becomes_a_task(self):
        about = {"because": E, "subjects": (V,)}
        ask = AskLawyer(**of, kind="review_bail_conditions", within_hours=24, urgency="urgent", **about)
        outcome = given().when(ask)
        opened_with, task = outcome.emits(DocketOpened, TaskOpened)
        assert (task.because, task.subjects, task.due_at) == ((E,), (V,), NOW + timedelta(days=1))
        given(opened_with, task).when(ask).nothing()


GRANT = {"entitlement_id": E, "victim_id": V, "scheme": "rehabilitation", "amount": 30000, "currency": "INR"}
PART = {"entitlement_id": E, "amount": 20000, "currency": "INR"}


class WhenAVictimIsEntitled:
    granted = EntitlementGranted(**GRANT)

    def test_a_status_paper_is_recorded_once(self):
        paper = {"victim_id": V, "kind": "residence", "authority_org_id": ORG, "until": Moment.parse("2027-05")}
        record = RecordOfficialStatus(**of, **paper, occurred_on=MAY_4)
        given(opened).when(record).then(OfficialStatusIssued(**paper))
        given(opened, OfficialStatusIssued(**paper).on(MAY_4)).when(record).nothing()

    def test_an_entitlement_is_granted_once(self):
        given(opened).when(RecordEntitlementGranted(**of, **GRANT)).then(self.granted)
        given(opened, self.granted).when(RecordEntitlementGranted(**of, **GRANT)).nothing()
        other = RecordEntitlementGranted(**of, **{**GRANT, "amount": 1})
        given(opened, self.granted).when(other).holds(EntitlementKnownOtherwise)

    def test_what_was_received_belongs_to_one(self):
        record = RecordEntitlementReceived(**of, **PART, occurred_on=MAY_4)
        given(opened).when(record).holds(UnknownEntitlement)
        received = EntitlementReceived(**PART).on(MAY_4)
        given(opened, self.granted).when(record).then(EntitlementReceived(**PART))
        given(opened, self.granted, received).when(record).holds(PaymentKnown)


class WhenCounselIsMandated:
    consent = ConsentNoted(
        consent_id=CONSENT, subject_id=V, purposes=(Purpose(purpose="legal_proceedings", given=True),)
    )
    mandate = MandateCounsel(**of, victim_id=V, lawyer_id=A, consent_id=CONSENT)

    def test_it_rests_on_her_consent(self):
        mandated = CounselMandated(victim_id=V, lawyer_id=A, consent_id=CONSENT)
        given(opened, self.consent).when(self.mandate).then(mandated)
        given(opened, self.consent, mandated).when(self.mandate).nothing()

    @pytest.mark.parametrize(
        "change",
        [
            {"subject_id": OTHER},
            {"purposes": (Purpose(purpose="legal_proceedings", given=False),)},
            {"withdrawn_on": MAY_4},
            {"expires_on": Moment.parse("2026-05")},
        ],
    )
    def test_a_consent_that_does_not_cover_it_is_none(self, change):
        given(opened, self.consent.model_copy(update=change)).when(self.mandate).rejects(NoConsentToCounsel)
        given(opened).when(self.mandate.model_copy(update={"consent_id": None})).rejects(NoConsentToCounsel)
