"""What reporting's queries answer with."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field
from throughline.http import View

from reporting.definitions import Definition
from reporting.references import ReferenceSet


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
    """One line of a figure: of `what`, on how many (`n`), and its values by name; a value that is not known is null.

    `n` is null where it may not be shown; then there are no values.
    """

    what: str
    n: int | None
    values: Mapping[str, Any]


class FigureView(View):
    """`trueAt` is when the latest of its facts was recorded, `positions` how far the topics had been read.

    `protected`: small groups are hidden, counts are rounded down to a multiple of 5, and rates to the percent.
    """

    definition: DefinitionView
    source: str
    offices: tuple[str, ...] | None
    protected: bool
    n: int | None
    values: tuple[FigureValue, ...]
    true_at: datetime | None
    positions: Mapping[str, tuple[int, ...]]


class FigureRow(View):
    """A row of a figure's statement: the line, and what is the same on all lines."""

    what: str
    n: int
    values: Mapping[str, Any]
    total: int
    true_at: datetime | None


class Spell(View):
    """From charge to ending: no cause while it goes on, no days where it ended on no known day."""

    days: int | None
    cause: str | None
    recorded_at: datetime


class OfficeCounted(View):
    office_id: str


class PublishedView(View):
    """A table of a published release, superseded or not: what is out stays known."""

    readers: str
    k: int
    rounding: int
    table: Mapping[str, Any]


class SamePeopleView(View):
    """True counts of another figure of the same people, by the same offices."""

    definition: str
    rows: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class TableView(View):
    """True counts by office, as a release is drafted from, and what is out of the same figure or the same people.

    As sensitive as the records behind them: they leave by a release.
    """

    definition: str
    source: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    published: tuple[PublishedView, ...]
    same_people: tuple[SamePeopleView, ...]
    positions: Mapping[str, tuple[int, ...]]


class ReleaseLine(View):
    release_id: UUID
    readers: str
    k: int
    rounding: int
    definition_versions: tuple[str, ...]
    snapshot_hash: str
    drafted_at: datetime
    published_at: datetime | None
    superseded_by: UUID | None
    corrections: int = 0
    """Facts behind its figures corrected since it was drafted, that nobody has answered."""


class ReleaseView(ReleaseLine):
    """`snapshot` is what `snapshotHash` is of: SHA-256 over it as JSON with sorted keys and no spaces."""

    snapshot: Mapping[str, Any]


class TaskView(View):
    """Facts behind published figures were corrected: somebody looks whether the release stands.

    Done by `supersede-release`, or by `review-release` with all of `corrected`, the events that count no more. `role`
    was asked first, `asked` is asked now.
    """

    task_id: UUID
    kind: str
    role: str
    asked: str
    urgency: str
    due_at: datetime
    since: datetime
    escalated: int
    release_id: UUID
    office_id: str | None
    figures: tuple[str, ...]
    corrected: tuple[UUID, ...]


class IssueView(View):
    """`row` and `column` of the file it came from; `sourceEventId` is the event by which the owner finds its case."""

    issue_id: UUID
    case_id: UUID
    office_id: str | None
    kind: str
    source: str
    row: str | None = Field(validation_alias="source_row")
    source_event_id: UUID | None
    of_type: str | None
    code: str | None
    column: str | None = Field(validation_alias="source_column")
    raised_at: datetime
    resolved_at: datetime | None


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


class ReferenceSetLoaded(View):
    set_name: str
    numbers: int
    suppressed: int
    indicators: tuple[str, ...]
    first_period: str | None
    last_period: str | None


class ReferenceSetView(View):
    """`numbers` 0: not loaded here. These are other publishers' counts, of other cases by other rules."""

    name: str
    citation: str
    cautions: tuple[str, ...]
    numbers: int
    suppressed: int
    indicators: tuple[str, ...]
    first_period: str | None
    last_period: str | None

    @classmethod
    def of_set(cls, one: ReferenceSet, loaded: ReferenceSetLoaded | None) -> "ReferenceSetView":
        return cls(
            name=one.name,
            citation=one.citation,
            cautions=one.cautions,
            numbers=loaded.numbers if loaded else 0,
            suppressed=loaded.suppressed if loaded else 0,
            indicators=loaded.indicators if loaded else (),
            first_period=loaded.first_period if loaded else None,
            last_period=loaded.last_period if loaded else None,
        )


class ReferenceView(View):
    """`value` null: suppressed by its publisher as below `suppressedBelow`."""

    file: str
    source_row: int
    indicator: str
    place: str
    period: str
    category: str
    unit: str
    value: Decimal | None
    suppressed_below: int | None


class ReferencesView(View):
    name: str
    citation: str
    cautions: tuple[str, ...]
    numbers: tuple[ReferenceView, ...]


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
