"""One row a person of a case who was erased: that she was, under her pseudonym, and nothing else is kept of her."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import erased
from reporting.projections.counting import latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class Erasure:
    case_id: UUID
    subject_id: UUID
    recorded_at: datetime | None = None


class Erasures(ReadModel[Erasure]):
    name = "erasures"
    row = Erasure
    key = ("case_id", "subject_id")
    ignores = OWN

    @on(erased.ErasedInIntake, erased.ErasedInLegal, erased.ErasedInAftercare)
    def erased(self, event: erased.Erased, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            (origin.case_id, event.subject_id),
            lambda row: replace(row, recorded_at=latest(row.recorded_at, origin)),
        )
