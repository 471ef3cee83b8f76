"""What aftercare does about what reporting says of its own events: somebody is asked to clear it up."""

from casework import EndTasksAbout
from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from aftercare import asked
from aftercare.case_care.told import NoteDataQualityIssue
from aftercare.inbound import reporting


@reaction(reporting.DataQualityIssueRaised, about="source_event_id")
def data_quality_issue_raised(event: reporting.DataQualityIssueRaised, origin: Metadata) -> list[Command]:
    return [NoteDataQualityIssue(case_id=origin.case_id, issue_id=event.issue_id)]


@reaction(reporting.DataQualityIssueResolved, about="source_event_id")
def data_quality_issue_resolved(event: reporting.DataQualityIssueResolved, origin: Metadata) -> list[Command]:
    return [EndTasksAbout(case_id=origin.case_id, kind=asked.DATA_QUALITY, subject=event.issue_id)]


ALL: tuple[Reaction, ...] = (data_quality_issue_raised, data_quality_issue_resolved)
