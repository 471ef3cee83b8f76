"""Which office a case belongs to, for every query's check; kept by the kit in every service."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from throughline.envelope import Record
from throughline.projection.model import Change, ReadModel


@dataclass(frozen=True, slots=True)
class CaseAccessRow:
    case_id: UUID
    office_id: str | None = None
    jurisdiction: str | None = None
    case_reference: str | None = None


class CaseAccess(ReadModel[CaseAccessRow]):
    """One row a case, from the metadata of any of its events; what is once known stays: no later event moves a case."""

    name = "case_access"
    row = CaseAccessRow

    def wants(self, record: Record) -> bool:
        return True

    def changes_by_record(self, record: Record) -> Iterable[Change]:
        origin = record.metadata

        def learn(row: CaseAccessRow) -> CaseAccessRow:
            return replace(
                row,
                office_id=row.office_id or origin.office_id,
                jurisdiction=row.jurisdiction or origin.jurisdiction,
                case_reference=row.case_reference or origin.case_reference,
            )

        yield self.upsert(origin.case_id, learn)
