"""Who looks after her: her caseworker, and whoever covers for them from one day to another.

Guarantees that a cover may do all that her caseworker may, on those days only.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from throughline.domain import Command, Decision, Field, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.roles import OVERSEERS
from aftercare.survivor.state import Cover, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class CoverNoted(AnyEvent):
    worker_id: UUID
    from_on: date = Field(alias="from")
    to_on: date = Field(alias="to")


# Rules


class CoverOver(Rejected):
    def __init__(self, cover: Cover) -> None:
        super().__init__(
            f"you cover for her caseworker from {cover.from_on} to {cover.to_on}; the director may set a cover anew"
        )


def looking_after(survivor: Survivor) -> frozenset[UUID] | None:
    """Everyone who may come before these rules at all; None while she has no caseworker."""
    if survivor.worker_id is None:
        return None
    return frozenset({survivor.worker_id, *(cover.worker_id for cover in survivor.covers)})


def still_covers(survivor: Survivor, command: Command) -> None:
    """Raises for a decision of somebody whose cover is over, or has not begun."""
    if not isinstance(command, Decision) or command.actor.role in OVERSEERS or not command.roles:
        return
    if survivor.looked_after_by(command.actor.id, command.now.date()):
        return
    for cover in survivor.covers:
        if cover.worker_id == command.actor.id:
            raise CoverOver(cover)


# What the events change


def cover_noted(survivor: Survivor, event: CoverNoted) -> Survivor:
    cover = Cover(event.worker_id, event.from_on, event.to_on)
    others = tuple(known for known in survivor.covers if known.worker_id != event.worker_id)
    return replace(survivor, covers=(*others, cover))
