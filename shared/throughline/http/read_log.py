"""`GET /cases/{caseId}/reads`: who opened which document of a case, when and for which purpose, refusals too.

Of a role whose every look is logged it shows what was asked of the case as well: `ref` is the case's id then, `version`
0 and `kind` `Case`.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from throughline.http.ask import Ask
from throughline.http.reading import sql
from throughline.http.view import View


class ReadView(View):
    """One attempt to read. `purpose` is the reader's own words; nothing of the document is here."""

    id: int
    ref: UUID
    version: int
    kind: str
    actor_id: UUID
    actor_role: str
    purpose: str
    outcome: Literal["opened", "erased", "refused"]
    at: datetime


async def reads(
    ask: Ask,
    case_id: UUID,
    ref: UUID | None = None,
    after: Annotated[int | None, Query(ge=1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[ReadView]:
    """Who read which documents of a case, of one or of all, the latest first; `after` is the last `id` before."""
    return [ReadView.of(row) for row in await ask.database.fetch(sql("read_log"), case_id, ref, after, limit)]


async def looked(ask: Ask, case_id: UUID, question: str, outcome: str) -> None:
    """Record that the actor asked this of a case, before it is answered."""
    await ask.database.fetch(sql("note_look"), case_id, ask.actor.id, ask.actor.role, question, outcome)
