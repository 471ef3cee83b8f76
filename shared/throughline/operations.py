"""What is asked of a running service by those who run it: what is parked, trying it again, opening a dead letter.

An operator sees ids, codes and counts, never a body. A dead letter is a body, of no known case or office: the data
protection officer opens it, or a director of all offices, since nobody else could be told to be in need of it.
"""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from aiokafka.errors import KafkaError
from fastapi import APIRouter, Depends, Response
from pydantic import Field, StringConstraints

from throughline.database import Pool
from throughline.domain import Actor
from throughline.feed import Feed, parked_cases, redrive
from throughline.feed.faults import Overtaken
from throughline.http import Problem, View, only
from throughline.http.problems import not_found, unavailable
from throughline.partner import Letters
from throughline.partner.letters import NoSuchLetter, Place

OPERATORS = frozenset({"operator"})
OPENERS = frozenset({"data_protection_officer", "director"})
EVERYWHERE = "*"


class Parked(View):
    """One case set aside in a feed, or in one reaction of it."""

    feed: str
    reaction: str
    case_id: UUID
    lane: int
    events: int
    since: datetime
    fingerprint: str
    error: str


class Redriven(View):
    """How many feeds were redriven, and how many events still fail."""

    feeds: int
    still_parked: int


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


def operations_routes(pool: Pool, feeds: Sequence[Feed]) -> APIRouter:
    routes = APIRouter(prefix="/operations", tags=["operations"], dependencies=[Depends(only(OPERATORS))])
    by_name = {feed.name: feed for feed in feeds}

    @routes.get("/parked", summary="Cases set aside because an event of theirs could not be applied")
    async def parked() -> list[Parked]:
        return [
            Parked(**{name: getattr(one, name) for name in Parked.model_fields}) for one in await parked_cases(pool)
        ]

    @routes.post("/parked/{caseId}/redrive", summary="Apply a case's parked events again")
    async def again(caseId: UUID) -> Redriven:
        found = [one for one in await parked_cases(pool) if one.case_id == caseId]
        places = {(one.feed, one.lane) for one in found if one.feed in by_name}
        if not places:
            raise not_found()
        try:
            failures = [await redrive(by_name[feed].lanes[lane], caseId) for feed, lane in sorted(places)]
        except Overtaken:
            raise unavailable("The case, of which more is being set aside just now,", 2) from None
        return Redriven(feeds=len(places), still_parked=sum(map(len, failures)))

    return routes
