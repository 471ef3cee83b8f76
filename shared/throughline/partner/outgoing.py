"""What goes out to an organisation, or is set aside: key, topic, headers as JSON and body, as the outbox takes them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from json import dumps
from typing import Any
from uuid import UUID, uuid5

from throughline.partner import message as messages
from throughline.partner.message import Message

Outgoing = tuple[str, str, str, str]


def answered(message: Message, outcome: Mapping[str, Any], service: str, step: str = "") -> Outgoing:
    """The answer of a service to a message; where it answers again later, `step` tells the one from the other."""
    headers = headers_of(service, uuid5(message.command_id, f"{service}{step}"), "Answered", message.id)
    body = dumps(messages.answer(message, outcome))
    return str(message.command_id), f"partner.{message.organisation}.out", headers, body


def headers_of(service: str, id: UUID, kind: str, subject: str) -> str:
    return dumps(
        {
            "content-type": "application/json",
            "ce_specversion": "1.0",
            "ce_id": str(id),
            "ce_source": f"/throughline/{service}",
            "ce_type": f"{messages.TYPE_PREFIX}{kind}.v1",
            "ce_subject": subject,
            "ce_time": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        }
    )
