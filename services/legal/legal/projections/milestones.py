"""One row a prosecution: the clocks that run in it, as the Prosecution itself counts them, to be shown one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
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
from legal.prosecution.before_court import NOBODY, BeforeCourt
from legal.prosecution.clocks import Clocks, Said
from legal.prosecution.terms import Running, Step

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

FOLDED = ("profile", "version", "offences", "before_court", "steps", "said", "running", "taken_over")
"""The columns that hold the clocks."""


@dataclass(frozen=True, slots=True)
class MilestonesRow:
    prosecution_id: UUID
    case_id: UUID | None = None
    case_reference: str | None = None
    office_id: str | None = None
    profile: str = ""
    version: int | None = None
    offences: tuple[str, ...] = ()
    before_court: BeforeCourt = NOBODY
    steps: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    said: tuple[Said, ...] = ()
    running: tuple[Running, ...] = ()
    taken_over: datetime | None = None


class Milestones(ReadModel[MilestonesRow]):
    name = "milestones"
    generation = 3
    row = MilestonesRow
    key = ("prosecution_id",)
    ignores = HELD | DOCKET | EVIDENCE

    @on(*sorted(COUNTED, key=lambda event: event.__name__))
    def counted(self, event: Any, origin: Metadata) -> Iterator[Change]:
        def change(row: MilestonesRow) -> MilestonesRow:
            known = Clocks(**{name: getattr(row, name) for name in FOLDED})
            moved = clocks.moved(known, event, origin.occurred_on, origin.recorded_at, historical=origin.historical)
            now = milestones.after(moved, event)
            return replace(
                row,
                case_id=origin.case_id,
                case_reference=row.case_reference or origin.case_reference,
                office_id=row.office_id or origin.office_id,
                **{name: getattr(now, name) for name in FOLDED},
            )

        yield self.upsert(origin.stream_id, change)
