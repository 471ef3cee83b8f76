"""One row a service that a survivor was referred to: which organisation, and how it answered. Never which service."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import aftercare
from reporting.projections.counting import Provenance, earliest, known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    survivor_id: UUID
    service_id: UUID
    case_id: UUID | None = None
    org_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    referred_on: date | None = None
    accepted: bool = False
    accepted_on: date | None = None
    rejected: bool = False
    declined: bool = False
    delivered: int = 0
    ended: bool = False
    recorded_at: datetime | None = None


class ServiceFactsModel(ReadModel[ServiceFacts]):
    name = "service_facts"
    row = ServiceFacts
    generation = 2
    key = ("survivor_id", "service_id")
    ignores = OWN

    @on(aftercare.ServiceReferred)
    def referred(self, event: aftercare.ServiceReferred, origin: Metadata) -> Iterator[Change]:
        found, day = Provenance.of(origin), known_day(origin.occurred_on)
        yield self._touch(
            event,
            origin,
            org_id=event.org_id,
            office_id=found.office_id,
            counted_under=found.counted_under,
            referred_on=day,
        )

    @on(aftercare.ServiceAccepted)
    def accepted(self, event: aftercare.ServiceAccepted, origin: Metadata) -> Iterator[Change]:
        touched, day = self._touch(event, origin, accepted=True), known_day(origin.occurred_on)

        def first(row: ServiceFacts) -> ServiceFacts:
            return replace(row, accepted_on=earliest(row.accepted_on, day))

        yield Change(touched.key, lambda row: first(touched.apply(row)))

    @on(aftercare.ServiceRejected)
    def rejected(self, event: aftercare.ServiceRejected, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, rejected=True)

    @on(aftercare.ServiceDeclinedBySurvivor)
    def declined(self, event: aftercare.ServiceDeclinedBySurvivor, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, declined=True)

    @on(aftercare.ServiceDelivered)
    def delivered(self, event: aftercare.ServiceDelivered, origin: Metadata) -> Iterator[Change]:
        touched = self._touch(event, origin)
        yield Change(touched.key, lambda row: replace(touched.apply(row), delivered=row.delivered + 1))

    @on(aftercare.ServiceEnded)
    def ended(self, event: aftercare.ServiceEnded, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, ended=True)

    def _touch(self, event: aftercare.OfService, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.stream_id, event.service_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
