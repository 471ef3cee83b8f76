"""Other teams' facts become notes on the case, and nothing else."""

from dataclasses import replace
from json import loads
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from casework import NoteOfficialThreat, NoteSubjectErased, TakeBackNotes
from intake.case import NotePartClose, NotePartReopened
from intake.case.capacity import NoteCareCapacity
from intake.inbound import aftercare, legal
from intake.inbound.aftercare import (
    AftercarePartClosed,
    AftercareReopened,
    CareCapacityRefused,
    CareCapacityReserved,
)
from intake.inbound.legal import LegalPartClosed, LegalPartReopened
from intake.reactions import (
    ALL,
    aftercare_part_closed,
    aftercare_reopened,
    care_capacity_refused,
    care_capacity_reserved,
    corrected_in_aftercare,
    corrected_in_legal,
    erased_in_aftercare,
    erased_in_legal,
    legal_part_closed,
    legal_part_reopened,
    safety_concern_stated,
)
from throughline.testing.given import CASE, NOW, recorded

PERSON = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
SERVICES = Path(__file__).parents[3]


def origin(referred):
    return recorded(referred[0], 1).metadata


def test_a_closed_part_is_noted_with_everyone_it_covers(referred):
    where = origin(referred)
    over = LegalPartClosed.model_validate({"covers": [str(PERSON)], "outcomeSummary": "all_final"})
    care = AftercarePartClosed.model_validate({"covers": [str(PERSON)], "outcomeSummary": "restored"})
    assert legal_part_closed(over, where) == [
        NotePartClose(case_id=CASE, part="legal", covers=(PERSON,), outcome="all_final")
    ]
    assert aftercare_part_closed(care, where) == [
        NotePartClose(case_id=CASE, part="aftercare", covers=(PERSON,), outcome="restored")
    ]


def test_a_part_at_work_again_is_noted(referred):
    where = origin(referred)
    assert legal_part_reopened(LegalPartReopened(), where) == [
        NotePartReopened(case_id=CASE, part="legal", reason="legal_reopened")
    ]
    assert aftercare_reopened(AftercareReopened(), where) == [
        NotePartReopened(case_id=CASE, part="aftercare", reason="aftercare_reopened")
    ]


@pytest.mark.parametrize(("told", "reserved"), [(CareCapacityReserved, True), (CareCapacityRefused, False)])
def test_care_places_are_noted(referred, told, reserved):
    react = care_capacity_reserved if reserved else care_capacity_refused
    assert react(told(operation_id=PERSON), origin(referred)) == [
        NoteCareCapacity(case_id=CASE, operation_id=PERSON, reserved=reserved)
    ]


def test_who_was_erased_elsewhere_is_noted(referred):
    note = [NoteSubjectErased(case_id=CASE, subject_id=PERSON)]
    assert erased_in_legal(legal.SubjectErased(subject_id=PERSON), origin(referred)) == note
    assert erased_in_aftercare(aftercare.SubjectErased(subject_id=PERSON), origin(referred)) == note


def test_a_concern_is_a_risk_of_this_case(referred):
    (risk,) = safety_concern_stated(concern(new_crime=False), origin(referred))
    assert (risk.case_id, risk.level, risk.from_) == (CASE, "immediate", "unknown")
    assert [(subject.kind, subject.id) for subject in risk.subjects] == [("victim", PERSON)]


def test_a_new_crime_is_a_referral_of_its_own_and_the_same_one_each_time(referred):
    risk, referral = safety_concern_stated(concern(new_crime=True), origin(referred))
    assert risk.case_id == CASE
    assert (referral.office_id, referral.urgency) == ("PHL-MNL", "immediate")
    assert referral.case_id != CASE
    assert safety_concern_stated(concern(new_crime=True), origin(referred))[1] == referral


def concern(new_crime):
    return aftercare.SafetyConcernStated(survivor_id=PERSON, level="immediate", new_crime=new_crime)


def test_a_concern_about_an_official_is_a_risk_from_one_and_known_in_the_referral_too(referred):
    said = concern(new_crime=True).model_copy(update={"from_": "official"})
    risk, referral, threat = safety_concern_stated(said, origin(referred))
    assert risk.from_ == "official"
    assert (threat.case_id, threat.subject_ids) == (referral.case_id, (PERSON,))


@pytest.mark.parametrize("elsewhere", [legal, aftercare])
@pytest.mark.parametrize("comes_from", ["official", "associate"])
def test_another_teams_risk_is_noted_where_it_comes_from_an_official(referred, elsewhere, comes_from):
    said = {"level": "low", "subjects": [{"kind": "victim", "id": PERSON}], "from": comes_from}
    (react,) = (one for one in ALL if one.event is elsewhere.SafetyRiskRaised)
    where = origin(referred)
    noted = NoteOfficialThreat(case_id=CASE, subject_ids=(PERSON,), source_event_id=where.event_id)
    assert react(elsewhere.SafetyRiskRaised.model_validate(said), where) == [noted] * (comes_from == "official")


def test_what_a_reaction_sends_has_no_door_for_people():
    assert not NotePartClose.roles
    assert not NotePartReopened.roles


def test_every_reaction_is_declared_once():
    assert len({reaction.name for reaction in ALL}) == len(ALL) == 17


def test_a_correction_made_in_legal_asks_to_tell_who_heard_from_intake_of_those_it_was_about(referred):
    told = {"replaces": CASE, "reason": "wrong_person", "about": (PERSON,), "wrong_recorded_at": NOW}
    for correction, react in CORRECTIONS.items():
        tell, gone, *_ = react(correction(**told), origin(referred))
        assert (tell.about, tell.since, tell.role, tell.replaces) == ((PERSON,), NOW, "social_worker", CASE)
        assert gone == TakeBackNotes(case_id=CASE, source=CASE, reason="wrong_person", role="social_worker")


def test_a_correction_of_what_was_noted_of_a_third_service_tells_nobody_a_second_time(referred):
    by_reaction = replace(origin(referred), actor_role="reaction")
    for correction, react in CORRECTIONS.items():
        gone = react(correction(replaces=CASE, about=(PERSON,), wrong_type="Any"), by_reaction)
        assert [type(one) for one in gone] == [TakeBackNotes]


def test_a_referral_made_because_of_what_was_wrong_is_taken_back_in_its_own_case(referred):
    wrong = aftercare.FactCorrected(replaces=PERSON, wrong_type="SafetyConcernStated")
    *_, referral = corrected_in_aftercare(wrong, origin(referred))
    assert (referral.case_id, referral.source) == (uuid5(PERSON, "new case"), PERSON)
    of_care = corrected_in_aftercare(replace_type(wrong, "ReadinessStated"), origin(referred))
    assert {command.case_id for command in of_care} == {CASE}


def replace_type(correction, wrong_type):
    return correction.model_copy(update={"wrong_type": wrong_type})


CORRECTIONS = {legal.FactCorrected: corrected_in_legal, aftercare.FactCorrected: corrected_in_aftercare}


@pytest.mark.parametrize(
    "reaction", [one for one in ALL if one not in CORRECTIONS.values()], ids=lambda reaction: reaction.name
)
def test_the_producers_sample_of_the_event_leads_to_a_command(reaction, referred):
    event = reaction.event
    sample = SERVICES / event.source / "tests/golden" / f"{event.name}.v{max(event.versions)}.json"
    commands = reaction(event.model_validate(loads(sample.read_text())), origin(referred))
    if event.name == "SafetyRiskRaised":
        assert commands == []
        commands = reaction(event.model_validate(loads(sample.read_text()) | {"from": "official"}), origin(referred))
    assert commands[0].case_id == CASE
