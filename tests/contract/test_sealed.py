"""What is sealed under a person's key is what the vocabulary says, and no service reads what it cannot open."""

import importlib
import pkgutil
from typing import Any, get_args

import pytest
from aftercare.service import service as aftercare
from intake.service import service as intake
from legal.service import service as legal
from reporting.service import service as reporting
from throughline.domain import Event, Sealed
from throughline.inbound import Inbound

SERVICES = {one.name: one for one in (intake(), legal(), aftercare(), reporting())}
SEALED = {
    "EmergencyCareProvided": {"kinds"},
    "ServiceReferred": {"type"},
    "PlacementStarted": {"type"},
    "FamilyAssessed": {"suitability"},
    "RevictimisationReported": {"kind"},
    "RiskAssessed": {"level", "domains"},
}


def sealed_in(event: type[Event]) -> set[str]:
    hints = {name: field.annotation for name, field in event.model_fields.items()}
    return {name for name, hint in hints.items() if Sealed in (hint, *get_args(hint))}


def own_events(name: str) -> dict[str, type[Event]]:
    return {event.__name__: event for aggregate in SERVICES[name].aggregates for event in aggregate.own_event_types}


def every(kind: type[Any]) -> list[type[Any]]:
    return [found for child in kind.__subclasses__() for found in (child, *every(child))]


def inbound() -> list[type[Inbound]]:
    for service in SERVICES.values():
        package = importlib.import_module(f"{service.package}.inbound")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return [kind for kind in every(Inbound) if kind.__module__.partition(".")[0] in SERVICES]


def test_what_the_vocabulary_marks_is_sealed_and_nothing_else() -> None:
    found = {name: sealed_in(event) for one in SERVICES for name, event in own_events(one).items() if sealed_in(event)}
    assert found == SEALED


@pytest.mark.parametrize("name", sorted(SEALED))
def test_the_person_whose_key_it_is_stands_in_the_event(name: str) -> None:
    assert own_events("aftercare")[name].sealed_for == "survivor_id"


def test_whoever_records_it_may_have_it_held_without_saying_it_in_clear() -> None:
    recording = {
        command.records: command
        for aggregate in SERVICES["aftercare"].aggregates
        for command in aggregate.command_types
        if command.records in SEALED
    }
    assert recording.keys() == {"EmergencyCareProvided", "RevictimisationReported"}
    assert all(command.seals == SEALED[name] for name, command in recording.items())


def test_no_other_service_reads_what_it_cannot_open() -> None:
    readers = [kind for kind in inbound() if kind.__name__ in SEALED]
    assert {kind.__name__ for kind in readers} >= {"ServiceReferred", "RevictimisationReported"}
    assert not [kind for kind in readers if kind.model_fields.keys() & SEALED[kind.__name__]]
