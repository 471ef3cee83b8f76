"""What every shared command and event keeps to, so that a service can embed them without knowing each."""

import casework
import pytest
from casework import CaseworkCommand, CaseworkEvent
from throughline.domain import Command, Decision, Event, Fact
from throughline.domain.aggregate import members

COMMANDS: tuple[type[Command], ...] = members(casework.Command)
EVENTS: tuple[type[Event], ...] = members(casework.Event)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_one_arm_of_a_match_takes_every_command(command: type[Command]) -> None:
    assert issubclass(command, CaseworkCommand)
    assert issubclass(command, Decision | Fact)


def test_only_what_another_service_says_may_be_the_first_thing_known_of_a_case() -> None:
    told = {
        casework.NoteSubjectErased,
        casework.NoteOfficialThreat,
        casework.TellOfCorrection,
        casework.EndTasksAbout,
    }
    assert {command for command in COMMANDS if command.opens} == told


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_one_arm_of_a_match_takes_every_event(event: type[Event]) -> None:
    assert issubclass(event, CaseworkEvent)


def test_what_a_held_fact_would_have_been_is_one_of_the_events() -> None:
    names = {event.__name__ for event in EVENTS}
    assert {command.records for command in COMMANDS if issubclass(command, Fact)} <= names


def test_every_command_and_event_stands_in_the_unions() -> None:
    def named(base: type[Command] | type[Event]) -> set[type]:
        return {kind for kind in base.__subclasses__() if kind.__module__.startswith("casework.")}

    assert named(CaseworkCommand) == set(COMMANDS)
    assert named(CaseworkEvent) == set(EVENTS)
