"""What came of a court preparation: she is ready to testify, or not, or declines. Legal learns that, and no more.

Guarantees that the statement other teams read is in the append of the session behind it.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, OnStream, Rejected

from aftercare import streams
from aftercare.case_care.state import CaseCare
from aftercare.case_care.statements import ReadinessStated
from aftercare.codes import Ready
from aftercare.roles import RECORDERS
from aftercare.survivor.state import Preparation, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class CourtPreparationDone(AnyEvent):
    hearing_id: UUID
    session: int
    ready: Ready


# Commands


class RecordCourtPreparation(Fact, roles=RECORDERS, records=CourtPreparationDone):
    survivor_id: UUID
    hearing_id: UUID
    ready: Ready


# Rules


class UnknownHearing(Rejected):
    def __init__(self, hearing_id: UUID) -> None:
        super().__init__(f"hearing {hearing_id} is not known to aftercare; legal has to schedule it first")


# Decisions


def record_court_preparation(
    survivor: Survivor, command: RecordCourtPreparation, care: CaseCare
) -> list[AnyEvent | OnStream]:
    if command.hearing_id not in care.hearings and command.hearing_id not in survivor.preparations:
        raise UnknownHearing(command.hearing_id)
    known = survivor.preparations.get(command.hearing_id, Preparation())
    if known.last == (command.moment, command.ready):
        return []
    stated = ReadinessStated(hearing_id=command.hearing_id, witness_id=command.survivor_id, ready=command.ready)
    return [
        CourtPreparationDone(hearing_id=command.hearing_id, session=known.sessions + 1, ready=command.ready),
        OnStream(streams.care_of(command.case_id), stated),
    ]


# What the events change


def court_preparation_done(survivor: Survivor, event: CourtPreparationDone) -> Survivor:
    known = survivor.preparations.get(event.hearing_id, Preparation())
    prepared = replace(known, sessions=event.session, last=(event.occurred_on, event.ready))
    return replace(survivor, preparations={**survivor.preparations, event.hearing_id: prepared})
