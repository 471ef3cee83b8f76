"""One row an assessment: whose, by which instrument, of which day, and the mean of each domain once it is complete.

One that fell due and was not begun by then is a row of its own, with the day it was due.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import aftercare
from reporting.projections.counting import Provenance, known_day, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    assessment_id: UUID
    case_id: UUID | None = None
    survivor_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    instrument: str = ""
    kind: str = ""
    corrects: UUID | None = None
    due_on: date | None = None
    completed_on: date | None = None
    domain_means: Mapping[str, Any] = field(default_factory=dict)
    recorded_at: datetime | None = None


class AssessmentFactsModel(ReadModel[AssessmentFacts]):
    name = "assessment_facts"
    row = AssessmentFacts
    generation = 2
    key = ("assessment_id",)
    ignores = OWN

    @on(aftercare.AssessmentStarted)
    def started(self, event: aftercare.AssessmentStarted, origin: Metadata) -> Iterator[Change]:
        found = Provenance.of(origin)
        yield self._touch(
            origin,
            survivor_id=event.survivor_id,
            office_id=found.office_id,
            counted_under=found.counted_under,
            instrument=f"{event.instrument}/{event.instrument_version}",
            kind=event.kind,
            corrects=event.corrects,
        )

    @on(aftercare.AssessmentFellDue)
    def fell_due(self, event: aftercare.AssessmentFellDue, origin: Metadata) -> Iterator[Change]:
        found = Provenance.of(origin)
        yield self._touch(
            origin,
            survivor_id=event.survivor_id,
            office_id=found.office_id,
            counted_under=found.counted_under,
            kind=event.kind,
            due_on=event.due_on,
        )

    @on(aftercare.AssessmentCompleted)
    def completed(self, event: aftercare.AssessmentCompleted, origin: Metadata) -> Iterator[Change]:
        """A domain in which nothing could be scored has no mean, which is not a mean of zero."""
        means = {domain: str(mean) for domain, mean in event.domain_scores.items() if mean is not None}
        yield self._touch(origin, completed_on=known_day(origin.occurred_on), domain_means=means)

    def _touch(self, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
