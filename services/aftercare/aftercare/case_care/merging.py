"""A case that was merged into another, or split: the same people are cared for under another case's number.

Guarantees that no decision is made about a merged case, that what is owed in it stays owed, and that the case that goes
on warns everyone of both. Care that began under the old number goes on there: it is hers, not the case's.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from aftercare import asked
from aftercare.case_care.consent import ConsentNoted
from aftercare.case_care.state import CaseCare

CARRY_OVER, CONSENTS = "merged_case", "consents_of_merged_case"

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseMergeNoted(AnyEvent):
    surviving_case_id: UUID


class CaseSplitNoted(AnyEvent):
    new_case_id: UUID


class MergedCaseNoted(AnyEvent):
    """On the case that goes on: another one was merged into it."""

    merged_case_id: UUID


# Commands


class NoteCaseMerge(Fact, opens=True, records=CaseMergeNoted):
    surviving_case_id: UUID


class NoteCaseSplit(Fact, opens=True, records=CaseSplitNoted):
    new_case_id: UUID


class NoteMergedCase(Fact, opens=True, records=MergedCaseNoted):
    """Whatever the merged case knows that this one does not; also by the clock, whenever it learns something."""

    merged_case_id: UUID


class NoteConsentsElsewhere(Fact, opens=True, records=ConsentNoted):
    """By the clock: what those in care here agreed to, or took back, under the case that this one was merged into."""

    other_case_id: UUID


# Decisions


def note_merge(care: CaseCare, command: NoteCaseMerge) -> list[AnyEvent]:
    if care.merged_into == command.surviving_case_id:
        return []
    asked_for = asked.ask(care.casework, command, asked.MERGED, care.enrolled) if care.enrolled else []
    return [CaseMergeNoted(surviving_case_id=command.surviving_case_id), *asked_for]


def note_split(care: CaseCare, command: NoteCaseSplit) -> list[AnyEvent]:
    known = command.new_case_id in care.split_off
    return [] if known else [CaseSplitNoted(new_case_id=command.new_case_id)]


# What the events change


def merge_noted(care: CaseCare, event: CaseMergeNoted) -> CaseCare:
    return replace(care, merged_into=event.surviving_case_id)


def split_noted(care: CaseCare, event: CaseSplitNoted) -> CaseCare:
    return replace(care, split_off=care.split_off | {event.new_case_id})


def merged_case_noted(care: CaseCare, event: MergedCaseNoted) -> CaseCare:
    return replace(care, merged_from=care.merged_from | {event.merged_case_id})
