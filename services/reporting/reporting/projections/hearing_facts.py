"""One row a hearing of a prosecution, whoever else may call one by the same id.

Of which kind it was, and whether it was held, adjourned (why, and who asked) or vacated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import legal
from reporting.projections.counting import Provenance, known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class HearingFacts:
    prosecution_id: UUID
    hearing_id: UUID
    case_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    type: str | None = None
    state: str = "scheduled"
    held_on: date | None = None
    reason: str | None = None
    requested_by: str | None = None
    testimony: bool = False
    recorded_at: datetime | None = None


class HearingFactsModel(ReadModel[HearingFacts]):
    name = "hearing_facts"
    row = HearingFacts
    generation = 2
    key = ("prosecution_id", "hearing_id")
    ignores = OWN

    @on(legal.HearingScheduled)
    def scheduled(self, event: legal.HearingScheduled, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, type=event.type)

    @on(legal.HearingHeld)
    def held(self, event: legal.HearingHeld, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, state="held", held_on=known_day(origin.occurred_on))

    @on(legal.HearingAdjourned)
    def adjourned(self, event: legal.HearingAdjourned, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, state="adjourned", reason=event.reason, requested_by=event.requested_by)

    @on(legal.HearingVacated)
    def vacated(self, event: legal.HearingVacated, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, state="vacated")

    @on(legal.TestimonyGiven)
    def heard(self, event: legal.TestimonyGiven, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, testimony=True)

    def _touch(self, event: legal.OfHearing, origin: Metadata, **changed: object) -> Change:
        found = Provenance.of(origin)
        return self.upsert(
            (origin.stream_id, event.hearing_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                office_id=row.office_id or found.office_id,
                counted_under=row.counted_under or found.counted_under,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
