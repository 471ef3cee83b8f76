"""Nobody is a caseworker, or covers for one, in a case in which they have an interest of their own."""

from uuid import uuid5

import pytest
from aftercare import case_care, definitions, streams, survivor
from aftercare.case_care.charges import ChargesNoted, CountsOf
from aftercare.case_care.covering import CaseworkerCoverSet, SetCaseworkerCover
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.interests import ConflictOfInterest
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.inbound import legal
from aftercare.reactions import from_legal
from aftercare.survivor.care import AssignCaseworker, CareStarted, CaseworkerAssigned
from casework import SafetyRiskMitigated, SafetyRiskRaised
from throughline.domain import Event
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

of_case = scenario(case_care.AGGREGATE)
of_her = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))
WOMAN, WORKER, OTHER, RISK = (uuid5(NAMESPACE, name) for name in ("woman", "worker", "another", "risk"))
known = (CareOpened(), VictimNoted(victim_id=WOMAN), SurvivorEnrolled(survivor_id=WOMAN, legal_basis="public_mandate"))
assign = AssignCaseworker(case_id=CASE, survivor_id=WOMAN, worker_id=WORKER)
cover = SetCaseworkerCover.model_validate(
    {
        "case_id": CASE,
        "survivor_ids": (WOMAN,),
        "worker_id": WORKER,
        "from": "2026-06-01",
        "to": "2026-06-05",
    }
)
threatens = SafetyRiskRaised.model_validate(
    {
        "risk_id": RISK,
        "level": "high",
        "subjects": [{"kind": "victim", "id": WOMAN}],
        "from": "accused",
        "suspect_id": WORKER,
    }
)
INTERESTS: dict[str, tuple[Event, ...]] = {
    "accused": (CustodyChangeNoted(accused_id=WORKER, change="arrested", effect="held", source_event_id=RISK),),
    "charged": (
        ChargesNoted(
            accused_id=WORKER, charges=(CountsOf(charge_id=RISK, counts=1),), said="filed", source_event_id=RISK
        ),
    ),
    "threatens somebody": (threatens, SafetyRiskMitigated(risk_id=RISK)),
    "a victim of it": (VictimNoted(victim_id=WORKER),),
    "another's counsel": (VictimNoted(victim_id=OTHER, counsel_id=WORKER),),
}


@pytest.mark.parametrize("interest", INTERESTS.values(), ids=INTERESTS)
def test_nobody_with_an_interest_of_their_own_is_a_caseworker_or_covers(interest: tuple[Event, ...]) -> None:
    care = of_case(*known, *interest).state
    seen = {streams.care_of(CASE).stream_id: care}
    told = of_her(CareStarted()).seeing(seen).when(assign)
    told.rejects(ConflictOfInterest)
    assert not any(word in str(told.rejected) for word in ("accused", "counsel", "victim", "witness", "threat"))
    of_case(*known, *interest).when(cover).rejects(ConflictOfInterest)


def test_anybody_else_is_also_who_is_to_testify() -> None:
    testifies = HearingNoted(hearing_id=RISK, witness_ids=(WORKER,), state="summoned")
    seen = {streams.care_of(CASE).stream_id: of_case(*known, testifies).state}
    of_her(CareStarted()).seeing(seen).when(assign).then(CaseworkerAssigned(worker_id=WORKER))
    of_case(*known, testifies).when(cover).emits(CaseworkerCoverSet, survivor.CoverNoted)


def test_whom_a_survivor_mandated_is_noted_once() -> None:
    mandated = legal.CounselMandated(victim_id=WOMAN, lawyer_id=WORKER)
    (note,) = from_legal.counsel_mandated(mandated, recorded(known[0], 1).metadata)
    assert isinstance(note, NoteVictim)
    counsel = VictimNoted(victim_id=WOMAN, counsel_id=WORKER)
    of_case(*known).when(note).then(counsel)
    of_case(*known, counsel).when(note).nothing()
