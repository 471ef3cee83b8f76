"""One row a number by which an authority knows a case, as a keyed hash: what it sends is found by its own numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

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
)
from legal.prosecution.complaint import ComplaintRegistered
from legal.prosecution.court import ExternalReferenceLinked


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    event_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    prosecution_id: UUID | None = None
    accused_id: UUID | None = None
    org_id: UUID | None = None
    kind: str = ""
    reference_key: str | None = None
    reference_ref: UUID | None = None


class References(ReadModel[ReferenceRow]):
    name = "external_references"
    row = ReferenceRow
    key = ("event_id",)
    ignores = (
        HELD
        | DOCKET
        | (BESIDE - {ExternalReferenceLinked})
        | (COMPLAINT - {ComplaintRegistered})
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

    @on(ExternalReferenceLinked)
    def linked(self, event: ExternalReferenceLinked, origin: Metadata) -> Iterator[Change]:
        about: Mapping[str, object] = {
            "accused_id": event.accused_id,
            "org_id": event.org_id,
            "kind": event.kind,
            "reference_key": event.reference_key,
            "reference_ref": event.reference_ref,
        }
        yield self._of(origin, about)

    @on(ComplaintRegistered)
    def registered(self, event: ComplaintRegistered, origin: Metadata) -> Iterator[Change]:
        """The complaint's own number is a reference too."""
        about: Mapping[str, object] = {
            "org_id": event.authority_org_id,
            "kind": event.kind,
            "reference_key": event.number_key,
            "reference_ref": event.number_ref,
        }
        yield self._of(origin, about)

    def _of(self, origin: Metadata, about: Mapping[str, object]) -> Change:
        def change(row: ReferenceRow) -> ReferenceRow:
            return replace(
                row,
                case_id=origin.case_id,
                case_reference=origin.case_reference,
                office_id=origin.office_id,
                prosecution_id=origin.stream_id,
                **about,  # type: ignore[arg-type]
            )

        return self.upsert(origin.event_id, change)
