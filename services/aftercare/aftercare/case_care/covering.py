"""Who covers for an absent caseworker: from one day to another, with the same access to the survivors named.

Guarantees that each of these survivors' own streams knows it in the same append (survivor/cover.py).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from throughline.domain import Decision, Field, OnStream, Rejected
from throughline.domain import Event as AnyEvent

from aftercare import streams
from aftercare.case_care.interests import impartial
from aftercare.case_care.state import CaseCare
from aftercare.roles import SUPERVISORS
from aftercare.survivor.cover import CoverNoted
from aftercare.survivor.state import UNKNOWN, Cover, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class CaseworkerCoverSet(AnyEvent):
    survivor_ids: tuple[UUID, ...]
    worker_id: UUID
    from_on: date = Field(alias="from")
    to_on: date = Field(alias="to")


# Commands


class SetCaseworkerCover(Decision, roles=SUPERVISORS):
    """Said again for the same worker, the last word counts: also to end it sooner."""

    survivor_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=200)]
    worker_id: UUID
    from_on: date = Field(alias="from")
    to_on: date = Field(alias="to")


# Rules


class CoverEndsBeforeItBegins(Rejected):
    def __init__(self, command: SetCaseworkerCover) -> None:
        super().__init__(f"the cover would begin on {command.from_on} and end on {command.to_on}; name a later end")


class NotASurvivorHere(Rejected):
    def __init__(self, survivor_id: UUID) -> None:
        super().__init__(f"{survivor_id} is not in care in this case; name those who are")


# Decisions


def set_cover(
    care: CaseCare, command: SetCaseworkerCover, survivors: Mapping[UUID, Survivor]
) -> list[AnyEvent | OnStream]:
    """`survivors`: the folded stream of everyone named who is enrolled."""
    if command.to_on < command.from_on:
        raise CoverEndsBeforeItBegins(command)
    for person in command.survivor_ids:
        if person not in care.enrolled:
            raise NotASurvivorHere(person)
    impartial(care, command.worker_id)
    cover = Cover(command.worker_id, command.from_on, command.to_on)
    new = sorted({p for p in command.survivor_ids if cover not in survivors.get(p, UNKNOWN).covers})
    if not new:
        return []
    told: dict[str, Any] = {"worker_id": command.worker_id, "from": command.from_on, "to": command.to_on}
    noted = CoverNoted(**told)
    return [
        CaseworkerCoverSet(survivor_ids=tuple(new), **told),
        *(OnStream(streams.survivor(person), noted) for person in new),
    ]
