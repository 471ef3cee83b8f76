"""The app of one process: what every process answers (health, metrics, contracts), and the API where it has one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from throughline.domain import Aggregate, Event
from throughline.http.addresses import Addresses, Shortcut
from throughline.http.commands import Bus, command_routes
from throughline.http.contracts import Document, contract_routes
from throughline.http.documented import DocumentedApp
from throughline.http.failures import Failures, explain
from throughline.http.figures import Exposition, metrics_routes, process_figures
from throughline.http.health import Check, database_answers, health_routes
from throughline.http.pages import page_routes
from throughline.http.queries import Queries
from throughline.http.reading import Database, PolledReadSide, ReadSide
from throughline.http.tokens import Tokens
from throughline.settings import Settings

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, kw_only=True)
class Api:
    """What the role `api` serves. `package` is the service's, with its query files in `projections`.

    `read_side` defaults to asking the database; `vault` are the vault's own routes. `clears`: who clears up
    what is recorded.
    """

    aggregates: Sequence[Aggregate[Any]]
    bus: Bus
    pool: Database
    package: str
    queries: Queries = field(default_factory=Queries)
    read_side: ReadSide | None = None
    vault: APIRouter | None = None
    clears: frozenset[str] = frozenset()


def create_app(
    settings: Settings,
    *,
    api: Api | None = None,
    events: Iterable[type[Event]] = (),
    about: str = "",
    checks: Mapping[str, Check] | None = None,
    asyncapi: Document | None = None,
    metrics: Exposition = process_figures,
    middleware: Sequence[Middleware] = (),
    lifespan: Lifespan | None = None,
    tokens: Tokens | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FastAPI:
    """The ASGI app of one process of a service.

    `api`: None for a process without that role. `events`: further event classes whose schemas are served, beside
    those of the aggregates. `about`: what the service is, in a sentence, for its first page. `checks`: by role, whether
    it can work (`api` gets its own). `metrics`: the figures as bytes and their media type (default: those of
    Prometheus' own registry). `middleware`: outermost first; it sees answers, never exceptions of routes.
    """
    served, addresses = [*(api.aggregates if api else ())], Addresses()
    app = DocumentedApp(
        title=f"Throughline {settings.service}",
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[*middleware, Middleware(Failures), Middleware(Shortcut, addresses)],
    )
    explain(app)
    app.state.tokens = tokens or Tokens.of(settings)
    roles = {"api": database_answers(api.pool), **(checks or {})} if api else dict(checks or {})
    if api is not None:
        _serve(app, settings.service, api, now, addresses)
    app.include_router(contract_routes([*events, *(kind for one in served for kind in one.event_types)], asyncapi))
    app.include_router(health_routes(roles))
    app.include_router(metrics_routes(metrics))
    app.include_router(page_routes(settings.service, settings.environment, about, _links(asyncapi is not None)))
    return app


def _serve(app: DocumentedApp, service: str, api: Api, now: Callable[[], datetime], addresses: Addresses) -> None:
    commands, app.definitions = command_routes(service, api.aggregates, api.bus, now, clears=api.clears)
    queries = api.queries.routes(api.pool, api.read_side or PolledReadSide(api.pool), api.package)
    for routes in (commands, queries):
        app.include_router(routes)
        addresses.add(routes.routes)
    if api.vault is not None:
        app.include_router(api.vault)


def _links(asyncapi: bool) -> list[tuple[str, str]]:
    return [
        ("/docs", "the API: every command and query, who may send it, what it answers"),
        ("/openapi.json", "the same for programs"),
        *([("/asyncapi.json", "its topics and what is on them")] if asyncapi else []),
        ("/schemas", "the JSON Schemas of its events"),
        ("/health/ready", "whether it can do its work now"),
        ("/metrics", "its figures for Prometheus"),
    ]
