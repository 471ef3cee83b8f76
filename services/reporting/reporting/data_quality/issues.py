"""An issue: of which kind, from which source and row, about which event of the owner; and its end.

Guarantees that one issue is raised once and resolved once. An answer that comes before its question, as over several
topics it may, resolves the issue when that is raised.
"""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from throughline.domain import Decision, Event, Field

from reporting.data_quality.state import DataQuality

Kind = Literal["out_of_order", "missing", "duplicate", "impossible_value", "held"]
Source = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")]
Row = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,80}$")]
Name = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]{0,79}$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class DataQualityIssueRaised(Event):
    """`of_type` is the type of the event that is missing, wrong or held, `code` the rule that says so."""

    issue_id: UUID
    kind: Kind
    source: Source
    row: Row | None = None
    source_event_id: UUID | None = None
    of_type: Name | None = None
    code: Name | None = None


class DataQualityIssueResolved(Event):
    issue_id: UUID


# Commands. Reactions send them: the answer to a held fact is the owner's, and told by his own event.


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


# Decisions


def raise_issue(quality: DataQuality, command: RaiseDataQualityIssue) -> list[Event]:
    if command.issue_id in quality.raised:
        return []
    return [DataQualityIssueRaised(**command.fields())]


def resolve_issue(quality: DataQuality, command: ResolveDataQualityIssue) -> list[Event]:
    if command.issue_id in quality.resolved:
        return []
    return [DataQualityIssueResolved(issue_id=command.issue_id)]


# What the events change


def raised(quality: DataQuality, event: DataQualityIssueRaised) -> DataQuality:
    return replace(quality, raised=quality.raised | {event.issue_id})


def resolved(quality: DataQuality, event: DataQualityIssueResolved) -> DataQuality:
    return replace(quality, resolved=quality.resolved | {event.issue_id})
