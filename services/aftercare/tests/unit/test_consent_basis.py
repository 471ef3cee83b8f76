"""What a consent is good for: her last word on a purpose counts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import case_care, definitions, streams, survivor
from aftercare.case_care.consent import ConsentNoted, NoteConsent
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.codes import PurposeGiven
from aftercare.survivor.care import CareStarted
from aftercare.survivor.services import NoBasisForReferral, ReferService, ServiceReferred
from casework import DataDisclosed
from casework.markers import CaseworkEvent
from throughline.domain import Aggregate, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, Outcome, scenario


def apart_from_tasks(aggregate: Aggregate[Any]) -> Aggregate[Any]:
    """What is decided, but for what it asks people to do: that is tested on its own."""

    def decide(*args: Any) -> list[Any]:
        return [item for item in aggregate.decide(*args) if not isinstance(getattr(item, "event", item), CaseworkEvent)]

    return replace(aggregate, decide=decide)


given = scenario(apart_from_tasks(case_care.AGGREGATE))
given_survivor = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))

WOMAN, ORG, FIRST, SECOND, THIRD = (uuid5(NAMESPACE, name) for name in ("woman", "org", "first", "second", "third"))
brought = VictimNoted(victim_id=WOMAN, brought_to_safety_on=Moment(NOW))
note_brought = NoteVictim(case_id=CASE, victim_id=WOMAN, brought_to_safety_on=Moment(NOW))
refer = ReferService(case_id=CASE, survivor_id=WOMAN, type="psychosocial", org_id=ORG)


def ago(days: int) -> Moment:
    return Moment(NOW - timedelta(days=days))


def consent(consent_id: UUID, days_ago: int, given: bool = True, **more: Any) -> ConsentNoted:
    both = ("service_delivery", f"share_with_partner:{ORG}")
    purposes = tuple(PurposeGiven(purpose=purpose, given=given) for purpose in both)
    return ConsentNoted(consent_id=consent_id, subject_id=WOMAN, purposes=purposes, **more).on(ago(days_ago))


def referring(*consents: ConsentNoted, **said: Any) -> Outcome:
    care = given(CareOpened(), *consents).state
    seen = {streams.care_of(CASE).stream_id: care}
    return given_survivor(CareStarted()).seeing(seen).when(refer.model_copy(update=said))


class WhenSheSaidNoLater:
    history = (consent(FIRST, 9), consent(SECOND, 2, given=False))

    def test_nobody_is_told_of_her(self) -> None:
        referring(*self.history).rejects(NoBasisForReferral)
        referring(*reversed(self.history)).rejects(NoBasisForReferral)
        referring(*self.history, consent_id=FIRST).rejects(NoBasisForReferral)

    def test_nor_is_she_enrolled_by_what_she_said_before(self) -> None:
        given(CareOpened(), *self.history).when(note_brought).emits(VictimNoted)

    def test_her_yes_after_it_counts(self) -> None:
        again = consent(THIRD, 1)
        referring(*self.history, again).emits(ServiceReferred, DataDisclosed)
        given(CareOpened(), *self.history, again).when(note_brought).emits(VictimNoted, SurvivorEnrolled, CareStarted)

    def test_of_one_day_her_no_counts(self) -> None:
        day = Moment.on(ago(2).day)
        referring(consent(FIRST, 2).on(day), consent(SECOND, 2, given=False).on(day)).rejects(NoBasisForReferral)

    def test_what_she_took_back_is_a_no_to_the_older_one_too(self) -> None:
        referring(consent(FIRST, 9), consent(SECOND, 5, withdrawn_on=ago(2))).rejects(NoBasisForReferral)


class WhenAnOrganisationIsToBeToldNothing:
    def test_no_consent_covers_it(self) -> None:
        referring(consent(FIRST, 9, withhold_from=(ORG,))).rejects(NoBasisForReferral)
        referring(consent(FIRST, 9), consent(SECOND, 2, withhold_from=(ORG,))).rejects(NoBasisForReferral)
        referring(consent(FIRST, 9), consent(SECOND, 2, withhold_from=(THIRD,))).emits(ServiceReferred, DataDisclosed)

    def test_care_itself_goes_on(self) -> None:
        given(CareOpened(), consent(FIRST, 9, withhold_from=(ORG,))).when(note_brought).emits(
            VictimNoted, SurvivorEnrolled, CareStarted
        )


class WhenAGuardianAgreedForAChild:
    @pytest.mark.parametrize("by", ["guardian", "court", None])
    def test_who_does_not_agree_herself_is_not_enrolled_by_it(self, by: Any) -> None:
        note = NoteConsent(
            case_id=CASE,
            consent_id=FIRST,
            subject_id=WOMAN,
            purposes=(PurposeGiven(purpose="service_delivery", given=True),),
            by=by,
            assent="refused",
        )
        given(CareOpened(), brought).when(note).emits(ConsentNoted)
        referring(consent(FIRST, 9, by=by, assent="refused")).rejects(NoBasisForReferral)

    @pytest.mark.parametrize("assent", ["given", "not_able", None])
    def test_who_agrees_or_cannot_say_is(self, assent: Any) -> None:
        given(CareOpened(), consent(FIRST, 9, by="guardian", assent=assent)).when(note_brought).emits(
            VictimNoted, SurvivorEnrolled, CareStarted
        )

    def test_a_consent_that_lapsed_covers_nothing_any_more(self) -> None:
        referring(consent(FIRST, 9, by="guardian", lapsed_on=ago(1))).rejects(NoBasisForReferral)
