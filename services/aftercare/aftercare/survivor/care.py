"""The start of a survivor's care: her caseworker, and the emergency care of the first hours.

Guarantees one primary caseworker at a time, and none who has an interest of their own in the case.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Fact, Field, Sealed
from throughline.domain import Event as AnyEvent

from aftercare.case_care.interests import impartial
from aftercare.case_care.state import CaseCare
from aftercare.codes import EmergencyKind
from aftercare.roles import CARERS, RECORDERS
from aftercare.survivor.state import InCare, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class CareStarted(AnyEvent):
    pass


class CaseworkerAssigned(AnyEvent):
    worker_id: UUID


class EmergencyCareProvided(AnyEvent):
    survivor_id: UUID
    kinds: Sealed

    sealed_for = "survivor_id"


# Commands


class AssignCaseworker(Decision, roles=CARERS):
    """By anyone of the office while she has none; then by her caseworker or the director."""

    survivor_id: UUID
    worker_id: UUID


class RecordEmergencyCare(
    Fact,
    roles=RECORDERS,
    records=EmergencyCareProvided,
    seals=frozenset({"kinds"}),
    sealed_for="survivor_id",
):
    survivor_id: UUID
    kinds: Annotated[tuple[EmergencyKind, ...], Field(min_length=1)]


# Decisions


def assign_caseworker(survivor: Survivor, command: AssignCaseworker, care: CaseCare) -> list[AnyEvent]:
    if survivor.worker_id == command.worker_id:
        return []
    impartial(care, command.worker_id)
    return [CaseworkerAssigned(worker_id=command.worker_id)]


def record_emergency_care(survivor: Survivor, command: RecordEmergencyCare) -> list[AnyEvent]:
    kinds = command.sealed("kinds", sorted(set(command.kinds)))
    if (command.moment, kinds.mark) in survivor.emergency_care:
        return []
    return [EmergencyCareProvided(survivor_id=command.survivor_id, kinds=kinds)]


# What the events change


def care_started(survivor: Survivor, event: CareStarted) -> Survivor:
    """Also again, after she had left: what was known of her stays."""
    return replace(survivor, started=True, started_at=event.metadata.recorded_at, stage=InCare(), ended=None)


def caseworker_assigned(survivor: Survivor, event: CaseworkerAssigned) -> Survivor:
    return replace(survivor, worker_id=event.worker_id)


def emergency_care_provided(survivor: Survivor, event: EmergencyCareProvided) -> Survivor:
    return replace(survivor, emergency_care=survivor.emergency_care | {(event.occurred_on, event.kinds.mark)})
