"""A live case that comes from elsewhere: its history was told as history, and from now on everything in it is owed.

Guarantees that every prosecution runs the clocks that its history left open, whichever was heard of first, that people
whom an operation took are asked after, that whom an authority holds a victim has a file, and that what lawyers would
have been asked had we heard of it as it happened is asked today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import casework
from throughline.domain import Command as AnyCommand
from throughline.domain import Deadline, Fact, OnStream, StreamRef
from throughline.domain import Event as AnyEvent

from legal.docket import asking, detention, opening
from legal.docket.state import PROSECUTION, Docket
from legal.prosecution.milestones import ProsecutionTakenOver
from legal.prosecution.state import Pending, Prosecution

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseTakeOverNoted(AnyEvent):
    owed_now = True

    as_of: date


# Commands; only a reaction sends it


class NoteCaseTakenOver(Fact, opens=True, records=CaseTakeOverNoted):
    of_today = True

    as_of: date


Event = CaseTakeOverNoted
Command = NoteCaseTakenOver

# Decisions


def decide(
    docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: NoteCaseTakenOver
) -> list[AnyEvent | OnStream]:
    if docket.taken_over:
        return []
    taken = replace(docket, taken_over=True)
    clocks = [OnStream(StreamRef(PROSECUTION, id), ProsecutionTakenOver()) for id in docket.prosecutions]
    files = opening.opened(taken, command) if opening.lacks_a_file(taken) else []
    because = (casework.own_event(command, 0 if docket.opened else 1),)
    return [
        CaseTakeOverNoted(as_of=command.as_of),
        *clocks,
        *files,
        *casework.owed_at_takeover(docket.casework, command, because),
        *owed(docket, prosecutions, command, because),
    ]


def owed(
    docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: AnyCommand, because: tuple[UUID, ...]
) -> Iterator[AnyEvent]:
    """Consents taken back, suspects unlinked who are still accused, witnesses not ready for what is still to come."""
    for consent_id, consent in docket.consents.items():
        if consent.withdrawn_on is not None:
            yield from asking.withdrawn(docket, command, consent_id, because)
        elif consent.lapsed_on is not None:
            yield from asking.told_of_end(docket, command, consent_id, because)
    accused = {person for known in prosecutions.values() for person in pending(known)}
    for suspect_id in sorted(docket.unlinked & accused):
        yield from asking.task(docket, command, asking.UNLINKED, because, suspect_id)
    for hearing_id, witness_id in docket.readiness:
        said = docket.readiness_of(hearing_id, witness_id)
        if said and said.ready == "no" and any(is_ahead(known, hearing_id, command) for known in prosecutions.values()):
            yield from asking.task(docket, command, asking.NOT_READY, because, hearing_id, witness_id)


def pending(prosecution: Prosecution) -> Iterator[UUID]:
    return (id for id, accused in prosecution.accused.items() if isinstance(accused.proceedings, Pending))


def is_ahead(prosecution: Prosecution, hearing_id: UUID, command: AnyCommand) -> bool:
    """Whether it is still to be held, as far as its day is known."""
    hearing = prosecution.hearings.get(hearing_id)
    if hearing is None or hearing.state != "scheduled":
        return False
    end = detention.latest_instant(hearing.on)
    return end is None or end >= command.now


# What the events change


def evolve(docket: Docket, event: Any) -> Docket:
    return replace(docket, taken_over=True)


def deadlines(docket: Docket, event: AnyEvent) -> Iterator[Deadline]:
    if isinstance(event, CaseTakeOverNoted):
        yield from casework.clocks_at_takeover(docket.casework)
        for operation_id, known in docket.detentions.items():
            if not known.unconfirmed:
                yield detention.due(operation_id, known.on, event.metadata)
