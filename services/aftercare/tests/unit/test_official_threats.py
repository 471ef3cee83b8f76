"""Somebody official threatens her: whichever team heard of it, aftercare tells no government body of her danger."""

from typing import Any
from uuid import uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.joining import VictimRecordsJoinNoted
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.statements import SafetyConcernStated, StateSafetyConcern
from aftercare.inbound import intake, legal
from aftercare.reactions.from_intake import risk_raised
from casework import DataDisclosed, DiscloseData, NoteOfficialThreat, OfficialThreatNoted
from casework.disclosures import ThreatFromOfficial
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

given = scenario(case_care.AGGREGATE)
WOMAN, OLD_ID, POLICE, RISK = (uuid5(NAMESPACE, name) for name in ("woman", "older record", "police", "risk"))
opened, woman = CareOpened(), VictimNoted(victim_id=WOMAN)
stated = SafetyConcernStated(survivor_id=WOMAN, level="high", new_crime=False, from_="official")
noted = OfficialThreatNoted(subject_ids=(WOMAN,), source_event_id=RISK)
joined = VictimRecordsJoinNoted(kept_victim_id=WOMAN, joined_victim_id=OLD_ID)


def tells(*categories: str) -> DiscloseData:
    return DiscloseData(
        case_id=CASE,
        subject_ids=(WOMAN,),
        to_org_id=POLICE,
        purpose="protection",
        categories=categories,
        form="verbal",
        legal_basis="vital_interest",
    )


@pytest.mark.parametrize("known", [stated, noted])
def test_the_police_hear_of_no_risk_by_whoever_told_of_it(known: Any) -> None:
    given(opened, woman, known).when(tells("safety_risk")).rejects(ThreatFromOfficial)
    given(opened, woman, known).when(tells("identity")).emits(DataDisclosed)


def test_nor_of_one_that_was_told_under_an_older_record_of_hers() -> None:
    threat = noted.model_copy(update={"subject_ids": (OLD_ID,)})
    given(opened, woman, threat, joined).when(tells("safety_risk")).rejects(ThreatFromOfficial)


def test_a_threat_by_another_bars_nothing() -> None:
    associate = stated.model_copy(update={"from_": "associate"})
    given(opened, woman, associate).when(tells("safety_risk")).emits(DataDisclosed)


def test_whoever_states_a_concern_may_say_who_threatens_her() -> None:
    said = StateSafetyConcern.model_validate(
        {"case_id": CASE, "survivor_id": WOMAN, "level": "high", "new_crime": False, "from": "official"}
    )
    given(opened, woman).when(said).then(stated)


def test_a_concern_that_was_stated_before_anybody_was_asked_who_reads_as_it_was() -> None:
    old = SafetyConcernStated.model_validate({"survivorId": str(WOMAN), "level": "high", "newCrime": False})
    assert old.from_ is None
    given(opened, woman, old).when(tells("safety_risk")).emits(DataDisclosed)


@pytest.mark.parametrize("elsewhere", [intake, legal])
def test_another_teams_risk_is_noted_where_it_comes_from_an_official(elsewhere: Any) -> None:
    told = {"level": "low", "subjects": [{"kind": "victim", "id": WOMAN}], "from": "official"}
    origin = recorded(opened, 1).metadata
    _, note = risk_raised(elsewhere.SafetyRiskRaised.model_validate(told), origin)
    assert note == NoteOfficialThreat(case_id=CASE, subject_ids=(WOMAN,), source_event_id=origin.event_id)
    assert len(risk_raised(elsewhere.SafetyRiskRaised.model_validate(told | {"from": "family"}), origin)) == 1
    given().when(note).emits(CareOpened, OfficialThreatNoted)
    given(opened).when(note).emits(OfficialThreatNoted)
