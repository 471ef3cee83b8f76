"""Reading one partner message: CloudEvents headers and a JSON body become a fact, or a reason why not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import takewhile
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError

from throughline.domain import Actor, Fact, Issued
from throughline.http.validation import reason_of

TYPE_PREFIX = "throughline.partner."
LONGEST_HEADER = 200
NAMESPACE = UUID("0b9f3a52-6a53-5f0c-9a2d-5b3f6a1c7e11")


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """Why a message cannot be taken: a reason and the path of the field, never its value."""

    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`organisation` is who speaks, as the topic says; `type` names the fact, without prefix and version."""

    organisation: str
    topic: str
    id: str
    type: str
    body: bytes

    @property
    def command_id(self) -> UUID:
        """The same for every copy of this message."""
        return uuid5(NAMESPACE, f"{self.topic}|{self.id}|0")


def read(topic: str, headers: Iterable[tuple[str, bytes | None]], body: bytes | None) -> Message:
    """Raises Unreadable."""
    found = dict(headers)
    organisation = topic.removeprefix("partner.").removesuffix(".in")
    message_id = header(found, "ce_id")
    return Message(organisation, topic, message_id, type_of(found), body or b"")


def type_of(headers: Mapping[str, bytes | None]) -> str:
    """The fact's name, without prefix and version. Raises Unreadable."""
    text = header(headers, "ce_type")
    name, _, version = text.removeprefix(TYPE_PREFIX).rpartition(".")
    if not text.startswith(TYPE_PREFIX) or version != "v1":
        raise Unreadable("unknown type: expected throughline.partner.<Fact>.v1", "ce_type")
    return name


def mark(record: Any) -> UUID:
    """Tells one record from another that stands at its offset in another log."""
    content = repr((record.timestamp, record.headers, record.value)).encode()
    return uuid5(NAMESPACE, sha256(content).hexdigest())


def fact(message: Message, facts: Mapping[str, type[Fact]], now: datetime, offices: frozenset[str]) -> Fact:
    """The fact a message states, as that organisation's, which may speak of cases of `offices`. Raises Unreadable."""
    try:
        command = facts[message.type].model_validate_json(message.body)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
        raise Unreadable(reason_of(first), path_of(first, facts[message.type])) from None
    if documents := sorted(command.document_fields()):
        raise Unreadable("what is personal is deposited in the vault first, and referred to", documents[0])
    issued = command.issued(
        Issued(
            command_id=message.command_id,
            at=now,
            actor=replace(Actor.system("partner", message.organisation), offices=offices),
            source=f"partner:{message.organisation}",
        )
    )
    if issued.is_ahead:
        raise Unreadable("lies in the future; say when it happened", "occurredOn")
    return issued


def path_of(error: Mapping[str, Any], kind: type[Fact]) -> str:
    """Where one of pydantic's errors stands, as far as the names on the way are ours and not the sender's own text."""
    loc = error["loc"][:-1] if error["type"] == "extra_forbidden" else error["loc"]
    ours = _names(kind.model_json_schema(by_alias=True))
    return ".".join(str(part) for part in takewhile(lambda part: isinstance(part, int) or part in ours, loc))


def _names(schema: Any) -> set[str]:
    """Every field's name in a JSON Schema."""
    if isinstance(schema, list):
        return {name for one in schema for name in _names(one)}
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())) | {name for one in schema.values() for name in _names(one)}


def header(headers: Mapping[str, bytes | None], name: str) -> str:
    """A header as text. Raises Unreadable."""
    if name not in headers:
        raise Unreadable("the header is missing", name)
    try:
        text = (headers[name] or b"").decode()
    except UnicodeDecodeError:
        raise Unreadable("the header is not UTF-8", name) from None
    if not 0 < len(text) <= LONGEST_HEADER:
        raise Unreadable(f"the header has to have 1 to {LONGEST_HEADER} characters", name)
    return text


def answer(message: Message, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The body of what goes to the organisation's `.out` topic."""
    return {"answers": message.id, "type": message.type, **outcome}
