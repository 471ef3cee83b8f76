"""One row a case: its office, cohort, and when it and its parts opened and closed. Knows no person and no number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import aftercare, intake, legal
from reporting.projections.counting import Provenance, known_day, latest, quarter
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class CaseFacts:
    case_id: UUID
    office_id: str | None = None
    jurisdiction: str | None = None
    counted_under: str = ""
    case_type: str | None = None
    referred_on: date | None = None
    alleged_victims: int | None = None
    opened_on: date | None = None
    cohort: str | None = None
    closed_on: date | None = None
    outcome: str | None = None
    reopened: int = 0
    legal_closed_on: date | None = None
    aftercare_closed_on: date | None = None
    recorded_at: datetime | None = None


class CaseFactsModel(ReadModel[CaseFacts]):
    name = "case_facts"
    generation = 2
    row = CaseFacts
    ignores = OWN

    @on(intake.ReferralReceived)
    def referred(self, event: intake.ReferralReceived, origin: Metadata) -> Iterator[Change]:
        when = origin.occurred_on
        yield self._touch(origin, referred_on=known_day(when), alleged_victims=event.alleged, **_provenance(origin))

    @on(intake.CaseOpened)
    def opened(self, event: intake.CaseOpened, origin: Metadata) -> Iterator[Change]:
        when = origin.occurred_on
        yield self._touch(
            origin, case_type=event.case_type, opened_on=known_day(when), cohort=quarter(when), **_provenance(origin)
        )

    @on(intake.CaseClosed)
    def closed(self, event: intake.CaseClosed, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin, closed_on=known_day(origin.occurred_on), outcome=event.outcome)

    @on(intake.CaseReopened)
    def reopened(self, event: intake.CaseReopened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.case_id,
            lambda row: replace(
                row,
                closed_on=None,
                outcome=None,
                reopened=row.reopened + 1,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )

    @on(legal.LegalPartClosed, legal.LegalPartReopened)
    def legal_part(self, event: legal.LegalPartClosed | legal.LegalPartReopened, origin: Metadata) -> Iterator[Change]:
        closed = isinstance(event, legal.LegalPartClosed)
        yield self._touch(origin, legal_closed_on=known_day(origin.occurred_on) if closed else None)

    @on(aftercare.AftercarePartClosed, aftercare.AftercareReopened)
    def aftercare_part(
        self, event: aftercare.AftercarePartClosed | aftercare.AftercareReopened, origin: Metadata
    ) -> Iterator[Change]:
        closed = isinstance(event, aftercare.AftercarePartClosed)
        yield self._touch(origin, aftercare_closed_on=known_day(origin.occurred_on) if closed else None)

    def _touch(self, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            origin.case_id,
            lambda row: replace(row, **changed, recorded_at=latest(row.recorded_at, origin)),  # type: ignore[arg-type]
        )


def _provenance(origin: Metadata) -> dict[str, object]:
    found = Provenance.of(origin)
    return {"office_id": found.office_id, "jurisdiction": found.jurisdiction, "counted_under": found.counted_under}
