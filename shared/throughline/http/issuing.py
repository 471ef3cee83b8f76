"""What the door adds to a command: an id from the Idempotency-Key, the office, the source, and what it expects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4, uuid5

from fastapi import Header
from pydantic import TypeAdapter

from throughline.commands import Position
from throughline.domain import Actor, Issued
from throughline.http.problems import Problem
from throughline.http.validation import wrong_field

COMMANDS = UUID("0d9e5c1a-6c3f-5b0e-8a53-2f6f0f0b7e11")
IMPORTER = "importer"

_POSITION = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}:\d{1,18}")
_SOURCE = r"^import:[A-Za-z0-9][A-Za-z0-9._-]{0,79}#[A-Za-z0-9._:-]{1,80}$"

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Recommended: a new random text per act. The same request sent again with it gets the same answer.",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=100, description='`"<streamId>:<version>"`: refuse with 412 if it has moved.'),
]
Source = Annotated[
    str | None,
    Header(
        alias="Throughline-Source",
        pattern=_SOURCE,
        description="Importers only, and always for them: `import:<set>#<row>`.",
    ),
]
Office = Annotated[
    str | None,
    Header(
        alias="Throughline-Office",
        max_length=40,
        description="The office that what is opened belongs to; needed by those who work in several.",
    ),
]


@dataclass(frozen=True, slots=True)
class Sent:
    """The headers of a command."""

    key: Key = None
    if_match: IfMatch = None
    source: Source = None
    office: Office = None

    @staticmethod
    def in_headers(headers: Iterable[tuple[bytes, bytes]]) -> "Sent":
        """Raises pydantic's ValidationError, whose places are the names of headers."""
        found = dict[str, str]()
        for name, value in headers:
            if name in _NAMES:
                found.setdefault(_NAMES[name], value.decode("latin-1"))
        return _SENT.validate_python(found)

    def command_id(self, service: str, actor: Actor) -> UUID:
        """The same key of the same actor is the same command."""
        return uuid4() if self.key is None else uuid5(COMMANDS, f"{service}|{actor.id}|{self.key}")

    def expected(self, stream_id: UUID | None) -> Position | None:
        """The position in If-Match, which has to be one of the addressed stream, where that is known already."""
        if self.if_match is None:
            return None
        position = position_of(self.if_match.strip().removeprefix('"').removesuffix('"'), "If-Match")
        if stream_id is not None and position.stream_id != stream_id:
            raise wrong_field("If-Match", "another_stream", "names another stream than this command changes")
        return position

    def issued(self, actor: Actor, command_id: UUID, at: datetime) -> Issued:
        source = self._source(actor)
        return Issued(
            command_id=command_id,
            at=at,
            actor=actor,
            source=source or "own",
            historical=source is not None,
            office_id=self._office(actor),
        )

    def _source(self, actor: Actor) -> str | None:
        if actor.role == IMPORTER and self.source is None:
            raise wrong_field("Throughline-Source", "missing", "is missing: say which row of which set this is")
        if actor.role != IMPORTER and self.source is not None:
            raise Problem(403, "role-not-allowed", "Throughline-Source is for importers; leave it out.")
        return self.source

    def _office(self, actor: Actor) -> str | None:
        if self.office is not None:
            if not actor.works_in(self.office):
                raise wrong_field("Throughline-Office", "another_office", "is not one of the token's offices")
            return self.office
        return next(iter(actor.offices)) if len(actor.offices) == 1 and "*" not in actor.offices else None


_SENT = TypeAdapter(Sent)
_NAMES = {
    name.lower().encode(): name for name in ("Idempotency-Key", "If-Match", "Throughline-Source", "Throughline-Office")
}


def position_of(text: str, field: str) -> Position:
    """Read `<streamId>:<version>`; Problem 422 naming `field` otherwise."""
    if not _POSITION.fullmatch(text):
        raise wrong_field(field, "position", "has to be a position, <streamId>:<version>")
    return Position.parse(text)
