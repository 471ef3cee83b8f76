"""One row an assessment: whose, when, by which instrument, and its means. Scores stay as they were given.

What fell due, and a risk that was assessed, are rows of their own: `state` says which.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from throughline.domain import Metadata, Sealed
from throughline.projection import Change, ReadModel, on

from aftercare.assessment.risk import AssessmentFellDue, RiskAssessed
from aftercare.assessment.scoring import AssessmentCompleted, AssessmentStarted, SubdomainScored
from aftercare.projections.events import ALL, ASSESSMENT


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """`domain_scores`: means with two decimals as text, null where nothing was scored."""

    assessment_id: UUID
    case_id: UUID | None = None
    survivor_id: UUID | None = None
    instrument: str = ""
    instrument_version: str = ""
    kind: str = ""
    state: str = "started"
    started_on: date | None = None
    completed_on: date | None = None
    assessor_id: UUID | None = None
    scores: Mapping[str, Any] = field(default_factory=dict)
    domain_scores: Mapping[str, Any] = field(default_factory=dict)
    overall: Decimal | None = None
    environment: str | None = None
    due_on: date | None = None
    corrects: UUID | None = None
    risk_level: Sealed | None = None
    risk_domains: Sealed | None = None


class Assessments(ReadModel[AssessmentRow]):
    name = "assessments"
    generation = 2
    row = AssessmentRow
    key = ("assessment_id",)
    ignores = ALL - ASSESSMENT

    @on(AssessmentStarted)
    def started(self, event: AssessmentStarted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                survivor_id=event.survivor_id,
                instrument=event.instrument,
                instrument_version=event.instrument_version,
                kind=event.kind,
                corrects=event.corrects,
                started_on=origin.occurred_on.day,
                assessor_id=origin.actor_id,
            ),
        )

    @on(AssessmentFellDue)
    def fell_due(self, event: AssessmentFellDue, origin: Metadata) -> Iterator[Change]:
        told = {"survivor_id": event.survivor_id, "kind": event.kind, "due_on": event.due_on}
        yield self.upsert(
            origin.stream_id,
            lambda row: replace(row, case_id=origin.case_id, state="due", **told),  # type: ignore[arg-type]
        )

    @on(RiskAssessed)
    def risk(self, event: RiskAssessed, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                survivor_id=event.survivor_id,
                state="risk",
                started_on=origin.occurred_on.day,
                assessor_id=origin.actor_id,
                risk_level=event.level,
                risk_domains=event.domains,
            ),
        )

    @on(SubdomainScored)
    def scored(self, event: SubdomainScored, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.stream_id, lambda row: replace(row, scores={**row.scores, event.subdomain: event.score})
        )

    @on(AssessmentCompleted)
    def completed(self, event: AssessmentCompleted, origin: Metadata) -> Iterator[Change]:
        means = {domain: None if mean is None else str(mean) for domain, mean in event.domain_scores.items()}
        yield self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                state="completed",
                completed_on=origin.occurred_on.day,
                assessor_id=event.assessor_id,
                domain_scores=means,
                overall=event.overall,
                environment=event.environment,
            ),
        )
