"""Assessing a survivor: started, scored sub-domain by sub-domain, completed.

Guarantees that a complete assessment has every sub-domain of its instrument scored, or left out for a reason where the
instrument allows that, that its means are those of its scores, and that whoever completes it names their certificate
where the instrument wants one. It cannot check the certificate itself.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from throughline.domain import Decision, Field, OnStream, Rejected
from throughline.domain import Event as AnyEvent

from aftercare import streams
from aftercare.assessment.computing import domain_means, overall_mean, rounded
from aftercare.assessment.instrument import Instrument, instrument_id
from aftercare.assessment.state import Assessment, Completed, NotStarted, Score, UnderWay
from aftercare.codes import AssessmentKind, Code, Environment
from aftercare.roles import OVERSEERS, RECORDERS
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.state import InCare, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class AssessmentStarted(AnyEvent):
    survivor_id: UUID
    instrument: Code
    instrument_version: Code = Field(alias="version")
    kind: AssessmentKind
    corrects: UUID | None = None


class SubdomainScored(AnyEvent):
    subdomain: Code
    score: Score
    na_reason: Code | None = None


class AssessmentCompleted(AnyEvent):
    assessor_id: UUID
    domain_scores: Mapping[str, Decimal | None]
    overall: Decimal | None
    environment: Environment
    certificate: Code | None = None


# Commands


class StartAssessment(Decision, roles=RECORDERS, opens=True):
    """`corrects`: the complete assessment of hers in whose place this one is to stand; that one stays as it is."""

    survivor_id: UUID
    instrument: Code
    instrument_version: Code = Field(alias="version")
    kind: AssessmentKind
    corrects: UUID | None = None


class ScoreSubdomain(Decision, roles=RECORDERS):
    """Scored again before completion, the last score counts."""

    assessment_id: UUID
    subdomain: Code
    score: Score
    na_reason: Code | None = None


class CompleteAssessment(Decision, roles=RECORDERS):
    """`certificate`: the number of the assessor's user agreement, where the instrument is only for the certified."""

    assessment_id: UUID
    environment: Environment
    certificate: Code | None = None


# Rules


class UnknownInstrument(Rejected):
    def __init__(self, wanted: str, known: Mapping[str, Instrument]) -> None:
        super().__init__(f"no instrument {wanted}; known are {', '.join(sorted(known))}")


class NotInCare(Rejected):
    def __init__(self, survivor_id: UUID) -> None:
        super().__init__(f"{survivor_id} is not in care in this case; enrol her first")


class NotHerCaseworker(Rejected):
    def __init__(self) -> None:
        super().__init__("she has a caseworker; only they, who covers for them or the director assess her")


class AssessorNotCertified(Rejected):
    def __init__(self, instrument: Instrument) -> None:
        super().__init__(f"{instrument.id} is for certified assessors; name your certificate")


class NothingToCorrect(Rejected):
    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(f"{assessment_id} is no complete assessment of hers; only a complete one is corrected")


class AlreadyCompleted(Rejected):
    def __init__(self, done: Completed) -> None:
        super().__init__(f"completed on {done.completed_on}; start another assessment")


class UnknownSubdomain(Rejected):
    def __init__(self, subdomain: str, instrument: Instrument) -> None:
        super().__init__(f"{subdomain} is no sub-domain of {instrument.id}")


class NotApplicableNotAllowed(Rejected):
    def __init__(self, subdomain: str, instrument: Instrument) -> None:
        super().__init__(f"{instrument.id} wants a score for {subdomain}")


class ReasonWanted(Rejected):
    def __init__(self, subdomain: str) -> None:
        super().__init__(f"a reason belongs to {subdomain} if it is NA, and only then")


class SubdomainsMissing(Rejected):
    def __init__(self, missing: frozenset[str]) -> None:
        super().__init__(f"neither scored nor NA: {', '.join(sorted(missing))}")


def hers_to_assess(survivor: Survivor, command: Decision) -> None:
    """Raises where she is somebody else's survivor."""
    if command.actor.role not in OVERSEERS and not survivor.looked_after_by(command.actor.id, command.now.date()):
        raise NotHerCaseworker


def goes_on_with(assessment: UnderWay, command: Decision, survivor: Survivor) -> None:
    """Who started it goes on with it, or whose survivor she is. Raises."""
    if command.actor.id != assessment.assessor_id:
        if survivor.worker_id is None and command.actor.role not in OVERSEERS:
            raise NotHerCaseworker
        hers_to_assess(survivor, command)


# Decisions


def start(
    assessment: Assessment, command: StartAssessment, instruments: Mapping[str, Instrument], survivor: Survivor
) -> list[AnyEvent]:
    if not isinstance(assessment, NotStarted):
        return []
    wanted = instrument_id(command.instrument, command.instrument_version)
    if wanted not in instruments:
        raise UnknownInstrument(wanted, instruments)
    if not survivor.started or not isinstance(survivor.stage, InCare):
        raise NotInCare(command.survivor_id)
    hers_to_assess(survivor, command)
    if command.corrects and command.corrects not in survivor.assessments:
        raise NothingToCorrect(command.corrects)
    return [AssessmentStarted(**command.fields())]


def score(assessment: UnderWay, command: ScoreSubdomain, instrument: Instrument) -> list[AnyEvent]:
    if command.subdomain not in instrument.subdomains:
        raise UnknownSubdomain(command.subdomain, instrument)
    if command.score == "NA" and command.subdomain not in instrument.na_allowed:
        raise NotApplicableNotAllowed(command.subdomain, instrument)
    if (command.score == "NA") != (command.na_reason is not None):
        raise ReasonWanted(command.subdomain)
    known = assessment.scores.get(command.subdomain), assessment.reasons.get(command.subdomain)
    if known == (command.score, command.na_reason):
        return []
    return [SubdomainScored(**command.fields("assessment_id"))]


def complete(assessment: UnderWay, command: CompleteAssessment, instrument: Instrument) -> list[AnyEvent | OnStream]:
    """Her own stream learns that there is one, and nothing of what it says."""
    if instrument.certified_only and command.certificate is None:
        raise AssessorNotCertified(instrument)
    if missing := instrument.subdomains - assessment.scores.keys():
        raise SubdomainsMissing(missing)
    means = domain_means(instrument, assessment.scores)
    return [
        AssessmentCompleted(
            assessor_id=command.actor.id,
            domain_scores={domain: rounded(mean) for domain, mean in means.items()},
            overall=rounded(overall_mean(means)),
            environment=command.environment,
            certificate=command.certificate,
        ),
        OnStream(
            streams.survivor(assessment.survivor_id),
            AssessmentNoted(
                assessment_id=command.assessment_id,
                kind=assessment.kind,
                completed_on=command.moment,
                corrects=assessment.corrects,
            ),
        ),
    ]


# What the events change


def assessment_started(event: AssessmentStarted) -> UnderWay:
    return UnderWay(
        survivor_id=event.survivor_id,
        instrument=event.instrument,
        version=event.instrument_version,
        assessor_id=event.metadata.actor_id,
        kind=event.kind,
        corrects=event.corrects,
    )


def subdomain_scored(assessment: UnderWay, event: SubdomainScored) -> UnderWay:
    return replace(
        assessment,
        scores={**assessment.scores, event.subdomain: event.score},
        reasons={**assessment.reasons, event.subdomain: event.na_reason},
    )


def assessment_completed(assessment: UnderWay, event: AssessmentCompleted) -> Completed:
    return Completed(
        survivor_id=assessment.survivor_id,
        instrument=assessment.instrument,
        version=assessment.version,
        assessor_id=event.assessor_id,
        scores=assessment.scores,
        environment=event.environment,
        completed_on=event.occurred_on,
    )
