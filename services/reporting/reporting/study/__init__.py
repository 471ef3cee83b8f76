"""A study by independent researchers: prevalence, performance, reliance or confidence. Topic reporting.events."""

from typing import assert_never

from throughline.domain import Aggregate, Rejected
from throughline.domain import Event as AnyEvent

from reporting import corrections
from reporting.study import registration, results
from reporting.study.registration import RegisterStudy, StudyRegistered
from reporting.study.results import RecordStudyResult, StudyResultRecorded
from reporting.study.state import Registered, Study, Unregistered

__all__ = [
    "AGGREGATE",
    "Command",
    "Event",
    "RecordStudyResult",
    "RegisterStudy",
    "StudyRegistered",
    "StudyResultRecorded",
]

Command = RegisterStudy | RecordStudyResult
Event = StudyRegistered | StudyResultRecorded


class StudyNotRegistered(Rejected):
    def __init__(self) -> None:
        super().__init__("a result needs the study it comes from; register the study first")


def decide(study: Study, command: Command) -> list[AnyEvent]:
    match command:
        case RegisterStudy():
            return registration.register_study(study, command)
        case RecordStudyResult():
            return results.record_study_result(_registered(study), command)
        case other:
            assert_never(other)


def evolve(study: Study, event: Event) -> Study:
    match event:
        case StudyRegistered():
            return registration.registered(study, event)
        case StudyResultRecorded():
            return results.recorded(_registered(study), event)
        case other:
            assert_never(other)


def _registered(study: Study) -> Registered:
    match study:
        case Registered():
            return study
        case Unregistered():
            raise StudyNotRegistered()


AGGREGATE: Aggregate[Study] = Aggregate(
    name="Study",
    topic="reporting.events",
    initial=Unregistered(),
    commands=Command,
    events=Event,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: command.case_id,
    deadlines=corrections.of_own,
    collection="studies",
)
