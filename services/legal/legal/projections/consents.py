"""One row a consent as legal noted it: whose, and when it ends: taken back, lapsed, or by its day. In doubt earlier."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata, Moment
from throughline.projection import Change, ReadModel, on

from legal.docket.notes import ConsentNoted
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


@dataclass(frozen=True, slots=True)
class ConsentRow:
    consent_id: UUID
    case_id: UUID | None = None
    subject_id: UUID | None = None
    expires_on: datetime | None = None
    withdrawn: bool = False
    lapsed: bool = False


class Consents(ReadModel[ConsentRow]):
    name = "consents"
    generation = 2
    row = ConsentRow
    key = ("consent_id",)
    ignores = (
        HELD
        | BESIDE
        | (DOCKET - {ConsentNoted})
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

    @on(ConsentNoted)
    def noted(self, event: ConsentNoted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            event.consent_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                subject_id=row.subject_id or event.subject_id,
                expires_on=earlier(row.expires_on, event.expires_on),
                withdrawn=row.withdrawn or event.withdrawn_on is not None,
                lapsed=row.lapsed or event.lapsed_on is not None,
            ),
        )


def earlier(known: datetime | None, said: Moment | None) -> datetime | None:
    """Of an end that is not known to the day, its beginning; of an unknown one, long ago."""
    return min(filter(None, (known, said.at if said else None)), default=None)
