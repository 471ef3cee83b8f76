"""One row an accused and milestone: the first day it was reached, in whichever order the steps came.

A day known only to its month stands as the first of that month, with its precision beside it; one known only to its
year, or not at all, has no row. Milestones of the whole prosecution stand under the nil accused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.inbound import Inbound
from throughline.projection import Change, ReadModel, on

from reporting.inbound import legal
from reporting.projections.counting import earliest, known_day, latest
from reporting.projections.own import OWN

EVERY_ACCUSED = UUID(int=0)
OF_ACCUSED: Mapping[type[Inbound], str] = {
    legal.SuspectArrested: "arrest",
    legal.CourtProductionRecorded: "production",
    legal.ChargesFiled: "charge",
    legal.ArraignmentHeld: "arraignment",
    legal.SentencePassed: "sentence",
    legal.JudgmentBecameFinal: "final",
    legal.AccusedDied: "death",
}
OF_PROSECUTION: Mapping[type[Inbound], str] = {
    legal.ComplaintRegistered: "complaint",
    legal.HearingHeld: "first_hearing",
}


@dataclass(frozen=True, slots=True)
class Milestone:
    prosecution_id: UUID
    accused_id: UUID
    milestone: str
    case_id: UUID | None = None
    reached_on: date | None = None
    precision: str = ""
    recorded_at: datetime | None = None


class Milestones(ReadModel[Milestone]):
    name = "milestones"
    row = Milestone
    generation = 2
    key = ("prosecution_id", "accused_id", "milestone")
    ignores = OWN

    @on(*OF_ACCUSED)
    def of_accused(self, event: legal.OfAccused, origin: Metadata) -> Iterator[Change]:
        yield from self._reached(event.accused_id, OF_ACCUSED[type(event)], origin)

    @on(legal.AccusedRegistered)
    def named(self, event: legal.AccusedRegistered, origin: Metadata) -> Iterator[Change]:
        """Named by a charge sheet he was charged by that day, though which charges were on it may never be known."""
        if event.basis == "charge_sheet":
            yield from self._reached(event.accused_id, "charge_sheet", origin)

    @on(legal.VerdictRecorded)
    def judged(self, event: legal.VerdictRecorded, origin: Metadata) -> Iterator[Change]:
        if event.court == "first_instance":
            yield from self._reached(event.accused_id, "judgment", origin)

    @on(legal.ProsecutionDiscontinued)
    def discontinued(self, event: legal.ProsecutionDiscontinued, origin: Metadata) -> Iterator[Change]:
        yield from self._reached(event.accused_id or EVERY_ACCUSED, "discontinuance", origin)

    @on(*OF_PROSECUTION)
    def of_prosecution(self, event: Inbound, origin: Metadata) -> Iterator[Change]:
        yield from self._reached(EVERY_ACCUSED, OF_PROSECUTION[type(event)], origin)

    def _reached(self, accused_id: UUID, milestone: str, origin: Metadata) -> Iterator[Change]:
        day = known_day(origin.occurred_on)
        if day is None:
            return

        def first(row: Milestone) -> Milestone:
            known = earliest(row.reached_on, day)
            precision = row.precision if known == row.reached_on else origin.occurred_on.precision
            return replace(
                row,
                case_id=origin.case_id,
                reached_on=known,
                precision=precision,
                recorded_at=latest(row.recorded_at, origin),
            )

        yield self.upsert((origin.stream_id, accused_id, milestone), first)
