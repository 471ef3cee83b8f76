"""How care ends: restored, by policy and a supervisor, or exited for another reason. A restoration may be reversed.

Guarantees that nobody is called restored without a complete, recent assessment that meets the policy.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal
from uuid import UUID

from throughline.domain import Decision, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.assessment.instrument import Instrument
from aftercare.assessment.state import Assessment
from aftercare.codes import Code, ExitReason
from aftercare.roles import CARERS, SUPERVISORS
from aftercare.rules import known_days
from aftercare.survivor.assessed import newer_than
from aftercare.survivor.policy import Inputs, NewerAssessment, Policy, judged
from aftercare.survivor.state import Ended, Exited, InCare, Restored, Stage, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class SurvivorRestored(AnyEvent):
    assessment_id: UUID
    policy_version: Code
    inputs: Inputs


class SurvivorExited(AnyEvent):
    reason: ExitReason


class RestorationReversed(AnyEvent):
    because: Literal["new_crime", "safety_concern"]


# Commands


class RestoreSurvivor(Decision, roles=SUPERVISORS):
    survivor_id: UUID
    assessment_id: UUID


class ExitSurvivor(Decision, roles=CARERS):
    survivor_id: UUID
    reason: ExitReason


# Rules


class CareEnded(Rejected):
    def __init__(self, stage: Stage) -> None:
        how = f"exited ({stage.reason})" if isinstance(stage, Exited) else "restored"
        super().__init__(f"her care ended: {how}")


class NobodyTookHerOver(Rejected):
    def __init__(self) -> None:
        super().__init__(
            "she is transferred when whoever takes over her care accepts, and in ours until then; propose the "
            "transfer, and record their answer"
        )


def in_care(survivor: Survivor) -> None:
    if not isinstance(survivor.stage, InCare):
        raise CareEnded(survivor.stage)


# Decisions


def restore(
    survivor: Survivor,
    command: RestoreSurvivor,
    policy: Policy,
    instruments: Mapping[str, Instrument],
    assessment: Assessment,
) -> list[AnyEvent]:
    if survivor.stage == Restored(command.assessment_id):
        return []
    in_care(survivor)
    subject = command.survivor_id, command.assessment_id
    inputs = judged(policy, instruments, assessment, subject, known_days(command))
    if newer := newer_than(survivor, command.assessment_id):
        raise NewerAssessment(newer)
    return [SurvivorRestored(assessment_id=command.assessment_id, policy_version=policy.version, inputs=inputs)]


def leave(survivor: Survivor, command: ExitSurvivor) -> list[AnyEvent]:
    if survivor.stage == Exited(command.reason):
        return []
    in_care(survivor)
    if command.reason == "transferred" and not command.historical:
        raise NobodyTookHerOver
    return [SurvivorExited(reason=command.reason)]


# What the events change


def survivor_restored(survivor: Survivor, event: SurvivorRestored) -> Survivor:
    return ended(survivor, Restored(event.assessment_id), event)


def survivor_exited(survivor: Survivor, event: SurvivorExited) -> Survivor:
    return ended(survivor, Exited(event.reason), event)


def restoration_reversed(survivor: Survivor, event: RestorationReversed) -> Survivor:
    return replace(survivor, stage=InCare(), ended=None)


def ended(survivor: Survivor, stage: Stage, event: AnyEvent) -> Survivor:
    return replace(survivor, stage=stage, ended=Ended(event.occurred_on, event.metadata.recorded_at))
