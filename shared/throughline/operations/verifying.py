"""Comparing read models with the log, page by page, for operators."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from throughline.database import Pool
from throughline.http import View, only
from throughline.operations.actors import OPERATORS
from throughline.projection.projector import Projector
from throughline.projection.verifying import FIRST, SHOWN, Difference, Verified, left_out, verify, verify_case


class Differing(View):
    """One row that is not what the log says; `columns` name where, never what stands there."""

    read_model: str
    case_id: UUID
    key: Sequence[str]
    kind: str
    columns: Sequence[str]


class Comparison(View):
    """What was compared on this page. Go on after `next`; `leftOut` counts events that are in no read model."""

    cases: int
    rows: int
    differing: int
    differences: Sequence[Differing]
    left_out: dict[str, int]
    next: UUID | None


def verifying_routes(pool: Pool, projectors: Callable[[], Awaitable[Sequence[Projector]]]) -> APIRouter:
    routes = APIRouter(prefix="/operations", tags=["operations"], dependencies=[Depends(only(OPERATORS))])

    @routes.get("/verify", summary="Compare read models with a fold of the log")
    async def page(
        after: UUID = FIRST, limit: Annotated[int, Query(ge=1, le=1000)] = 100, caseId: UUID | None = None
    ) -> Comparison:
        """Each case in one snapshot, while the service works. With `caseId` that case alone.

        Feed by feed, so that a case which begins meanwhile may end one page earlier: go on after that one.
        """
        found, waiting = list[Verified](), Counter[str]()
        for projector in await projectors():
            if caseId is None:
                verified = await verify(pool, projector, after=after, limit=limit)
            else:
                await verify_case(pool, projector, caseId, verified := Verified())
            found.append(verified)
            async with pool.acquire() as conn:
                waiting.update(await left_out(conn, projector.feed))
        shown = [_view(one) for verified in found for one in verified.differences]
        return Comparison(
            cases=found[0].cases,
            rows=sum(verified.rows for verified in found),
            differing=sum(verified.differing for verified in found),
            differences=shown[:SHOWN],
            left_out=dict(waiting),
            next=min((verified.last for verified in found if verified.last), default=None),
        )

    return routes


def _view(one: Difference) -> Differing:
    return Differing(
        read_model=one.read_model, case_id=one.case_id, key=list(one.key), kind=one.kind, columns=list(one.columns)
    )
