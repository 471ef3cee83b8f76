"""Victims met: up to 200 at once, with unknowns."""

from uuid import UUID, uuid5

import pytest
from intake.case import AGGREGATE, RecordVictims, VictimEncountered
from intake.case.victims import EncounteredVictim
from pydantic import ValidationError
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM, OPERATION = uuid5(NAMESPACE, "victim"), uuid5(NAMESPACE, "operation")
SECOND = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
girl = EncounteredVictim(victim_id=VICTIM, age_band="9--17", gender="Feminine", citizenship=("PHL",))
meet = RecordVictims(case_id=CASE, operation_id=OPERATION, victims=(girl,))
met = VictimEncountered(
    victim_id=VICTIM, operation_id=OPERATION, age_band="9--17", gender="Feminine", citizenship=("PHL",)
)


class WhenNobodyIsKnown:
    def test_everything_but_her_being_there_may_be_unknown(self, referred):
        outcome = given(*referred).when(RecordVictims(case_id=CASE, victims=(EncounteredVictim(),)))
        (event,) = outcome.emits(VictimEncountered)
        assert event.victim_id == outcome.command.id_for("victim 0")
        assert (event.age_band, event.gender) == ("unknown", "NonSpecifiedUnknown")

    def test_two_hundred_are_met_at_once_each_under_an_id_of_her_own(self, open_case):
        crowd = RecordVictims(case_id=CASE, victims=(EncounteredVictim(),) * 200)
        events = given(*open_case).when(crowd).emits(*[VictimEncountered] * 200)
        assert len({event.victim_id for event in events}) == 200

    @pytest.mark.parametrize("number", [0, 201])
    def test_none_or_more_are_malformed(self, number):
        with pytest.raises(ValidationError):
            RecordVictims(case_id=CASE, victims=(EncounteredVictim(),) * number)

    def test_one_named_twice_in_a_command_is_met_once(self, open_case):
        given(*open_case).when(meet.model_copy(update={"victims": (girl, girl)})).then(met)

    def test_meeting_her_opens_no_part(self, open_case):
        given(*open_case).when(meet).then(met)


class WhenMet:
    def test_the_same_again_is_nothing_new(self, open_case):
        given(*open_case, met).when(meet).nothing()

    def test_only_who_is_new_is_recorded(self, open_case):
        both = meet.model_copy(update={"victims": (girl, EncounteredVictim(victim_id=SECOND))})
        given(*open_case, met).when(both).then(VictimEncountered(victim_id=SECOND, operation_id=OPERATION))

    def test_meeting_her_again_and_learning_more_is_recorded(self, open_case):
        older = girl.model_copy(update={"age_band": "18--20"})
        given(*open_case, met).when(meet.model_copy(update={"victims": (older,)})).emits(VictimEncountered)
