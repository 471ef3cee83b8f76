"""An assessment of a survivor's outcomes, by a versioned instrument. Topic aftercare.clinical."""

from collections.abc import Iterator, Mapping
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, OnStream, Seen, StreamRef
from throughline.domain import Event as AnyEvent

from aftercare import roles, streams
from aftercare.assessment import scoring
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.scoring import (
    AlreadyCompleted,
    AssessmentCompleted,
    AssessmentStarted,
    CompleteAssessment,
    ScoreSubdomain,
    StartAssessment,
    SubdomainScored,
)
from aftercare.assessment.state import NOT_STARTED, Assessment, Completed, NotStarted, UnderWay
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.rules import part_is_open
from aftercare.survivor.state import UNKNOWN

TOPIC = "aftercare.clinical"

Command = StartAssessment | ScoreSubdomain | CompleteAssessment
Event = AssessmentStarted | SubdomainScored | AssessmentCompleted


def evolve(assessment: Assessment, event: Event) -> Assessment:
    match event:
        case AssessmentStarted():
            return scoring.assessment_started(event)
        case SubdomainScored():
            return scoring.subdomain_scored(assessment, event) if isinstance(assessment, UnderWay) else assessment
        case AssessmentCompleted():
            return scoring.assessment_completed(assessment, event) if isinstance(assessment, UnderWay) else assessment
        case other:
            assert_never(other)


def stream_id(command: Command) -> UUID:
    return command.id_for("assessment") if isinstance(command, StartAssessment) else command.assessment_id


def reads(assessment: Assessment, command: Command) -> Iterator[StreamRef]:
    yield streams.care_of(command.case_id)
    if isinstance(command, StartAssessment):
        yield streams.survivor(command.survivor_id)
    if isinstance(command, CompleteAssessment) and isinstance(assessment, UnderWay):
        yield streams.survivor(assessment.survivor_id)


def assigned(assessment: Assessment) -> frozenset[UUID] | None:
    """Who started it goes on with it."""
    return None if isinstance(assessment, NotStarted) else frozenset({assessment.assessor_id})


def aggregate(instruments: Mapping[str, Instrument]) -> Aggregate[Assessment]:
    """`instruments` by id, as `aso-placeholder-0`."""

    def decide(assessment: Assessment, command: Command, seen: Seen) -> list[AnyEvent] | list[AnyEvent | OnStream]:
        care: CaseCare = seen.get(streams.care_of(command.case_id).stream_id, UNOPENED)
        part_is_open(care.closed)
        if isinstance(command, StartAssessment):
            return scoring.start(assessment, command, instruments, seen.get(command.survivor_id, UNKNOWN))
        if isinstance(assessment, Completed):
            return afterwards(assessment, command)
        if isinstance(assessment, NotStarted):
            raise scoring.NotInCare(command.assessment_id)
        match command:
            case ScoreSubdomain():
                return scoring.score(assessment, command, instruments[assessment.instrument_id])
            case CompleteAssessment():
                return scoring.complete(assessment, command, instruments[assessment.instrument_id])
            case other:
                assert_never(other)

    return Aggregate(
        name="Assessment",
        topic=TOPIC,
        initial=NOT_STARTED,
        commands=Command,
        events=Event,
        decide=decide,
        evolve=evolve,
        stream_id=stream_id,
        reads=reads,
        assigned=assigned,
        overseers=roles.OVERSEERS,
    )


def afterwards(assessment: Completed, command: ScoreSubdomain | CompleteAssessment) -> list[AnyEvent]:
    """Completing what is complete, or the score that counted, is nothing new; anything else comes too late."""
    match command:
        case CompleteAssessment(environment=environment) if environment == assessment.environment:
            return []
        case ScoreSubdomain(subdomain=subdomain, score=score) if assessment.scores.get(subdomain) == score:
            return []
        case _:
            raise AlreadyCompleted(assessment)
