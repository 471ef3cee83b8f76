"""Opening a dead letter: the one thing here that shows a body.

It is of no known case or office: the data protection officer opens it, or a director of all offices, since nobody else
could be told to be in need of it.
"""

from base64 import b64encode
from typing import Annotated

from aiokafka.errors import KafkaError
from fastapi import APIRouter, Depends, Response
from pydantic import Field, StringConstraints

from throughline.domain import Actor
from throughline.http import Problem, View, only
from throughline.http.problems import not_found, unavailable
from throughline.partner import Letters
from throughline.partner.letters import NoSuchLetter, Place

OPENERS = frozenset({"data_protection_officer", "director"})
EVERYWHERE = "*"


class ToOpen(View):
    """Which message the letter stands for, as `place` in the log says: topic/partition/offset; and why it is opened."""

    topic: Annotated[str, StringConstraints(pattern=r"^partner\.[^./]+\.in$", max_length=200)]
    partition: Annotated[int, Field(ge=0)]
    offset: Annotated[int, Field(ge=0)]
    purpose: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class OpenedLetter(View):
    """What was wrong with the message, and the message; `text` is empty where it is not text."""

    reason: str
    field: str
    text: str
    base64: str


def letter_routes(letters: Letters) -> APIRouter:
    routes = APIRouter(prefix="/operations", tags=["operations"])

    @routes.post("/dead-letters/open", summary="Open a partner's message that could not be taken")
    async def opened(
        asked: ToOpen, response: Response, actor: Annotated[Actor, Depends(only(OPENERS))]
    ) -> OpenedLetter:
        """Who opens it and why is recorded first. A director needs all offices: the message has no known one."""
        if actor.role == "director" and EVERYWHERE not in actor.offices:
            raise Problem(403, "role-not-allowed", "A dead letter has no known office; this is for directors of all.")
        response.headers["cache-control"] = "no-store"
        try:
            letter = await letters.open(Place(asked.topic, asked.partition, asked.offset), actor, asked.purpose)
        except NoSuchLetter:
            raise not_found() from None
        except (KafkaError, TimeoutError):
            raise unavailable("Kafka", 5) from None
        kept = b64encode(letter.content).decode()
        return OpenedLetter(reason=letter.reason, field=letter.field, text=_text(letter.content), base64=kept)

    return routes


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""
