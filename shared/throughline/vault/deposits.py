"""A deposit as it is asked for: kind, subjects and content. Malformed ones are refused without echoing any of it."""

import json
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue, StringConstraints

from throughline.domain import Message


class Deposit(Message):
    """`subjects` are the persons whose keys seal it, by opaque id."""

    kind: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,63}$")]
    subjects: Annotated[frozenset[UUID], Field(max_length=200)] = frozenset()
    content: Annotated[dict[str, JsonValue], Field(min_length=1, repr=False)]

    def canonical(self) -> bytes:
        """The same bytes for the same deposit, however its JSON was written."""
        body = {"kind": self.kind, "subjects": sorted(map(str, self.subjects)), "content": self.content}
        return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
