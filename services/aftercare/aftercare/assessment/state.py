"""One assessment of one survivor: not started, under way, or complete. Raw scores are kept, means are derived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from throughline.domain import Moment

from aftercare.assessment.instrument import instrument_id
from aftercare.codes import AssessmentKind

Score = Literal[1, 2, 3, 4, "NA"]


@dataclass(frozen=True, slots=True)
class NotStarted:
    pass


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`assessor_id`: who started it, and so goes on with it. `reasons`: why a sub-domain was left out."""

    survivor_id: UUID
    instrument: str
    version: str
    assessor_id: UUID
    kind: AssessmentKind = "extra"
    corrects: UUID | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)
    reasons: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def instrument_id(self) -> str:
        return instrument_id(self.instrument, self.version)


@dataclass(frozen=True, slots=True)
class Completed:
    survivor_id: UUID
    instrument: str
    version: str
    assessor_id: UUID
    scores: Mapping[str, Score]
    environment: str
    completed_on: Moment

    @property
    def instrument_id(self) -> str:
        return instrument_id(self.instrument, self.version)


@dataclass(frozen=True, slots=True)
class Said:
    """A stream that is not scored: a risk that was assessed, or an assessment that fell due."""


Assessment = NotStarted | UnderWay | Completed | Said
NOT_STARTED = NotStarted()
