"""Appeals: what is reversed or sent back counts no longer."""

from uuid import UUID, uuid5

from legal import prosecution
from legal.docket.part import LegalPartReopened
from legal.docket.state import Docket
from legal.prosecution.appeals import (
    AppealDecided,
    AppealDecidedOtherwise,
    AppealFiled,
    AppealFiledOtherwise,
    NoSuchJudgment,
    RecordAppealDecided,
    RecordAppealFiled,
    UnknownAppeal,
)
from legal.prosecution.charges import ChargeAccepted, ChargesFiled, FiledCharge, RecordChargesFiled
from legal.prosecution.complaint import (
    ComplaintRefused,
    ComplaintRegistered,
    ProsecutionStarted,
    RecordComplaintRegistered,
)
from legal.prosecution.ending import (
    AccusedDied,
    AppealPending,
    JudgmentBecameFinal,
    NoJudgment,
    ProsecutionDiscontinued,
    RecordJudgmentFinal,
)
from legal.prosecution.registration import AccusedRegistered, RecordAccusedRegistered
from legal.prosecution.sentence import NotConvicted, RecordSentence, SentencePassed
from legal.prosecution.state import Final, Pending
from legal.prosecution.verdicts import CountsAlreadyDecided, DispositionReported, RecordVerdict, VerdictRecorded
from throughline.domain import Moment, OnStream, StreamRef, per_case_stream
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(prosecution.AGGREGATE)

DOCKET = per_case_stream(CASE, "legal.Docket")
P, A, C, COURT, APPEAL = (UUID(int=number) for number in range(1, 6))
of = {"case_id": CASE, "prosecution_id": P}
tried = (
    ProsecutionStarted(jurisdiction_profile="PHL"),
    AccusedRegistered(accused_id=A, named_by=COURT, basis="charge_sheet"),
    ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=1),)),
    ChargeAccepted(charge_id=C, counts=1),
)
sentenced = (
    *tried,
    VerdictRecorded(accused_id=A, charge_id=C, counts=1, verdict="guilty", court="first_instance"),
    SentencePassed(accused_id=A, custodial_months=120),
)
VERDICT, SENTENCE = uuid5(NAMESPACE, "event 5"), uuid5(NAMESPACE, "event 6")
file = RecordAppealFiled(**of, accused_id=A, appeal_id=APPEAL, against=(VERDICT,), by="defence", court="appeal")
filed = AppealFiled(accused_id=A, appeal_id=APPEAL, against=(VERDICT,), by="defence", court="appeal")
acquit = RecordVerdict(**of, accused_id=A, charge_id=C, counts=1, verdict="not_guilty")


class WhenNothingIsJudged:
    def test_an_appeal_is_held_for_want_of_a_judgment(self):
        given(*tried).when(file).holds(NoSuchJudgment)
        given(*tried).when(file.model_copy(update={"against": ()})).holds(NoSuchJudgment)


class WhenSentenced:
    def test_an_appeal_names_what_it_is_against(self):
        given(*sentenced).when(file).then(filed)

    def test_an_appeal_that_names_nothing_is_against_the_whole_judgment(self):
        whole = given(*sentenced).when(file.model_copy(update={"against": ()})).emits(AppealFiled)[0]
        assert set(whole.against) == {VERDICT, SENTENCE}

    def test_a_reported_disposition_may_be_appealed_against(self):
        reported = given(*tried, DispositionReported(accused_id=A, source="register", value="convicted_trial"))
        reported.when(file).emits(AppealFiled)

    def test_a_decision_on_an_unknown_appeal_is_held(self):
        given(*sentenced).when(RecordAppealDecided(**of, appeal_id=APPEAL, result="affirmed")).holds(UnknownAppeal)


class WhenAppealed:
    def test_the_same_appeal_again_is_nothing_new(self):
        given(*sentenced, filed).when(file).nothing()
        given(*sentenced, filed).when(file.model_copy(update={"against": ()})).nothing()

    def test_the_same_appeal_against_something_else_is_held(self):
        given(*sentenced, filed).when(file.model_copy(update={"against": (SENTENCE,)})).holds(AppealFiledOtherwise)

    def test_affirmed_or_modified_the_verdict_stands(self):
        for result in ("affirmed", "modified"):
            decided = given(*sentenced, filed, AppealDecided(appeal_id=APPEAL, result=result))
            assert decided.state.charges[C].verdicts[0].effective
            decided.when(acquit).holds(CountsAlreadyDecided)

    def test_reversed_or_sent_back_it_counts_no_longer_and_the_count_can_be_decided_again(self):
        for result in ("reversed", "retrial"):
            decided = given(*sentenced, filed, AppealDecided(appeal_id=APPEAL, result=result))
            assert not decided.state.charges[C].verdicts[0].effective
            assert not decided.state.accused[A].sentences[0].effective
            decided.when(acquit).emits(VerdictRecorded)
            decided.when(RecordSentence(**of, accused_id=A, custodial_months=12)).holds(NotConvicted)


class WhenDecided:
    decided = (*sentenced, filed, AppealDecided(appeal_id=APPEAL, result="retrial"))

    def test_the_same_decision_again_is_nothing_new(self):
        given(*self.decided).when(RecordAppealDecided(**of, appeal_id=APPEAL, result="retrial")).nothing()
        later = Moment.parse("2026-09-09")
        given(*self.decided).when(
            RecordAppealDecided(**of, appeal_id=APPEAL, result="retrial", occurred_on=later)
        ).nothing()

    def test_another_decision_is_held(self):
        given(*self.decided).when(RecordAppealDecided(**of, appeal_id=APPEAL, result="affirmed")).holds(
            AppealDecidedOtherwise
        )


class WhenFinal:
    def test_a_retrial_opens_the_proceedings_again(self):
        final = (*sentenced, JudgmentBecameFinal(accused_id=A), filed)
        assert given(*final).state.accused[A].proceedings == Final()
        retried = given(*final, AppealDecided(appeal_id=APPEAL, result="retrial"))
        assert retried.state.accused[A].proceedings == Pending()


def closed(*events):
    return given(*events).seeing({DOCKET: Docket(covers=frozenset({A}))})


REOPENED = OnStream(StreamRef("Docket", DOCKET), LegalPartReopened(reason="proceedings_resumed"))


class WhenThePartIsClosed:
    final = (*sentenced, JudgmentBecameFinal(accused_id=A))
    more = FiledCharge(charge_id=UUID(int=9), statute="RA 7610", counts=1)

    def test_a_further_appeal_reopens_it_in_the_same_append(self):
        closed(*self.final).when(file).then(filed, REOPENED)

    def test_so_do_further_charges(self):
        charge = RecordChargesFiled(**of, accused_id=A, charges=(self.more,))
        closed(*self.final).when(charge).then(ChargesFiled(accused_id=A, charges=(self.more,)), REOPENED)

    def test_so_does_a_complaint_registered_after_its_refusal(self):
        refused = (tried[0], ComplaintRefused(reason="no_offence"))
        registered = RecordComplaintRegistered(**of, kind="fir", authority_org_id=COURT)
        closed(*refused).when(registered).emits(ComplaintRegistered, LegalPartReopened)
        accused = RecordAccusedRegistered(**of, accused_id=A, named_by=COURT, basis="court_order")
        closed(*refused).when(accused).emits(AccusedRegistered, LegalPartReopened)

    def test_a_retrial_of_the_dead_does_not(self):
        dead = (*sentenced, filed, AccusedDied(accused_id=A))
        retrial = RecordAppealDecided(**of, appeal_id=APPEAL, result="retrial")
        closed(*dead).when(retrial).then(AppealDecided(appeal_id=APPEAL, result="retrial"))

    def test_where_something_is_expected_anyway_the_docket_is_not_read(self):
        assert not [*prosecution.reads(given(*sentenced).state, file)]


class WhenAnAppealWasDecided:
    reversed = (*sentenced, filed, AppealDecided(appeal_id=APPEAL, result="reversed"))
    DECISION = uuid5(NAMESPACE, "event 8")
    further = RecordAppealFiled(**of, accused_id=A, appeal_id=UUID(int=8), by="prosecution", court="supreme")

    def test_a_reversal_is_a_judgment_that_becomes_final(self):
        given(*self.reversed).when(RecordJudgmentFinal(**of, accused_id=A)).emits(JudgmentBecameFinal)
        assert given(*self.reversed).state.charges[C].open == 0

    def test_a_retrial_is_none(self):
        retrial = (*self.reversed[:-1], AppealDecided(appeal_id=APPEAL, result="retrial"))
        given(*retrial).when(RecordJudgmentFinal(**of, accused_id=A)).holds(NoJudgment)

    def test_the_decision_may_be_appealed_against(self):
        further = given(*self.reversed).when(self.further).emits(AppealFiled)[0]
        assert further.against == (self.DECISION,)
        appealed = given(*self.reversed, further)
        appealed.when(RecordJudgmentFinal(**of, accused_id=A)).holds(AppealPending)
        retried = given(*appealed.events, AppealDecided(appeal_id=UUID(int=8), result="retrial"))
        retried.when(RecordJudgmentFinal(**of, accused_id=A)).holds(NoJudgment)
        assert retried.state.charges[C].open == 1

    def test_counts_decided_above_in_place_of_those_below_are_counted_once(self):
        three = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=3),))
        below = VerdictRecorded(accused_id=A, charge_id=C, counts=2, verdict="guilty", court="first_instance")
        above = VerdictRecorded(accused_id=A, charge_id=C, counts=2, verdict="not_guilty", court="appeal")
        known = (*tried[:2], three, ChargeAccepted(charge_id=C, counts=3), below, filed)
        known = (*known, AppealDecided(appeal_id=APPEAL, result="reversed"), above)
        assert given(*known).state.charges[C].open == 1
        third = below.model_copy(update={"counts": 1})
        assert given(*known, third).state.charges[C].open == 0


class WhenDiscontinued:
    given_up = (*tried, ProsecutionDiscontinued(accused_id=A, reason="no_evidence"))

    def test_the_victim_may_appeal_against_it(self):
        appeal = RecordAppealFiled(**of, accused_id=A, appeal_id=APPEAL, by="victim", court="appeal")
        filed = given(*self.given_up).when(appeal).emits(AppealFiled)[0]
        assert filed.against == (uuid5(NAMESPACE, "event 5"),)
        won = given(*self.given_up, filed, AppealDecided(appeal_id=APPEAL, result="reversed"))
        assert won.state.accused[A].proceedings == Pending()
