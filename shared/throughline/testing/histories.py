"""What a run under faults leaves behind, one kind of line each: all that the checker is told, and all that it needs.

A feed is named with its service, `depot/live`. `number` is the order in which the database let things happen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from json import dumps, loads
from pathlib import Path
from typing import Any, Literal, TypeAlias
from uuid import UUID

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Answered:
    """What one attempt of a command was told; `unknown`: nothing, so it may have been recorded or not."""

    key: str
    command_id: UUID
    outcome: Literal["accepted", "nothing", "rejected", "unknown"]
    positions: tuple[str, ...] = ()
    events: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event in its service's event store. One that the run put on a topic itself has no command."""

    service: str
    stream_id: UUID
    version: int
    event_id: UUID
    command_id: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One record of a topic, read from its beginning to its end when all was over."""

    topic: str
    lane: int
    offset: int
    event_id: UUID
    stream_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Reads:
    """Which topics a feed follows; `applies`: whether to read models, each event once."""

    feed: str
    topics: tuple[str, ...]
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """One committed step of a feed: from `first` to `next` (exclusive) of one topic in one lane."""

    feed: str
    number: int
    lane: int
    topic: str
    first: int
    next: int


@dataclass(frozen=True, slots=True)
class Applied:
    """One committed application of an event to a feed's read models."""

    feed: str
    number: int
    event_id: UUID
    stream_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Discarded:
    """An event that an operator gave up in this feed."""

    feed: str
    event_id: UUID


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of all that a feed received, as it counts itself, when all was over."""

    feed: str
    received: int
    applied: int
    duplicates: int
    ignored: int
    held: int
    parked: int
    discarded: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a read model beside what a fold of the event stores says; None: there is none."""

    model: str
    key: str
    expected: str | None
    stored: str | None


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took that has a bound, in seconds; None: it was given up."""

    what: str
    seconds: float | None
    within: float


@dataclass(frozen=True, slots=True)
class Counted:
    """How much or how many of something there was, where there may be no more than `most`."""

    what: str
    found: float
    most: float


Line: TypeAlias = Answered | Recorded | Published | Reads | Moved | Applied | Discarded | Balance | Row | Took | Counted
_KINDS: dict[str, type[Line]] = {
    kind.__name__: kind
    for kind in (Answered, Recorded, Published, Reads, Moved, Applied, Discarded, Balance, Row, Took, Counted)
}


def save(path: Path, lines: Iterable[Line]) -> None:
    with path.open("w") as file:
        for line in lines:
            file.write(dumps([type(line).__name__, asdict(line)], default=str) + "\n")


def load(path: Path) -> Iterator[Line]:
    with path.open() as file:
        for text in file:
            kind, fields = loads(text)
            yield _reader(kind).validate_python(fields)


@cache
def _reader(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])
