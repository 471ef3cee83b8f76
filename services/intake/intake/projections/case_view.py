"""One row a case: where it stands, and which parts are at work. Serves the case page and the list of cases.

Counts of people are not kept here: the query takes them from the people's own rows, so they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.case.closing import CaseClosed, CaseReopened, reopens_intake
from intake.case.investigation import InvestigationAuthorised, InvestigationReported
from intake.case.merged_from import MergedCaseNoted
from intake.case.merging import CaseMerged, CaseSplit
from intake.case.parts import IntakePartClosed, PartCloseNoted, PartOpened
from intake.case.referral import CaseOpened, ReferralDeclined, ReferralReceived, ReferralScreened
from intake.case.takeover import CaseTakenOver
from intake.inbound.legal import ProsecutionOpened
from intake.projections.events import (
    AUTHORITIES,
    CONSENTS,
    CONTACT,
    DISCLOSURES,
    NOTED,
    OPERATIONS,
    RISKS,
    SUSPECTS,
    TASKS,
    VICTIMS,
    day_of,
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    case_id: UUID
    reference: str | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    status: str = "referred"
    channel: str | None = None
    urgency: str | None = None
    risk_of_harm: str | None = None
    case_type: str | None = None
    investigation: str | None = None
    intake_part: str = "open"
    legal_part: str = "not_opened"
    aftercare_part: str = "not_opened"
    outcome: str | None = None
    referred_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    received_at: datetime | None = None
    changed_at: datetime | None = None
    surviving_case_id: UUID | None = None
    taken_over_on: date | None = None
    legal_covers: tuple[UUID, ...] = ()
    aftercare_covers: tuple[UUID, ...] = ()
    prosecution_opened: bool = False


class CaseView(ReadModel[CaseRow]):
    name = "case_view"
    row = CaseRow
    ignores = (
        frozenset({MergedCaseNoted})
        | AUTHORITIES
        | OPERATIONS
        | SUSPECTS
        | VICTIMS
        | NOTED
        | CONSENTS
        | CONTACT
        | TASKS
        | RISKS
        | DISCLOSURES
    )

    @on(ReferralReceived)
    def received(self, event: ReferralReceived, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, channel=event.channel, urgency=event.urgency, referred_on=day_of(origin.occurred_on))

    @on(ReferralScreened)
    def screened(self, event: ReferralScreened, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, status="screened", risk_of_harm=event.risk_of_harm)

    @on(ReferralDeclined)
    def declined(self, event: ReferralDeclined, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, status="declined", outcome=event.reason)

    @on(CaseOpened)
    def opened(self, event: CaseOpened, origin: Metadata) -> Iterator[Change]:
        opened_on = day_of(origin.occurred_on)
        yield self._set(origin, status="open", outcome=None, case_type=event.case_type, opened_on=opened_on)

    @on(InvestigationAuthorised)
    def authorised(self, event: InvestigationAuthorised, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, investigation="authorised")

    @on(InvestigationReported)
    def reported(self, event: InvestigationReported, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, investigation=event.outcome)

    @on(PartOpened)
    def part_opened(self, event: PartOpened, origin: Metadata) -> Iterator[Change]:
        covers = {} if event.part == "intake" else {f"{event.part}_covers": ()}
        yield self._set(origin, **{f"{event.part}_part": "open"}, **covers)

    @on(PartCloseNoted)
    def part_closed(self, event: PartCloseNoted, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, **{f"{event.part}_part": "closed", f"{event.part}_covers": event.covers})

    @on(CaseMerged)
    def merged(self, event: CaseMerged, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, status="merged", surviving_case_id=event.surviving_case_id)

    @on(CaseSplit)
    def split(self, event: CaseSplit, origin: Metadata) -> Iterator[Change]:
        """The new case has a row of its own, from its own referral."""
        yield self._set(origin)

    @on(CaseTakenOver)
    def taken_over(self, event: CaseTakenOver, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, taken_over_on=event.as_of)

    @on(ProsecutionOpened)
    def prosecution_opened(self, event: ProsecutionOpened, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(origin.case_id, lambda row: replace(row, prosecution_opened=True))

    @on(IntakePartClosed)
    def intake_closed(self, event: IntakePartClosed, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, intake_part="closed")

    @on(CaseClosed)
    def closed(self, event: CaseClosed, origin: Metadata) -> Iterator[Change]:
        yield self._set(origin, status="closed", outcome=event.outcome, closed_on=day_of(origin.occurred_on))

    @on(CaseReopened)
    def reopened(self, event: CaseReopened, origin: Metadata) -> Iterator[Change]:
        """Every part that had closed is at work again; intake's own only where intake asked for it."""
        open_again = reopens_intake(event.reason)

        def change(row: CaseRow) -> CaseRow:
            return replace(
                _stamped(row, origin),
                status="open",
                outcome=None,
                closed_on=None,
                intake_part="open" if open_again else row.intake_part,
                legal_part="open" if row.legal_part == "closed" else row.legal_part,
                aftercare_part="open" if row.aftercare_part == "closed" else row.aftercare_part,
                legal_covers=(),
                aftercare_covers=(),
            )

        yield self.upsert(origin.case_id, change)

    def _set(self, origin: Metadata, **values: Any) -> Change:
        return self.upsert(origin.case_id, lambda row: replace(_stamped(row, origin), **values))


def _stamped(row: CaseRow, origin: Metadata) -> CaseRow:
    return replace(
        row,
        reference=origin.case_reference or row.reference,
        office_id=origin.office_id or row.office_id,
        jurisdiction=origin.jurisdiction or row.jurisdiction,
        received_at=row.received_at or origin.recorded_at,
        changed_at=origin.recorded_at,
    )
