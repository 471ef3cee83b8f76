"""A correction that only makes sense after what was recorded later is refused with a reason, and nothing is written."""

import pytest
from histories.people import CASE, OFFICE, ORGS, VICTIMS, staff
from histories.world import World
from intake.case import RecordReferral, RecordVictimBroughtToSafety, RecordVictimStatus
from throughline.commands.clearing import RightRestsOnLaterEvents
from throughline.domain import Command, CorrectFact
from throughline.domain.clearing import Right

WORKER, DIRECTOR = staff(0, "social_worker"), staff(1, "director")


def brought(victim: int) -> Command:
    said = {"placement_type": "shelter", "led_by_org_id": ORGS[0], "agency_role": "none", "liberty": "free_to_leave"}
    return RecordVictimBroughtToSafety.model_validate({"case_id": CASE, "victim_id": VICTIMS[victim], **said})


def test_it_was_another_woman_who_is_known_only_since() -> None:
    world = World()
    referral = {"channel": "ngo", "allegation_types": (), "alleged_victims": 2, "urgency": "low"}
    opening = RecordReferral.model_validate({"case_id": CASE, "office_id": OFFICE, **referral})
    status = {"status": "PossibleVictimOfTrafficking", "decided_by": "NGO", "standing": "agency_view"}
    later = RecordVictimStatus.model_validate({"case_id": CASE, "victim_id": VICTIMS[1], **status})
    for command in (opening, brought(0), later):
        world.act("intake", command, WORKER)
    (wrong,) = world.events("intake", "VictimBroughtToSafety")
    fields = brought(1).model_dump(mode="json", by_alias=True, exclude={"case_id"}, exclude_none=True)
    right = Right(type="RecordVictimBroughtToSafety", fields=fields)
    correction = CorrectFact(case_id=CASE, replaces=wrong.metadata.event_id, reason="wrong_person", right=right)
    before = len(list(world.everything()))
    with pytest.raises(RightRestsOnLaterEvents):
        world.act("intake", correction, DIRECTOR)
    assert len(list(world.everything())) == before
