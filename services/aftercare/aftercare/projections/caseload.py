"""One row a survivor: her caseworker, how far her care is, what is open. The facility she lives in is not here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.projections.events import ALL, SURVIVOR
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.care import CareStarted, CaseworkerAssigned, EmergencyCareProvided
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.outcome import RestorationReversed, SurvivorExited, SurvivorRestored
from aftercare.survivor.placement import PlacementEnded, PlacementStarted
from aftercare.survivor.plan import CarePlanApproved, CarePlanDrafted
from aftercare.survivor.readiness import CourtPreparationDone
from aftercare.survivor.services import (
    ServiceAccepted,
    ServiceDeclinedBySurvivor,
    ServiceDelivered,
    ServiceEnded,
    ServiceReferred,
    ServiceRejected,
)

Answered = ServiceAccepted | ServiceRejected | ServiceDeclinedBySurvivor | ServiceEnded
STAGE_OF: Mapping[type[Answered], str] = {
    ServiceAccepted: "accepted",
    ServiceRejected: "rejected",
    ServiceDeclinedBySurvivor: "declined",
    ServiceEnded: "ended",
}


@dataclass(frozen=True, slots=True)
class SurvivorRow:
    """`services`: by service, {type, orgId, stage, units}. `preparations`: by hearing, {dueOn, sessions, ready}."""

    survivor_id: UUID
    case_id: UUID | None = None
    office_id: str | None = None
    case_reference: str | None = None
    worker_id: UUID | None = None
    stage: str = "in_care"
    exit_reason: str | None = None
    enrolled_at: datetime | None = None
    consent_id: UUID | None = None
    legal_basis: str | None = None
    emergency_care: bool = False
    plan_id: UUID | None = None
    plan_state: str = "none"
    placement_id: UUID | None = None
    placement_type: str | None = None
    services: Mapping[str, Any] = field(default_factory=dict)
    preparations: Mapping[str, Any] = field(default_factory=dict)


class Caseload(ReadModel[SurvivorRow]):
    """Every Survivor event names her by its stream; enrolment, on CaseCare, by its field. Either may come first."""

    name = "caseload"
    row = SurvivorRow
    key = ("survivor_id",)
    ignores = ALL - SURVIVOR - {SurvivorEnrolled} | {AssessmentNoted}

    @on(SurvivorEnrolled)
    def enrolled(self, event: SurvivorEnrolled, origin: Metadata) -> Iterator[Change]:
        basis = {"consent_id": event.consent_id, "legal_basis": event.legal_basis}
        yield self._set(origin, event.survivor_id, enrolled_at=origin.recorded_at, **basis)

    @on(CareStarted)
    def started(self, event: CareStarted, origin: Metadata) -> Iterator[Change]:
        """Also again, after she had left."""
        yield self._set(origin, stage="in_care", exit_reason=None)

    @on(CaseworkerAssigned)
    def assigned(self, event: CaseworkerAssigned, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, worker_id=event.worker_id)

    @on(EmergencyCareProvided)
    def emergency(self, event: EmergencyCareProvided, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, emergency_care=True)

    @on(CarePlanDrafted)
    def drafted(self, event: CarePlanDrafted, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, plan_id=event.plan_id, plan_state="drafted")

    @on(CarePlanApproved)
    def approved(self, event: CarePlanApproved, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, plan_id=event.plan_id, plan_state="approved")

    @on(PlacementStarted)
    def placed(self, event: PlacementStarted, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, placement_id=event.placement_id, placement_type=event.type)

    @on(PlacementEnded)
    def placement_ended(self, event: PlacementEnded, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, placement_id=None, placement_type=None)

    @on(SurvivorRestored)
    def restored(self, event: SurvivorRestored, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, stage="restored")

    @on(SurvivorExited)
    def exited(self, event: SurvivorExited, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, stage="exited", exit_reason=event.reason)

    @on(RestorationReversed)
    def reversed(self, event: RestorationReversed, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, stage="in_care")

    @on(ServiceReferred)
    def referred(self, event: ServiceReferred, origin: Metadata) -> Iterator[Change]:
        told = {"type": event.type, "orgId": str(event.org_id), "stage": "referred", "units": 0}
        yield self._service(origin, event.service_id, **told)

    @on(ServiceAccepted, ServiceRejected, ServiceDeclinedBySurvivor, ServiceEnded)
    def answered(self, event: Answered, origin: Metadata) -> Iterator[Change]:
        yield self._service(origin, event.service_id, stage=STAGE_OF[type(event)])

    @on(ServiceDelivered)
    def delivered(self, event: ServiceDelivered, origin: Metadata) -> Iterator[Change]:
        service = str(event.service_id)

        def change(row: SurvivorRow) -> SurvivorRow:
            known = row.services[service]
            return replace(row, services={**row.services, service: {**known, "units": known["units"] + event.units}})

        yield self.upsert(origin.stream_id, change)

    @on(CourtPreparationFellDue)
    def preparation_due(self, event: CourtPreparationFellDue, origin: Metadata) -> Iterator[Change]:
        yield self._preparation(origin, event.hearing_id, dueOn=event.due_on.isoformat())

    @on(CourtPreparationDone)
    def prepared(self, event: CourtPreparationDone, origin: Metadata) -> Iterator[Change]:
        yield self._preparation(origin, event.hearing_id, sessions=event.session, ready=event.ready)

    def _set(self, origin: Metadata, survivor_id: UUID | None = None, **values: Any) -> Change:
        def change(row: SurvivorRow) -> SurvivorRow:
            return replace(
                row,
                case_id=origin.case_id,
                office_id=origin.office_id or row.office_id,
                case_reference=origin.case_reference or row.case_reference,
                **values,
            )

        return self.upsert(survivor_id or origin.stream_id, change)

    def _service(self, origin: Metadata, service_id: UUID, **said: Any) -> Change:
        def change(row: SurvivorRow) -> SurvivorRow:
            known = row.services.get(str(service_id), {})
            return replace(row, case_id=origin.case_id, services={**row.services, str(service_id): {**known, **said}})

        return self.upsert(origin.stream_id, change)

    def _preparation(self, origin: Metadata, hearing_id: UUID, **said: Any) -> Change:
        def change(row: SurvivorRow) -> SurvivorRow:
            known = row.preparations.get(str(hearing_id), {"dueOn": None, "sessions": 0, "ready": None})
            prepared = {**row.preparations, str(hearing_id): {**known, **said}}
            return replace(row, case_id=origin.case_id, preparations=prepared)

        return self.upsert(origin.stream_id, change)
