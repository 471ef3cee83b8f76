"""Each team does what is left of its part, as people would who read why it cannot be closed yet."""

from contextlib import suppress
from random import Random

from aftercare.case_care import CloseAftercarePart, EnrolOnLegalBasis
from aftercare.case_care.rechecks import AnswerSafetyRecheck
from aftercare.survivor.outcome import ExitSurvivor
from casework import FinishTask, RecordSafetyRiskMitigated
from intake.case import CloseIntakePart, RecordVictimDeclinedAssistance
from legal.docket.closing import CloseLegalPart
from legal.prosecution.ending import RecordDiscontinued
from throughline.commands.answer import NotFound
from throughline.domain import Command, Rejected

from histories.people import staff, thing
from histories.world import World

CASE = thing("case")


def everybody_finishes(world: World, _random: Random) -> None:
    """Twice, since what one team finishes may give another something to do."""
    for _ in range(2):
        world.drain()
        intake(world)
        legal(world)
        aftercare(world)
        world.drain()


def say(world: World, service: str, command: Command) -> None:
    with suppress(Rejected, NotFound):
        world.act(service, command, staff(0, "director"))


def intake(world: World) -> None:
    for case in world.states("intake", "Case").values():
        for victim_id, victim in case.victims.items():
            if not victim.accounted_for:
                say(world, "intake", RecordVictimDeclinedAssistance(case_id=CASE, victim_id=victim_id))
        for risk_id in case.casework.risks:
            say(world, "intake", RecordSafetyRiskMitigated(case_id=CASE, risk_id=risk_id))
        for task in case.casework.open_tasks:
            say(world, "intake", FinishTask(case_id=CASE, task_id=task.task_id))
    say(world, "intake", CloseIntakePart(case_id=CASE, reason="handed_over"))


def legal(world: World) -> None:
    for prosecution_id, prosecution in world.states("legal", "Prosecution").items():
        for accused_id in (None, *prosecution.accused):
            ended = {"prosecution_id": prosecution_id, "accused_id": accused_id, "reason": "other"}
            say(world, "legal", RecordDiscontinued.model_validate({"case_id": CASE, **ended}, by_name=True))
    say(world, "legal", CloseLegalPart(case_id=CASE))


def aftercare(world: World) -> None:
    for care in world.states("aftercare", "CaseCare").values():
        for victim_id in care.victims:
            basis = EnrolOnLegalBasis(case_id=CASE, victim_id=victim_id, legal_basis="public_mandate")
            say(world, "aftercare", basis)
            say(world, "aftercare", ExitSurvivor(case_id=CASE, survivor_id=victim_id, reason="moved"))
    for care in world.states("aftercare", "CaseCare").values():
        for person, recheck in care.rechecks.items():
            about = {"case_id": CASE, "person_id": person, "answered": tuple(recheck.owed), "outcome": "safe"}
            say(world, "aftercare", AnswerSafetyRecheck.model_validate(about, by_name=True))
    say(world, "aftercare", CloseAftercarePart(case_id=CASE, outcome_summary="done"))
