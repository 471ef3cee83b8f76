"""Merged and split: a merged case takes nothing more, and every answer names the case that goes on."""

from uuid import uuid5

from casework import DiscloseData, FinishTask, RecordSubjectRequest
from casework.tasks import NoSuchTask
from intake.case import (
    AGGREGATE,
    AuthoriseInvestigation,
    CaseReopened,
    ConsentRecorded,
    ConsentWithdrawn,
    RecordConsentWithdrawn,
    RecordSuspect,
    VictimEncountered,
)
from intake.case.consent import PurposeChoice
from intake.case.guardianship import GuardianExcluded, RecordGuardianExcluded
from intake.case.lapsing import ConsentLapsed
from intake.case.merging import CaseIsItself, CaseIsMerged, CaseMerged, CaseSplit, MergeCase, SplitCase
from intake.case.open import CaseNotOpen
from intake.case.referral import NothingReferred
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

SURVIVING, NEW = uuid5(NAMESPACE, "surviving"), uuid5(NAMESPACE, "new")
merge = MergeCase(case_id=CASE, surviving_case_id=SURVIVING)
merged = CaseMerged(surviving_case_id=SURVIVING)
split = SplitCase(case_id=CASE, new_case_id=NEW)


class WhenReferred:
    def test_it_is_merged_into_another(self, referred):
        given(*referred).when(merge).then(merged)

    def test_it_is_merged_into_no_case_that_is_itself(self, referred):
        given(*referred).when(MergeCase(case_id=CASE, surviving_case_id=CASE)).rejects(CaseIsItself)
        given(*referred).when(SplitCase(case_id=CASE, new_case_id=CASE)).rejects(CaseIsItself)

    def test_another_is_split_off_under_an_id_that_is_made_where_none_is_given(self, referred):
        given(*referred).when(split).then(CaseSplit(new_case_id=NEW))
        given(*referred, CaseSplit(new_case_id=NEW)).when(split).nothing()
        (event,) = given(*referred).when(SplitCase(case_id=CASE)).emits(CaseSplit)
        assert event.new_case_id != CASE


class WhenNothingIsReferred:
    def test_there_is_nothing_to_merge(self):
        given().when(merge).rejects(NothingReferred)


class WhenClosed:
    def test_it_is_neither_merged_nor_split_before_it_is_reopened(self, closed_case):
        given(*closed_case).when(merge).rejects(CaseNotOpen)
        given(*closed_case).when(split).rejects(CaseNotOpen)
        given(*closed_case, CaseReopened(reason="new_information")).when(merge).then(merged)


class WhenMerged:
    def test_no_decision_is_taken_and_the_surviving_case_is_named(self, open_case):
        outcome = given(*open_case, merged).when(AuthoriseInvestigation(case_id=CASE, scope="online"))
        outcome.rejects(CaseIsMerged)
        assert str(SURVIVING) in str(outcome.rejected)

    def test_it_is_not_merged_elsewhere_nor_split(self, referred):
        other = MergeCase(case_id=CASE, surviving_case_id=NEW)
        given(*referred, merged).when(merge).nothing()
        given(*referred, merged).when(other).rejects(CaseIsMerged)
        given(*referred, merged).when(split).rejects(CaseIsMerged)

    def test_a_fact_is_held_and_the_surviving_case_is_named(self, open_case):
        outcome = given(*open_case, merged).when(RecordSuspect(case_id=CASE))
        outcome.holds(CaseIsMerged)
        assert str(SURVIVING) in str(outcome.rejected)

    def test_what_is_owed_to_people_goes_on(self, open_case):
        asks = RecordSubjectRequest(case_id=CASE, subject_id=NEW, kind="access", by="self")
        assert given(*open_case, merged).when(asks).decided
        given(*open_case, merged).when(FinishTask(case_id=CASE, task_id=NEW)).rejects(NoSuchTask)

    def test_nothing_new_is_disclosed_from_it(self, open_case):
        tells = DiscloseData(
            case_id=CASE,
            subject_ids=(NEW,),
            to_org_id=NEW,
            purpose="service_delivery",
            categories=("contact",),
            form="verbal",
            legal_basis="vital_interest",
        )
        given(*open_case, merged).when(tells).rejects(CaseIsMerged)

    def test_a_consent_that_is_recorded_here_is_taken_back_here(self, open_case):
        purposes = (PurposeChoice(purpose="service_delivery", given=True),)
        consent = ConsentRecorded(
            consent_id=NEW, subject_id=NEW, purposes=purposes, by="guardian", guardian_ref=SURVIVING
        )
        history = (*open_case, VictimEncountered(victim_id=NEW), consent, merged)
        given(*history).when(RecordConsentWithdrawn(case_id=CASE, consent_id=NEW)).emits(ConsentWithdrawn)
        exclude = RecordGuardianExcluded(
            case_id=CASE, victim_id=NEW, guardian_ref=SURVIVING, reason="suspected_trafficker"
        )
        given(*history).when(exclude).emits(GuardianExcluded, ConsentLapsed)

    def test_it_neither_closes_nor_reopens(self, closed_case):
        assert not given(*closed_case, merged).when(merge).decided
