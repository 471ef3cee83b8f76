"""Charges: every count filed is pending, accepted, withdrawn or rejected, and in one place only."""

from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st
from legal import prosecution
from legal.prosecution.charges import (
    ChargeAccepted,
    ChargeFiledOtherwise,
    ChargeRejected,
    ChargesFiled,
    ChargeWithdrawn,
    CountsAreAccepted,
    CountsExceedCharge,
    FiledCharge,
    RecordChargeAccepted,
    RecordChargeRejected,
    RecordChargesFiled,
    RecordChargeWithdrawn,
)
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.rules import UnknownAccused, UnknownCharge
from legal.prosecution.verdicts import RecordVerdict, VerdictRecorded
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, B, C, COURT = (UUID(int=number) for number in range(1, 6))
of = {"case_id": CASE, "prosecution_id": P}
five = FiledCharge(charge_id=C, statute="18 USC 1591", iccs="0204", counts=5)
known = (
    ProsecutionStarted(jurisdiction_profile="USA"),
    AccusedRegistered(accused_id=A, named_by=COURT, basis="charge_sheet"),
    AccusedRegistered(accused_id=B, named_by=COURT, basis="charge_sheet"),
)
filed = ChargesFiled(accused_id=A, charges=(five,))
file = RecordChargesFiled(**of, accused_id=A, charges=(five,))
plea_deal = {"reason": "plea_agreement"}


def charge(*events):
    return given(*known, filed, *events).state.charges[C]


class WhenNothingIsFiled:
    def test_charges_against_an_accused_are_filed(self):
        given(*known).when(file).then(filed)

    def test_charges_against_somebody_unknown_are_held(self):
        given(*known).when(file.model_copy(update={"accused_id": UUID(int=99)})).holds(UnknownAccused)

    def test_a_charge_never_filed_cannot_be_accepted(self):
        given(*known).when(RecordChargeAccepted(**of, charge_id=C)).holds(UnknownCharge)

    def test_one_charge_named_twice_with_different_counts_is_held(self):
        four = five.model_copy(update={"counts": 4})
        given(*known).when(RecordChargesFiled(**of, accused_id=A, charges=(five, four))).holds(ChargeFiledOtherwise)


class WhenFiled:
    def test_the_same_charges_again_are_nothing_new(self):
        given(*known, filed).when(file).nothing()

    def test_only_what_is_new_of_a_longer_list_is_filed(self):
        more = FiledCharge(charge_id=UUID(int=50), statute="18 USC 1589", counts=1)
        given(*known, filed).when(RecordChargesFiled(**of, accused_id=A, charges=(five, more))).then(
            ChargesFiled(accused_id=A, charges=(more,))
        )

    def test_the_same_charge_against_another_accused_is_held(self):
        given(*known, filed).when(file.model_copy(update={"accused_id": B})).holds(ChargeFiledOtherwise)

    def test_the_court_accepts_all_counts_where_it_says_nothing_else(self):
        given(*known, filed).when(RecordChargeAccepted(**of, charge_id=C)).then(ChargeAccepted(charge_id=C, counts=5))

    def test_counts_may_part_ways(self):
        parted = charge(
            ChargeAccepted(charge_id=C, counts=2),
            ChargeRejected(charge_id=C, counts=1, reason="no_case"),
            ChargeWithdrawn(charge_id=C, counts=1, **plea_deal),
        )
        assert (parted.pending, parted.accepted, parted.rejected, parted.withdrawn) == (1, 2, 1, 1)

    @pytest.mark.parametrize("counts", [6, 5000])
    def test_more_counts_than_were_filed_are_held(self, counts):
        given(*known, filed).when(RecordChargeAccepted(**of, charge_id=C, counts=counts)).holds(CountsExceedCharge)

    def test_a_rejection_of_all_is_all_of_them(self):
        given(*known, filed).when(RecordChargeRejected(**of, charge_id=C, reason="no_case")).then(
            ChargeRejected(charge_id=C, counts=5, reason="no_case")
        )

    def test_the_same_rejection_of_some_counts_again_is_of_others_while_there_are_any(self):
        two = RecordChargeRejected(**of, charge_id=C, counts=2, reason="no_case")
        once = ChargeRejected(charge_id=C, counts=2, reason="no_case")
        given(*known, filed).when(two).then(once)
        given(*known, filed, once).when(two).then(once)
        given(*known, filed, once, once).when(two).holds(CountsExceedCharge)


class WhenAccepted:
    accepted = (*known, filed, ChargeAccepted(charge_id=C, counts=5))

    def test_the_acceptance_of_all_again_is_nothing_new_and_of_five_more_is_held(self):
        given(*self.accepted).when(RecordChargeAccepted(**of, charge_id=C)).nothing()
        given(*self.accepted).when(RecordChargeAccepted(**of, charge_id=C, counts=5)).holds(CountsExceedCharge)

    def test_a_rejection_is_held_and_told_what_becomes_of_accepted_counts(self):
        for counts in (None, 3):
            reject = RecordChargeRejected(**of, charge_id=C, counts=counts, reason="no_case")
            given(*self.accepted).when(reject).holds(CountsAreAccepted)

    def test_counts_may_be_withdrawn_in_the_middle_of_the_trial(self):
        given(*self.accepted).when(RecordChargeWithdrawn(**of, charge_id=C, counts=4, **plea_deal)).then(
            ChargeWithdrawn(charge_id=C, counts=4, **plea_deal)
        )
        assert (
            charge(ChargeAccepted(charge_id=C, counts=5), ChargeWithdrawn(charge_id=C, counts=4, **plea_deal)).accepted
            == 1
        )

    def test_a_count_that_was_decided_is_not_withdrawn(self):
        guilty = VerdictRecorded(accused_id=A, charge_id=C, counts=4, verdict="guilty", court="first_instance")
        decided = given(*self.accepted, guilty)
        decided.when(RecordChargeWithdrawn(**of, charge_id=C, counts=2, **plea_deal)).holds(CountsExceedCharge)
        decided.when(RecordChargeWithdrawn(**of, charge_id=C, **plea_deal)).then(
            ChargeWithdrawn(charge_id=C, counts=1, **plea_deal)
        )

    def test_a_hung_jury_leaves_its_counts_open(self):
        hung = VerdictRecorded(accused_id=A, charge_id=C, counts=5, verdict="hung", court="first_instance")
        again = RecordVerdict(**of, accused_id=A, charge_id=C, counts=5, verdict="guilty")
        given(*self.accepted, hung).when(again).emits(VerdictRecorded)
        given(*self.accepted, hung).when(RecordChargeWithdrawn(**of, charge_id=C, **plea_deal)).emits(ChargeWithdrawn)


class WhenWithdrawn:
    def test_the_withdrawal_of_all_again_is_nothing_new_and_of_five_more_is_held(self):
        withdrawn = (*known, filed, ChargeWithdrawn(charge_id=C, counts=5, **plea_deal))
        given(*withdrawn).when(RecordChargeWithdrawn(**of, charge_id=C, **plea_deal)).nothing()
        five_more = RecordChargeWithdrawn(**of, charge_id=C, counts=5, **plea_deal)
        given(*withdrawn).when(five_more).holds(CountsExceedCharge)


FATES = st.tuples(
    st.sampled_from([RecordChargeAccepted, RecordChargeRejected, RecordChargeWithdrawn]), st.integers(1, 6)
)


@generated(st.lists(FATES, max_size=8))
def test_no_count_is_ever_in_two_places_or_in_none(fates):
    events = [*known, filed]
    for kind, counts in fates:
        reason = {} if kind is RecordChargeAccepted else plea_deal
        events += given(*events).when(kind(**of, charge_id=C, counts=counts, **reason)).decided or []
        now = given(*events).state.charges[C]
        assert now.filed == 5
        assert min(now.pending, now.accepted, now.withdrawn, now.rejected, now.open) >= 0
