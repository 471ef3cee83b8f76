"""Bail: may precede the arrest, opens no door, and what is changed was granted before."""

from decimal import Decimal
from uuid import UUID

import pytest
from casework import TaskOpened
from legal import prosecution
from legal.prosecution.bail import (
    BailBreached,
    BailCancelled,
    BailConditionsChanged,
    BailGranted,
    BailRefused,
    NotOnBail,
    RecordBailBreached,
    RecordBailCancelled,
    RecordBailConditionsChanged,
    RecordBailGranted,
    RecordBailRefused,
)
from legal.prosecution.charges import ChargesFiled, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import SuspectArrested
from legal.prosecution.ending import AccusedDied
from legal.prosecution.hearings import HearingHeld, HearingScheduled
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.rules import AccusedIsDead
from legal.prosecution.state import Detained, NoBail, OnBail
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, COURT = UUID(int=1), UUID(int=2), UUID(int=3)
MAY_4, MAY_9 = Moment.parse("2026-05-04"), Moment.parse("2026-05-09")
of = {"case_id": CASE, "prosecution_id": P, "accused_id": A}
known = (ProsecutionStarted(jurisdiction_profile="PHL"), AccusedRegistered(accused_id=A, named_by=COURT, basis="fir"))
granted = BailGranted(accused_id=A, kind="regular", conditions=("no_contact", "report_weekly")).on(MAY_4)


class WhenNotOnBail:
    @pytest.mark.parametrize("kind", ["anticipatory", "regular", "interim", "default", "on_appeal"])
    def test_bail_of_any_kind_is_recorded_before_any_arrest(self, kind):
        given(*known).when(RecordBailGranted(**of, kind=kind)).then(BailGranted(accused_id=A, kind=kind))

    def test_its_surety_is_kept_with_its_currency(self):
        surety = {"kind": "regular", "amount": Decimal("50000"), "currency": "PHP"}
        given(*known).when(RecordBailGranted(**of, **surety)).then(BailGranted(accused_id=A, **surety))

    def test_a_refusal_is_recorded(self):
        given(*known).when(RecordBailRefused(**of)).then(BailRefused(accused_id=A))

    @pytest.mark.parametrize("kind", [RecordBailBreached, RecordBailCancelled])
    def test_a_breach_or_cancellation_is_held_for_want_of_a_grant(self, kind):
        given(*known).when(kind(**of)).holds(NotOnBail)

    def test_changed_conditions_are_held_for_want_of_a_grant(self):
        given(*known).when(RecordBailConditionsChanged(**of, conditions=("no_contact",))).holds(NotOnBail)


class WhenDetained:
    detained = (*known, SuspectArrested(accused_id=A).on(MAY_4))

    def test_bail_opens_no_door(self):
        accused = given(*self.detained, granted).state.accused[A]
        assert accused.custody == Detained(MAY_4)
        assert accused.bail == OnBail("regular", ("no_contact", "report_weekly"), MAY_4)


class WhenOnBail:
    on_bail = (*known, granted)

    def test_the_same_grant_again_is_nothing_new_in_whatever_order_its_conditions_are_named(self):
        again = RecordBailGranted(
            **of,
            kind="regular",
            conditions=("report_weekly", "no_contact"),
            occurred_on=Moment.parse("2026-05-04T10:00:00Z"),
        )
        given(*self.on_bail).when(again).nothing()

    def test_bail_of_another_kind_takes_its_place(self):
        given(*self.on_bail).when(RecordBailGranted(**of, kind="interim")).emits(BailGranted)
        bail = given(*self.on_bail, BailGranted(accused_id=A, kind="interim")).state.accused[A].bail
        assert isinstance(bail, OnBail)
        assert bail.kind == "interim"

    def test_changed_conditions_replace_the_old_ones(self):
        change = RecordBailConditionsChanged(**of, conditions=("no_contact",))
        given(*self.on_bail).when(change).then(BailConditionsChanged(accused_id=A, conditions=("no_contact",)))
        changed = BailConditionsChanged(accused_id=A, conditions=("no_contact",))
        assert given(*self.on_bail, changed).state.accused[A].bail.conditions == ("no_contact",)

    def test_the_conditions_it_has_are_no_change(self):
        same = RecordBailConditionsChanged(**of, conditions=("report_weekly", "no_contact"))
        given(*self.on_bail).when(same).nothing()

    def test_a_breach_leaves_it_in_force_until_it_is_cancelled(self):
        given(*self.on_bail).when(RecordBailBreached(**of)).then(BailBreached(accused_id=A))
        assert isinstance(given(*self.on_bail, BailBreached(accused_id=A)).state.accused[A].bail, OnBail)

    def test_cancelled_it_is_no_more(self):
        given(*self.on_bail).when(RecordBailCancelled(**of)).then(BailCancelled(accused_id=A))
        assert isinstance(given(*self.on_bail, BailCancelled(accused_id=A)).state.accused[A].bail, NoBail)

    def test_an_earlier_grant_learned_after_the_cancellation_brings_nothing_back(self):
        cancelled = BailCancelled(accused_id=A).on(MAY_9)
        interim = BailGranted(accused_id=A, kind="interim").on(MAY_4)
        assert given(*self.on_bail, cancelled, interim).state.accused[A].bail == NoBail(MAY_9)


class WhenDead:
    def test_bail_is_held(self):
        died = AccusedDied(accused_id=A).on(MAY_4)
        given(*known, died).when(RecordBailGranted(**of, kind="regular")).holds(AccusedIsDead)


class WhenTheLawWantsAHearingFirst:
    """Qualified trafficking in the Philippines."""

    HEARING = UUID(int=77)
    known = (
        ProsecutionStarted(jurisdiction_profile="PHL", profile_version=1),
        AccusedRegistered(accused_id=A, named_by=UUID(int=78), basis="charge_sheet"),
    )
    grant = RecordBailGranted(case_id=CASE, prosecution_id=UUID(int=1), accused_id=A, kind="regular")
    heard = (
        HearingScheduled(hearing_id=HEARING, on=Moment.parse("2026-05-04"), type="bail"),
        HearingHeld(hearing_id=HEARING),
    )

    def charged(self, statute):
        charge = FiledCharge(charge_id=UUID(int=79), statute=statute, counts=1)
        return ChargesFiled(accused_id=A, charges=(charge,))

    @pytest.mark.parametrize("statute", ["RA 9208 s.6(a)", "RA 9208 Sec. 6", "RA 9208 section 6(c)"])
    def test_bail_without_one_is_recorded_and_a_lawyer_looks_into_it(self, statute):
        _, task = given(*self.known, self.charged(statute)).when(self.grant).emits(BailGranted, TaskOpened)
        assert (task.kind, task.role, task.subjects) == ("bail_without_hearing", "lawyer", tuple(sorted((A, P))))

    def test_after_one_nobody_has_to(self):
        given(*self.known, self.charged("RA 9208 s.6"), *self.heard).when(self.grant).emits(BailGranted)

    def test_nor_where_the_charge_is_another_or_the_law_another(self):
        given(*self.known, self.charged("RA 9208 s.4(a)")).when(self.grant).emits(BailGranted)
        elsewhere = ProsecutionStarted(jurisdiction_profile="IND")
        given(elsewhere, self.known[1], self.charged("RA 9208 s.6")).when(self.grant).emits(BailGranted)
