"""Closing aftercare's part, reopening it, and what other teams are told."""

from uuid import UUID, uuid5

import pytest
from aftercare import case_care, streams
from aftercare.case_care.closing import (
    AftercarePartClosed,
    AftercareReopened,
    AwaitsEnrolment,
    CloseAftercarePart,
    ReopenAftercare,
    SafetyRechecksOpen,
    StillInCare,
)
from aftercare.case_care.enrolment import SurvivorEnrolled, UnknownVictim
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.statements import SafetyConcernStated, StateSafetyConcern
from aftercare.survivor.outcome import RestorationReversed
from aftercare.survivor.state import Exited, InCare, Restored, Stage, Survivor
from throughline.domain import Moment, OnStream
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)

WOMAN, SISTER, CONSENT, ASSESSMENT, RELEASE = (
    uuid5(NAMESPACE, name) for name in ("woman", "sister", "consent", "assessment", "release")
)
opened = CareOpened()
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=Moment(NOW))
declined = VictimNoted(victim_id=SISTER, brought_to_safety_on=Moment(NOW), declined_on=Moment(NOW))
enrolled = SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT)
owed = SafetyRecheckFellDue(person_ids=(SISTER,), because=(RELEASE,), due_at=NOW)
close = CloseAftercarePart(case_id=CASE, outcome_summary="all_exited")
closed = AftercarePartClosed(covers=(WOMAN,), outcome_summary="all_exited")


def being(stage: Stage) -> dict[UUID, Survivor]:
    return {WOMAN: Survivor(started=True, stage=stage)}


class WhenCareIsGoingOn:
    def test_the_part_stays_open(self) -> None:
        given(opened, brought, enrolled).seeing(being(InCare())).when(close).rejects(StillInCare)


class WhenCareEnded:
    @pytest.mark.parametrize("stage", [Exited("goals_met"), Restored(ASSESSMENT)])
    def test_the_part_closes_and_covers_everyone_enrolled(self, stage: Stage) -> None:
        given(opened, brought, declined, enrolled).seeing(being(stage)).when(close).then(closed)

    def test_not_while_anybody_is_owed_a_warning(self) -> None:
        given(opened, brought, declined, enrolled, owed).seeing(being(Exited("moved"))).when(close).rejects(
            SafetyRechecksOpen
        )

    def test_not_while_somebody_waits_for_care(self) -> None:
        waiting = VictimNoted(victim_id=SISTER, requested_on=Moment(NOW))
        given(opened, brought, enrolled, waiting).seeing(being(Exited("moved"))).when(close).rejects(AwaitsEnrolment)


class WhenEverybodyDeclined:
    def test_the_part_closes_covering_nobody(self) -> None:
        given(opened, declined).when(close).then(AftercarePartClosed(covers=(), outcome_summary="all_exited"))


class WhenThePartIsClosed:
    history = (opened, brought, enrolled, closed)

    def test_closing_again_is_nothing_new(self) -> None:
        given(*self.history).when(close).nothing()

    def test_a_reopened_case_reopens_it(self) -> None:
        reopen = ReopenAftercare(case_id=CASE, reason="retrial")
        given(*self.history).when(reopen).then(AftercareReopened(reason="retrial"))
        given(opened, brought).when(reopen).nothing()
        given().when(reopen).nothing()


class WhenSheMayBeInDanger:
    concern = StateSafetyConcern(case_id=CASE, survivor_id=WOMAN, level="high", new_crime=False)
    stated = SafetyConcernStated(survivor_id=WOMAN, level="high", new_crime=False)

    def test_other_teams_are_told_how_much_and_not_why(self) -> None:
        given(opened, brought, enrolled).seeing(being(InCare())).when(self.concern).then(self.stated)

    def test_a_restoration_is_reversed(self) -> None:
        reversed_ = OnStream(streams.survivor(WOMAN), RestorationReversed(because="safety_concern"))
        given(opened, brought, enrolled).seeing(being(Restored(ASSESSMENT))).when(self.concern).then(
            self.stated, reversed_
        )

    def test_a_closed_part_is_reopened_with_it(self) -> None:
        crime = self.concern.model_copy(update={"level": "low", "new_crime": True})
        given(opened, brought, enrolled, closed).seeing(being(Restored(ASSESSMENT))).when(crime).emits(
            SafetyConcernStated, RestorationReversed, AftercareReopened
        )

    def test_a_small_concern_reverses_nothing(self) -> None:
        small = self.concern.model_copy(update={"level": "low"})
        given(opened, brought, enrolled).seeing(being(Restored(ASSESSMENT))).when(small).emits(SafetyConcernStated)

    def test_she_has_to_be_known(self) -> None:
        given(opened).when(self.concern).rejects(UnknownVictim)
