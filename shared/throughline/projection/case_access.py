"""Which office a case belongs to, for every query's check; kept by the kit in every service."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from uuid import UUID

from throughline.domain import Metadata
from throughline.envelope import Record
from throughline.projection.model import Change, ReadModel


@dataclass(frozen=True, slots=True)
class CaseAccessRow:
    """`…_said`: who said so and when, as text that sorts: the least of all is the word that holds."""

    case_id: UUID
    office_id: str | None = None
    jurisdiction: str | None = None
    case_reference: str | None = None
    office_said: str | None = None
    jurisdiction_said: str | None = None
    reference_said: str | None = None


class CaseAccess(ReadModel[CaseAccessRow]):
    """One row a case, from the metadata of its events: the same row, in whatever order the streams arrive.

    This service's own word holds before any other service's, since its commands are admitted by it: who may write in
    a case may read it, and nobody else. Of several the first that was recorded holds: no later event moves a case.
    """

    name = "case_access"
    generation = 2
    row = CaseAccessRow

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service

    def wants(self, record: Record) -> bool:
        return True

    def changes_by_record(self, record: Record) -> Iterable[Change]:
        origin = record.metadata
        said = self.said(origin)

        def learn(row: CaseAccessRow) -> CaseAccessRow:
            office, office_said = first(row.office_id, row.office_said, origin.office_id, said)
            jurisdiction, jurisdiction_said = first(row.jurisdiction, row.jurisdiction_said, origin.jurisdiction, said)
            reference, reference_said = first(row.case_reference, row.reference_said, origin.case_reference, said)
            return replace(
                row,
                office_id=office,
                jurisdiction=jurisdiction,
                case_reference=reference,
                office_said=office_said,
                jurisdiction_said=jurisdiction_said,
                reference_said=reference_said,
            )

        yield self.upsert(origin.case_id, learn)

    def said(self, origin: Metadata) -> str:
        at = origin.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"{'own' if origin.service == self.service else 'theirs'} {at} {origin.event_id}"


def first(known: str | None, known_said: str | None, told: str | None, said: str) -> tuple[str | None, str | None]:
    """The word that holds, and who said it."""
    if told is None or (known_said is not None and known_said <= said):
        return known, known_said
    return told, said
