"""One row a status paper or entitlement of a victim: what was granted, by whom, until when, and how much came."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from legal.docket.papers import EntitlementGranted, EntitlementReceived, OfficialStatusIssued
from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    BESIDE,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
    at,
)


@dataclass(frozen=True, slots=True)
class EntitlementRow:
    """`id` is the entitlement's, or the event that issued the paper."""

    id: UUID
    case_id: UUID | None = None
    victim_id: UUID | None = None
    kind: str = ""
    authority_org_id: UUID | None = None
    granted_on: datetime | None = None
    until: datetime | None = None
    amount: Decimal | None = None
    currency: str | None = None
    received: Decimal | None = None


class Entitlements(ReadModel[EntitlementRow]):
    name = "entitlements"
    row = EntitlementRow
    key = ("id",)
    ignores = (
        (DOCKET - {OfficialStatusIssued, EntitlementGranted, EntitlementReceived})
        | HELD
        | BESIDE
        | COMPLAINT
        | REGISTRATION
        | ACCUSED
        | CHARGES
        | ARRAIGNMENT
        | HEARINGS
        | TESTIMONY
        | VERDICTS
        | COMPENSATION
        | APPEALS
    )

    @on(OfficialStatusIssued)
    def issued(self, event: OfficialStatusIssued, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.event_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                victim_id=event.victim_id,
                kind=event.kind,
                authority_org_id=event.authority_org_id,
                granted_on=at(origin.occurred_on),
                until=at(event.until) if event.until else None,
            ),
        )

    @on(EntitlementGranted)
    def granted(self, event: EntitlementGranted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.entitlement_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                victim_id=event.victim_id,
                kind=event.scheme,
                granted_on=at(origin.occurred_on),
                amount=event.amount,
                currency=event.currency,
                received=Decimal(0),
            ),
        )

    @on(EntitlementReceived)
    def was_received(self, event: EntitlementReceived, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.entitlement_id, lambda row: replace(row, received=(row.received or Decimal(0)) + event.amount)
        )
