"""Trainings delivered: to whom, and how many attended.

Guarantees that a training is counted once and in its office's one programme. Participants are a head count per
training: the same officer in two trainings is counted twice, and no figure may call the sum persons.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from throughline.domain import Event, Fact, Field, Rejected

from reporting.codes import Jurisdiction, OfficeId
from reporting.programme.state import Audience, Programme, Training, programme_of
from reporting.roles import WRITERS

Participants = Annotated[int, Field(ge=1)]

# Events. These names and fields are the storage format: never rename, add a V2.


class TrainingDelivered(Event):
    sensitivity = "internal"

    training_id: UUID
    audience: Audience
    participants: int


# Commands. The case id is the programme's id: `programme_of(office)`.


class RecordTraining(Fact, roles=WRITERS, opens=True, records=TrainingDelivered):
    office_id: OfficeId
    jurisdiction: Jurisdiction | None = None
    training_id: UUID
    audience: Audience
    participants: Participants


# Rules


class NotTheOfficesProgramme(Rejected):
    def __init__(self, office_id: str) -> None:
        super().__init__(f"{office_id} has one programme, {programme_of(office_id)}; record the training there")


class TrainingAlreadyRecorded(Rejected):
    def __init__(self, training_id: UUID) -> None:
        super().__init__(f"training {training_id} is recorded otherwise; correct that one, or give this one its own id")


# Decisions


def record_training(programme: Programme, command: RecordTraining) -> list[Event]:
    if command.case_id != programme_of(command.office_id):
        raise NotTheOfficesProgramme(command.office_id)
    known = programme.trainings.get(command.training_id)
    if known is None:
        return [TrainingDelivered(**command.fields("office_id", "jurisdiction"))]
    on = command.occurred_on or known.on
    if known == Training(command.audience, command.participants, on):
        return []
    raise TrainingAlreadyRecorded(command.training_id)


# What the events change


def delivered(programme: Programme, event: TrainingDelivered) -> Programme:
    training = Training(event.audience, event.participants, event.occurred_on)
    return replace(programme, trainings={**programme.trainings, event.training_id: training})
