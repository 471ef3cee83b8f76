"""Reading one partner message: CloudEvents headers and a JSON body become a fact, or a reason why not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError

from throughline.domain import Actor, Fact, Issued
from throughline.http.validation import reason_of

TYPE_PREFIX = "throughline.partner."
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


def read(topic: str, headers: Iterable[tuple[str, bytes]], body: bytes | None) -> Message:
    """Raises Unreadable."""
    found = dict(headers)
    organisation = topic.removeprefix("partner.").removesuffix(".in")
    message_id, message_type = (_text(found, name) for name in ("ce_id", "ce_type"))
    name, _, version = message_type.removeprefix(TYPE_PREFIX).rpartition(".")
    if not message_type.startswith(TYPE_PREFIX) or version != "v1":
        raise Unreadable("unknown type: expected throughline.partner.<Fact>.v1", "ce_type")
    return Message(organisation, topic, message_id, name, body or b"")


def fact(message: Message, facts: Mapping[str, type[Fact]], now: datetime) -> Fact:
    """The fact a message states, as that organisation's. Raises Unreadable."""
    try:
        command = facts[message.type].model_validate_json(message.body)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
        raise Unreadable(reason_of(first), ".".join(str(part) for part in first["loc"])) from None
    if documents := sorted(command.document_fields()):
        raise Unreadable("what is personal is deposited in the vault first, and referred to", documents[0])
    return command.issued(
        Issued(
            command_id=message.command_id,
            at=now,
            actor=Actor.system("partner", message.organisation),
            source=f"partner:{message.organisation}",
        )
    )


def _text(headers: Mapping[str, bytes], name: str) -> str:
    try:
        return headers[name].decode()
    except KeyError:
        raise Unreadable("the header is missing", name) from None
    except UnicodeDecodeError:
        raise Unreadable("the header is not UTF-8", name) from None


def answer(message: Message, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The body of what goes to the organisation's `.out` topic."""
    return {"answers": message.id, "type": message.type, **outcome}
