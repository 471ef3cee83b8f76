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
from legal.prosecution.charges import ChargeAccepted, ChargesFiled, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.ending import JudgmentBecameFinal
from legal.prosecution.registration import AccusedRegistered
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


class WhenThePartIsClosed:
    appealed = (*sentenced, filed)

    def test_a_retrial_reopens_it_in_the_same_append(self):
        retrial = RecordAppealDecided(**of, appeal_id=APPEAL, result="retrial")
        decided = given(*self.appealed).seeing({DOCKET: Docket(covers=frozenset({A}))}).when(retrial)
        decided.then(
            AppealDecided(appeal_id=APPEAL, result="retrial"),
            OnStream(StreamRef("Docket", DOCKET), LegalPartReopened(reason="proceedings_resumed")),
        )

    def test_a_judgment_affirmed_and_final_leaves_it_closed(self):
        final = (*self.appealed, JudgmentBecameFinal(accused_id=A))
        affirmed = RecordAppealDecided(**of, appeal_id=APPEAL, result="affirmed")
        decided = given(*final).seeing({DOCKET: Docket(covers=frozenset({A}))}).when(affirmed)
        decided.then(AppealDecided(appeal_id=APPEAL, result="affirmed"))
