"""Reporting's own events, which the facts about other teams' work pass by."""

from throughline.domain import Event, FactHeld

from reporting.programme import TrainingDelivered
from reporting.study import StudyRegistered, StudyResultRecorded

OWN: frozenset[type[Event]] = frozenset({StudyRegistered, StudyResultRecorded, TrainingDelivered, FactHeld})
"""All of them; a held fact is shown in the timeline and counted nowhere."""
