"""One row a suspect of a case: roles in the process, and since when known. What became of them is legal's to say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.case.suspects import SuspectIdentified, SuspectUnlinked
from intake.projections.events import (
    AUTHORITIES,
    CLOSING,
    CONSENTS,
    CONTACT,
    DISCLOSURES,
    INVESTIGATION,
    NOTED,
    OPENING,
    OPERATIONS,
    REFERRAL,
    RISKS,
    TASKS,
    VICTIMS,
    day_of,
)


@dataclass(frozen=True, slots=True)
class SuspectRow:
    case_id: UUID
    suspect_id: UUID
    roles: tuple[str, ...] = ()
    profile_ref: UUID | None = None
    identified_on: date | None = None
    unlinked_because: str | None = None
    handed_over_on: date | None = None


class Suspects(ReadModel[SuspectRow]):
    name = "suspects"
    row = SuspectRow
    key = ("case_id", "suspect_id")
    ignores = (
        REFERRAL
        | OPENING
        | AUTHORITIES
        | INVESTIGATION
        | OPERATIONS
        | VICTIMS
        | NOTED
        | CONSENTS
        | CONTACT
        | CLOSING
        | TASKS
        | RISKS
        | DISCLOSURES
    )

    @on(SuspectIdentified)
    def identified(self, event: SuspectIdentified, origin: Metadata) -> Iterator[Change]:
        def change(row: SuspectRow) -> SuspectRow:
            return replace(
                row,
                roles=event.roles,
                profile_ref=event.profile_ref or row.profile_ref,
                identified_on=row.identified_on or day_of(origin.occurred_on),
                unlinked_because=None,
                handed_over_on=row.handed_over_on or origin.recorded_at.date(),
            )

        yield self.upsert((origin.case_id, event.suspect_id), change)

    @on(SuspectUnlinked)
    def unlinked(self, event: SuspectUnlinked, origin: Metadata) -> Iterator[Change]:
        key = (origin.case_id, event.suspect_id)
        yield self.upsert(key, lambda row: replace(row, unlinked_because=event.reason, handed_over_on=None))
