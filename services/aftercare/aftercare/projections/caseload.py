"""One row a survivor: her caseworker, how far her care is, what is open. The facility she lives in is not here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata, Sealed
from throughline.projection import Change, ReadModel, on

from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.projections.events import ALL, SURVIVOR, Events
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.best_interests import BestInterestsDetermined
from aftercare.survivor.care import CareStarted, CaseworkerAssigned, EmergencyCareProvided
from aftercare.survivor.court import CourtPreparationFellDue
from aftercare.survivor.cover import CoverNoted
from aftercare.survivor.follow_up import FollowUpFellDue, FollowUpMissed, FollowUpVisited
from aftercare.survivor.going_home import FamilyAssessed, Reintegrated, ReintegrationPlanned, ReturnRiskChecked
from aftercare.survivor.outcome import RestorationReversed, SurvivorExited, SurvivorRestored
from aftercare.survivor.placement import PlacementEnded, PlacementStarted
from aftercare.survivor.plan import (
    CarePlanApproved,
    CarePlanDrafted,
    CarePlanReviewed,
    GoalAchieved,
    GoalDropped,
)
from aftercare.survivor.readiness import CourtPreparationDone
from aftercare.survivor.revictimisation import RevictimisationReported
from aftercare.survivor.safety_plan import SafetyPlanSet
from aftercare.survivor.services import (
    ServiceAccepted,
    ServiceDeclinedBySurvivor,
    ServiceDelivered,
    ServiceEnded,
    ServiceReferred,
    ServiceRejected,
)
from aftercare.survivor.taking_over import CareTakenOver
from aftercare.survivor.testimony import CourtAccompanied, PostTestimonyCareFellDue, PostTestimonyCareGiven

Answered = ServiceAccepted | ServiceRejected | ServiceDeclinedBySurvivor | ServiceEnded
STAGE_OF: Mapping[type[Answered], str] = {
    ServiceAccepted: "accepted",
    ServiceRejected: "rejected",
    ServiceDeclinedBySurvivor: "declined",
    ServiceEnded: "ended",
}


FollowedUp = FollowUpFellDue | FollowUpVisited | FollowUpMissed
FOLLOW_UP_OF: Mapping[type[FollowedUp], str] = {
    FollowUpFellDue: "due",
    FollowUpVisited: "visited",
    FollowUpMissed: "missed",
}
IGNORED: Events = frozenset(
    {
        CareTakenOver,
        GoalAchieved,
        GoalDropped,
        BestInterestsDetermined,
        CourtAccompanied,
        PostTestimonyCareFellDue,
        PostTestimonyCareGiven,
    }
)


@dataclass(frozen=True, slots=True)
class SurvivorRow:
    """`services`: by service, {type, orgId, stage, units}. `preparations`: by hearing, {dueOn, sessions, ready}.

    `covers`: {workerId, from, to}. `follow_ups`: by month after she went home, due, visited or missed.
    `emergencies`: {on, kinds}. `revictimisations`: {on, kind}. What is sealed in events is sealed here, as {seal}.
    """

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
    placement_type: Sealed | None = None
    services: Mapping[str, Any] = field(default_factory=dict)
    preparations: Mapping[str, Any] = field(default_factory=dict)
    covers: tuple[Mapping[str, str], ...] = ()
    safety_plan_ref: UUID | None = None
    safety_plan_review_on: date | None = None
    plan_review_on: date | None = None
    going_into: str | None = None
    reintegrated_into: str | None = None
    reintegrated_on: date | None = None
    follow_ups: Mapping[str, str] = field(default_factory=dict)
    last_assessed_on: date | None = None
    return_risk: str | None = None
    emergencies: tuple[Mapping[str, Any], ...] = ()
    family_suitability: Sealed | None = None
    revictimisations: tuple[Mapping[str, Any], ...] = ()


class Caseload(ReadModel[SurvivorRow]):
    """Every Survivor event names her by its stream; enrolment, on CaseCare, by its field. Either may come first."""

    name = "caseload"
    generation = 2
    row = SurvivorRow
    key = ("survivor_id",)
    ignores = (ALL - SURVIVOR - {SurvivorEnrolled}) | IGNORED

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

    @on(CoverNoted)
    def covered(self, event: CoverNoted, origin: Metadata) -> Iterator[Change]:
        cover = {
            "workerId": str(event.worker_id),
            "from": event.from_on.isoformat(),
            "to": event.to_on.isoformat(),
        }

        def change(row: SurvivorRow) -> SurvivorRow:
            others = (known for known in row.covers if known["workerId"] != cover["workerId"])
            return replace(row, case_id=origin.case_id, covers=(*others, cover))

        yield self.upsert(origin.stream_id, change)

    @on(SafetyPlanSet)
    def safety_plan(self, event: SafetyPlanSet, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, safety_plan_ref=event.plan_ref, safety_plan_review_on=event.review_on)

    @on(CarePlanReviewed)
    def reviewed(self, event: CarePlanReviewed, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, plan_review_on=event.next_review_on)

    @on(ReturnRiskChecked)
    def return_checked(self, event: ReturnRiskChecked, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, return_risk=event.answer)

    @on(ReintegrationPlanned)
    def going(self, event: ReintegrationPlanned, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, going_into=event.into)

    @on(Reintegrated)
    def went(self, event: Reintegrated, origin: Metadata) -> Iterator[Change]:
        day = origin.occurred_on.day
        yield self._set(origin, going_into=None, reintegrated_into=event.into, reintegrated_on=day, follow_ups={})

    @on(FollowUpFellDue, FollowUpVisited, FollowUpMissed)
    def followed_up(
        self, event: FollowUpFellDue | FollowUpVisited | FollowUpMissed, origin: Metadata
    ) -> Iterator[Change]:
        months = event.months if isinstance(event, FollowUpVisited) else (event.months,)
        told = {str(month): FOLLOW_UP_OF[type(event)] for month in months}

        def change(row: SurvivorRow) -> SurvivorRow:
            return replace(row, case_id=origin.case_id, follow_ups={**row.follow_ups, **told})

        yield self.upsert(origin.stream_id, change)

    @on(AssessmentNoted)
    def assessed(self, event: AssessmentNoted, origin: Metadata) -> Iterator[Change]:
        def change(row: SurvivorRow) -> SurvivorRow:
            last = max(filter(None, (row.last_assessed_on, event.completed_on.day)))
            return replace(row, case_id=origin.case_id, last_assessed_on=last)

        yield self.upsert(origin.stream_id, change)

    @on(EmergencyCareProvided)
    def emergency(self, event: EmergencyCareProvided, origin: Metadata) -> Iterator[Change]:
        provided = {"on": origin.occurred_on.day.isoformat(), "kinds": _seal(event.kinds)}

        def change(row: SurvivorRow) -> SurvivorRow:
            return replace(row, case_id=origin.case_id, emergency_care=True, emergencies=(*row.emergencies, provided))

        yield self.upsert(origin.stream_id, change)

    @on(FamilyAssessed)
    def family(self, event: FamilyAssessed, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, family_suitability=event.suitability)

    @on(RevictimisationReported)
    def revictimised(self, event: RevictimisationReported, origin: Metadata) -> Iterator[Change]:
        harm = {"on": origin.occurred_on.day.isoformat(), "kind": _seal(event.kind)}

        def change(row: SurvivorRow) -> SurvivorRow:
            return replace(row, case_id=origin.case_id, revictimisations=(*row.revictimisations, harm))

        yield self.upsert(origin.stream_id, change)

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
        told = {"type": _seal(event.type), "orgId": str(event.org_id), "stage": "referred", "units": 0}
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


def _seal(field: Sealed) -> Mapping[str, str | None]:
    return {"seal": field.seal}
