"""One row a prosecution: the clocks that run in it, as the Prosecution itself counts them, to be shown one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from throughline.domain import Metadata, Moment
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    ACCUSED,
    APPEALS,
    ARRAIGNMENT,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    COURT,
    DOCKET,
    EVIDENCE,
    HEARINGS,
    HELD,
    MILESTONES,
    PROTECTION,
    REGISTRATION,
    TESTIMONY,
    VERDICTS,
)
from legal.prosecution import clocks, milestones
from legal.prosecution.clocks import Clocks, Running

COUNTED = (
    COMPLAINT
    | REGISTRATION
    | ACCUSED
    | CHARGES
    | ARRAIGNMENT
    | HEARINGS
    | TESTIMONY
    | VERDICTS
    | COMPENSATION
    | APPEALS
    | COURT
    | PROTECTION
    | MILESTONES
)


@dataclass(frozen=True, slots=True)
class MilestonesRow:
    prosecution_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    profile: str = ""
    offences: tuple[str, ...] = ()
    running: tuple[Running, ...] = ()
    ended: tuple[tuple[str, Moment], ...] = ()


class Milestones(ReadModel[MilestonesRow]):
    name = "milestones"
    row = MilestonesRow
    key = ("prosecution_id",)
    ignores = HELD | DOCKET | EVIDENCE

    @on(*sorted(COUNTED, key=lambda event: event.__name__))
    def counted(self, event: Any, origin: Metadata) -> Iterator[Change]:
        def change(row: MilestonesRow) -> MilestonesRow:
            known = Clocks(row.profile, row.offences, row.running, row.ended)
            moved = clocks.moved(known, event, origin.occurred_on, origin.recorded_at, historical=origin.historical)
            now = milestones.after(moved, event)
            return replace(
                row,
                case_id=origin.case_id,
                case_reference=row.case_reference or origin.case_reference,
                office_id=row.office_id or origin.office_id,
                profile=now.profile,
                offences=now.offences,
                running=now.running,
                ended=now.ended,
            )

        yield self.upsert(origin.stream_id, change)
