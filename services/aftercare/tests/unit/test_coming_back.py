"""Who left care and comes back; and a closed part that somebody waits for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import case_care, definitions, streams, survivor
from aftercare.case_care.closing import AftercarePartClosed, AftercareReopened, AwaitsEnrolment, CloseAftercarePart
from aftercare.case_care.consent import ConsentNoted, NoteConsent
from aftercare.case_care.enrolment import CareEndedBefore, EnrolOnLegalBasis, SurvivorEnrolled
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.codes import PurposeGiven
from aftercare.survivor.care import CareStarted
from aftercare.survivor.outcome import SurvivorExited
from aftercare.survivor.state import Ended, Exited, Survivor
from casework.markers import CaseworkEvent
from throughline.domain import Aggregate, Moment, OnStream
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario


def apart_from_tasks(aggregate: Aggregate[Any]) -> Aggregate[Any]:
    """What is decided, but for what it asks people to do: that is tested on its own."""

    def decide(*args: Any) -> list[Any]:
        return [item for item in aggregate.decide(*args) if not isinstance(getattr(item, "event", item), CaseworkEvent)]

    return replace(aggregate, decide=decide)


given = scenario(apart_from_tasks(case_care.AGGREGATE))
given_survivor = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))

WOMAN, SISTER, CONSENT = (uuid5(NAMESPACE, name) for name in ("woman", "sister", "consent"))


def ago(days: float) -> Moment:
    return Moment(NOW - timedelta(days=days))


opened = CareOpened()
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=ago(90))
enrolled = SurvivorEnrolled(survivor_id=WOMAN, legal_basis="vital_interest")
closed = AftercarePartClosed(covers=(WOMAN,), outcome_summary="all_exited")
close = CloseAftercarePart(case_id=CASE, outcome_summary="all_exited")
asks = NoteVictim(case_id=CASE, victim_id=WOMAN, requested_on=ago(1))
care = (PurposeGiven(purpose="service_delivery", given=True),)
consent = ConsentNoted(consent_id=CONSENT, subject_id=WOMAN, purposes=care)
started = OnStream(streams.survivor(WOMAN), CareStarted())


def left(days: float) -> dict[UUID, object]:
    """She left that long ago, and it was recorded within the day."""
    ended = Ended(ago(days), NOW - timedelta(days=days - 0.5))
    return {WOMAN: Survivor(started=True, stage=Exited("moved"), ended=ended)}


class WhenSheLeftAndAsksAgain:
    history = (opened, brought, enrolled)
    asked = VictimNoted(victim_id=WOMAN, requested_on=ago(1))

    def test_a_basis_takes_her_back(self) -> None:
        again = SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT)
        given(*self.history, consent).seeing(left(30)).when(asks).then(self.asked, again, started)

    def test_without_one_she_waits_and_nobody_closes_over_her(self) -> None:
        given(*self.history).seeing(left(30)).when(asks).then(self.asked)
        given(*self.history, self.asked).seeing(left(30)).when(close).rejects(AwaitsEnrolment)

    def test_a_consent_given_then_takes_her_back(self) -> None:
        note = NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=WOMAN, purposes=care)
        given(*self.history, self.asked).seeing(left(30)).when(note).emits(ConsentNoted, SurvivorEnrolled, CareStarted)

    def test_a_worker_may_name_a_basis_anew(self) -> None:
        enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=WOMAN, legal_basis="vital_interest")
        given(*self.history, self.asked).seeing(left(30)).when(enrol).then(enrolled, started)
        given(*self.history, self.asked).seeing(left(0)).when(enrol).rejects(CareEndedBefore)

    def test_a_closed_part_is_open_again_with_her_request(self) -> None:
        waits = AftercareReopened(reason="waits_for_care")
        given(*self.history, closed).seeing(left(30)).when(asks).then(self.asked, waits)
        given(*self.history, consent, closed).seeing(left(30)).when(asks).emits(
            VictimNoted, SurvivorEnrolled, CareStarted, AftercareReopened
        )

    def test_what_she_asked_before_she_left_does_not_count(self) -> None:
        early = asks.model_copy(update={"requested_on": ago(60)})
        given(*self.history, consent).seeing(left(30)).when(early).emits(VictimNoted)

    def test_a_request_of_the_day_she_left_counts_where_it_is_heard_after(self) -> None:
        day = Moment.on(ago(0).day)
        again = asks.model_copy(update={"requested_on": day})
        given(*self.history, consent).later(days=1).seeing(left(0)).when(again).emits(
            VictimNoted, SurvivorEnrolled, CareStarted
        )
        before = VictimNoted(victim_id=WOMAN, requested_on=day)
        given(opened, before, enrolled).seeing(left(0)).when(close).emits(AftercarePartClosed)

    def test_the_same_request_told_again_after_she_left_is_news(self) -> None:
        day = Moment.on(ago(0).day)
        before, again = VictimNoted(victim_id=WOMAN, requested_on=day), asks.model_copy(update={"requested_on": day})
        given(opened, before, enrolled).later(days=1).seeing(left(0)).when(again).emits(VictimNoted)
        given(opened, before, enrolled).later(days=1).seeing({WOMAN: Survivor(started=True)}).when(again).nothing()

    def test_her_care_starts_again(self) -> None:
        state = given_survivor(CareStarted(), SurvivorExited(reason="moved"), CareStarted()).state
        assert state.in_care
        assert state.ended is None


class WhenThePartIsClosedAndTheCaseGoesOn:
    shut = AftercarePartClosed(covers=(), outcome_summary="none")

    @pytest.mark.parametrize(
        "said",
        [
            {"brought_to_safety_on": ago(1)},
            {"requested_on": ago(1)},
            {"status": "PossibleVictimOfTrafficking", "standing": "agency_view"},
            {"status": "ActualVictimOfTrafficking", "standing": "official"},
        ],
    )
    def test_somebody_new_to_care_for_reopens_it(self, said: dict[str, Any]) -> None:
        note = NoteVictim(case_id=CASE, victim_id=SISTER, **said)
        given(opened, self.shut).when(note).then(
            VictimNoted(victim_id=SISTER, **said), AftercareReopened(reason="waits_for_care")
        )

    @pytest.mark.parametrize("said", [{}, {"declined_on": ago(1)}, {"status": "NotAVictimOfTrafficking"}])
    def test_nobody_else_does(self, said: dict[str, Any]) -> None:
        given(opened, self.shut).when(NoteVictim(case_id=CASE, victim_id=SISTER, **said)).emits(VictimNoted)

    def test_it_closes_again_when_it_covers_more(self) -> None:
        more = (opened, brought, closed, SurvivorEnrolled(survivor_id=SISTER, legal_basis="public_mandate"), enrolled)
        seen = left(30) | {SISTER: Survivor(started=True, stage=Exited("moved"), ended=Ended(ago(1), NOW))}
        given(*more).seeing(seen).when(close).then(
            AftercarePartClosed(covers=tuple(sorted((WOMAN, SISTER))), outcome_summary="all_exited")
        )


class WhenOnlyAStatusSpeaksOfHer:
    possible = VictimNoted(victim_id=SISTER, status="PossibleVictimOfTrafficking", standing="agency_view")
    no_victim = VictimNoted(victim_id=SISTER, status="NotAVictimOfTrafficking", standing="official")

    def test_nobody_closes_over_her(self) -> None:
        given(opened, self.possible).when(close).rejects(AwaitsEnrolment)

    def test_the_official_word_that_she_is_none_ends_that(self) -> None:
        given(opened, self.possible, self.no_victim).when(close).emits(AftercarePartClosed)
        given(opened, self.no_victim, self.possible).when(close).emits(AftercarePartClosed)

    def test_but_not_of_somebody_who_was_brought(self) -> None:
        here = VictimNoted(victim_id=SISTER, brought_to_safety_on=ago(1))
        given(opened, here, self.no_victim).when(close).rejects(AwaitsEnrolment)
