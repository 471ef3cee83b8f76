"""One row a disclosure by any team: what was told of whom, to whom, why, and which changes the recipient has heard of.

Serves the report of all that was told of one person, from which her request is answered. Coded values only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from casework import DataDisclosed, RecipientsToldOfChange
from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.inbound.telling import (
    Disclosed,
    DisclosedByAftercare,
    DisclosedByLegal,
    Told,
    ToldByAftercare,
    ToldByLegal,
)
from intake.projections.events import EVERY, day_of


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """`service`: the team that told. `told`: the changes its recipient has heard of."""

    case_id: UUID
    disclosure_id: UUID
    service: str = ""
    subject_ids: tuple[UUID, ...] = ()
    to_org_id: UUID | None = None
    purpose: str = ""
    categories: tuple[str, ...] = ()
    consent_id: UUID | None = None
    legal_basis: str | None = None
    form: str = ""
    document_refs: tuple[UUID, ...] = ()
    disclosed_on: date | None = None
    recorded_at: datetime | None = None
    told: tuple[str, ...] = ()


class Disclosures(ReadModel[DisclosureRow]):
    name = "disclosures"
    row = DisclosureRow
    key = ("case_id", "disclosure_id")
    ignores = EVERY - {DataDisclosed, RecipientsToldOfChange}

    @on(DataDisclosed, DisclosedByLegal, DisclosedByAftercare)
    def disclosed(self, event: DataDisclosed | Disclosed, origin: Metadata) -> Iterator[Change]:
        def change(row: DisclosureRow) -> DisclosureRow:
            return replace(
                row,
                service=origin.service,
                subject_ids=event.subject_ids,
                to_org_id=event.to_org_id,
                purpose=event.purpose,
                categories=event.categories,
                consent_id=event.consent_id,
                legal_basis=event.legal_basis,
                form=event.form,
                document_refs=event.document_refs,
                disclosed_on=day_of(origin.occurred_on),
                recorded_at=origin.recorded_at,
            )

        yield self.upsert((origin.case_id, event.disclosure_id), change)

    @on(RecipientsToldOfChange, ToldByLegal, ToldByAftercare)
    def told(self, event: RecipientsToldOfChange | Told, origin: Metadata) -> Iterator[Change]:
        for disclosure_id in event.disclosure_ids:
            yield self.upsert(
                (origin.case_id, disclosure_id),
                lambda row: replace(row, told=tuple(sorted({*row.told, event.change}))),
            )
