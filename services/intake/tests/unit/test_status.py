"""Status: the official word and the agency's view, side by side."""

from uuid import uuid5

import pytest
from casework import TaskOpened
from intake.case import AGGREGATE, PartOpened, RecordVictimStatus, VictimEncountered, VictimStatusDetermined
from intake.case.status import OfficialNeedsAuthority
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM = uuid5(NAMESPACE, "victim")
met = VictimEncountered(victim_id=VICTIM)
ACTUAL = {"status": "ActualVictimOfTrafficking", "decided_by": "CourtOrProsecution", "standing": "official"}
POSSIBLE = {"status": "PossibleVictimOfTrafficking", "decided_by": "NGO", "standing": "agency_view"}
NOT_ONE = {"status": "NotAVictimOfTrafficking", "decided_by": "Police", "standing": "official"}


def say(word):
    return RecordVictimStatus(case_id=CASE, victim_id=VICTIM, **word)


def said(word):
    return VictimStatusDetermined(victim_id=VICTIM, **word)


class WhenMet:
    def test_an_actual_victim_opens_both_parts(self, open_case):
        given(*open_case, met).when(say(ACTUAL)).then(
            said(ACTUAL), PartOpened(part="legal"), PartOpened(part="aftercare")
        )

    def test_a_possible_victim_opens_aftercare(self, open_case):
        given(*open_case, met).when(say(POSSIBLE)).then(said(POSSIBLE), PartOpened(part="aftercare"))

    def test_not_a_victim_opens_nothing(self, open_case):
        given(*open_case, met).when(say(NOT_ONE)).emits(VictimStatusDetermined, TaskOpened)

    def test_somebody_not_yet_met_is_noted_as_met_first(self, open_case):
        given(*open_case).when(say(POSSIBLE)).then(met, said(POSSIBLE), PartOpened(part="aftercare"))

    def test_an_ngos_official_word_is_held(self, open_case):
        given(*open_case, met).when(say({**ACTUAL, "decided_by": "NGO"})).holds(OfficialNeedsAuthority)


class WhenDetermined:
    @pytest.mark.parametrize("word", [ACTUAL, POSSIBLE, NOT_ONE])
    def test_the_same_word_again_is_nothing_new(self, open_case, word):
        parts = (PartOpened(part="legal"), PartOpened(part="aftercare"))
        given(*open_case, met, said(word), *parts).when(say(word)).nothing()

    def test_both_views_are_kept(self, open_case):
        state = given(*open_case, met, said(NOT_ONE), said(POSSIBLE)).state
        assert state.victims[VICTIM].status("official").status == NOT_ONE["status"]
        assert state.victims[VICTIM].status("agency_view").status == POSSIBLE["status"]

    def test_a_word_of_another_day_is_another_word_and_told_again_nothing_new(self, open_case):
        earlier = say(NOT_ONE).model_copy(update={"occurred_on": Moment.parse("2026-03-04")})
        parts = (PartOpened(part="legal"), PartOpened(part="aftercare"))
        history = (*open_case, met, said(ACTUAL), *parts)
        word, *_ = given(*history).when(earlier).decided
        told = word.on(Moment.parse("2026-03-04"))
        given(*history, told).when(earlier).nothing()
        assert given(*history, told).state.victims[VICTIM].status("official").status == ACTUAL["status"]
