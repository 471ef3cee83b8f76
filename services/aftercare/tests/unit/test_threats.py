"""Safety risks and corrections: who is warned, how soon, and who is told again."""

from datetime import timedelta
from uuid import uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.consent import PreferenceNoted
from aftercare.case_care.corrections import CorrectionNoted, NoteCorrection
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckDone, SafetyRecheckFellDue
from aftercare.case_care.threats import NoteSafetyRisk
from casework import RecordSafetyRisk, RiskSubject, SafetyRiskRaised, TaskOpened
from casework.codes import RiskLevel
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)
WOMAN, SISTER, CLERK, RISK, RELEASE, RIGHT = (
    uuid5(NAMESPACE, name) for name in ("woman", "sister", "clerk", "risk", "release", "right")
)
opened, woman, sister = CareOpened(), VictimNoted(victim_id=WOMAN), VictimNoted(victim_id=SISTER)
HER = (RiskSubject(kind="victim", id=WOMAN),)


class WhenSomebodyIsInDanger:
    @pytest.mark.parametrize(("level", "hours"), [("immediate", 1), ("high", 4)])
    def test_she_is_warned_and_nobody_else(self, level: RiskLevel, hours: int) -> None:
        note = NoteSafetyRisk(case_id=CASE, level=level, subjects=HER, source_event_id=RISK)
        due = SafetyRecheckFellDue(person_ids=(WOMAN,), because=(RISK,), due_at=NOW + timedelta(hours=hours))
        given(opened, woman, sister).when(note).then(due)
        given(opened, woman, sister, due).when(note).nothing()

    def test_one_of_long_ago_warns_where_the_case_was_taken_over(self) -> None:
        note = NoteSafetyRisk(case_id=CASE, level="high", subjects=HER, source_event_id=RISK)
        given(opened, woman).when(note, historical=True).nothing()
        taken_over = case_care.CaseTakeOverNoted(as_of=NOW.date())
        given(opened, woman, taken_over).when(note, historical=True).emits(SafetyRecheckFellDue)

    @pytest.mark.parametrize("level", ["low", "med"])
    def test_a_small_one_warns_nobody(self, level: RiskLevel) -> None:
        note = NoteSafetyRisk(case_id=CASE, level=level, subjects=HER, source_event_id=RISK)
        given(opened, woman).when(note).nothing()

    def test_who_refuses_warnings_and_whoever_works_for_us_is_not(self) -> None:
        note = NoteSafetyRisk(case_id=CASE, level="immediate", subjects=HER, source_event_id=RISK)
        given(opened, woman, PreferenceNoted(person_id=WOMAN, warn="no")).when(note).nothing()
        ours = note.model_copy(update={"subjects": (RiskSubject(kind="staff", id=CLERK),)})
        given(opened, woman).when(ours).nothing()

    def test_one_raised_here_warns_in_its_own_append(self) -> None:
        raised = RecordSafetyRisk(case_id=CASE, level="immediate", subjects=HER, **{"from": "associate"})
        _, due = given(opened, woman).when(raised).emits(SafetyRiskRaised, SafetyRecheckFellDue)
        assert (due.person_ids, due.due_at) == ((WOMAN,), NOW + timedelta(hours=1))
        staff = raised.model_copy(update={"subjects": (RiskSubject(kind="staff", id=CLERK),)})
        given(opened, woman).when(staff).emits(SafetyRiskRaised, TaskOpened)


class WhenWhatSheWasWarnedOfWasWrong:
    released = CustodyChangeNoted(change="released", effect="at_liberty", source_event_id=RELEASE)
    due = SafetyRecheckFellDue(person_ids=(WOMAN,), because=(RELEASE,), due_at=NOW)
    answered = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="safe")
    correct = NoteCorrection(case_id=CASE, replaces=RELEASE, source_event_id=RIGHT)

    @pytest.mark.parametrize("more", [(), (answered,)])
    def test_whoever_was_warned_is_told_again(self, more: tuple[SafetyRecheckDone, ...]) -> None:
        history = (opened, woman, sister, self.released, self.due, *more)
        noted, taken_back, again = (
            given(*history).when(self.correct).emits(CorrectionNoted, CustodyChangeNoted, SafetyRecheckFellDue)
        )
        assert taken_back.replaces == RELEASE
        assert (again.person_ids, again.because) == ((WOMAN,), (RIGHT,))
        given(*history, noted, taken_back, again).when(self.correct).nothing()

    def test_it_warns_nobody_who_is_noted_later(self) -> None:
        history = (opened, woman, self.released, self.due)
        history += tuple(
            given(*history).when(self.correct).emits(CorrectionNoted, CustodyChangeNoted, SafetyRecheckFellDue)
        )
        given(*history).when(NoteVictim(case_id=CASE, victim_id=SISTER)).then(sister)
        late = NoteCustodyChange(case_id=CASE, change="released", effect="at_liberty", source_event_id=RELEASE)
        given(*history).when(late).nothing()

    def test_one_of_something_that_is_not_heard_of_yet_is_kept_for_when_it_is(self) -> None:
        noted = CorrectionNoted(replaces=RELEASE, source_event_id=RIGHT)
        given(opened, woman).when(self.correct).then(noted)
        late = NoteCustodyChange(case_id=CASE, change="released", effect="at_liberty", source_event_id=RELEASE)
        given(opened, woman, noted).when(late).nothing()
        given().when(self.correct).then(opened, noted)
