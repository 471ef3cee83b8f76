"""One row a consent: its purposes with yes or no, and whether it was withdrawn. The latest word on a purpose counts.

Which word is the latest is the query's to say; a withdrawn consent never lets an earlier one count again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.case.consent import ConsentRecorded, ConsentWithdrawn
from intake.case.lapsing import ConsentLapsed
from intake.projections.events import (
    AUTHORITIES,
    CLOSING,
    CONTACT,
    DISCLOSURES,
    INVESTIGATION,
    NOTED,
    OPENING,
    OPERATIONS,
    REFERRAL,
    RISKS,
    SUSPECTS,
    TASKS,
    VICTIMS,
)


@dataclass(frozen=True, slots=True)
class ConsentRow:
    case_id: UUID
    consent_id: UUID
    subject_id: UUID | None = None
    given: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    given_by: str = ""
    expires_on: str | None = None
    occurred_at: datetime | None = None
    recorded_at: datetime | None = None
    withdrawn_at: datetime | None = None
    lapsed_because: str | None = None


class Consents(ReadModel[ConsentRow]):
    name = "consents"
    row = ConsentRow
    key = ("case_id", "consent_id")
    ignores = (
        REFERRAL
        | OPENING
        | AUTHORITIES
        | INVESTIGATION
        | OPERATIONS
        | SUSPECTS
        | VICTIMS
        | NOTED
        | CONTACT
        | CLOSING
        | TASKS
        | RISKS
        | DISCLOSURES
    )

    @on(ConsentRecorded)
    def recorded(self, event: ConsentRecorded, origin: Metadata) -> Iterator[Change]:
        def change(row: ConsentRow) -> ConsentRow:
            return replace(
                row,
                subject_id=event.subject_id,
                given=tuple(choice.purpose for choice in event.purposes if choice.given),
                refused=tuple(choice.purpose for choice in event.purposes if not choice.given),
                given_by=event.by,
                expires_on=event.expires_on,
                occurred_at=origin.occurred_on.at,
                recorded_at=origin.recorded_at,
            )

        yield self.upsert((origin.case_id, event.consent_id), change)

    @on(ConsentWithdrawn)
    def withdrawn(self, event: ConsentWithdrawn, origin: Metadata) -> Iterator[Change]:
        at = origin.recorded_at
        yield self.upsert((origin.case_id, event.consent_id), lambda row: replace(row, withdrawn_at=at))

    @on(ConsentLapsed)
    def lapsed(self, event: ConsentLapsed, origin: Metadata) -> Iterator[Change]:
        key = (origin.case_id, event.consent_id)
        yield self.upsert(key, lambda row: replace(row, lapsed_because=event.because))
