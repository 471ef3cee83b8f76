"""A case that is another one already, and a case out of which another one is taken.

Guarantees that a merged case takes no decision any more: everything belongs to the surviving case, and the answer names
it; so no case is merged into one that goes on elsewhere, least of all here. A fact that is told here is held. What both
cases hold stays where it was recorded (merged_from.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from casework.roles import DIRECTOR
from throughline.domain import Decision, Rejected
from throughline.domain import Event as AnyEvent

from intake.case.open import must_not_be_closed
from intake.case.referral import NothingReferred
from intake.case.state import Case, NotReferred

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseMerged(AnyEvent):
    surviving_case_id: UUID


class CaseSplit(AnyEvent):
    new_case_id: UUID


# Commands


class MergeCase(Decision, roles=frozenset({DIRECTOR})):
    """This case is the same as another, which goes on."""

    surviving_case_id: UUID


class SplitCase(Decision, roles=frozenset({DIRECTOR})):
    """Part of this case is a case of its own: its id is made where none is given; record its referral under it."""

    new_case_id: UUID | None = None


Command = MergeCase | SplitCase
Event = CaseMerged | CaseSplit

# Rules


class CaseIsMerged(Rejected):
    def __init__(self, surviving_case_id: UUID) -> None:
        super().__init__(f"this case was merged; go on with case {surviving_case_id}, and record it there")


class SurvivingCaseUnknown(Rejected):
    def __init__(self, surviving_case_id: UUID) -> None:
        super().__init__(f"no case {surviving_case_id} was ever referred here; name the case that goes on")


class SurvivingCaseIsMerged(Rejected):
    def __init__(self, surviving_case_id: UUID, merged_into: UUID) -> None:
        super().__init__(
            f"case {surviving_case_id} was itself merged, into {merged_into}, and takes nothing more; "
            "name a case that goes on, or correct that merge first"
        )


class CaseIsItself(Rejected):
    def __init__(self) -> None:
        super().__init__("a case cannot be merged into, or split off, itself; name the other case")


# Decisions


def decide(case: Case, command: Command, others: Mapping[UUID, Case]) -> list[AnyEvent]:
    """`others`: the cases that were looked at and exist."""
    if isinstance(case.stage, NotReferred):
        raise NothingReferred()
    match command:
        case MergeCase():
            if case.merged_into == command.surviving_case_id:
                return []
            must_not_be_merged(case)
            if command.surviving_case_id == command.case_id:
                raise CaseIsItself()
            must_not_be_closed(case)
            if command.surviving_case_id not in others:
                raise SurvivingCaseUnknown(command.surviving_case_id)
            if further := others[command.surviving_case_id].merged_into:
                raise SurvivingCaseIsMerged(command.surviving_case_id, further)
            return [CaseMerged(surviving_case_id=command.surviving_case_id)]
        case SplitCase():
            new_case_id = command.new_case_id or command.id_for("case")
            if new_case_id == command.case_id:
                raise CaseIsItself()
            if new_case_id in case.split_off:
                return []
            must_not_be_closed(case)
            return [CaseSplit(new_case_id=new_case_id)]
        case other:
            assert_never(other)


def must_not_be_merged(case: Case) -> None:
    if case.merged_into is not None:
        raise CaseIsMerged(case.merged_into)


# What the events change


def evolve(case: Case, event: Event) -> Case:
    match event:
        case CaseMerged():
            return replace(case, merged_into=event.surviving_case_id)
        case CaseSplit():
            return replace(case, split_off=case.split_off | {event.new_case_id})
        case other:
            assert_never(other)
