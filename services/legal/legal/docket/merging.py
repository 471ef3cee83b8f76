"""What intake decided about the case itself, and about its suspects: merged, split, somebody unlinked.

Guarantees that a merged case takes no decision of ours any more, and that the answer names the case that goes on. What
courts do in a prosecution that was opened here is still recorded here.
"""

from dataclasses import replace
from typing import assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Rejected

from legal.docket.notes import hears_anew
from legal.docket.state import Docket

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseMergeNoted(AnyEvent):
    surviving_case_id: UUID


class CaseSplitNoted(AnyEvent):
    new_case_id: UUID


class SuspectUnlinkNoted(AnyEvent):
    suspect_id: UUID


# Commands; only reactions send them


class NoteCaseMerge(Fact, opens=True, records=CaseMergeNoted):
    surviving_case_id: UUID


class NoteCaseSplit(Fact, opens=True, records=CaseSplitNoted):
    new_case_id: UUID


class NoteSuspectUnlink(Fact, opens=True, records=SuspectUnlinkNoted):
    suspect_id: UUID


Event = CaseMergeNoted | CaseSplitNoted | SuspectUnlinkNoted
Command = NoteCaseMerge | NoteCaseSplit | NoteSuspectUnlink

# Rules


class CaseIsMerged(Rejected):
    def __init__(self, surviving_case_id: UUID) -> None:
        super().__init__(f"this case was merged; go on with case {surviving_case_id}, and decide there")


# Decisions


def decide(docket: Docket, command: Command) -> list[AnyEvent]:
    match command:
        case NoteCaseMerge(surviving_case_id=surviving):
            return [] if docket.merged_into == surviving else [CaseMergeNoted(surviving_case_id=surviving)]
        case NoteCaseSplit(new_case_id=new):
            return [] if new in docket.split_off else [CaseSplitNoted(new_case_id=new)]
        case NoteSuspectUnlink(suspect_id=suspect_id):
            known = suspect_id in docket.unlinked and not hears_anew(docket, command)
            return [] if known else [SuspectUnlinkNoted(suspect_id=suspect_id)]
        case other:
            assert_never(other)


def must_not_be_merged(docket: Docket) -> None:
    if docket.merged_into is not None:
        raise CaseIsMerged(docket.merged_into)


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    match event:
        case CaseMergeNoted(surviving_case_id=surviving):
            return replace(docket, merged_into=surviving)
        case CaseSplitNoted(new_case_id=new):
            return replace(docket, split_off=docket.split_off | {new})
        case SuspectUnlinkNoted(suspect_id=suspect_id):
            heard = docket.heard | {event.metadata.causation_id}
            return replace(docket, unlinked=docket.unlinked | {suspect_id}, heard=heard)
        case other:
            assert_never(other)
