"""A live case that comes from elsewhere: its history was told as history, and from now on everything in it is owed.

Guarantees that everyone known in it is warned of what is current today, whether the takeover is heard of before or
after that history, and that the clocks of everyone in care run (survivor/taking_over.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, OnStream

from aftercare import streams
from aftercare.case_care.state import CaseCare
from aftercare.survivor.state import Survivor
from aftercare.survivor.taking_over import CareTakenOver

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseTakeOverNoted(AnyEvent):
    as_of: date


# Commands


class NoteCaseTakenOver(Fact, opens=True, records=CaseTakeOverNoted):
    as_of: date


# Decisions


def note_taken_over(
    care: CaseCare, command: NoteCaseTakenOver, survivors: Mapping[UUID, Survivor]
) -> list[AnyEvent | OnStream]:
    if care.taken_over:
        return []
    return [CaseTakeOverNoted(as_of=command.as_of), *clocks(survivors)]


def clocks(survivors: Mapping[UUID, Survivor]) -> Iterator[OnStream]:
    for person, survivor in sorted(survivors.items(), key=lambda known: known[0]):
        if survivor.started:
            yield OnStream(streams.survivor(person), CareTakenOver())


# What the events change


def taken_over(care: CaseCare, event: CaseTakeOverNoted) -> CaseCare:
    return replace(care, taken_over=True)
