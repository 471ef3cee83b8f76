"""Whether this process lives, and whether it can do the work of each of its roles."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from throughline.http.reading import Database

CHECK_SECONDS = 2.0
Check = Callable[[], Awaitable[None]]
"""Returns when a role can do its work; raises otherwise."""


class NotReady(Exception):
    """A role cannot work now; the text is shown, and holds no secret. Of any other error only the type is shown."""


def database_answers(database: Database) -> Check:
    """The check of the role `api`, which needs Postgres and nothing else."""

    async def answers() -> None:
        await database.fetchrow("select 1")

    return answers


def health_routes(checks: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(prefix="/health", tags=["operations"])

    @router.get("/live", summary="The process runs")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get(
        "/ready", summary="Every role of this process can do its work", responses={503: {"description": "One cannot."}}
    )
    async def ready() -> JSONResponse:
        found = dict(zip(checks, await asyncio.gather(*map(_outcome, checks.values())), strict=True))
        well = all(outcome == "ok" for outcome in found.values())
        body: dict[str, Any] = {"status": "ready" if well else "not ready", "checks": found}
        return JSONResponse(body, 200 if well else 503, {"cache-control": "no-store"})

    return router


async def _outcome(check: Check) -> str:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except NotReady as because:
        return str(because)
    except Exception as failed:
        return type(failed).__name__
    return "ok"
