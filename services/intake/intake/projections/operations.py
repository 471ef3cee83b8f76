"""One row an operation: how far its approval is, and what it came to. No day, place or team: those are in the vault."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.case.capacity import CareCapacityNoted
from intake.case.operations import OperationAborted, OperationApproved, OperationExecuted, OperationPlanned
from intake.projections.events import (
    AUTHORITIES,
    CLOSING,
    CONSENTS,
    CONTACT,
    DISCLOSURES,
    INVESTIGATION,
    NOTED,
    OPENING,
    REFERRAL,
    RISKS,
    SUSPECTS,
    TASKS,
    VICTIMS,
    day_of,
)


@dataclass(frozen=True, slots=True)
class OperationRow:
    case_id: UUID
    operation_id: UUID
    status: str = "planned"
    unplanned: bool = False
    authority_org_id: UUID | None = None
    time_window: str | None = None
    plan_ref: UUID | None = None
    social_worker_id: UUID | None = None
    government_approved: bool = False
    agency_approved: bool = False
    aborted_because: str | None = None
    result: str | None = None
    victims_found: int | None = None
    suspects_detained: int | None = None
    social_worker_present: bool | None = None
    lacking: tuple[str, ...] = ()
    care_places: str | None = None
    executed_on: date | None = None


class Operations(ReadModel[OperationRow]):
    name = "operations"
    row = OperationRow
    key = ("case_id", "operation_id")
    ignores = (
        REFERRAL
        | OPENING
        | AUTHORITIES
        | INVESTIGATION
        | SUSPECTS
        | VICTIMS
        | NOTED
        | CONSENTS
        | CONTACT
        | CLOSING
        | TASKS
        | RISKS
        | DISCLOSURES
    )

    @on(OperationPlanned)
    def planned(self, event: OperationPlanned, origin: Metadata) -> Iterator[Change]:
        def change(row: OperationRow) -> OperationRow:
            return replace(
                row,
                authority_org_id=event.authority_org_id,
                time_window=event.window,
                plan_ref=event.plan_ref,
                social_worker_id=event.social_worker_id,
            )

        yield self.upsert((origin.case_id, event.operation_id), change)

    @on(OperationApproved)
    def approved(self, event: OperationApproved, origin: Metadata) -> Iterator[Change]:
        def change(row: OperationRow) -> OperationRow:
            if event.side == "government":
                return _without(replace(row, government_approved=True), "government_approval")
            if event.without_capacity:
                row = replace(row, care_places="waived")
            return _without(replace(row, agency_approved=True), "agency_approval")

        yield self.upsert((origin.case_id, event.operation_id), change)

    @on(CareCapacityNoted)
    def capacity_noted(self, event: CareCapacityNoted, origin: Metadata) -> Iterator[Change]:
        places = "reserved" if event.reserved else "refused"
        yield self.upsert((origin.case_id, event.operation_id), lambda row: replace(row, care_places=places))

    @on(OperationAborted)
    def aborted(self, event: OperationAborted, origin: Metadata) -> Iterator[Change]:
        key = (origin.case_id, event.operation_id)
        yield self.upsert(key, lambda row: replace(row, status="aborted", aborted_because=event.reason))

    @on(OperationExecuted)
    def executed(self, event: OperationExecuted, origin: Metadata) -> Iterator[Change]:
        def change(row: OperationRow) -> OperationRow:
            return replace(
                row,
                status="executed",
                unplanned=event.unplanned,
                result=event.result,
                victims_found=event.victims_found,
                suspects_detained=event.suspects_detained,
                social_worker_present=event.social_worker_present,
                lacking=event.lacking,
                executed_on=day_of(origin.occurred_on),
            )

        yield self.upsert((origin.case_id, event.operation_id or origin.event_id), change)


def _without(row: OperationRow, lack: str) -> OperationRow:
    """An approval that is learned of after the operation lacks no more."""
    return replace(row, lacking=tuple(known for known in row.lacking if known != lack))
