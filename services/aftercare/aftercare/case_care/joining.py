"""Two records of one woman, as intake joins them: she is known, asked and cared for once, under the id that goes on.

Guarantees that she is warned under the kept id from now on, and that a re-check open under the other stays open until
it is answered. A refusal of warnings under either is hers, where it was her last word.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from casework import TaskDone
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from aftercare import asked
from aftercare.case_care.state import CaseCare, Victim

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimRecordsJoinNoted(AnyEvent):
    kept_victim_id: UUID
    joined_victim_id: UUID


# Commands


class NoteVictimRecordsJoined(Fact, opens=True, records=VictimRecordsJoinNoted):
    kept_victim_id: UUID
    joined_victim_id: UUID


# Decisions


def note_joined(care: CaseCare, command: NoteVictimRecordsJoined) -> list[AnyEvent]:
    kept, joined = command.kept_victim_id, command.joined_victim_id
    if care.kept(joined) == care.kept(kept):
        return []
    done = answered(care, kept, joined)
    return [VictimRecordsJoinNoted(kept_victim_id=kept, joined_victim_id=joined), *done]


def answered(care: CaseCare, kept: UUID, joined: UUID) -> Iterator[TaskDone]:
    """One woman waits for care once; where one of them is in care, not at all."""
    waiting = [kept, joined] if care.enrolled.keys() & {kept, joined} else [joined]
    for person in waiting:
        yield from asked.answered(care.casework, person, asked.ENROL, outcome="cause_gone")


# What the events change


def join_noted(care: CaseCare, event: VictimRecordsJoinNoted) -> CaseCare:
    kept, joined = care.kept(event.kept_victim_id), care.kept(event.joined_victim_id)
    names = {old: kept if to == joined else to for old, to in care.joined.items()}
    victims = care.victims if kept in care.victims else {**care.victims, kept: Victim()}
    return replace(care, victims=victims, joined={**names, joined: kept})
