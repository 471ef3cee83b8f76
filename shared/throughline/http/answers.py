"""How an accepted command is answered: what was recorded, where the streams stand now, and what is held."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse

from throughline.commands import Answer
from throughline.domain import Event, FactHeld


class _Said(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class RecordedEvent(_Said):
    """One event as recorded. `version` is its place in its stream."""

    event_id: UUID
    type: str
    stream_id: UUID
    version: int
    data: dict[str, Any]


class HeldFact(_Said):
    """The fact was written down but does not count yet: `missing` says what stands in its way and what clears it up."""

    held_id: UUID
    code: str
    missing: str


class CommandAnswer(_Said):
    """No events: it was already so. `position` is the addressed stream's, `positions` those of all streams written."""

    case_id: UUID
    position: str = Field(examples=["5f0c3a52-6c9b-5d0b-9e64-0a0f6f2f7b11:7"])
    positions: list[str]
    events: list[RecordedEvent]
    held: HeldFact | None = None

    @classmethod
    def of(cls, answer: Answer) -> "CommandAnswer":
        return cls(
            case_id=answer.case_id,
            position=str(answer.position),
            positions=[str(position) for position in answer.positions],
            events=[_recorded(event) for event in answer.events],
            held=next((_held(event) for event in answer.events if isinstance(event, FactHeld)), None),
        )


def respond(answer: Answer) -> JSONResponse:
    """201 with what was recorded, 200 when nothing had to be; the ETag is the position."""
    headers = {"etag": f'"{answer.position}"', "cache-control": "no-store"}
    if answer.repeated:
        headers["idempotent-replayed"] = "true"
    content = CommandAnswer.of(answer).model_dump(
        mode="json", by_alias=True, exclude={"held"} if answer.held is None else None
    )
    return JSONResponse(content, 201 if answer.events else 200, headers)


def _recorded(event: Event) -> RecordedEvent:
    origin = event.metadata
    return RecordedEvent(
        event_id=origin.event_id,
        type=origin.event_type,
        stream_id=origin.stream_id,
        version=origin.stream_version,
        data=event.model_dump(mode="json", by_alias=True),
    )


def _held(event: FactHeld) -> HeldFact:
    return HeldFact(held_id=event.held_id, code=event.code, missing=event.missing)
