"""A service's questions and who may ask them: declared beside their handlers, made into routes at the start.

The kit checks the token, the role, the office of a `{case_id}` and `atLeast`; a handler only asks. In public paths and
parameters snake_case names read camelCase.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response, params
from pydantic.alias_generators import to_camel

from throughline.domain import Actor
from throughline.http.actors import only
from throughline.http.ask import Ask
from throughline.http.documented import problems
from throughline.http.issuing import position_of
from throughline.http.problems import sentence, title
from throughline.http.read_log import looked, reads
from throughline.http.reading import Database, ReadSide, wait_for
from throughline.http.timeline import Visible, timeline_of
from throughline.http.validation import wrong_field
from throughline.telemetry import about_case

Handler = Callable[..., Awaitable[Any]]
H = TypeVar("H", bound=Handler)
_PARAMETER = re.compile(r"\{(\w+)\}")
CASE = "/cases/{case_id}"

AtLeast = Annotated[
    str | None,
    Query(
        alias="atLeast",
        max_length=100,
        description="`<streamId>:<version>`: wait up to 2 s for the read model to have it.",
    ),
]
AsOf = Annotated[
    datetime | None,
    Query(
        alias="asOf",
        description="An instant: the answer as it would have been given then, from what had been recorded by then.",
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """One declared query."""

    path: str
    roles: frozenset[str]
    handler: Handler

    @property
    def of_a_case(self) -> bool:
        return self.path == CASE or self.path.startswith(f"{CASE}/")


class Queries:
    """The table of a service's queries; `routes` is called by the app factory.

    `reach` names, per role that has not every case of its offices, the query (of case and actor) that has a row for
    those it has; any other case is not there. Whatever a role of `logged` asks of a case is recorded first.
    """

    def __init__(self, *, reach: Mapping[str, str] | None = None, logged: Iterable[str] = ()) -> None:
        self.asked: list[Asked] = []
        self.reach, self.logged = dict(reach or {}), frozenset(logged)

    def get(self, path: str, *, roles: frozenset[str] | set[str]) -> Callable[[H], H]:
        """Declare `async def handler(ask, ...)`: path parameters and query parameters by name, a View as the answer."""
        if not roles:
            raise ValueError(f"GET {path} needs the roles that may ask")

        def declare(handler: H) -> H:
            self.asked.append(Asked(path, frozenset(roles), handler))
            return handler

        return declare

    def timeline(self, *, visible: Visible, hides: Mapping[str, str] | None = None) -> None:
        """Add `GET /cases/{caseId}/timeline`; `visible` says per role and service which event types it shows.

        `hides` names, per role, the query (of case and actor) that answers the ids of streams it may not see: those of
        persons whom others look after.
        """
        self.get(f"{CASE}/timeline", roles=frozenset(visible))(timeline_of(visible, hides or {}))

    def read_log(self, *, roles: frozenset[str] | set[str]) -> None:
        """Add `GET /cases/{caseId}/reads`, for a service with a vault."""
        self.get(f"{CASE}/reads", roles=roles)(reads)

    def routes(self, database: Database, read_side: ReadSide, package: str) -> APIRouter:
        router = APIRouter(responses=problems(401, 403, 404, 422, 503))
        for asked in self.asked:
            path = _PARAMETER.sub(lambda found: f"{{{to_camel(found[1])}}}", asked.path)
            words = inspect.getdoc(asked.handler) or sentence(asked.handler.__name__)
            router.add_api_route(
                path,
                _endpoint(asked, self._door(asked, database, read_side, package)),
                methods=["GET"],
                response_model=get_type_hints(asked.handler)["return"],
                summary=title(words),
                description=f"{words}\n\nRoles: {', '.join(sorted(asked.roles))}.",
                tags=["queries"],
                openapi_extra={"x-roles": sorted(asked.roles)},
            )
        return router

    async def _admit(self, ask: Ask, asked: Asked, case_id: UUID) -> None:
        """Raises NotFound for a case that is not this actor's to look at. Who looked is recorded, also in vain."""
        await ask.admit(case_id)
        role, outcome = ask.actor.role, "refused"
        try:
            if role in self.reach:
                await ask.reach(case_id, self.reach[role])
            outcome = "opened"
        finally:
            if role in self.logged:
                await looked(ask, case_id, asked.path.removeprefix(CASE).strip("/") or "case", outcome)

    def _door(
        self, asked: Asked, database: Database, read_side: ReadSide, package: str
    ) -> Callable[..., Awaitable[Ask]]:
        """The dependency that stands before a handler."""
        allowed = Depends(only(asked.roles))

        async def admitted(
            actor: Actor, response: Response, at_least: str | None, case_id: UUID | None, at: datetime | None = None
        ) -> Ask:
            response.headers["cache-control"] = "no-store"
            ask = Ask(actor, database, read_side, package)
            if case_id is not None:
                about_case(case_id)
            if at_least is not None:
                await wait_for(read_side, position_of(at_least, "atLeast"), case_id, ask.offices)
            if case_id is not None and asked.of_a_case:
                await self._admit(ask, asked, case_id)
            if case_id is not None and at is not None:
                if at.tzinfo is None:
                    raise wrong_field("asOf", "timezone_aware", "needs a time zone, as in 2026-03-04T10:00:00Z")
                return replace(ask, database=read_side.as_of(case_id, at), present=ask.database)
            return ask

        async def of_a_case(
            actor: Annotated[Actor, allowed],
            response: Response,
            case_id: Annotated[UUID, Path(alias="caseId")],
            at_least: AtLeast = None,
            as_of: AsOf = None,
        ) -> Ask:
            return await admitted(actor, response, at_least, case_id, as_of)

        async def of_no_case(actor: Annotated[Actor, allowed], response: Response, at_least: AtLeast = None) -> Ask:
            return await admitted(actor, response, at_least, None)

        return of_a_case if "{case_id}" in asked.path else of_no_case


def _endpoint(asked: Asked, door: Callable[..., Awaitable[Ask]]) -> Callable[..., Awaitable[Any]]:
    """The handler with `ask` injected and every other parameter under its public name."""
    hints = get_type_hints(asked.handler, include_extras=True)
    in_path = set(_PARAMETER.findall(asked.path))
    first, *rest = inspect.signature(asked.handler).parameters.values()

    async def endpoint(_request: Request, **given: Any) -> Any:
        return await asked.handler(given.pop(first.name), **given)

    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("_request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
        inspect.Parameter(first.name, kind, annotation=Annotated[Ask, Depends(door)]),
        *(p.replace(kind=kind, annotation=_public(p.name, hints[p.name], in_path)) for p in rest),
    ]
    endpoint.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    endpoint.__name__ = asked.handler.__name__
    return endpoint


def _public(name: str, annotation: Any, in_path: set[str]) -> Any:
    """The annotation with a FastAPI marker that gives the parameter its camelCase name."""
    alias = to_camel(name)
    annotated = get_origin(annotation) is Annotated
    plain, *extras = get_args(annotation) if annotated else (annotation,)
    if any(isinstance(extra, params.Depends) for extra in extras):
        return annotation
    marker = next((copy(extra) for extra in extras if isinstance(extra, params.Param)), None)
    if marker is None:
        marker = Path(alias=alias) if name in in_path else Query(alias=alias)
    elif marker.alias is None:
        marker.alias = marker.validation_alias = marker.serialization_alias = alias
    return Annotated[(plain, *(extra for extra in extras if not isinstance(extra, params.Param)), marker)]
