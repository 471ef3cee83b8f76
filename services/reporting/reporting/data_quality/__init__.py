"""What is wrong with the data of one pseudonymous case, raised towards the office that owns it. Topic reporting.events.

Reporting never corrects data itself: the office finds its case by the event named, and what it does there resolves the
issue here.
"""

from typing import assert_never

from throughline.domain import Aggregate, per_case_stream
from throughline.domain import Event as AnyEvent

from reporting.data_quality import issues
from reporting.data_quality.issues import (
    DataQualityIssueRaised,
    DataQualityIssueResolved,
    RaiseDataQualityIssue,
    ResolveDataQualityIssue,
)
from reporting.data_quality.state import DataQuality

__all__ = [
    "AGGREGATE",
    "Command",
    "DataQuality",
    "DataQualityIssueRaised",
    "DataQualityIssueResolved",
    "Event",
    "RaiseDataQualityIssue",
    "ResolveDataQualityIssue",
]

Command = RaiseDataQualityIssue | ResolveDataQualityIssue
Event = DataQualityIssueRaised | DataQualityIssueResolved


def decide(quality: DataQuality, command: Command) -> list[AnyEvent]:
    match command:
        case RaiseDataQualityIssue():
            return issues.raise_issue(quality, command)
        case ResolveDataQualityIssue():
            return issues.resolve_issue(quality, command)
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
