"""When a survivor may be called restored: a versioned policy, loaded as data, held against one assessment.

Guarantees that what was looked at is kept with the decision, so an old decision can be understood under its own policy.
Says nothing about who approves: that is the command's role.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from throughline.domain import Message, Moment, Rejected

from aftercare.assessment.computing import domain_means, rounded
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.state import Assessment, Completed
from aftercare.codes import Code


@dataclass(frozen=True, slots=True)
class Policy:
    version: str
    minimum_domain: Fraction
    minimum_subdomain: int
    maximum_age_days: int
    provisional_instruments: bool

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Policy":
        return cls(
            version=data["version"],
            minimum_domain=Fraction(data["minimumDomainScore"]),
            minimum_subdomain=data["minimumSubdomainScore"],
            maximum_age_days=data["maximumAgeDays"],
            provisional_instruments=data["provisionalInstruments"],
        )


class Inputs(Message):
    """What a restoration was decided on."""

    instrument: Code
    instrument_version: Code
    assessed_on: Moment
    domain_scores: Mapping[str, Decimal | None]
    lowest_subdomain: int


# Rules


class AssessmentNotComplete(Rejected):
    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(f"assessment {assessment_id} is not a complete assessment of hers; complete one first")


class InstrumentProvisional(Rejected):
    def __init__(self, instrument: str) -> None:
        super().__init__(f"{instrument} is provisional and cannot support a restoration; she may exit with goals_met")


class AssessmentTooOld(Rejected):
    def __init__(self, assessed_on: Moment, policy: Policy) -> None:
        super().__init__(f"assessed on {assessed_on}, more than {policy.maximum_age_days} days ago; assess her again")


class AssessedAfterwards(Rejected):
    def __init__(self, assessed_on: Moment, on: Moment) -> None:
        super().__init__(f"assessed on {assessed_on}, after the restoration's day {on}; name a later day")


class NewerAssessment(Rejected):
    def __init__(self, newer: UUID) -> None:
        super().__init__(f"assessment {newer} of hers is newer and complete; restore on that one, or go on with care")


class PolicyNotMet(Rejected):
    def __init__(self, policy: Policy, short: list[str]) -> None:
        super().__init__(f"{policy.version} is not met in {', '.join(short)}; care goes on")


def judged(
    policy: Policy,
    instruments: Mapping[str, Instrument],
    assessment: Assessment,
    subject: tuple[UUID, UUID],
    days: tuple[Moment, ...],
) -> Inputs:
    """What satisfied the policy on all of `days`. `subject`: whose assessment it has to be, and its id.

    Raises Rejected.
    """
    survivor_id, assessment_id = subject
    if not isinstance(assessment, Completed) or assessment.survivor_id != survivor_id:
        raise AssessmentNotComplete(assessment_id)
    instrument = instruments.get(assessment.instrument_id)
    if instrument is None or (instrument.provisional and not policy.provisional_instruments):
        raise InstrumentProvisional(assessment.instrument_id)
    for on in days:
        if assessment.completed_on.day > on.day:
            raise AssessedAfterwards(assessment.completed_on, on)
        if (on.day - assessment.completed_on.day).days > policy.maximum_age_days:
            raise AssessmentTooOld(assessment.completed_on, policy)
    means = domain_means(instrument, assessment.scores)
    if short := falls_short(policy, instrument, assessment, means):
        raise PolicyNotMet(policy, short)
    return Inputs(
        instrument=assessment.instrument,
        instrument_version=assessment.version,
        assessed_on=assessment.completed_on,
        domain_scores={domain: rounded(mean) for domain, mean in means.items()},
        lowest_subdomain=min(score for score in assessment.scores.values() if score != "NA"),
    )


def falls_short(
    policy: Policy, instrument: Instrument, assessment: Completed, means: Mapping[str, Fraction | None]
) -> list[str]:
    """The domains and sub-domains that miss the policy. A domain of which nothing was scored misses it."""
    low = [domain for domain, mean in means.items() if mean is None or mean < policy.minimum_domain]
    return low + [
        subdomain
        for subdomain, score in sorted(assessment.scores.items())
        if score != "NA" and score < policy.minimum_subdomain
    ]
