"""Building a read model anew beside the one that is shown, for operators; who asked for what, and why, is kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from json import loads
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import ConfigDict, StringConstraints

from throughline.database import Pool
from throughline.domain import Actor
from throughline.http import Problem, View, only
from throughline.http.problems import not_found
from throughline.operations.actors import OPERATORS, Operator
from throughline.projection import ReadModel
from throughline.rebuild import Asked, NotPossible, begin, drop, give_up, rebuilds, roll_back
from throughline.rebuild.signing import holds


class Request(View):
    """Why it is done."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class Rebuild(View):
    """One rebuild: how far it is, what it waits for, and its build's state: building, live, kept or dropped.

    `report` are the counts and hashes of what was compared: `folded` from the log, `built`, and `before` where both
    stood at the same versions. `signature` is of it as JSON with sorted keys and no spaces, by the service's key, and
    `signature_holds` says whether the report is still the one that was signed.
    """

    id: int
    read_model: str
    generation: int
    build: int
    feed: str
    phase: str
    state: str
    begun_at: datetime
    followed_at: datetime | None
    switched_at: datetime | None
    cases_known: int | None
    cases: int
    events: int
    rows: int
    compared: int
    copying_seconds: float
    blocked: str | None
    report: Mapping[str, Any] | None
    signature: str | None
    signature_holds: bool | None


def rebuilding_routes(pool: Pool, models: Sequence[ReadModel[Any]], live: str, key: bytes) -> APIRouter:
    """`key` is the one that reports are signed with."""
    routes = APIRouter(prefix="/operations/rebuilds", tags=["operations"], dependencies=[Depends(only(OPERATORS))])
    names = {model.name for model in models}

    @routes.get("", summary="The last rebuilds of read models, newest first")
    async def last() -> list[Rebuild]:
        return [_view(row, key) for row in await rebuilds(pool)]

    @routes.post("/{readModel}", status_code=202, summary="Build a read model anew beside, compare it, and switch")
    async def begun(readModel: str, request: Request, actor: Operator) -> Rebuild:
        return await _do(partial(begin, pool, models, live), readModel, request, actor)

    @routes.post("/{readModel}/roll-back", summary="Let readers see the build again that was switched away from")
    async def rolled_back(readModel: str, request: Request, actor: Operator) -> Rebuild:
        return await _do(partial(roll_back, pool), readModel, request, actor)

    @routes.post("/{readModel}/give-up", summary="End a rebuild that is under way")
    async def given_up(readModel: str, request: Request, actor: Operator) -> Rebuild:
        return await _do(partial(give_up, pool), readModel, request, actor)

    @routes.post("/{readModel}/drop", summary="Drop the build that is kept for the way back")
    async def dropped(readModel: str, request: Request, actor: Operator) -> Rebuild:
        return await _do(partial(drop, pool), readModel, request, actor)

    async def _do(work: Callable[[Asked], Awaitable[None]], name: str, request: Request, actor: Actor) -> Rebuild:
        if name not in names:
            raise not_found()
        try:
            await work(Asked(name, actor.id, request.reason))
        except NotPossible as why:
            raise Problem(409, "rebuild-not-possible", f"{str(why)[:1].upper()}{str(why)[1:]}.") from None
        return next(_view(row, key) for row in await rebuilds(pool) if row["name"] == name)

    return routes


def _view(row: Mapping[str, Any], key: bytes) -> Rebuild:
    held = None if row["report"] is None else holds(loads(row["report"]), row["signature"], key)
    return Rebuild.of({**row, "read_model": row["name"], "signature_holds": held})
