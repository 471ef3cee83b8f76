"""A service's questions and who may ask them: declared beside their handlers, made into routes at the start.

The kit checks the token, the role, the office of a `{case_id}` and `atLeast`; a handler only asks. In public paths and
parameters snake_case names read camelCase.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter
from pydantic.alias_generators import to_camel

from throughline.http.actors import actor_of
from throughline.http.ask import Ask
from throughline.http.documented import parameters, problems
from throughline.http.issuing import position_of
from throughline.http.parameters import Parameters, documented, parameters_of
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


@dataclass(frozen=True)
class Asked:
    """One declared query."""

    path: str
    roles: frozenset[str]
    handler: Handler

    @property
    def of_a_case(self) -> bool:
        return self.path == CASE or self.path.startswith(f"{CASE}/")

    @cached_property
    def names_its_case(self) -> bool:
        """Whether the handler wants to know which case it was asked about."""
        return "case_id" in inspect.signature(self.handler).parameters


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
            takes = parameters_of(asked.path, asked.handler)
            answer = get_type_hints(asked.handler)["return"]
            question = Question(self, asked, database, read_side, package, Parameters.of(takes), TypeAdapter(answer))
            router.add_api_route(
                path,
                question.take,
                methods=["GET"],
                name=asked.handler.__name__,
                response_model=None,
                responses={200: {"model": answer, "description": "Successful Response"}},
                summary=title(words),
                description=f"{words}\n\nRoles: {', '.join(sorted(asked.roles))}.",
                tags=["queries"],
                openapi_extra={**parameters(path, documented(takes), "get"), "x-roles": sorted(asked.roles)},
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


@dataclass(frozen=True, slots=True)
class Question:
    """Answers one query: what stands before its handler, the handler, and its answer as JSON."""

    queries: Queries
    asked: Asked
    database: Database
    read_side: ReadSide
    package: str
    takes: Parameters
    answer: TypeAdapter[Any]

    async def take(self, request: Request) -> Response:
        actor = await actor_of(request, self.asked.roles)
        given = self.takes.read(request)
        at_least, at, case_id = given.pop("at_least"), given.pop("as_of", None), given.get("case_id")
        ask = await self._admitted(Ask(actor, self.database, self.read_side, self.package), at_least, case_id, at)
        if not self.asked.names_its_case:
            given.pop("case_id", None)
        said = self.answer.validate_python(await self.asked.handler(ask, **given), from_attributes=True)
        content = self.answer.dump_json(said, by_alias=True)
        return Response(content, headers={"cache-control": "no-store"}, media_type="application/json")

    async def _admitted(self, ask: Ask, at_least: str | None, case_id: UUID | None, at: datetime | None) -> Ask:
        if case_id is not None:
            about_case(case_id)
        if at_least is not None:
            await wait_for(self.read_side, position_of(at_least, "atLeast"), case_id, ask.offices)
        if case_id is not None and self.asked.of_a_case:
            await self.queries._admit(ask, self.asked, case_id)
        if case_id is not None and at is not None:
            if at.tzinfo is None:
                raise wrong_field("asOf", "timezone_aware", "needs a time zone, as in 2026-03-04T10:00:00Z")
            return replace(ask, database=self.read_side.as_of(case_id, at), present=ask.database)
        return ask
