"""One row a person whom aftercare owes a safety re-check: because of what, and since when last.

Serves need-to-know alone: whom a duty officer may reach (out_of_reach.sql). The re-checks themselves are aftercare's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.inbound.aftercare import SafetyRecheckDone, SafetyRecheckFellDue
from intake.projections.events import EVERY


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """`owed`: the events that nobody has answered to her yet."""

    case_id: UUID
    person_id: UUID
    owed: tuple[UUID, ...] = ()
    last_at: datetime | None = None


class SafetyRechecks(ReadModel[RecheckRow]):
    name = "safety_rechecks"
    row = RecheckRow
    key = ("case_id", "person_id")
    ignores = EVERY

    @on(SafetyRecheckFellDue)
    def fell_due(self, event: SafetyRecheckFellDue, origin: Metadata) -> Iterator[Change]:
        for person in event.person_ids:
            yield self.upsert(
                (origin.case_id, person),
                lambda row: replace(row, owed=tuple(sorted({*row.owed, *event.because})), last_at=origin.recorded_at),
            )

    @on(SafetyRecheckDone)
    def done(self, event: SafetyRecheckDone, origin: Metadata) -> Iterator[Change]:
        answered = frozenset(event.answered)
        yield self.upsert(
            (origin.case_id, event.person_id),
            lambda row: replace(row, owed=tuple(cause for cause in row.owed if cause not in answered)),
        )
