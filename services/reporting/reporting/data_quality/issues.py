"""An issue: of which kind, from which source and row, about which event of the owner; and its end.

Guarantees that one issue is raised once, and that its owner hears of its end by the same event as of its beginning. An
answer that comes before its question, as over several topics it may, resolves the issue when that is raised. What is
held is an issue until the fact is settled where it is held; what could not be read, until its office says so.
"""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from casework.roles import DIRECTOR, IMPORTER
from throughline.domain import Decision, Event, Fact, Field, Rejected

from reporting.codes import Code, OfficeId
from reporting.data_quality.state import DataQuality, Issue

Kind = Literal["out_of_order", "missing", "duplicate", "impossible_value", "held"]
ReadKind = Literal["out_of_order", "missing", "duplicate", "impossible_value"]
Source = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")]
Row = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,80}$")]
Name = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]{0,79}$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class DataQualityIssueRaised(Event):
    """`of_type` is the type of the event that is missing, wrong or held, `code` the rule that says so.

    `column`: of a row that could not be read, or not all of it. `sourceEventId`: by it the owner finds its case.
    """

    issue_id: UUID
    kind: Kind
    source: Source
    row: Row | None = None
    source_event_id: UUID | None = None
    of_type: Name | None = None
    code: Name | None = None
    column: Code | None = None


class DataQualityIssueResolved(Event):
    issue_id: UUID
    source_event_id: UUID | None = None


# Commands. Reactions send the first two: the answer to a held fact is the owner's, and told by his own event.


class RaiseDataQualityIssue(Decision, opens=True):
    issue_id: UUID
    kind: Kind
    source: Source
    row: Row | None = None
    source_event_id: UUID | None = None
    of_type: Name | None = None
    code: Name | None = None


class ResolveDataQualityIssue(Decision, opens=True):
    issue_id: UUID


class RecordDataQualityIssue(Fact, roles=frozenset({IMPORTER}), opens=True, records=DataQualityIssueRaised):
    """An importer tells what of a row of its set could not be brought in; the set and row are those it imports from."""

    office_id: OfficeId
    issue_id: UUID
    kind: ReadKind
    column: Code | None = None
    source_event_id: UUID | None = None


class CloseDataQualityIssue(Decision, roles=frozenset({DIRECTOR})):
    """By the office whose data it is: looked into, whatever came of it."""

    issue_id: UUID


# Rules


class NoSuchIssue(Rejected):
    def __init__(self, issue_id: UUID) -> None:
        super().__init__(f"no issue {issue_id} was raised here; GET /data-quality lists those of your office")


class IssueIsHeld(Rejected):
    def __init__(self, issue_id: UUID) -> None:
        super().__init__(f"issue {issue_id} is a fact that is held; accept or dismiss it where it is held")


# Decisions


def raise_issue(quality: DataQuality, command: RaiseDataQualityIssue) -> list[Event]:
    """Where its answer came first, its owner is told of both."""
    if command.issue_id in quality.raised:
        return []
    raised = DataQualityIssueRaised(**command.fields())
    if command.issue_id not in quality.resolved:
        return [raised]
    return [raised, DataQualityIssueResolved(issue_id=raised.issue_id, source_event_id=raised.source_event_id)]


def resolve_issue(quality: DataQuality, command: ResolveDataQualityIssue) -> list[Event]:
    if command.issue_id in quality.resolved:
        return []
    known = quality.raised.get(command.issue_id)
    about = known.source_event_id if known else None
    return [DataQualityIssueResolved(issue_id=command.issue_id, source_event_id=about)]


def record_issue(quality: DataQuality, command: RecordDataQualityIssue) -> list[Event]:
    if command.issue_id in quality.raised:
        return []
    source, _, row = command.issue.source.partition("#")
    return [DataQualityIssueRaised(source=source, row=row or None, **command.fields("office_id"))]


def close_issue(quality: DataQuality, command: CloseDataQualityIssue) -> list[Event]:
    known = quality.raised.get(command.issue_id)
    if known is None:
        raise NoSuchIssue(command.issue_id)
    if known.kind == "held":
        raise IssueIsHeld(command.issue_id)
    if command.issue_id in quality.resolved:
        return []
    return [DataQualityIssueResolved(issue_id=command.issue_id, source_event_id=known.source_event_id)]


# What the events change


def raised(quality: DataQuality, event: DataQualityIssueRaised) -> DataQuality:
    issue = Issue(event.kind, event.source_event_id)
    return replace(quality, raised={**quality.raised, event.issue_id: issue})


def resolved(quality: DataQuality, event: DataQualityIssueResolved) -> DataQuality:
    return replace(quality, resolved=quality.resolved | {event.issue_id})
