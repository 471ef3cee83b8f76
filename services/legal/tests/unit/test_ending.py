"""Endings: final wants a judgment and no pending appeal; a file against several is discontinued for each of them."""

from uuid import UUID, uuid5

import pytest
from legal import prosecution
from legal.prosecution.appeals import AppealDecided, AppealFiled
from legal.prosecution.charges import ChargeAccepted, ChargeRejected, ChargesFiled, ChargeWithdrawn, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.ending import (
    AccusedDied,
    AppealPending,
    JudgmentBecameFinal,
    NobodyBeforeTheCourt,
    NoJudgment,
    NotSuspended,
    OpenCounts,
    ProceedingsOver,
    ProceedingsResumed,
    ProceedingsSuspended,
    ProsecutionDiscontinued,
    RecordDeath,
    RecordDiscontinued,
    RecordJudgmentFinal,
    RecordResumption,
    RecordSuspension,
)
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.state import Dead, Discontinued, Final, Pending, Suspended
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, B, C, COURT, APPEAL = (UUID(int=number) for number in range(1, 7))
MAY_4, MAY_9, LATER = Moment.parse("2026-05-04"), Moment.parse("2026-05-09"), Moment.parse("2026-12-01")
prosecuted = {"case_id": CASE, "prosecution_id": P}
of = {**prosecuted, "accused_id": A}
started = ProsecutionStarted(jurisdiction_profile="KEN")
known = (started, AccusedRegistered(accused_id=A, named_by=COURT, basis="fir"))
both = (*known, AccusedRegistered(accused_id=B, named_by=COURT, basis="fir"))
acquitted = DispositionReported(accused_id=A, source="court", value="acquitted_trial")
final = JudgmentBecameFinal(accused_id=A)
suspended = ProceedingsSuspended(accused_id=A, reason="absconded", review_on=LATER).on(MAY_4)
died = AccusedDied(accused_id=A).on(MAY_4)


def proceedings(given, accused=A):
    return given.state.accused[accused].proceedings


class WhenPending:
    def test_nothing_is_final_before_a_judgment(self):
        given(*known).when(RecordJudgmentFinal(**of)).holds(NoJudgment)

    @pytest.mark.parametrize("value", ["pending", "unknown"])
    def test_a_report_that_knows_nothing_is_no_judgment(self, value):
        reported = DispositionReported(accused_id=A, source="court", value=value)
        given(*known, reported).when(RecordJudgmentFinal(**of)).holds(NoJudgment)

    def test_a_reported_acquittal_becomes_final(self):
        given(*known, acquitted).when(RecordJudgmentFinal(**of)).then(final)
        assert proceedings(given(*known, acquitted, final)) == Final()

    def test_so_does_the_end_of_every_charge(self):
        charged = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="Cap 63 s.3", counts=2),))
        partly = given(*known, charged, ChargeWithdrawn(charge_id=C, counts=1, reason="plea_agreement"))
        partly.when(RecordJudgmentFinal(**of)).holds(NoJudgment)
        gone = (*partly.events, ChargeRejected(charge_id=C, counts=1, reason="no_case"))
        given(*gone).when(RecordJudgmentFinal(**of)).then(final)

    def test_nothing_is_final_while_accepted_counts_are_undecided(self):
        charged = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="Cap 63 s.3", counts=2),))
        one = VerdictRecorded(accused_id=A, charge_id=C, counts=1, verdict="guilty", court="first_instance")
        hung = one.model_copy(update={"verdict": "hung"})
        tried = (*known, charged, ChargeAccepted(charge_id=C, counts=2))
        given(*tried, hung).when(RecordJudgmentFinal(**of)).holds(NoJudgment)
        given(*tried, one, hung).when(RecordJudgmentFinal(**of)).holds(OpenCounts)
        given(*tried, one, one).when(RecordJudgmentFinal(**of)).then(final)

    def test_a_suspension_says_why_and_until_when(self):
        command = RecordSuspension(**of, reason="unfit", review_on=LATER)
        given(*known).when(command).then(ProceedingsSuspended(accused_id=A, reason="unfit", review_on=LATER))

    def test_a_suspension_of_which_no_review_is_known_says_so(self):
        never = Moment.parse("unknown")
        given(*known).when(RecordSuspension(**of, reason="stayed", review_on=never)).emits(ProceedingsSuspended)

    def test_what_is_not_suspended_does_not_resume(self):
        given(*known).when(RecordResumption(**of)).holds(NotSuspended)

    def test_a_file_against_nobody_is_discontinued_once(self):
        given_up = ProsecutionDiscontinued(reason="no_evidence")
        given(started).when(RecordDiscontinued(**prosecuted, reason="no_evidence")).then(given_up)
        given(started, given_up).when(RecordDiscontinued(**prosecuted, reason="no_evidence")).nothing()
        assert given(started, given_up).state.discontinued

    def test_against_several_it_is_discontinued_for_each_who_is_still_before_the_court(self):
        given(*both, acquitted, final).when(RecordDiscontinued(**prosecuted, reason="no_evidence")).then(
            ProsecutionDiscontinued(accused_id=B, reason="no_evidence")
        )
        given(*both).when(RecordDiscontinued(**prosecuted, reason="no_evidence")).then(
            ProsecutionDiscontinued(accused_id=A, reason="no_evidence"),
            ProsecutionDiscontinued(accused_id=B, reason="no_evidence"),
        )

    def test_against_one_it_is_discontinued_for_that_one(self):
        for_one = given(*both, ProsecutionDiscontinued(accused_id=A, reason="no_evidence"))
        assert proceedings(for_one) == Discontinued(uuid5(NAMESPACE, "event 4"))
        assert proceedings(for_one, B) == Pending()
        for_one.when(RecordDiscontinued(**of, reason="no_evidence")).nothing()


class WhenAppealed:
    appealed = (
        *known,
        acquitted,
        AppealFiled(
            appeal_id=APPEAL, accused_id=A, against=(uuid5(NAMESPACE, "event 3"),), by="prosecution", court="appeal"
        ),
    )

    def test_nothing_is_final_before_the_appeal_is_decided(self):
        given(*self.appealed).when(RecordJudgmentFinal(**of)).holds(AppealPending)
        affirmed = AppealDecided(appeal_id=APPEAL, result="affirmed")
        given(*self.appealed, affirmed).when(RecordJudgmentFinal(**of)).then(final)


class WhenSuspended:
    def test_it_may_resume(self):
        given(*known, suspended).when(RecordResumption(**of)).then(ProceedingsResumed(accused_id=A))
        assert proceedings(given(*known, suspended)) == Suspended("absconded")
        assert proceedings(given(*known, suspended, ProceedingsResumed(accused_id=A))) == Pending()

    def test_the_same_suspension_again_is_nothing_new(self):
        command = RecordSuspension(**of, reason="absconded", review_on=LATER, occurred_on=MAY_4)
        given(*known, suspended).when(command).nothing()


class WhenFinal:
    def test_further_charges_bring_him_back_before_the_court(self):
        charged = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="Cap 63 s.3", counts=2),))
        for over in (final, suspended, ProsecutionDiscontinued(accused_id=A, reason="no_evidence")):
            assert proceedings(given(*known, acquitted, over, charged)) == Pending()
        assert proceedings(given(*known, died, charged)) == Dead(MAY_4)

    def test_a_whole_prosecution_that_is_over_is_not_discontinued(self):
        given_up = RecordDiscontinued(**prosecuted, reason="no_evidence")
        given(*known, acquitted, final).when(given_up).holds(NobodyBeforeTheCourt)
        given(*known, died).when(given_up).holds(NobodyBeforeTheCourt)
        given(*known, ProsecutionDiscontinued(accused_id=A, reason="no_evidence")).when(given_up).nothing()

    def test_final_again_is_nothing_new(self):
        given(*known, acquitted, final).when(RecordJudgmentFinal(**of, occurred_on=LATER)).nothing()

    def test_there_is_nothing_left_to_suspend_or_discontinue(self):
        given(*known, acquitted, final).when(RecordSuspension(**of, reason="stayed", review_on=LATER)).holds(
            ProceedingsOver
        )
        given(*known, acquitted, final).when(RecordDiscontinued(**of, reason="no_evidence")).holds(ProceedingsOver)


class WhenDead:
    def test_the_death_again_is_nothing_new_and_another_day_is_held(self):
        given(*known, died).when(RecordDeath(**of, occurred_on=MAY_4)).nothing()
        given(*known, died).when(RecordDeath(**of, occurred_on=MAY_9)).holds(ProceedingsOver)

    def test_it_ends_the_proceedings_for_good(self):
        given(*known).when(RecordDeath(**of)).then(AccusedDied(accused_id=A))
        late_final = JudgmentBecameFinal(accused_id=A).on(Moment.parse("2026-05-01"))
        assert proceedings(given(*known, acquitted, died, late_final)) == Dead(MAY_4)
        given(*known, died).when(RecordResumption(**of)).holds(NotSuspended)
        given(*known, died).when(RecordSuspension(**of, reason="stayed", review_on=LATER)).holds(ProceedingsOver)
