"""What a correction or an acceptance records with the fact names that very fact, so that it can be undone again."""

from casework import RecordSafetyRisk
from histories.lived import DIRECTOR, HER, WORKER, Lived, cared_for
from histories.people import CASE, ORGS, thing
from intake.case import RecordContactPreference, RecordReferral, RecordVictimBroughtToSafety, RecordVictimStatus
from intake.case.merging import MergeCase
from throughline.domain import AcceptHeldFact, Command, CorrectFact, DismissHeldFact, FactHeld, Right

ONE_OF_US = thing("investigator in danger")


def risk(level: str) -> dict[str, object]:
    return {"level": level, "subjects": [{"kind": "staff", "id": str(ONE_OF_US)}], "from": "associate"}


def world_with_held(*kinds: type) -> tuple[Lived, FactHeld]:
    """A merged case holds what it is told; here the merging turns out to be wrong."""
    world = cared_for(Lived())
    world.say("intake", RecordReferral, case_id=ORGS[0])
    world.say("intake", MergeCase, surviving_case_id=ORGS[0])
    for kind in kinds:
        world.say("intake", kind, **({"status": "NotAVictimOfTrafficking"} if kind is RecordVictimStatus else {}))
    held = world.events("intake", FactHeld)[-1]
    assert isinstance(held, FactHeld)
    return world, held


class WhenWhatIsRightAsksSomebody:
    def test_the_task_is_because_of_what_is_right(self) -> None:
        world = cared_for(Lived())
        world.act("intake", RecordSafetyRisk.model_validate({"case_id": CASE, **risk("high")}), WORKER)
        world.drain()
        (wrong,) = world.events("intake", "SafetyRiskRaised")
        right = Right(type="RecordSafetyRisk", fields=risk("immediate"))
        correct = CorrectFact(case_id=CASE, replaces=wrong.metadata.event_id, reason="wrong_value", right=right)
        world.act("intake", correct, DIRECTOR)
        (raised,) = world.events("intake", "SafetyRiskRaised")
        asked = {task.because for task in world.events("intake", "TaskOpened")}  # type: ignore[attr-defined]
        assert asked == {(wrong.metadata.event_id,), (raised.metadata.event_id,)}


class WhenAHeldFactIsAccepted:
    def test_the_task_is_because_of_the_fact_as_it_counts(self) -> None:
        world, held = world_with_held(RecordVictimStatus)
        world.correct("intake", "CaseMerged")
        world.act("intake", AcceptHeldFact(case_id=CASE, held_id=held.held_id), DIRECTOR)
        world.drain()
        (said,) = world.events("intake", "VictimStatusDetermined")
        review = [task for task in world.events("intake", "TaskOpened") if task.kind == "review_no_victim"]  # type: ignore[attr-defined]
        assert [task.because for task in review] == [(said.metadata.event_id,)]  # type: ignore[attr-defined]
        assert world.of("aftercare", "CaseCare").victims[HER].words["official"].status == "NotAVictimOfTrafficking"
        assert world.parked == []

    def test_nobody_is_asked_to_see_to_it_any_more(self) -> None:
        for settle in (AcceptHeldFact, DismissHeldFact):
            world, held = world_with_held(RecordVictimBroughtToSafety)
            seen_to = ("see_to_held_fact", frozenset[object]())
            assert seen_to in world.open_tasks("intake", "Case")
            world.correct("intake", "CaseMerged")
            reason = {"reason": "duplicate"} if settle is DismissHeldFact else {}
            said = {"case_id": CASE, "held_id": held.held_id, **reason}
            world.act("intake", settle.model_validate(said), DIRECTOR)
            assert seen_to not in world.open_tasks("intake", "Case")


class WhenAftercareWasToldOfAHeldFact:
    """She refused warnings once; in a case that was merged, her wish to be warned is held, and heard all the same."""

    def heard(self) -> tuple[Lived, FactHeld]:
        world = cared_for(Lived())
        world.say("intake", RecordContactPreference, person_id=HER, warn="no")
        assert world.of("aftercare", "CaseCare").refuses_warnings(HER)
        world.say("intake", RecordReferral, case_id=ORGS[0])
        world.say("intake", MergeCase, surviving_case_id=ORGS[0])
        world.say("intake", RecordContactPreference, person_id=HER, warn="yes")
        assert not world.of("aftercare", "CaseCare").refuses_warnings(HER)
        held = world.events("intake", FactHeld)[-1]
        assert isinstance(held, FactHeld)
        return world, held

    def settled(self, world: Lived, command: Command) -> bool:
        """Whether she refuses warnings after that."""
        world.act("intake", command, DIRECTOR)
        world.drain()
        assert world.parked == []
        refuses: bool = world.of("aftercare", "CaseCare").refuses_warnings(HER)
        return refuses

    def test_dismissed_as_anothers_wish_her_own_word_stands_again(self) -> None:
        world, held = self.heard()
        assert self.settled(world, DismissHeldFact(case_id=CASE, held_id=held.held_id, reason="wrong_person"))

    def test_dismissed_since_it_is_recorded_otherwise_it_stays_heard(self) -> None:
        world, held = self.heard()
        assert not self.settled(world, DismissHeldFact(case_id=CASE, held_id=held.held_id, reason="recorded_otherwise"))

    def test_accepted_it_is_what_was_heard_before(self) -> None:
        world, held = self.heard()
        world.correct("intake", "CaseMerged")
        assert not self.settled(world, AcceptHeldFact(case_id=CASE, held_id=held.held_id))
