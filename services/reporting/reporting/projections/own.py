"""Reporting's own events, which the facts about other teams' work pass by.

Every one is named here: a new event that nobody names is in no read model's `ignores`, and a test says so.
"""

from casework import TaskDone, TaskEscalated, TaskOpened
from throughline.domain import Event, FactHeld

from reporting.corrections.register import CorrectionNoted, ReleaseNoted
from reporting.data_quality.issues import DataQualityIssueRaised, DataQualityIssueResolved
from reporting.programme.reform import ReformAdopted, ReformProposed, SystemGapIdentified
from reporting.programme.training import TrainingDelivered
from reporting.release.drafting import ReleaseDrafted
from reporting.release.looking_again import ReleaseTouched
from reporting.release.publication import ReleasePublished, ReleaseSuperseded
from reporting.release.review import ReleaseReviewed
from reporting.study.registration import StudyRegistered
from reporting.study.results import StudyResultRecorded

OWN: frozenset[type[Event]] = frozenset(
    {
        StudyRegistered,
        StudyResultRecorded,
        TrainingDelivered,
        SystemGapIdentified,
        ReformProposed,
        ReformAdopted,
        ReleaseDrafted,
        ReleasePublished,
        ReleaseSuperseded,
        ReleaseReviewed,
        ReleaseTouched,
        CorrectionNoted,
        ReleaseNoted,
        DataQualityIssueRaised,
        DataQualityIssueResolved,
        TaskOpened,
        TaskDone,
        TaskEscalated,
        FactHeld,
    }
)
"""All of them; a held fact is shown in the timeline and counted nowhere."""
