"""What reporting's queries answer with."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughline.http import View

from reporting.definitions import Definition


class DefinitionView(View):
    """`id` names a meaning for ever; `denominator` is what n counts."""

    name: str
    id: str
    version: int
    unit: str
    text: str
    denominator: str
    cautions: tuple[str, ...]

    @classmethod
    def of_definition(cls, definition: Definition) -> "DefinitionView":
        return cls.model_validate(definition, from_attributes=True)


class FigureValue(View):
    """One line of a figure: of `what`, on how many (`n`), and its values by name; a value that is not known is null."""

    what: str
    n: int
    values: Mapping[str, Any]


class FigureView(View):
    """`trueAt` is when the latest of its facts was recorded, `positions` how far the topics had been read."""

    definition: DefinitionView
    source: str
    offices: tuple[str, ...] | None
    n: int
    values: tuple[FigureValue, ...]
    true_at: datetime | None
    positions: Mapping[str, tuple[int, ...]]


class FigureRow(FigureValue):
    """A row of a figure's statement: the line, and what is the same on all lines."""

    total: int
    true_at: datetime | None


class CaseView(View):
    """One case under its pseudonym, without any person or number in it."""

    case_id: UUID
    office_id: str | None
    jurisdiction: str | None
    counted_under: str
    case_type: str | None
    referred_on: date | None
    opened_on: date | None
    cohort: str | None
    closed_on: date | None
    outcome: str | None
    reopened: int
    legal_closed_on: date | None
    aftercare_closed_on: date | None
    victims: int
    brought_to_safety: int
    enrolled: int
    accused: int


class StudyView(View):
    study_id: UUID
    series_id: UUID | None
    site: str
    population: str
    method: str
    organisations: tuple[UUID, ...]
    office_id: str | None
    counted_under: str
    registered_on: date | None
    results: int


class TrainingView(View):
    training_id: UUID
    programme_id: UUID
    office_id: str | None
    counted_under: str
    audience: str
    participants: int
    delivered_on: date | None


class ProgrammeView(View):
    """The id under which an office's trainings are recorded."""

    office_id: str
    programme_id: UUID
