"""What any service did because of a wrong event is undone, or somebody is asked about it."""

from datetime import timedelta
from typing import Any

import pytest
from aftercare import asked, streams
from aftercare.case_care.capacity import ReserveCareCapacity
from aftercare.case_care.closing import CloseAftercarePart
from aftercare.case_care.enrolment import EnrolOnLegalBasis
from aftercare.case_care.rechecks import AnswerSafetyRecheck
from aftercare.case_care.statements import StateSafetyConcern
from aftercare.survivor.readiness import RecordCourtPreparation
from histories.lived import DIRECTOR, HER, HIM, INVESTIGATOR, OTHER, WORKER, Lived, cared_for, closed, opened
from histories.people import CASE, ORGS
from intake.case import (
    CloseIntakePart,
    OpenCase,
    PlanOperation,
    RecordAuthorityEngaged,
    RecordConsent,
    RecordOperationAborted,
    RecordOperationExecuted,
    RecordReferral,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictims,
    RecordVictimStatus,
    ScreenReferral,
)
from intake.case.merging import MergeCase
from intake.case.records import JoinVictimRecords
from intake.case.state import Closed, Opened
from legal.docket.closing import CloseLegalPart
from legal.docket.opening import OpenProsecution
from legal.docket.papers import MandateCounsel
from legal.prosecution.hearings import RecordHearingScheduled
from throughline.domain import Command, CorrectFact, Rejected


class WhenAnEnrolmentNeverHappened:
    def test_she_waits_again_and_is_somebodys_task(self) -> None:
        world = cared_for(Lived())
        world.correct("aftercare", "SurvivorEnrolled")
        assert HER not in world.of("aftercare", "CaseCare").enrolled
        assert (asked.ENROL, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")

    def test_she_can_be_enrolled_again_and_the_task_is_done(self) -> None:
        world = cared_for(Lived())
        world.correct("aftercare", "SurvivorEnrolled")
        world.say("aftercare", EnrolOnLegalBasis)
        assert HER in world.of("aftercare", "CaseCare").enrolled
        assert (asked.ENROL, frozenset({HER})) not in world.open_tasks("aftercare", "CaseCare")

    def test_intakes_hand_over_waits_for_aftercare_again(self) -> None:
        world = cared_for(Lived())

        def enrolled() -> list[Any]:
            return [row["enrolled_on"] is not None for row in world.shown("intake").rows("victims")]

        assert enrolled() == [True]
        world.correct("aftercare", "SurvivorEnrolled")
        assert enrolled() == [False]

    def test_a_part_that_closed_with_it_is_open_again_and_so_is_the_case(self) -> None:
        world = closed(Lived())
        world.correct("aftercare", "SurvivorEnrolled")
        assert not world.of("aftercare", "CaseCare").closed
        assert isinstance(world.case().stage, Opened)
        assert (asked.ENROL, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")


class WhenAPartNeverClosed:
    def test_aftercares_reopens_the_case_that_closed_with_it(self) -> None:
        world = closed(Lived())
        world.correct("aftercare", "AftercarePartClosed")
        assert not world.of("aftercare", "CaseCare").closed
        assert isinstance(world.case().stage, Opened)
        assert "aftercare" not in world.case().closed_parts

    def test_legals_does(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordVictimDeclinedAssistance, RecordSuspect, CloseIntakePart)
        world.say("legal", CloseLegalPart)
        assert isinstance(world.case().stage, Closed)
        world.correct("legal", "LegalPartClosed")
        assert not world.of("legal", "Docket").is_closed
        assert isinstance(world.case().stage, Opened)
        world.say("legal", CloseLegalPart)
        assert isinstance(world.case().stage, Closed)

    def test_intakes_own_does(self) -> None:
        world = closed(Lived())
        world.correct("intake", "IntakePartClosed")
        assert isinstance(world.case().stage, Opened)
        assert not world.case().intake_closed


class WhenAnEndOfCareNeverHappened:
    def test_a_part_that_closed_with_it_is_open_again(self) -> None:
        world = closed(Lived())
        world.correct("aftercare", "SurvivorExited")
        assert not world.of("aftercare", "CaseCare").closed
        assert isinstance(world.case().stage, Opened)


class WhenAConsentWasNeverGiven:
    def test_legal_has_none_either_and_mandates_nobody_on_it(self) -> None:
        world = cared_for(Lived())
        world.say("intake", RecordSuspect)
        assert world.of("legal", "Docket").consents
        world.correct("intake", "ConsentRecorded", "wrong_person")
        assert not world.of("legal", "Docket").consents
        with pytest.raises(Rejected):
            world.say("legal", MandateCounsel)
        assert not world.shown("legal").rows("consents")

    def test_who_is_in_care_on_it_needs_another_basis(self) -> None:
        world = cared_for(Lived())
        world.correct("intake", "ConsentRecorded", "wrong_person")
        assert (asked.BASIS, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")

    def test_also_one_that_has_lapsed_since(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordVictims, victims=[{"victim_id": OTHER}])
        world.say("intake", RecordConsent, subject_id=OTHER)
        assert world.events("intake", "ConsentLapsed")
        world.correct("intake", "ConsentRecorded", "wrong_person")
        assert not world.case().consents
        assert not any(consent.purposes for consent in world.of("legal", "Docket").consents.values())


class WhenItWasAnotherWoman:
    def test_who_is_in_care_because_of_it_is_looked_at(self) -> None:
        world = cared_for(Lived())
        world.correct("intake", "VictimBroughtToSafety", "wrong_person")
        assert (asked.BASIS, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")

    def test_whose_refusal_it_was_not_waits_for_care_in_a_part_that_is_open_again(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordVictimBroughtToSafety, RecordVictimDeclinedAssistance)
        world.say("aftercare", CloseAftercarePart)
        world.say("intake", CloseIntakePart)
        assert isinstance(world.case().stage, Closed)
        world.correct("intake", "VictimDeclinedAssistance", "wrong_person")
        assert isinstance(world.case().stage, Opened)
        assert not world.of("aftercare", "CaseCare").closed
        assert (asked.ENROL, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")

    def test_a_file_that_opened_by_itself_for_her_is_a_lawyers_to_look_at(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordVictimStatus)
        assert world.events("legal", "ProsecutionOpened")
        world.correct("intake", "VictimStatusDetermined", "wrong_person")
        assert not world.of("legal", "Docket").victims.get(HER)
        assert ("review_file_without_victim", frozenset({HER})) in world.open_tasks("legal", "Docket")


class WhenNobodyWasASuspect:
    def test_legal_knows_none_and_a_lawyer_looks_whether_he_was_accused(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordSuspect)
        world.correct("intake", "SuspectIdentified", "wrong_person")
        assert not world.of("legal", "Docket").suspects
        assert ("review_unlinked_suspect", frozenset({HIM})) in world.open_tasks("legal", "Docket")

    def test_nobody_is_missed_in_custody_whom_no_operation_took(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordOperationExecuted)
        assert world.of("legal", "Docket").detentions
        world.correct("intake", "OperationExecuted")
        assert not world.of("legal", "Docket").detentions
        world.wait(timedelta(days=30))
        assert not world.events("legal", "DetentionUnconfirmed")

    def test_also_where_it_was_said_by_then(self) -> None:
        world = opened(Lived())
        world.say("intake", RecordOperationExecuted)
        world.wait(timedelta(days=30))
        (unconfirmed,) = world.events("legal", "DetentionUnconfirmed")
        operation = frozenset({unconfirmed.operation_id})  # type: ignore[attr-defined]
        assert ("confirm_detention", operation) in world.open_tasks("legal", "Docket")
        world.correct("intake", "OperationExecuted")
        assert not world.of("legal", "Docket").detentions
        assert not world.events("legal", "DetentionUnconfirmed")
        assert ("confirm_detention", operation) not in world.open_tasks("legal", "Docket")

    def test_and_whoever_was_warned_that_they_may_be_free_is_told_again(self) -> None:
        world = cared_for(Lived())
        world.say("intake", RecordOperationExecuted)
        world.wait(timedelta(days=30))
        world.drain()
        (unconfirmed,) = world.events("legal", "DetentionUnconfirmed")
        care = world.of("aftercare", "CaseCare")
        cause = unconfirmed.metadata.event_id
        assert cause in care.changes
        done = AnswerSafetyRecheck(
            case_id=CASE, person_id=HER, answered=tuple(care.rechecks[HER].owed), outcome="plan_changed"
        )
        world.act("aftercare", done, WORKER)
        world.drain()
        world.correct("intake", "OperationExecuted")
        care = world.of("aftercare", "CaseCare")
        assert cause not in care.changes
        assert set(care.rechecks[HER].owed).isdisjoint({cause})
        assert care.rechecks[HER].owed


class WhenSheWasNotInDanger:
    def test_intakes_risk_is_gone_and_who_was_warned_is_told_again(self) -> None:
        world = cared_for(Lived())
        world.say("aftercare", StateSafetyConcern)
        (risk,) = world.events("intake", "SafetyRiskRaised")
        care = world.of("aftercare", "CaseCare")
        warned = AnswerSafetyRecheck(
            case_id=CASE, person_id=HER, answered=tuple(care.rechecks[HER].owed), outcome="plan_changed"
        )
        world.act("aftercare", warned, WORKER)
        world.drain()
        world.correct("aftercare", "SafetyConcernStated")
        assert not world.case().casework.open_risks
        assert risk.metadata.event_id in world.of("aftercare", "CaseCare").answered[HER]
        assert HER in world.of("aftercare", "CaseCare").rechecks


class WhenARecheckWasNotDone:
    def test_it_is_open_and_escalates_again(self) -> None:
        world = cared_for(Lived())
        world.say("aftercare", StateSafetyConcern)
        causes = tuple(world.of("aftercare", "CaseCare").rechecks[HER].owed)
        done = AnswerSafetyRecheck(case_id=CASE, person_id=HER, answered=causes, outcome="safe")
        world.act("aftercare", done, WORKER)
        world.drain()
        world.correct("aftercare", "SafetyRecheckDone", "wrong_person")
        assert set(causes) <= set(world.of("aftercare", "CaseCare").rechecks[HER].owed)
        world.wait(timedelta(days=1))
        assert world.events("aftercare", "SafetyRecheckEscalated")

    def test_one_that_was_owed_is_not_corrected_away(self) -> None:
        world = cared_for(Lived())
        world.say("aftercare", StateSafetyConcern)
        causes = set(world.of("aftercare", "CaseCare").rechecks[HER].owed)
        world.correct("aftercare", "SafetyRecheckFellDue")
        assert causes
        assert set(world.of("aftercare", "CaseCare").rechecks[HER].owed) == causes


class WhenACaseWasNotAnother:
    def test_legal_and_aftercare_decide_in_it_again(self) -> None:
        world = cared_for(Lived())
        elsewhere = ORGS[0]
        world.say("intake", RecordReferral, case_id=elsewhere)
        world.say("intake", MergeCase, surviving_case_id=elsewhere)
        assert world.of("legal", "Docket").merged_into == elsewhere
        world.correct("intake", "CaseMerged")
        assert world.of("legal", "Docket").merged_into is None
        assert world.of("aftercare", "CaseCare").merged_into is None
        world.say("aftercare", EnrolOnLegalBasis)

    def test_the_case_that_was_to_go_on_knows_nothing_of_it_and_somebody_looks(self) -> None:
        world, elsewhere = Lived(), ORGS[0]
        opened(world)
        world.say("intake", RecordReferral, ScreenReferral, OpenCase, case_id=elsewhere)
        world.say("intake", RecordVictims, case_id=elsewhere, victims=[{"victim_id": OTHER, "age_band": "18--20"}])
        world.say("intake", MergeCase, surviving_case_id=elsewhere)

        def care() -> Any:
            return world.states("aftercare", "CaseCare")[streams.care_of(elsewhere).stream_id]

        assert set(care().everyone_owed()) == {HER, OTHER}
        assert care().merged_from == {CASE}
        world.correct("intake", "CaseMerged")
        assert care().merged_from == frozenset()
        assert care().everyone_owed() == [OTHER]
        assert world.of("aftercare", "CaseCare").everyone_owed() == [HER]
        tasks = {(task.kind, task.subjects) for task in care().casework.open_tasks}
        assert (asked.UNMERGED, frozenset({CASE})) in tasks

    def test_whom_the_other_case_warned_of_this_ones_accused_is_told_again(self) -> None:
        world, elsewhere = Lived(), ORGS[0]
        opened(world)
        world.say("intake", RecordOperationExecuted)
        world.wait(timedelta(days=30))
        world.drain()
        (unconfirmed,) = world.events("legal", "DetentionUnconfirmed")
        cause = unconfirmed.metadata.event_id
        world.say("intake", RecordReferral, ScreenReferral, OpenCase, case_id=elsewhere)
        world.say("intake", RecordVictims, case_id=elsewhere, victims=[{"victim_id": OTHER, "age_band": "18--20"}])
        world.say("intake", MergeCase, surviving_case_id=elsewhere)

        def care() -> Any:
            return world.states("aftercare", "CaseCare")[streams.care_of(elsewhere).stream_id]

        assert cause in care().rechecks[OTHER].owed
        world.correct("intake", "CaseMerged")
        assert cause not in care().changes
        assert cause in world.of("aftercare", "CaseCare").changes
        assert set(care().rechecks[OTHER].owed) - {cause}
        world.say("intake", MergeCase, surviving_case_id=elsewhere)
        assert cause in care().changes


class WhenTwoRecordsWereNotOneWoman:
    def test_who_was_joined_waits_for_care_again(self) -> None:
        world = cared_for(Lived())
        world.say("intake", RecordVictims, victims=[{"victim_id": OTHER, "age_band": "18--20"}])
        world.say("intake", RecordVictimBroughtToSafety, victim_id=OTHER)
        waiting = (asked.ENROL, frozenset({OTHER}))
        assert waiting in world.open_tasks("aftercare", "CaseCare")
        world.say("intake", JoinVictimRecords, kept_victim_id=HER, joined_victim_id=OTHER)
        assert waiting not in world.open_tasks("aftercare", "CaseCare")
        world.correct("intake", "VictimRecordsJoined", "wrong_person")
        assert not world.of("aftercare", "CaseCare").joined
        assert waiting in world.open_tasks("aftercare", "CaseCare")


class WhenAftercareSaidSomethingWrong:
    def test_a_witness_who_never_said_no_is_noted_as_nothing(self) -> None:
        world = cared_for(Lived())
        world.say("legal", OpenProsecution, jurisdiction_profile="PHL")
        prosecution = world.events("legal", "ProsecutionOpened")[-1].prosecution_id  # type: ignore[attr-defined]
        hearing = {"hearing_id": ORGS[0], "on": "2026-06-20", "type": "testimony", "witness_ids": (HER,)}
        world.say("legal", RecordHearingScheduled, prosecution_id=prosecution, **hearing)
        assert world.events("aftercare", "CourtPreparationFellDue")
        prepared = {"survivor_id": HER, "hearing_id": ORGS[0], "ready": "no"}
        world.say("aftercare", RecordCourtPreparation, **prepared)
        assert world.of("legal", "Docket").readiness
        world.correct("aftercare", "ReadinessStated")
        assert not world.of("legal", "Docket").readiness
        world.correct("legal", "HearingScheduled")
        assert not world.events("aftercare", "CourtPreparationFellDue")
        assert ORGS[0] not in world.of("aftercare", "CaseCare").hearings

    def test_places_that_were_never_promised_are_not_reserved(self) -> None:
        world = opened(Lived())
        world.say("aftercare", ReserveCareCapacity, operation_id=ORGS[0], places=2)
        assert world.case().capacity == {ORGS[0]: True}
        world.correct("aftercare", "CareCapacityReserved")
        assert world.case().capacity == {}


class WhenTwoEventsSayTheSame:
    """One of them turns out to be a duplicate: what the other says stands, in whichever order they were recorded."""

    def twice(self, command: type[Command], name: str, wrong: int, **again: Any) -> Lived:
        world = opened(Lived())
        world.say("intake", command, occurred_on="2026-05-30")
        world.say("intake", command, occurred_on="2026-05-30", **again)
        both = world.events("intake", name)
        assert len(both) == 2
        correct = CorrectFact(case_id=CASE, replaces=both[wrong].metadata.event_id, reason="duplicate")
        world.act("intake", correct, DIRECTOR)
        world.drain()
        assert world.parked == []
        return world

    @pytest.mark.parametrize("wrong", [0, 1])
    def test_who_was_brought_to_safety_is_here_and_waits_for_care(self, wrong: int) -> None:
        world = self.twice(RecordVictimBroughtToSafety, "VictimBroughtToSafety", wrong, placement_type="family")
        assert world.of("aftercare", "CaseCare").victims[HER].brought_on
        assert (asked.ENROL, frozenset({HER})) in world.open_tasks("aftercare", "CaseCare")

    @pytest.mark.parametrize("wrong", [0, 1])
    def test_what_she_was_found_to_be_she_is(self, wrong: int) -> None:
        world = self.twice(RecordVictimStatus, "VictimStatusDetermined", wrong, decided_by="CourtOrProsecution")
        assert world.of("aftercare", "CaseCare").victims[HER].words["official"].status == "ActualVictimOfTrafficking"
        assert world.of("legal", "Docket").victims[HER]
        assert ("review_file_without_victim", frozenset({HER})) not in world.open_tasks("legal", "Docket")

    @pytest.mark.parametrize("wrong", [0, 1])
    def test_a_suspect_stays_one(self, wrong: int) -> None:
        world = self.twice(RecordSuspect, "SuspectIdentified", wrong, roles=())
        assert HIM in world.of("legal", "Docket").suspects


class WhenAnOperationWasNotGivenUp:
    def test_a_lawyer_is_on_call_for_it_again_and_room_is_asked_for(self) -> None:
        world = opened(Lived())
        engaged = {"case_id": CASE, "org_id": ORGS[0], "unit": "anti_trafficking"}
        world.act("intake", RecordAuthorityEngaged.model_validate(engaged), INVESTIGATOR)
        plan = {"day": "2026-06-20", "place": "a place", "team": [INVESTIGATOR.id]}
        named = {"operation_id": ORGS[1], "authority_org_id": ORGS[0], "social_worker_id": WORKER.id}
        planned = {"case_id": CASE, **named, "window": "week", "plan": plan}
        world.act("intake", PlanOperation.model_validate(planned), INVESTIGATOR)
        world.drain()
        asked_for = (("legal", "Docket", "be_on_call_for_operation"), ("aftercare", "CaseCare", asked.CAPACITY))
        about = frozenset({ORGS[1]})

        def open_for() -> list[bool]:
            return [(kind, about) in world.open_tasks(service, stream) for service, stream, kind in asked_for]

        assert open_for() == [True, True]
        given_up = {"case_id": CASE, "operation_id": ORGS[1], "reason": "unsafe"}
        world.act("intake", RecordOperationAborted.model_validate(given_up), INVESTIGATOR)
        world.drain()
        assert open_for() == [False, False]
        world.correct("intake", "OperationAborted")
        assert open_for() == [True, True]
