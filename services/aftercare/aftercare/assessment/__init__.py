"""An assessment of a survivor's outcomes, by a versioned instrument. Topic aftercare.clinical."""

from collections.abc import Iterator, Mapping
from typing import assert_never
from uuid import UUID

from throughline.domain import Aggregate, OnStream, Seen, StreamRef
from throughline.domain import Event as AnyEvent

from aftercare import asked, streams
from aftercare.assessment import risk, scoring
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.risk import AssessmentFellDue, AssessRisk, CallAssessment, RiskAssessed
from aftercare.assessment.scoring import (
    AlreadyCompleted,
    AssessmentCompleted,
    AssessmentStarted,
    CompleteAssessment,
    ScoreSubdomain,
    StartAssessment,
    SubdomainScored,
)
from aftercare.assessment.state import NOT_STARTED, Assessment, Completed, Said, UnderWay
from aftercare.case_care.rules import takes_decisions
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.roles import OVERSEERS
from aftercare.survivor.state import UNKNOWN, Survivor

TOPIC = "aftercare.clinical"

Command = StartAssessment | ScoreSubdomain | CompleteAssessment | AssessRisk | CallAssessment
Event = AssessmentStarted | SubdomainScored | AssessmentCompleted | RiskAssessed | AssessmentFellDue


def evolve(assessment: Assessment, event: Event) -> Assessment:
    match event:
        case AssessmentStarted():
            return scoring.assessment_started(event)
        case SubdomainScored():
            return scoring.subdomain_scored(assessment, event) if isinstance(assessment, UnderWay) else assessment
        case AssessmentCompleted():
            return scoring.assessment_completed(assessment, event) if isinstance(assessment, UnderWay) else assessment
        case RiskAssessed() | AssessmentFellDue():
            return Said()
        case other:
            assert_never(other)


def stream_id(command: Command) -> UUID:
    match command:
        case StartAssessment() | AssessRisk():
            return command.id_for("assessment")
        case CallAssessment():
            return streams.due_assessment(command.survivor_id, command.due_on).stream_id
        case ScoreSubdomain() | CompleteAssessment():
            return command.assessment_id
        case other:
            assert_never(other)


def reads(assessment: Assessment, command: Command) -> Iterator[StreamRef]:
    yield streams.care_of(command.case_id)
    match command:
        case StartAssessment() | AssessRisk() | CallAssessment():
            yield streams.survivor(command.survivor_id)
        case _ if isinstance(assessment, UnderWay):
            yield streams.survivor(assessment.survivor_id)


def aggregate(instruments: Mapping[str, Instrument]) -> Aggregate[Assessment]:
    """`instruments` by id, as `aso-placeholder-0`."""

    def decide(assessment: Assessment, command: Command, seen: Seen) -> list[AnyEvent] | list[AnyEvent | OnStream]:
        care: CaseCare = seen.get(streams.care_of(command.case_id).stream_id, UNOPENED)
        if isinstance(command, CallAssessment):
            return risk.call(assessment, command, seen.get(command.survivor_id, UNKNOWN), care)
        takes_decisions(care, command)
        if isinstance(command, AssessRisk):
            return risk.assess_risk(assessment, command, seen.get(command.survivor_id, UNKNOWN), care)
        if isinstance(command, StartAssessment):
            return scoring.start(assessment, command, instruments, seen.get(command.survivor_id, UNKNOWN))
        if isinstance(assessment, Completed):
            return afterwards(assessment, command)
        if not isinstance(assessment, UnderWay):
            raise scoring.NotInCare(command.assessment_id)
        scoring.goes_on_with(assessment, command, seen.get(assessment.survivor_id, UNKNOWN))
        match command:
            case ScoreSubdomain():
                return scoring.score(assessment, command, instruments[assessment.instrument_id])
            case CompleteAssessment():
                done = scoring.complete(assessment, command, instruments[assessment.instrument_id])
                survivor: Survivor = seen.get(assessment.survivor_id, UNKNOWN)
                return [*done, *finished(care, command, assessment, survivor)]
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
        overseers=OVERSEERS,
        tells=lambda command: streams.care_of(command.case_id),
        concerns=concerns,
    )


def concerns(assessment: Assessment, _event: AnyEvent, _seen: object) -> list[UUID]:
    """Whose assessment it is: a score names nobody."""
    return [assessment.survivor_id] if isinstance(assessment, UnderWay | Completed) else []


def finished(
    care: CaseCare, command: CompleteAssessment, assessment: UnderWay, survivor: Survivor
) -> Iterator[OnStream]:
    """She was assessed; where no plan of hers is approved, one follows from it within 14 days."""
    person = assessment.survivor_id
    tasks: list[AnyEvent] = [*asked.answered(care.casework, person, asked.ASSESS)]
    if survivor.plan is None or not survivor.plan.approved:
        tasks += asked.ask(care.casework, command, asked.APPROVE_PLAN, [person])
    for task in tasks:
        yield OnStream(streams.care_of(command.case_id), task)


def afterwards(assessment: Completed, command: ScoreSubdomain | CompleteAssessment) -> list[AnyEvent]:
    """Completing what is complete, or the score that counted, is nothing new; anything else comes too late."""
    match command:
        case CompleteAssessment(environment=environment) if environment == assessment.environment:
            return []
        case ScoreSubdomain(subdomain=subdomain, score=score) if assessment.scores.get(subdomain) == score:
            return []
        case _:
            raise AlreadyCompleted(assessment)
