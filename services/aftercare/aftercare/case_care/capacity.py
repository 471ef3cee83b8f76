"""Room for those whom an operation may bring: reserved or refused before it goes. Intake approves with an eye to it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from casework import TaskOpened
from throughline.domain import Decision, Fact, Field
from throughline.domain import Event as AnyEvent

from aftercare import asked
from aftercare.case_care.state import CaseCare
from aftercare.codes import CapacityRefusal
from aftercare.roles import SUPERVISORS

# Events. These names and fields are the storage format: never rename, add a V2.


class CareCapacityReserved(AnyEvent):
    operation_id: UUID
    places: int


class CareCapacityRefused(AnyEvent):
    operation_id: UUID
    reason: CapacityRefusal


# Commands


class NoteOperationPlanned(Fact, opens=True, records=TaskOpened):
    """Somebody is asked whether there is room."""

    operation_id: UUID


class NoteOperationOver(Fact, opens=True, records=TaskOpened):
    """Carried out or given up: nobody needs to answer any more."""

    operation_id: UUID


class ReserveCareCapacity(Decision, roles=SUPERVISORS):
    """The last word counts: what was refused may be found after all."""

    operation_id: UUID
    places: Annotated[int, Field(ge=1, le=500)]


class RefuseCareCapacity(Decision, roles=SUPERVISORS):
    operation_id: UUID
    reason: CapacityRefusal


# Decisions


def note_planned(care: CaseCare, command: NoteOperationPlanned) -> list[AnyEvent]:
    if command.operation_id in care.capacity:
        return []
    return [*asked.ask(care.casework, command, asked.CAPACITY, [command.operation_id])]


def note_over(care: CaseCare, command: NoteOperationOver) -> list[AnyEvent]:
    return [*asked.answered(care.casework, command.operation_id, asked.CAPACITY, outcome="cause_gone")]


def answer(care: CaseCare, command: ReserveCareCapacity | RefuseCareCapacity) -> list[AnyEvent]:
    told = command.fields()
    event = CareCapacityReserved(**told) if isinstance(command, ReserveCareCapacity) else CareCapacityRefused(**told)
    if care.capacity.get(command.operation_id) == said(event):
        return []
    return [event, *asked.answered(care.casework, command.operation_id, asked.CAPACITY)]


def said(event: CareCapacityReserved | CareCapacityRefused) -> str:
    return f"reserved:{event.places}" if isinstance(event, CareCapacityReserved) else f"refused:{event.reason}"


# What the events change


def capacity_answered(care: CaseCare, event: CareCapacityReserved | CareCapacityRefused) -> CaseCare:
    known: Mapping[UUID, str] = {**care.capacity, event.operation_id: said(event)}
    return replace(care, capacity=known)
