"""What one team knows of a threat by somebody official keeps every team from telling a government body of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from aftercare.case_care.statements import StateSafetyConcern
from casework import DiscloseData, RecordSafetyRisk
from casework.disclosures import ThreatFromOfficial
from histories.lived import HER, INVESTIGATOR, LAWYER, WORKER, Lived, cared_for
from histories.people import CASE, thing
from intake.case import OpenCase, RecordAuthorityEngaged, RecordReferral, RecordSuspect, ScreenReferral
from intake.case.merging import MergeCase

BY = {"intake": WORKER, "legal": LAWYER, "aftercare": WORKER}
POLICE = thing("police")
DANGER = {"level": "high", "subjects": [{"kind": "victim", "id": HER}], "from": "official"}


def world_of_three() -> Lived:
    """A case that all three work on; the police of its investigation are known to intake as such."""
    world = cared_for(Lived())
    world.say("intake", RecordSuspect)
    engaged = {"case_id": CASE, "org_id": POLICE, "unit": "anti_trafficking"}
    world.act("intake", RecordAuthorityEngaged.model_validate(engaged), INVESTIGATOR)
    world.drain()
    return world


def tells_police(world: Lived, service: str, case: UUID = CASE) -> None:
    told: dict[str, Any] = {"purpose": "protection", "categories": ("safety_risk",), "form": "verbal"}
    command = {"case_id": case, "subject_ids": (HER,), "to_org_id": POLICE, **told, "legal_basis": "vital_interest"}
    world.act(service, DiscloseData.model_validate(command), BY[service])


@pytest.mark.parametrize("service", ["intake", "legal", "aftercare"])
@pytest.mark.parametrize("knows", ["intake", "legal", "aftercare"])
def test_a_risk_bars_it_whichever_team_recorded_it_until_it_was_none(knows: str, service: str) -> None:
    world = world_of_three()
    world.act(knows, RecordSafetyRisk.model_validate({"case_id": CASE, **DANGER}), BY[knows])
    world.drain()
    with pytest.raises(ThreatFromOfficial):
        tells_police(world, service)
    world.correct(knows, "SafetyRiskRaised")
    tells_police(world, service)
    assert len(world.events(service, "DataDisclosed")) == 1


@pytest.mark.parametrize("service", ["intake", "legal", "aftercare"])
def test_a_concern_that_aftercare_states_bars_it_too(service: str) -> None:
    world = world_of_three()
    world.say("aftercare", StateSafetyConcern, **{"from": "official"})
    (risk,) = world.events("intake", "SafetyRiskRaised")
    assert risk.from_ == "official"  # type: ignore[attr-defined]
    with pytest.raises(ThreatFromOfficial):
        tells_police(world, service)
    world.correct("aftercare", "SafetyConcernStated")
    tells_police(world, service)
    assert len(world.events(service, "DataDisclosed")) == 1


@pytest.mark.parametrize("service", ["intake", "legal", "aftercare"])
@pytest.mark.parametrize("late", [True, False])
def test_it_is_known_in_the_case_that_goes_on_whenever_it_is_told_in_the_other(service: str, late: bool) -> None:
    world, elsewhere = world_of_three(), thing("surviving case")
    risk = RecordSafetyRisk.model_validate({"case_id": CASE, **DANGER})
    if not late:
        world.act("aftercare", risk, WORKER)
        world.drain()
    world.say("intake", RecordReferral, ScreenReferral, OpenCase, RecordSuspect, case_id=elsewhere)
    engaged = {"case_id": elsewhere, "org_id": POLICE, "unit": "anti_trafficking"}
    world.act("intake", RecordAuthorityEngaged.model_validate(engaged), INVESTIGATOR)
    world.say("intake", MergeCase, surviving_case_id=elsewhere)
    if late:
        world.act("aftercare", risk, WORKER)
        world.wait(timedelta(minutes=1))
        world.drain()
    with pytest.raises(ThreatFromOfficial):
        tells_police(world, service, elsewhere)


@pytest.mark.parametrize("service", ["legal", "aftercare"])
def test_and_in_the_case_that_a_new_crime_becomes(service: str) -> None:
    world = world_of_three()
    world.say("aftercare", StateSafetyConcern, new_crime=True, **{"from": "official"})
    *_, referral = world.events("intake", "ReferralReceived")
    with pytest.raises(ThreatFromOfficial):
        tells_police(world, service, referral.metadata.case_id)


def test_a_high_new_crime_is_an_investigators_to_take_up_and_nobodys_where_it_was_none() -> None:
    world = world_of_three()
    world.say("aftercare", StateSafetyConcern, new_crime=True)
    (task,) = (one for one in world.events("intake", "TaskOpened") if one.kind == "take_up_referral")  # type: ignore[attr-defined]
    assert (task.role, task.metadata.case_id != CASE) == ("investigator", True)  # type: ignore[attr-defined]
    world.correct("aftercare", "SafetyConcernStated")
    done = {one.task_id for one in world.events("intake", "TaskDone")}  # type: ignore[attr-defined]
    assert task.task_id in done  # type: ignore[attr-defined]
