"""`/metrics`: the process's figures in Prometheus' text form, at exactly that path."""

from collections.abc import Callable

from fastapi import APIRouter
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response

Exposition = Callable[[], tuple[bytes, str]]
"""The figures now, and their media type."""


def process_figures() -> tuple[bytes, str]:
    """What is registered with Prometheus' own registry."""
    return generate_latest(REGISTRY), CONTENT_TYPE_PLAIN_0_0_4


def metrics_routes(exposition: Exposition) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def figures() -> Response:
        body, media_type = exposition()
        return Response(body, headers={"content-type": media_type, "cache-control": "no-store"})

    return router
