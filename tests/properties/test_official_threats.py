"""What one team knows of a threat by somebody official keeps every team from telling a government body of it."""

from typing import Any

import pytest
from aftercare.case_care.statements import StateSafetyConcern
from casework import DiscloseData, RecordSafetyRisk
from casework.disclosures import ThreatFromOfficial
from histories.lived import HER, INVESTIGATOR, LAWYER, WORKER, Lived, cared_for
from histories.people import CASE, thing
from intake.case import RecordAuthorityEngaged, RecordSuspect

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


def tells_police(world: Lived, service: str) -> None:
    told: dict[str, Any] = {"purpose": "protection", "categories": ("safety_risk",), "form": "verbal"}
    command = {"case_id": CASE, "subject_ids": (HER,), "to_org_id": POLICE, **told, "legal_basis": "vital_interest"}
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


def test_a_high_new_crime_is_an_investigators_to_take_up_and_nobodys_where_it_was_none() -> None:
    world = world_of_three()
    world.say("aftercare", StateSafetyConcern, new_crime=True)
    (task,) = (one for one in world.events("intake", "TaskOpened") if one.kind == "take_up_referral")  # type: ignore[attr-defined]
    assert (task.role, task.metadata.case_id != CASE) == ("investigator", True)  # type: ignore[attr-defined]
    world.correct("aftercare", "SafetyConcernStated")
    done = {one.task_id for one in world.events("intake", "TaskDone")}  # type: ignore[attr-defined]
    assert task.task_id in done  # type: ignore[attr-defined]
