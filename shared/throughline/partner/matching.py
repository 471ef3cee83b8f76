"""What people do about partners' facts that no number places: look at them, match them to a case, or dismiss them."""

from collections.abc import Mapping
from datetime import datetime
from json import loads
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from throughline.domain import Actor
from throughline.http import Problem, View, only
from throughline.http.answers import respond
from throughline.http.problems import not_found
from throughline.http.validation import wrong_field
from throughline.partner.addressing import REFERENCE
from throughline.partner.message import Unreadable
from throughline.partner.unmatched import Dismissal, NothingToMatch, Places

Limit = Annotated[int, Query(ge=1, le=200)]


class UnmatchedFact(View):
    """A fact as an organisation stated it. `kind` and `key` are the reference it named its case by."""

    id: UUID
    organisation: str
    message_id: str
    type: str
    kind: str
    key: str
    fields: Mapping[str, Any]
    received_at: datetime


class Match(View):
    """Whose it is: `caseId`, and the further ids of the fact that are known here. Empty: try its reference again."""

    ids: Mapping[str, UUID] = Field(default_factory=dict, max_length=5, examples=[{"caseId": str(UUID(int=1))}])


class Dismiss(View):
    reason: Dismissal


def matching_routes(places: Places) -> APIRouter:
    routes = APIRouter(prefix="/partner-facts", tags=["partners"])
    matcher = Annotated[Actor, Depends(only(places.addressing.roles))]

    @routes.get("/unmatched", summary="What partners stated of cases that nobody could find")
    async def unmatched(
        response: Response,
        actor: matcher,
        after_received: Annotated[datetime | None, Query(alias="afterReceived")] = None,
        after_id: Annotated[UUID | None, Query(alias="afterId")] = None,
        limit: Limit = 50,
    ) -> list[UnmatchedFact]:
        """The longest waiting first; send `receivedAt` and `id` of the last one to go on after it."""
        if (after_received is None) != (after_id is None):
            raise Problem(422, "half-a-place", "Send afterReceived and afterId together: the last of the page before.")
        response.headers["cache-control"] = "no-store"
        after = (after_received, after_id) if after_received and after_id else None
        return [shown(row) for row in await places.waiting(actor, after, limit)]

    @routes.post("/unmatched/{id}/match", status_code=201, response_model=None, summary="Say whose it is")
    async def match(id: UUID, said: Match, actor: matcher) -> Response:
        """Recorded as the partner's; who matched it is written down. It is answered like any command."""
        if not said.ids.keys() <= set(places.wire_names):
            raise wrong_field("ids", "extra_forbidden", f"may hold {', '.join(places.wire_names)}")
        try:
            return respond(await places.match(id, said.ids, actor))
        except NothingToMatch:
            raise not_found() from None
        except Unreadable as wrong:
            raise wrong_field(f"ids.{wrong.field}", "missing", wrong.reason) from None

    @routes.post("/unmatched/{id}/dismiss", status_code=204, summary="Say that it is not to be recorded here")
    async def dismiss(id: UUID, said: Dismiss, actor: matcher) -> None:
        """Who dismissed it and why is written down, and its organisation is told."""
        try:
            await places.dismiss(id, said.reason, actor)
        except NothingToMatch:
            raise not_found() from None

    return routes


def shown(row: Mapping[str, Any]) -> UnmatchedFact:
    fields = {name: value for name, value in loads(row["body"]).items() if name != REFERENCE}
    return UnmatchedFact(**{name: row[name] for name in UnmatchedFact.model_fields if name != "fields"}, fields=fields)
