"""What waited in a park while its cause was found to be wrong is never written down, whichever reaction it was.

And what a rule keeps from being taken back is somebody's task: the case goes on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid5

import pytest
from aftercare.case_care.statements import StateSafetyConcern
from histories.lived import DIRECTOR, HER, Lived, cared_for, opened
from histories.people import CASE
from intake.case import (
    RecordConsent,
    RecordContactPreference,
    RecordOperationExecuted,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictimStatus,
    ScreenReferral,
)
from intake.case.state import NotReferred, Screened
from legal.docket.closing import CloseLegalPart
from throughline.domain import Command, CorrectFact, Event, per_case_stream
from throughline.reaction import Reaction


class Poison(Exception):
    """A bug of the release that parked it."""


@contextmanager
def broken(world: Lived, service: str, name: str) -> Iterator[None]:
    """Nothing that this service does about such an event succeeds meanwhile."""
    by_event = world.members[service].reactor.by_event

    def fail(_event: Any, _origin: Any) -> list[Command]:
        raise Poison

    well = {key: list(reactions) for key, reactions in by_event.items()}
    for (source, kind), reactions in by_event.items():
        if kind == name:
            by_event[source, kind] = [Reaction(one.name, one.event, fail, one.safety, one.about) for one in reactions]
    yield
    by_event.update(well)


def noted(world: Lived, service: str, cause: Event) -> list[str]:
    """What still counts of all that a service recorded because of an event."""
    because = cause.metadata.event_id
    return [type(event).__name__ for event in world.events(service) if event.metadata.causation_id == because]


STORIES: list[tuple[str, str, str, type[Command], dict[str, Any]]] = [
    ("aftercare", "intake", "VictimBroughtToSafety", RecordVictimBroughtToSafety, {}),
    ("aftercare", "intake", "VictimDeclinedAssistance", RecordVictimDeclinedAssistance, {}),
    ("aftercare", "intake", "VictimStatusDetermined", RecordVictimStatus, {}),
    ("aftercare", "intake", "ConsentRecorded", RecordConsent, {}),
    ("aftercare", "intake", "ContactPreferenceRecorded", RecordContactPreference, {"person_id": HER, "warn": "no"}),
    ("legal", "intake", "VictimStatusDetermined", RecordVictimStatus, {}),
    ("legal", "intake", "ConsentRecorded", RecordConsent, {}),
    ("legal", "intake", "SuspectIdentified", RecordSuspect, {}),
    ("legal", "intake", "OperationExecuted", RecordOperationExecuted, {}),
]


@pytest.mark.parametrize(("service", "source", "name", "command", "fields"), STORIES, ids=lambda one: str(one)[:40])
def test_nothing_is_noted_of_what_was_corrected_while_it_was_parked(
    service: str, source: str, name: str, command: type[Command], fields: dict[str, Any]
) -> None:
    world = opened(Lived())
    with broken(world, service, name):
        world.say(source, command, **fields)
        assert world.parked
        wrong = world.events(source, name)[-1]
        act_correct(world, source, wrong)
    world.redrive()
    world.drain()
    assert not world.parked
    assert noted(world, service, wrong) == []


@pytest.mark.parametrize(("service", "source", "name", "command", "fields"), STORIES, ids=lambda one: str(one)[:40])
def test_what_is_not_wrong_is_noted_once_it_is_tried_again(
    service: str, source: str, name: str, command: type[Command], fields: dict[str, Any]
) -> None:
    world = opened(Lived())
    with broken(world, service, name):
        world.say(source, command, **fields)
        assert noted(world, service, world.events(source, name)[-1]) == []
    world.redrive()
    world.drain()
    assert not world.parked
    assert noted(world, service, world.events(source, name)[-1])


def test_a_part_that_never_closed_is_not_noted_as_closed() -> None:
    world = cared_for(Lived())
    world.say("intake", RecordSuspect)
    with broken(world, "intake", "LegalPartClosed"):
        world.say("legal", CloseLegalPart)
        act_correct(world, "legal", world.events("legal", "LegalPartClosed")[-1])
    world.redrive()
    world.drain()
    assert not world.parked
    assert "legal" not in world.case().closed_parts


def test_what_is_right_in_its_place_waited_with_it_and_is_noted() -> None:
    world = opened(Lived())
    with broken(world, "legal", "VictimStatusDetermined"):
        world.say("intake", RecordVictimStatus)
        wrong = world.events("intake", "VictimStatusDetermined")[-1]
        act_correct(world, "intake", wrong)
        world.say("intake", RecordVictimStatus, status="PossibleVictimOfTrafficking")
    world.redrive()
    world.drain()
    (said,) = world.of("legal", "Docket").victims[HER]
    assert said.status == "PossibleVictimOfTrafficking"
    assert not world.events("legal", "ProsecutionOpened")


def with_a_new_crime() -> tuple[Lived, Event, Any]:
    """A statement that she is a victim of a new crime, and the case that it is referred as."""
    world = cared_for(Lived())
    world.say("aftercare", StateSafetyConcern, new_crime=True)
    concern = world.events("aftercare", "SafetyConcernStated")[-1]
    return world, concern, uuid5(concern.metadata.event_id, "new case")


def referred(world: Lived, case_id: Any) -> Any:
    return world.states("intake", "Case")[per_case_stream(case_id, "intake.Case")]


def test_a_referral_that_nobody_began_to_work_on_goes_with_what_it_was_made_of() -> None:
    world, concern, new = with_a_new_crime()
    act_correct(world, "aftercare", concern)
    assert not world.parked
    assert referred(world, new).stage == NotReferred()
    assert list(referred(world, new).casework.open_tasks) == []


def test_one_that_was_worked_on_is_somebodys_to_see_to_and_blocks_nothing() -> None:
    world, concern, new = with_a_new_crime()
    world.say("intake", ScreenReferral, case_id=new)
    act_correct(world, "aftercare", concern)
    assert not world.parked
    assert isinstance(referred(world, new).stage, Screened)
    (task,) = referred(world, new).casework.open_tasks
    (note,) = (event for event in world.events("intake", "ReferralReceived") if event.metadata.case_id == new)
    assert (task.kind, task.role, task.urgency) == ("mend_what_was_noted", "social_worker", "urgent")
    assert note.metadata.event_id in task.because
    assert not world.case().casework.open_risks
    world.say("aftercare", StateSafetyConcern)
    assert world.case().casework.open_risks


def act_correct(world: Lived, service: str, wrong: Event) -> None:
    """As `correct` does, where something is parked."""
    command = CorrectFact(case_id=CASE, replaces=wrong.metadata.event_id, reason="wrong_person")
    world.act(service, command, DIRECTOR)
    world.drain()
