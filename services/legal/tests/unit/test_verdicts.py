"""Verdicts, dispositions and sentences: one verdict per count and court, no sentence without conviction."""

from decimal import Decimal
from uuid import UUID

import pytest
from legal import prosecution
from legal.codes import Money
from legal.prosecution.charges import ChargeAccepted, ChargesFiled, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.ending import AccusedDied
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.rules import AccusedIsDead, ChargeOfAnother, UnknownAccused, UnknownCharge
from legal.prosecution.sentence import NotConvicted, RecordSentence, SentencePassed
from legal.prosecution.verdicts import (
    ChargeNotAccepted,
    ConvictedOf,
    CountsAlreadyDecided,
    DispositionReported,
    RecordDisposition,
    RecordVerdict,
    VerdictRecorded,
)
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, B, C, COURT = (UUID(int=number) for number in range(1, 6))
MAY_4 = Moment.parse("2026-05-04")
of = {"case_id": CASE, "prosecution_id": P, "accused_id": A}
filed = (
    ProsecutionStarted(jurisdiction_profile="USA"),
    AccusedRegistered(accused_id=A, named_by=COURT, basis="charge_sheet"),
    AccusedRegistered(accused_id=B, named_by=COURT, basis="charge_sheet"),
    ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="18 USC 1591", counts=3),)),
)
accepted = (*filed, ChargeAccepted(charge_id=C, counts=3))
guilty = RecordVerdict(**of, charge_id=C, counts=2, verdict="guilty", occurred_on=MAY_4)
found_guilty = VerdictRecorded(accused_id=A, charge_id=C, counts=2, verdict="guilty", court="first_instance").on(MAY_4)


class WhenFiled:
    def test_a_verdict_is_held_until_the_charge_is_accepted(self):
        given(*filed).when(guilty).holds(ChargeNotAccepted)

    def test_a_verdict_on_more_counts_than_were_accepted_is_held(self):
        given(*filed, ChargeAccepted(charge_id=C, counts=1)).when(guilty).holds(ChargeNotAccepted)

    def test_a_verdict_on_an_unknown_charge_is_held(self):
        given(*filed).when(guilty.model_copy(update={"charge_id": UUID(int=77)})).holds(UnknownCharge)

    def test_a_verdict_on_somebody_elses_charge_is_held(self):
        given(*accepted).when(guilty.model_copy(update={"accused_id": B})).holds(ChargeOfAnother)


class WhenAccepted:
    def test_a_verdict_is_recorded_count_by_count(self):
        given(*accepted).when(guilty).then(
            VerdictRecorded(accused_id=A, charge_id=C, counts=2, verdict="guilty", court="first_instance")
        )

    def test_a_conviction_of_a_lesser_offence_names_it(self):
        lesser = {"verdict": "guilty_lesser", "convicted_of": ConvictedOf(statute="18 USC 371"), "by_plea": True}
        given(*accepted).when(RecordVerdict(**of, charge_id=C, counts=1, **lesser)).then(
            VerdictRecorded(accused_id=A, charge_id=C, counts=1, court="first_instance", **lesser)
        )

    def test_a_sentence_is_held_for_want_of_a_conviction(self):
        given(*accepted).when(RecordSentence(**of, custodial_months=12)).holds(NotConvicted)

    def test_a_verdict_on_the_dead_is_held(self):
        given(*accepted, AccusedDied(accused_id=A).on(MAY_4.plus(days=-1))).when(guilty).holds(AccusedIsDead)


class WhenConvicted:
    convicted = (*accepted, found_guilty)

    def test_the_same_verdict_again_is_held_where_no_count_is_left_for_it(self):
        given(*self.convicted).when(guilty).holds(CountsAlreadyDecided)
        given(*self.convicted).when(guilty.model_copy(update={"counts": 1})).emits(VerdictRecorded)

    def test_a_count_is_decided_once_at_each_level_of_court(self):
        again = guilty.model_copy(update={"verdict": "not_guilty"})
        given(*self.convicted).when(again).holds(CountsAlreadyDecided)
        given(*self.convicted).when(again.model_copy(update={"counts": 1})).emits(VerdictRecorded)
        given(*self.convicted).when(again.model_copy(update={"court": "appeal"})).emits(VerdictRecorded)

    def test_a_sentence_is_recorded(self):
        fine = Money(amount=Decimal("1000"), currency="USD")
        given(*self.convicted).when(RecordSentence(**of, custodial_months=12, fine=fine)).then(
            SentencePassed(accused_id=A, custodial_months=12, fine=fine)
        )

    def test_a_sentence_of_which_the_term_is_not_known_says_so(self):
        given(*self.convicted).when(RecordSentence(**of)).then(SentencePassed(accused_id=A))

    def test_the_same_sentence_again_is_nothing_new(self):
        given(*self.convicted, SentencePassed(accused_id=A, custodial_months=12).on(MAY_4)).when(
            RecordSentence(**of, custodial_months=12, occurred_on=MAY_4)
        ).nothing()


class WhenAcquitted:
    @pytest.mark.parametrize("verdict", ["not_guilty", "dismissed", "hung"])
    def test_a_sentence_is_held(self, verdict):
        found = VerdictRecorded(accused_id=A, charge_id=C, counts=3, verdict=verdict, court="first_instance")
        given(*accepted, found).when(RecordSentence(**of, custodial_months=12)).holds(NotConvicted)


class WhenASourceReports:
    @pytest.mark.parametrize("value", ["convicted_plea", "convicted_trial", "convicted_other_count"])
    def test_a_reported_conviction_bears_a_sentence_and_is_no_verdict(self, value):
        reported = DispositionReported(accused_id=A, source="register", value=value)
        known = given(*filed, reported)
        known.when(RecordSentence(**of, custodial_months=12)).emits(SentencePassed)
        assert not known.state.charges[C].verdicts

    @pytest.mark.parametrize("value", ["dismissed", "acquitted_trial", "pending", "unknown"])
    def test_any_other_report_bears_none(self, value):
        reported = DispositionReported(accused_id=A, source="register", value=value)
        given(*filed, reported).when(RecordSentence(**of, custodial_months=12)).holds(NotConvicted)

    def test_what_a_source_says_again_is_nothing_new_and_a_change_of_mind_is(self):
        reported = DispositionReported(accused_id=A, source="register", value="pending")
        known = given(*filed, reported)
        known.when(RecordDisposition(**of, source="register", value="pending", occurred_on=MAY_4)).nothing()
        known.when(RecordDisposition(**of, source="register", value="dismissed")).emits(DispositionReported)
        known.when(RecordDisposition(**of, source="press", value="pending")).emits(DispositionReported)

    def test_a_report_of_somebody_unknown_is_held(self):
        stranger = RecordDisposition(
            case_id=CASE, prosecution_id=P, accused_id=UUID(int=88), source="x", value="pending"
        )
        given(*filed).when(stranger).holds(UnknownAccused)
