"""Safety risks: raised by whoever hears of one, open until somebody says that it was dealt with."""

from datetime import timedelta
from uuid import UUID, uuid5

import dossier
import pytest
from casework import (
    RecordSafetyRisk,
    RecordSafetyRiskMitigated,
    RiskSubject,
    SafetyRiskMitigated,
    SafetyRiskRaised,
    TaskDone,
    TaskOpened,
)
from casework.risks import NoSuchRisk, SafetyRiskDetail
from dossier import CloseDossier, DossierClosed, DossierOpened
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(dossier.aggregate())

RISK, WOMAN, DRIVER, SUSPECT, TASK = (uuid5(NAMESPACE, name) for name in ("risk", "woman", "driver", "suspect", "task"))
HER, HIM = RiskSubject(kind="victim", id=WOMAN), RiskSubject(kind="staff", id=DRIVER)

opened = DossierOpened()
closed = DossierClosed()


def record(**more: object) -> RecordSafetyRisk:
    told = {"level": "high", "subjects": (HER,), "from": "associate", "suspect_id": SUSPECT}
    return RecordSafetyRisk(case_id=CASE, **(told | more))


def raised(*subjects: RiskSubject, **more: object) -> SafetyRiskRaised:
    told = {"risk_id": RISK, "level": "high", "subjects": subjects or (HER,), "from": "associate"}
    return SafetyRiskRaised(**(told | {"suspect_id": SUSPECT} | more))


mitigated = SafetyRiskMitigated(risk_id=RISK)
dealt_with = RecordSafetyRiskMitigated(case_id=CASE, risk_id=RISK)


class WhenARiskIsHeardOf:
    def test_it_is_written_down(self) -> None:
        (event,) = given(opened).when(record()).emits(SafetyRiskRaised)
        assert event == raised(risk_id=event.risk_id)

    def test_what_was_said_goes_to_the_vault(self) -> None:
        detail = SafetyRiskDetail(subjects=frozenset({WOMAN}), text="a car waits in the street")
        (event,) = given(opened).when(record(detail=detail)).emits(SafetyRiskRaised)
        assert event.detail_ref
        assert "car" not in event.model_dump_json()

    def test_it_is_taken_after_closing(self) -> None:
        given(opened, closed).when(record()).emits(SafetyRiskRaised)

    def test_the_same_told_again_is_nothing_new(self) -> None:
        given(opened, raised()).when(record()).nothing()

    def test_a_detail_not_given_before_is_new(self) -> None:
        detail = SafetyRiskDetail(subjects=frozenset({WOMAN}), text="a car waits in the street")
        given(opened, raised()).when(record(detail=detail)).emits(SafetyRiskRaised)

    def test_the_same_at_another_time_is_another(self) -> None:
        given(opened, raised()).later(hours=1).when(record()).emits(SafetyRiskRaised)

    def test_the_same_after_it_was_dealt_with_is_another(self) -> None:
        given(opened, raised().on(Moment(NOW)), mitigated).when(record()).emits(SafetyRiskRaised)


class WhenStaffIsInDanger:
    @pytest.mark.parametrize("kind", ["staff", "informant"])
    def test_the_director_is_asked_to_act(self, kind: str) -> None:
        command = record(subjects=(HER, RiskSubject(kind=kind, id=DRIVER)))
        outcome = given(opened).when(command)
        risk, task = outcome.emits(SafetyRiskRaised, TaskOpened)
        assert (task.role, task.urgency, task.due_at) == ("director", "urgent", NOW + timedelta(hours=4))
        assert task.subjects == (risk.risk_id,)
        assert task.because == (uuid5(outcome.command.issue.command_id, "0"),)

    def test_an_immediate_risk_gives_an_hour(self) -> None:
        _, task = given(opened).when(record(subjects=(HIM,), level="immediate")).emits(SafetyRiskRaised, TaskOpened)
        assert (task.urgency, task.due_at) == ("immediate", NOW + timedelta(hours=1))

    def test_an_import_asks_nobody(self) -> None:
        given(opened).when(record(subjects=(HIM,)), historical=True).emits(SafetyRiskRaised)

    def test_the_task_goes_with_the_risk(self) -> None:
        task = TaskOpened(
            task_id=TASK,
            kind="protect_staff_or_informant",
            role="director",
            due_at=NOW,
            urgency="urgent",
            because=(UUID(int=1),),
            subjects=(RISK,),
        )
        given(opened, raised(HIM), task).when(dealt_with).then(mitigated, TaskDone(task_id=TASK, outcome="cause_gone"))


class WhenARiskIsOpen:
    def test_it_keeps_the_case_open(self) -> None:
        given(opened, raised()).when(CloseDossier(case_id=CASE)).rejects(dossier.StandsOpen)

    def test_dealing_with_it_lets_the_case_close(self) -> None:
        given(opened, raised(), mitigated).when(CloseDossier(case_id=CASE)).then(closed)

    def test_it_is_dealt_with_once(self) -> None:
        given(opened, raised()).when(dealt_with).then(mitigated)
        given(opened, raised(), mitigated).when(dealt_with).nothing()

    def test_a_risk_nobody_raised_is_held(self) -> None:
        given(opened).when(dealt_with).holds(NoSuchRisk)


def test_a_history_without_the_risk_folds() -> None:
    assert not given(opened, mitigated).state.casework.risks
