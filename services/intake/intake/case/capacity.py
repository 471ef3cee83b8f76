"""Care places for an operation, as aftercare reserves or refuses them. Whether they are needed is operations.py's."""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from intake.case.state import Case

# Events. These names and fields are the storage format: never rename, add a V2.


class CareCapacityNoted(AnyEvent):
    operation_id: UUID
    reserved: bool


# Commands


class NoteCareCapacity(Fact, opens=True, records=CareCapacityNoted):
    """Aftercare reserved places for the operation, or refused."""

    operation_id: UUID
    reserved: bool


Command = NoteCareCapacity
Event = CareCapacityNoted

# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    if case.capacity.get(command.operation_id) == command.reserved:
        return []
    return [CareCapacityNoted(**command.fields())]


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return replace(case, capacity={**case.capacity, event.operation_id: event.reserved})
