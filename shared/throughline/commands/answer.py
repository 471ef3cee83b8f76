"""What a command is answered with, and the ways it can fail that are not a rule's no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from throughline.domain import Event, FactHeld


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a stream, written `<streamId>:<version>`; also the ETag, `If-Match` and `atLeast`."""

    stream_id: UUID
    version: int

    def __str__(self) -> str:
        return f"{self.stream_id}:{self.version}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything else."""
        stream_id, _, version = text.partition(":")
        return cls(UUID(stream_id), int(version))


@dataclass(frozen=True, slots=True)
class Answer:
    """`position` is the addressed stream's; `positions` all streams written. No events: it was already so."""

    case_id: UUID
    position: Position
    positions: tuple[Position, ...]
    events: tuple[Event, ...]
    repeated: bool = False

    @property
    def outcome(self) -> str:
        """accepted, held, nothing (it was already so), or repeated (answered before)."""
        if self.repeated:
            return "repeated"
        return "held" if self.held else "accepted" if self.events else "nothing"

    @property
    def held(self) -> FactHeld | None:
        return next((event for event in self.events if isinstance(event, FactHeld)), None)


def joined(case_id: UUID, answers: Sequence[Answer]) -> Answer:
    """One answer to a command that comes to several, or to none."""
    positions = tuple(position for answer in answers for position in answer.positions)
    events = tuple(event for answer in answers for event in answer.events)
    return Answer(case_id, next(iter(positions), Position(case_id, 0)), positions, events)


class NotFound(LookupError):
    """No such stream, or not one that this actor may know of: nobody learns which."""


class StalePosition(Exception):
    """`If-Match` named a position that is not the stream's."""

    def __init__(self, current: Position) -> None:
        super().__init__(f"the stream is at {current}")
        self.current = current


class KeyReused(Exception):
    """The command id has been answered for a different request."""
