"""Statements: counted, and told twice they are one."""

from uuid import uuid5

from intake.case import AGGREGATE, VictimEncountered
from intake.case.liberty import LibertyChanged, RecordLibertyChanged
from intake.case.statements import RecordVictimStatement, VictimStatementTaken
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM = uuid5(NAMESPACE, "victim")
met = VictimEncountered(victim_id=VICTIM)
ON = Moment.parse("2026-05-04")
take = RecordVictimStatement(
    case_id=CASE, victim_id=VICTIM, before="police", support_person_present=True, recorded=False, occurred_on=ON
)


class WhenMet:
    def test_each_statement_is_counted(self, open_case):
        (first,) = given(*open_case, met).when(take).emits(VictimStatementTaken)
        before_a_judge = take.model_copy(update={"before": "judge"})
        (second,) = given(*open_case, met, first.on(ON)).when(before_a_judge).emits(VictimStatementTaken)
        assert (first.ordinal, second.ordinal) == (1, 2)

    def test_the_same_of_that_day_again_is_nothing_new(self, open_case):
        (first,) = given(*open_case, met).when(take).emits(VictimStatementTaken)
        given(*open_case, met, first.on(ON)).when(take).nothing()
        given(*open_case, met, first.on(ON)).when(take.model_copy(update={"ordinal": 1})).nothing()

    def test_the_same_on_another_day_is_another_statement(self, open_case):
        (first,) = given(*open_case, met).when(take).emits(VictimStatementTaken)
        later = take.model_copy(update={"occurred_on": Moment.parse("2026-05-05")})
        given(*open_case, met, first.on(ON)).when(later).emits(VictimStatementTaken)

    def test_her_liberty_is_written_down_as_it_changes(self, open_case):
        locked = RecordLibertyChanged(case_id=CASE, victim_id=VICTIM, liberty="closed_by_order")
        free = RecordLibertyChanged(case_id=CASE, victim_id=VICTIM, liberty="free_to_leave")
        (first,) = given(*open_case, met).when(locked).emits(LibertyChanged)
        given(*open_case, met, first).when(locked).nothing()
        (second,) = given(*open_case, met, first).when(free).emits(LibertyChanged)
        given(*open_case, met, first, second).later(days=1).when(locked).emits(LibertyChanged)
