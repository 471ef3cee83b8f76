"""A fact that a rule could not take: kept, shown, not counted, until somebody accepts or dismisses it."""

from typing import Any, Literal
from uuid import UUID

from throughline.domain.messages import Event
from throughline.domain.sealed import Sealed


class FactHeld(Event):
    """`type` is the event the fact would have become, `body` its coded fields, `missing` what would clear it up.

    `command` names the fact, so that it can be judged again as it was said; events of before it was kept lack it.
    `sealed` holds what of it is sealed under the key of `subject_id`.
    """

    held_id: UUID
    type: str
    body: dict[str, Any]
    code: str
    missing: str
    command: str | None = None
    subject_id: UUID | None = None
    sealed: Sealed | None = None

    sealed_for = "subject_id"


class HeldFactAccepted(Event):
    """What was held counts from now on: the events it comes to follow in the same append."""

    held_id: UUID
    reason: Literal["cleared_up", "confirmed_by_source"]


class HeldFactDismissed(Event):
    """`held_in`: the event that held it, by which others know what they did because of it; those of before lack it."""

    held_id: UUID
    reason: Literal["duplicate", "wrong_person", "never_happened", "recorded_otherwise"]
    held_in: UUID | None = None
