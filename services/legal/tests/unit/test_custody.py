"""Custody: nobody is in two at once, and a late fact undoes no later one."""

from uuid import UUID

import pytest
from legal import prosecution
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import (
    AccusedAbsconded,
    AccusedRecaptured,
    AccusedSurrendered,
    CustodyAlreadyOpen,
    CustodyEnded,
    NoOpenCustody,
    RecordAbsconding,
    RecordArrest,
    RecordCustodyEnded,
    RecordRecapture,
    RecordRelease,
    RecordReleaseExpected,
    RecordRemand,
    RecordSurrender,
    ReleaseExpected,
    RemandOrdered,
    SuspectArrested,
    SuspectReleased,
)
from legal.prosecution.ending import AccusedDied
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.rules import AccusedIsDead, UnknownAccused
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.state import Absconded, AtLarge, Detained
from legal.prosecution.verdicts import DispositionReported
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, POLICE = UUID(int=1), UUID(int=2), UUID(int=3)
MAY_4, MAY_5, MAY_9 = (Moment.parse(f"2026-05-0{day}") for day in (4, 5, 9))

started = ProsecutionStarted(jurisdiction_profile="PHL")
registered = AccusedRegistered(accused_id=A, named_by=POLICE, basis="fir")
arrested = SuspectArrested(accused_id=A, with_warrant=True, by_org_id=POLICE).on(MAY_4)
released = SuspectReleased(accused_id=A, ground="bail").on(MAY_5)
absconded = AccusedAbsconded(accused_id=A).on(MAY_9)

of = {"case_id": CASE, "prosecution_id": P, "accused_id": A}
arrest = RecordArrest(**of, with_warrant=True, by_org_id=POLICE, occurred_on=MAY_4)
release = RecordRelease(**of, ground="bail", occurred_on=MAY_5)


def custody(given):
    return given.state.accused[A].custody


class WhenNobodyIsRegistered:
    def test_an_arrest_is_held_until_an_authority_names_the_accused(self):
        given(started).when(arrest).holds(UnknownAccused)


class WhenAtLarge:
    def test_an_arrest_opens_a_custody(self):
        given(started, registered).when(arrest).then(SuspectArrested(accused_id=A, with_warrant=True, by_org_id=POLICE))
        assert custody(given(started, registered, arrested)) == Detained(MAY_4)

    def test_an_arrest_of_which_little_is_known_is_recorded_as_such(self):
        given(started, registered).when(RecordArrest(**of)).then(SuspectArrested(accused_id=A))

    def test_a_surrender_opens_a_custody(self):
        given(started, registered).when(RecordSurrender(**of)).then(AccusedSurrendered(accused_id=A))
        assert isinstance(custody(given(started, registered, AccusedSurrendered(accused_id=A))), Detained)

    def test_a_remand_opens_one_where_no_arrest_was_recorded(self):
        terms = {"from": MAY_4, "to": MAY_9, "custody": "police"}
        remanded = RemandOrdered(accused_id=A, **terms)
        given(started, registered).when(RecordRemand(**of, **terms)).then(remanded)
        assert isinstance(custody(given(started, registered, remanded)), Detained)

    def test_a_release_implies_the_custody_that_nobody_told_of(self):
        let_go = SuspectReleased(accused_id=A, ground="bail")
        given(started, registered).when(release).then(let_go)
        known = given(started, registered, released)
        known.when(arrest).then(SuspectArrested(accused_id=A, with_warrant=True, by_org_id=POLICE))
        assert custody(known) == AtLarge(MAY_5)

    def test_the_end_of_a_custody_implies_it(self):
        ended = CustodyEnded(accused_id=A, why="parole")
        given(started, registered).when(RecordCustodyEnded(**of, why="parole")).then(ended)

    def test_nobody_is_let_go_twice(self):
        given(started, registered, released).when(RecordRelease(**of, ground="other", occurred_on=MAY_9)).holds(
            NoOpenCustody
        )

    def test_a_custodial_sentence_is_a_custody_that_may_end(self):
        convicted = DispositionReported(accused_id=A, source="court", value="convicted_trial")
        sentenced = SentencePassed(accused_id=A, custodial_months=12)
        known = given(started, registered, convicted, sentenced)
        known.when(RecordCustodyEnded(**of, why="parole")).then(CustodyEnded(accused_id=A, why="parole"))

    def test_an_expected_release_is_recorded_whatever_is_known_of_custody(self):
        given(started, registered).when(RecordReleaseExpected(**of, on=MAY_9)).then(
            ReleaseExpected(accused_id=A, on=MAY_9)
        )


class WhenDetained:
    def test_a_second_custody_is_held_to_be_cleared_up(self):
        given(started, registered, arrested).when(RecordArrest(**of, with_warrant=False, occurred_on=MAY_5)).holds(
            CustodyAlreadyOpen
        )
        given(started, registered, arrested).when(RecordRecapture(**of)).holds(CustodyAlreadyOpen)
        given(started, registered, arrested).when(RecordSurrender(**of)).holds(CustodyAlreadyOpen)

    def test_the_same_arrest_again_is_nothing_new(self):
        given(started, registered, arrested).when(arrest).nothing()

    def test_the_same_arrest_told_with_its_hour_is_nothing_new(self):
        at_ten = Moment.parse("2026-05-04T10:00:00Z")
        given(started, registered, arrested).when(arrest.model_copy(update={"occurred_on": at_ten})).nothing()

    def test_a_release_ends_it(self):
        given(started, registered, arrested).when(release).then(SuspectReleased(accused_id=A, ground="bail"))
        assert custody(given(started, registered, arrested, released)) == AtLarge(MAY_5)

    def test_a_release_before_it_began_is_held(self):
        day_before = release.model_copy(update={"occurred_on": MAY_4.plus(days=-1)})
        given(started, registered, arrested).when(day_before).holds(NoOpenCustody)

    def test_a_remand_prolongs_it(self):
        remanded = RemandOrdered(accused_id=A, **{"from": MAY_5}, to=MAY_9, custody="judicial").on(MAY_5)
        assert custody(given(started, registered, arrested, remanded)) == Detained(MAY_4)

    @pytest.mark.parametrize("why", ["sentence_served", "parole", "furlough", "pardon"])
    def test_its_end_sets_the_accused_at_large(self, why):
        ended = CustodyEnded(accused_id=A, why=why)
        given(started, registered, arrested).when(RecordCustodyEnded(**of, why=why)).then(ended)
        assert isinstance(custody(given(started, registered, arrested, ended)), AtLarge)

    def test_an_escape_is_an_absconding(self):
        assert isinstance(
            custody(given(started, registered, arrested, CustodyEnded(accused_id=A, why="escape"))), Absconded
        )

    def test_whoever_absconded_is_in_no_custody(self):
        given(started, registered, arrested).when(RecordAbsconding(**of)).then(AccusedAbsconded(accused_id=A))
        assert custody(given(started, registered, arrested, absconded)) == Absconded(MAY_9)


class WhenReleased:
    def test_the_release_again_is_nothing_new(self):
        given(started, registered, arrested, released).when(release).nothing()

    def test_the_arrest_before_it_again_is_nothing_new(self):
        given(started, registered, arrested, released).when(arrest).nothing()

    def test_a_second_arrest_opens_a_second_custody(self):
        again = RecordArrest(**of, with_warrant=True, by_org_id=POLICE, occurred_on=MAY_9)
        given(started, registered, arrested, released).when(again).emits(SuspectArrested)

    def test_somebody_taken_again_at_the_gate_can_be_let_go_again_the_same_day(self):
        hours = [Moment.parse(f"2026-05-04T{hour}:00:00Z") for hour in ("08", "10", "12", "14")]
        taken = SuspectArrested(accused_id=A)
        let_go = SuspectReleased(accused_id=A, ground="bail")
        gate = [taken.on(hours[0]), let_go.on(hours[1])]
        given(started, registered, *gate).when(RecordArrest(**of, occurred_on=hours[2])).emits(SuspectArrested)
        gate.append(taken.on(hours[2]))
        second = RecordRelease(**of, ground="bail", occurred_on=hours[3])
        given(started, registered, *gate).when(second).emits(SuspectReleased)
        gate.append(let_go.on(hours[3]))
        given(started, registered, *gate).when(second).nothing()


class WhenAbsconded:
    def test_a_recapture_opens_a_custody(self):
        given(started, registered, absconded).when(RecordRecapture(**of)).then(AccusedRecaptured(accused_id=A))
        assert isinstance(custody(given(started, registered, absconded, AccusedRecaptured(accused_id=A))), Detained)

    def test_the_absconding_again_is_nothing_new(self):
        given(started, registered, absconded).when(RecordAbsconding(**of, occurred_on=MAY_9)).nothing()

    def test_an_earlier_arrest_learned_late_is_recorded_and_catches_nobody(self):
        given(started, registered, absconded).when(arrest).emits(SuspectArrested)
        assert custody(given(started, registered, absconded, arrested)) == Absconded(MAY_9)


class WhenFactsComeOutOfOrder:
    JAN_1, JAN_5 = Moment.parse("2026-01-01"), Moment.parse("2026-01-05")
    first = SuspectArrested(accused_id=A).on(JAN_1)
    let_go = SuspectReleased(accused_id=A, ground="bail").on(JAN_5)

    def test_an_arrest_and_release_of_the_past_are_history(self):
        for now in ((arrested,), (arrested, released)):
            known = (started, registered, *now)
            given(*known).when(RecordArrest(**of, occurred_on=self.JAN_1)).emits(SuspectArrested)
            release = RecordRelease(**of, ground="bail", occurred_on=self.JAN_5)
            given(*known, self.first).when(release).emits(SuspectReleased)
            assert custody(given(*known, self.first)) == custody(given(*known))
            assert custody(given(*known, self.first, self.let_go)) == custody(given(*known))

    def test_a_second_arrest_within_a_past_custody_is_held(self):
        known = (started, registered, self.first, self.let_go, arrested)
        within = RecordArrest(**of, occurred_on=Moment.parse("2026-01-03"))
        given(*known).when(within).holds(CustodyAlreadyOpen)

    @pytest.mark.parametrize("day", ["2026-05-03", "2026-05-04", "2026-05-05"])
    def test_an_arrest_opens_the_custody_that_a_remand_implied(self, day):
        remanded = RemandOrdered(accused_id=A, **{"from": MAY_4}, to=MAY_9, custody="police").on(MAY_4)
        told = RecordArrest(**of, occurred_on=Moment.parse(day))
        known = given(started, registered, remanded)
        known.when(told).emits(SuspectArrested)
        opened = given(*known.events, SuspectArrested(accused_id=A).on(Moment.parse(day)))
        assert not custody(opened).implied
        opened.when(RecordArrest(**of, occurred_on=MAY_9)).holds(CustodyAlreadyOpen)

    def test_a_release_before_the_remand_leaves_it_in_force(self):
        remanded = RemandOrdered(accused_id=A, **{"from": MAY_4}, to=MAY_9, custody="police").on(MAY_4)
        known = given(started, registered, remanded, self.first, self.let_go)
        assert custody(known) == Detained(MAY_4, implied=True)


class WhenDead:
    died = AccusedDied(accused_id=A).on(MAY_5)

    @pytest.mark.parametrize("day", ["2026-05-05", "2026-05", "unknown", "2026-05-04"])
    def test_what_may_have_been_before_the_death_is_recorded(self, day):
        told = RecordArrest(**of, occurred_on=Moment.parse(day))
        given(started, registered, self.died).when(told).emits(SuspectArrested)

    def test_what_surely_came_after_is_held(self):
        after = RecordArrest(**of, occurred_on=MAY_9)
        given(started, registered, self.died).when(after).holds(AccusedIsDead)
