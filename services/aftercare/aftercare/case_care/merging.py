"""A case that was merged into another, or split: the same people are cared for under another case's number.

Guarantees that no decision is made here once the case is merged, and that what is owed here stays owed. Moving the care
of somebody to the other case is people's work: they are asked to.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from aftercare import asked
from aftercare.case_care.state import CaseCare

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseMergeNoted(AnyEvent):
    surviving_case_id: UUID


class CaseSplitNoted(AnyEvent):
    new_case_id: UUID


# Commands


class NoteCaseMerge(Fact, opens=True, records=CaseMergeNoted):
    surviving_case_id: UUID


class NoteCaseSplit(Fact, opens=True, records=CaseSplitNoted):
    new_case_id: UUID


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
