"""Everything recorded about an event beside its own fields. The envelope maps it to CloudEvents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from throughline.domain.moment import Moment

LegalBasis = Literal["vital_interest", "legal_obligation", "public_mandate", "legal_claims", "legitimate_interest"]
Sensitivity = Literal["public", "internal", "restricted", "secret"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`recorded_at` is UTC and never goes back within a stream; `occurred_on` is business time and may be long past."""

    event_id: UUID
    event_type: str
    schema_version: int
    service: str
    stream_id: UUID
    stream_version: int
    case_id: UUID
    occurred_on: Moment
    recorded_at: datetime
    actor_id: UUID
    actor_role: str
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID
    case_reference: str | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    authority: str | None = None
    source: str = "own"
    legal_basis: LegalBasis | None = None
    consent_id: UUID | None = None
    sensitivity: Sensitivity = "restricted"
    historical: bool = False
    traceparent: str | None = None
