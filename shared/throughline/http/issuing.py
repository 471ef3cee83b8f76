"""What the door adds to a command: an id from the Idempotency-Key, the office, the source, and what it expects."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID, uuid4, uuid5

from fastapi import Header

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

    key: str | None = None
    if_match: str | None = None
    source: str | None = None
    office: str | None = None

    @classmethod
    async def told(
        cls, key: Key = None, if_match: IfMatch = None, source: Source = None, office: Office = None
    ) -> Self:
        """A FastAPI dependency. It is asynchronous, as a plain one is handed to a thread at every request."""
        return cls(key, if_match, source, office)

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


def position_of(text: str, field: str) -> Position:
    """Read `<streamId>:<version>`; Problem 422 naming `field` otherwise."""
    if not _POSITION.fullmatch(text):
        raise wrong_field(field, "position", "has to be a position, <streamId>:<version>")
    return Position.parse(text)
