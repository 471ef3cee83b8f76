"""What one office's programme has done for the justice system around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID, uuid5

from throughline.domain import Moment

Audience = Literal["police", "prosecutor", "judge", "social_worker", "community"]
ReformKind = Literal["law", "budget", "procedure", "unit", "court"]
PROGRAMMES = UUID("b0d5c3f8-3a0e-5b52-9a55-7f3d8f0c9a11")


@dataclass(frozen=True, slots=True)
class Training:
    audience: Audience
    participants: int
    on: Moment


@dataclass(frozen=True, slots=True)
class Programme:
    """`gaps` by area and number of cases, `proposed` by the gap each reform answers, `adopted` by how it was."""

    trainings: Mapping[UUID, Training] = field(default_factory=dict)
    gaps: Mapping[UUID, tuple[str, int]] = field(default_factory=dict)
    proposed: Mapping[UUID, UUID] = field(default_factory=dict)
    adopted: Mapping[UUID, ReformKind] = field(default_factory=dict)


def programme_of(office_id: str) -> UUID:
    """The id of an office's one programme: its stream id, and so its case id."""
    return uuid5(PROGRAMMES, office_id)
