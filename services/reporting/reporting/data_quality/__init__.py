"""What is wrong with the data of one pseudonymous case, raised towards the office that owns it. Topic reporting.events.

Reporting never corrects data itself: the office finds its case by the event named, and what it does there resolves the
issue here. Rows of an import that could not be read are of one stream a set and office.
"""

from typing import assert_never

from throughline.domain import Aggregate, per_case_stream
from throughline.domain import Event as AnyEvent

from reporting.data_quality import issues
from reporting.data_quality.issues import (
    CloseDataQualityIssue,
    DataQualityIssueRaised,
    DataQualityIssueResolved,
    RaiseDataQualityIssue,
    RecordDataQualityIssue,
    ResolveDataQualityIssue,
)
from reporting.data_quality.state import DataQuality

__all__ = [
    "AGGREGATE",
    "CloseDataQualityIssue",
    "Command",
    "DataQuality",
    "DataQualityIssueRaised",
    "DataQualityIssueResolved",
    "Event",
    "RaiseDataQualityIssue",
    "RecordDataQualityIssue",
    "ResolveDataQualityIssue",
]

Command = RaiseDataQualityIssue | ResolveDataQualityIssue | RecordDataQualityIssue | CloseDataQualityIssue
Event = DataQualityIssueRaised | DataQualityIssueResolved


def decide(quality: DataQuality, command: Command) -> list[AnyEvent]:
    match command:
        case RaiseDataQualityIssue():
            return issues.raise_issue(quality, command)
        case ResolveDataQualityIssue():
            return issues.resolve_issue(quality, command)
        case RecordDataQualityIssue():
            return issues.record_issue(quality, command)
        case CloseDataQualityIssue():
            return issues.close_issue(quality, command)
        case other:
            assert_never(other)


def evolve(quality: DataQuality, event: Event) -> DataQuality:
    match event:
        case DataQualityIssueRaised():
            return issues.raised(quality, event)
        case DataQualityIssueResolved():
            return issues.resolved(quality, event)
        case other:
            assert_never(other)


AGGREGATE: Aggregate[DataQuality] = Aggregate(
    name="DataQuality",
    topic="reporting.events",
    initial=DataQuality(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: per_case_stream(command.case_id, "DataQuality"),
)
