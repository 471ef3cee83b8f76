"""A fact that a rule could not take: kept, shown, not counted, to be accepted or dismissed later."""

from typing import Any
from uuid import UUID

from throughline.domain.messages import Event


class FactHeld(Event):
    """`type` is the event the fact would have become, `body` its coded fields, `missing` what would clear it up."""

    held_id: UUID
    type: str
    body: dict[str, Any]
    code: str
    missing: str
