"""Merged and split: a merged case takes nothing more, and every answer names the case that goes on."""

from uuid import uuid5

from casework import DiscloseData, FinishTask, RecordSubjectRequest, TaskOpened
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
    merged_from,
)
from intake.case.age import RecordAgeAssessed
from intake.case.consent import PurposeChoice
from intake.case.exploitation import ExploitationDetermined
from intake.case.guardianship import GuardianExcluded, GuardianshipDetermined, RecordGuardianExcluded
from intake.case.lapsing import ConsentLapsed
from intake.case.merged_from import EndConsents, MergedCaseNoted, NoteMergedCase
from intake.case.merging import (
    CaseIsItself,
    CaseIsMerged,
    CaseMerged,
    CaseSplit,
    MergeCase,
    SplitCase,
    SurvivingCaseIsMerged,
    SurvivingCaseUnknown,
)
from intake.case.open import CaseNotOpen
from intake.case.referral import NothingReferred
from throughline.domain import Elapsed, Elsewhere, Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

SURVIVING, NEW = uuid5(NAMESPACE, "surviving"), uuid5(NAMESPACE, "new")
CONSENT, HER, GUARDIAN = (uuid5(NAMESPACE, name) for name in ("consent", "her", "guardian"))
merge = MergeCase(case_id=CASE, surviving_case_id=SURVIVING)
merged = CaseMerged(surviving_case_id=SURVIVING)
split = SplitCase(case_id=CASE, new_case_id=NEW)


def beside_another(*events):
    """This case, and one that exists, to go on as."""
    there = Elsewhere(SURVIVING, AGGREGATE.initial)
    return given(*events).seeing({merged_from.stream(SURVIVING).stream_id: there})


def clocks(clock, *events):
    return [due for due in given(*events).deadlines() if due.clock == clock]


class WhenReferred:
    def test_it_is_merged_into_another(self, referred):
        beside_another(*referred).when(merge).then(merged)

    def test_it_is_not_merged_into_a_case_that_nobody_knows(self, referred):
        given(*referred).when(merge).rejects(SurvivingCaseUnknown)

    def test_it_is_merged_into_no_case_that_is_itself(self, referred):
        given(*referred).when(MergeCase(case_id=CASE, surviving_case_id=CASE)).rejects(CaseIsItself)
        given(*referred).when(SplitCase(case_id=CASE, new_case_id=CASE)).rejects(CaseIsItself)

    def test_nor_into_one_that_is_merged_itself_least_of_all_into_this(self, referred):
        for into in (CASE, NEW):
            gone = given(*referred, CaseMerged(surviving_case_id=into)).state
            seen = {merged_from.stream(SURVIVING).stream_id: Elsewhere(SURVIVING, gone)}
            outcome = given(*referred).seeing(seen).when(merge)
            outcome.rejects(SurvivingCaseIsMerged)
            assert str(into) in str(outcome.rejected)

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
        beside_another(*closed_case, CaseReopened(reason="new_information")).when(merge).then(merged)


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


class WhenAnotherCaseWasMergedIntoIt:
    """CASE goes on; NEW was merged into it, and holds a consent that a guardian gave for her."""

    consent = ConsentRecorded(
        consent_id=CONSENT,
        subject_id=HER,
        purposes=(PurposeChoice(purpose="service_delivery", given=True),),
        by="guardian",
        guardian_ref=GUARDIAN,
    )
    noted = MergedCaseNoted(merged_case_id=NEW)
    take_back = RecordConsentWithdrawn(case_id=CASE, consent_id=CONSENT)
    exclude = RecordGuardianExcluded(case_id=CASE, victim_id=HER, guardian_ref=GUARDIAN, reason="suspected_trafficker")
    aged = RecordAgeAssessed(case_id=CASE, victim_id=HER, age_band="18--20", method="document")
    end = EndConsents(case_id=CASE, surviving_case_id=SURVIVING)

    def of_merged(self, open_case):
        state = given(*open_case, VictimEncountered(victim_id=HER), self.consent, merged).state
        return {merged_from.stream(NEW).stream_id: Elsewhere(NEW, state)}

    def ended_by(self, open_case, *told):
        """What the merged case makes of what the surviving one was told."""
        surviving = {merged_from.stream(SURVIVING).stream_id: Elsewhere(SURVIVING, given(*open_case, *told).state)}
        known = given(*open_case, VictimEncountered(victim_id=HER), self.consent, merged)
        return known.seeing(surviving).when(self.end)

    def test_it_is_told_so_at_once(self, open_case):
        (due,) = clocks(merged_from.MERGED, *open_case, merged)
        note = merged_from.carry_over(Elapsed(due.clock, due.subject, due.due_at, CASE, CASE))
        assert note == NoteMergedCase(case_id=SURVIVING, merged_case_id=CASE)
        given(*open_case).when(NoteMergedCase(case_id=CASE, merged_case_id=NEW)).then(self.noted)
        given(*open_case, self.noted).when(NoteMergedCase(case_id=CASE, merged_case_id=NEW)).nothing()

    def test_a_consent_recorded_there_is_taken_back_here(self, open_case):
        known = given(*open_case, self.noted).seeing(self.of_merged(open_case))
        known.when(self.take_back).then(ConsentWithdrawn(consent_id=CONSENT))
        known = given(*open_case, self.noted, ConsentWithdrawn(consent_id=CONSENT)).seeing(self.of_merged(open_case))
        known.when(self.take_back).nothing()

    def test_one_that_neither_knows_is_somebodys_to_find(self, open_case):
        other = RecordConsentWithdrawn(case_id=CASE, consent_id=HER)
        known = given(*open_case, self.noted).seeing(self.of_merged(open_case))
        _, task = known.when(other).emits(ConsentWithdrawn, TaskOpened)
        assert task.subjects == (HER,)

    def test_one_taken_back_here_before_that_case_was_merged_into_this_ends_there_once_it_is(self, open_case):
        taken_back, task = given(*open_case).when(self.take_back).emits(ConsentWithdrawn, TaskOpened)
        history = (*open_case, taken_back, task, self.noted)
        (due,) = clocks(merged_from.CONSENTS, *history)
        end = merged_from.carry_back(Elapsed(due.clock, due.subject, due.due_at, SURVIVING, CASE))
        assert end == EndConsents(case_id=NEW, surviving_case_id=SURVIVING)
        (ended,) = self.ended_by(open_case, taken_back).emits(ConsentWithdrawn)
        assert ended.consent_id == CONSENT

    def test_the_merged_case_is_looked_at_as_soon_as_something_may_have_ended_a_consent_there(self, open_case):
        excluded = GuardianExcluded(victim_id=HER, guardian_ref=GUARDIAN, reason="suspected_trafficker")
        met = VictimEncountered(victim_id=HER)
        for told in (ConsentWithdrawn(consent_id=CONSENT), excluded):
            asked = clocks(merged_from.CONSENTS, *open_case, met, self.noted, told)
            assert len(asked) == 2
            end = merged_from.carry_back(Elapsed(asked[-1].clock, asked[-1].subject, asked[-1].due_at, SURVIVING, CASE))
            assert end == EndConsents(case_id=NEW, surviving_case_id=SURVIVING)

    def test_the_consent_ends_where_it_is_recorded_and_whoever_was_told_under_it_is_to_be_told(self, open_case):
        day = Moment.parse("2026-05-04")
        withdrawn = ConsentWithdrawn(consent_id=CONSENT).on(day)
        self.ended_by(open_case, withdrawn).then(withdrawn)
        self.ended_by(open_case).nothing()

    def test_a_guardian_who_is_out_there_and_her_being_of_age_end_it_too(self, open_case):
        excluded = given(*open_case).when(self.exclude).decided
        self.ended_by(open_case, *excluded).then(ConsentLapsed(consent_id=CONSENT, because="guardian_excluded"))
        aged = given(*open_case).when(self.aged).decided
        self.ended_by(open_case, *aged).then(ConsentLapsed(consent_id=CONSENT, because="of_age"))

    def test_so_does_a_suspicion_of_her_family_unless_an_authority_chose_the_guardian_in_either(self, open_case):
        suspected = ExploitationDetermined(
            victim_id=HER, types=("Servitude",), means=(), recruitment=(), relationship="Familial", basis="alleged"
        )
        met = VictimEncountered(victim_id=HER)
        chosen = GuardianshipDetermined(victim_id=HER, guardian="court_appointed", authority_org_id=NEW)
        lapsed = ConsentLapsed(consent_id=CONSENT, because="guardian_excluded")
        self.ended_by(open_case, met, suspected).then(lapsed)
        self.ended_by(open_case, met, chosen, suspected).nothing()
        assert len(clocks(merged_from.CONSENTS, *open_case, met, self.noted, suspected)) == 2
        surviving = given(*open_case, met, suspected).state
        seen = {merged_from.stream(SURVIVING).stream_id: Elsewhere(SURVIVING, surviving)}
        given(*open_case, met, chosen, self.consent, merged).seeing(seen).when(self.end).nothing()

    def test_nothing_of_it_holds_for_a_case_that_turned_out_never_to_be_merged(self, open_case):
        state = given(*open_case, VictimEncountered(victim_id=HER), self.consent).state
        unmerged = {merged_from.stream(NEW).stream_id: Elsewhere(NEW, state)}
        _, task = (
            given(*open_case, self.noted).seeing(unmerged).when(self.take_back).emits(ConsentWithdrawn, TaskOpened)
        )
        assert task.subjects == (CONSENT,)
        told = given(*open_case, *given(*open_case).when(self.exclude).decided).state
        surviving = {merged_from.stream(SURVIVING).stream_id: Elsewhere(SURVIVING, told)}
        known = given(*open_case, VictimEncountered(victim_id=HER), self.consent)
        known.seeing(surviving).when(self.end).nothing()

    def test_cases_merged_one_after_the_other_all_go_on_in_the_last(self, open_case):
        subjects = {due.subject for due in clocks(merged_from.MERGED, *open_case, self.noted, merged)}
        assert subjects == {f"{SURVIVING}|{CASE}", f"{SURVIVING}|{NEW}"}
        late = clocks(merged_from.MERGED, *open_case, merged, self.noted)
        assert late[-1].subject == f"{SURVIVING}|{NEW}"
