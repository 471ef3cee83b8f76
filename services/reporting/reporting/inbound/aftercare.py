"""Aftercare's events as reporting reads them, of all three of its topics: enrolment, the end of care, assessments.

An event of a Survivor stream names its survivor by the stream id, one of an Assessment stream its assessment.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field
from throughline.inbound import Inbound


class AftercarePartClosed(Inbound, source="aftercare"):
    pass


class AftercareReopened(Inbound, source="aftercare"):
    pass


class SurvivorEnrolled(Inbound, source="aftercare"):
    survivor_id: UUID


class SurvivorRestored(Inbound, source="aftercare"):
    pass


class RestorationReversed(Inbound, source="aftercare"):
    pass


class SurvivorExited(Inbound, source="aftercare"):
    reason: str


class RevictimisationReported(Inbound, source="aftercare"):
    pass


class FollowUpVisited(Inbound, source="aftercare"):
    pass


class FollowUpMissed(Inbound, source="aftercare"):
    pass


class OfService(Inbound):
    """Base of what becomes of one service that a survivor was referred to."""

    service_id: UUID


class ServiceReferred(OfService, source="aftercare"):
    org_id: UUID


class ServiceAccepted(OfService, source="aftercare"):
    pass


class ServiceRejected(OfService, source="aftercare"):
    pass


class ServiceDeclinedBySurvivor(OfService, source="aftercare"):
    pass


class ServiceDelivered(OfService, source="aftercare"):
    pass


class ServiceEnded(OfService, source="aftercare"):
    pass


class AssessmentStarted(Inbound, source="aftercare"):
    survivor_id: UUID
    instrument: str
    instrument_version: Annotated[str, BeforeValidator(str)] = Field(
        validation_alias=AliasChoices("version", "instrumentVersion", "instrument_version")
    )
    kind: str
    corrects: UUID | None = None


class AssessmentFellDue(Inbound, source="aftercare"):
    survivor_id: UUID
    kind: str
    due_on: date


class AssessmentCompleted(Inbound, source="aftercare"):
    domain_scores: Mapping[str, Decimal | None]
