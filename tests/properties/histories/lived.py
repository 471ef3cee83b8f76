"""Cases told step by step, each step heard by all four services, in which something turns out to have been wrong."""

from typing import Any, TypeVar
from uuid import UUID

from aftercare.case_care.closing import CloseAftercarePart
from aftercare.case_care.enrolment import EnrolOnLegalBasis
from aftercare.case_care.statements import StateSafetyConcern
from aftercare.survivor.outcome import ExitSurvivor
from intake.case import (
    CloseIntakePart,
    OpenCase,
    RecordConsent,
    RecordOperationExecuted,
    RecordReferral,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictims,
    RecordVictimStatus,
    ScreenReferral,
)
from intake.case.state import Closed
from legal.docket.closing import CloseLegalPart
from legal.docket.papers import MandateCounsel
from throughline.domain import Command, CorrectFact

from histories.people import CASE, OFFICE, ORGS, SUSPECTS, VICTIMS, staff
from histories.world import World

HER, OTHER, HIM = VICTIMS[0], VICTIMS[1], SUSPECTS[0]
INVESTIGATOR, WORKER, LAWYER, DIRECTOR = (
    staff(number, role) for number, role in enumerate(("investigator", "social_worker", "lawyer", "director"))
)
SAID: dict[type[Command], dict[str, Any]] = {
    RecordReferral: {
        "office_id": OFFICE,
        "channel": "ngo",
        "allegation_types": (),
        "alleged_victims": 1,
        "urgency": "low",
    },
    ScreenReferral: {"indicators": ("debt_bondage",), "meets": True, "risk_of_harm": "high"},
    OpenCase: {"case_type": "sex_trafficking", "duplicate_check": {"outcome": "none_found", "candidates": []}},
    RecordVictims: {"victims": [{"victim_id": HER, "age_band": "18--20"}]},
    RecordVictimBroughtToSafety: {
        "victim_id": HER,
        "placement_type": "shelter",
        "led_by_org_id": ORGS[0],
        "agency_role": "none",
        "liberty": "free_to_leave",
    },
    RecordVictimDeclinedAssistance: {"victim_id": HER, "reason_code": "not_stated"},
    RecordVictimStatus: {
        "victim_id": HER,
        "status": "ActualVictimOfTrafficking",
        "decided_by": "Police",
        "standing": "official",
    },
    RecordConsent: {
        "consent_id": ORGS[1],
        "subject_id": HER,
        "by": "self",
        "purposes": [{"purpose": purpose, "given": True} for purpose in ("service_delivery", "legal_proceedings")],
    },
    RecordSuspect: {"suspect_id": HIM, "roles": ("Exploiter",)},
    RecordOperationExecuted: {
        "result": "victims_found",
        "unplanned": True,
        "suspects_detained": 1,
        "victims_found": 1,
        "social_worker_present": False,
    },
    CloseIntakePart: {"reason": "handed_over"},
    EnrolOnLegalBasis: {"victim_id": HER, "legal_basis": "public_mandate"},
    ExitSurvivor: {"survivor_id": HER, "reason": "goals_met"},
    CloseAftercarePart: {"outcome_summary": "goals_met"},
    StateSafetyConcern: {"survivor_id": HER, "level": "high", "new_crime": False},
    MandateCounsel: {"victim_id": HER, "lawyer_id": ORGS[0], "consent_id": ORGS[1]},
    CloseLegalPart: {},
}
W = TypeVar("W", bound="Lived")
BY = {"intake": WORKER, "legal": LAWYER, "aftercare": DIRECTOR}


class Lived(World):
    """A world in which what is said is heard by everybody before anything else is said."""

    def say(self, service: str, *kinds: type[Command], **fields: Any) -> None:
        for kind in kinds:
            said = {"case_id": CASE, **SAID.get(kind, {}), **fields}
            self.act(service, kind.model_validate(said), DIRECTOR if DIRECTOR.role in kind.roles else BY[service])
            self.drain()

    def correct(self, service: str, wrong: str, reason: Any = "never_happened") -> None:
        found = self.events(service, wrong)[-1].metadata.event_id
        self.act(service, CorrectFact(case_id=CASE, replaces=found, reason=reason), DIRECTOR)
        self.drain()
        assert self.parked == []

    def case(self) -> Any:
        return next(state for stream, state in self.states("intake", "Case").items() if stream)

    def of(self, service: str, aggregate: str) -> Any:
        return next(iter(self.states(service, aggregate).values()))

    def open_tasks(self, service: str, aggregate: str) -> set[tuple[str, frozenset[UUID]]]:
        return {(task.kind, task.subjects) for task in self.of(service, aggregate).casework.open_tasks}


def opened(world: W) -> W:
    world.say("intake", RecordReferral, ScreenReferral, OpenCase, RecordVictims)
    return world


def cared_for(world: W) -> W:
    opened(world).say("intake", RecordConsent, RecordVictimBroughtToSafety)
    assert world.events("aftercare", "SurvivorEnrolled")
    return world


def closed(world: W) -> W:
    """Every part of the case that was opened has closed, and the case with them."""
    cared_for(world)
    world.say("aftercare", ExitSurvivor, CloseAftercarePart)
    world.say("intake", CloseIntakePart)
    assert isinstance(world.case().stage, Closed)
    return world
