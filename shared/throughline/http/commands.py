"""One route per command that people may send, generated from the aggregates: nothing to write, nothing to forget.

`POST /<collection>/{caseId}/<command-in-kebab-case>`; a command that opens its stream can also be sent without a case
id, and then opens a case of its own, whose id follows from the command's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from throughline.commands import Answer, Position
from throughline.domain import AcceptHeldFact, Actor, Aggregate, Command, CorrectFact, DismissHeldFact
from throughline.http.actors import only
from throughline.http.answers import CommandAnswer, respond
from throughline.http.bodies import read_body
from throughline.http.documented import body_schemas, described, problems
from throughline.http.issuing import Sent
from throughline.http.problems import kebab, sentence
from throughline.http.validation import wrong_field
from throughline.telemetry import about_case

CaseId = Annotated[UUID, Path(alias="caseId", description="The case; where there is none, the stream.")]
Headers = Annotated[Sent, Depends(Sent.told)]
Clock = Callable[[], datetime]
CLEARING: tuple[type[Command], ...] = (AcceptHeldFact, DismissHeldFact, CorrectFact)


class Bus(Protocol):
    """What decides and records; `throughline.commands.CommandBus`."""

    async def handle(
        self, command: Command, *, request: bytes = b"", expected: Position | None = None, by_person: bool = False
    ) -> Answer: ...


@dataclass(frozen=True)
class Door:
    """Takes one kind of command from people in these roles. `stream_id` is None for what finds its stream itself."""

    service: str
    collection: str
    tag: str
    kind: type[Command]
    roles: frozenset[str]
    stream_id: Callable[[Any], UUID] | None
    bus: Bus
    now: Callable[[], datetime]

    @classmethod
    def of(cls, service: str, aggregate: Aggregate[Any], kind: type[Command], bus: Bus, now: Clock) -> "Door":
        roles = aggregate.roles_of(kind)
        return cls(service, aggregate.collection, aggregate.name, kind, roles, aggregate.stream_id, bus, now)

    async def take(self, request: Request, actor: Actor, sent: Sent, case_id: UUID | None) -> Response:
        command_id = sent.command_id(self.service, actor)
        case_id = case_id or uuid5(command_id, "case")
        about_case(case_id)
        issued = sent.issued(actor, command_id, self.now())
        body = await read_body(request)
        command = body.command(self.kind, case_id).issued(issued)
        if command.is_ahead:
            raise wrong_field("occurredOn", "in_the_future", "lies in the future; say when it happened")
        answer = await self.bus.handle(
            command,
            request=f"{request.method} {request.url.path}\n".encode() + body.canonical,
            expected=sent.expected(self.stream_id(command) if self.stream_id else None),
            by_person=True,
        )
        return respond(answer)


def command_routes(
    service: str, aggregates: Iterable[Aggregate[Any]], bus: Bus, now: Clock, *, clears: frozenset[str] = frozenset()
) -> tuple[APIRouter, dict[str, Any]]:
    """The routes, and the schema definitions their documentation refers to. Raises ValueError for two of one name.

    `clears`: the roles that accept, dismiss and correct what is recorded, on any stream of the service.
    """
    doors = [
        Door.of(service, aggregate, kind, bus, now)
        for aggregate in aggregates
        for kind in aggregate.command_types
        if aggregate.roles_of(kind)
    ]
    if clears:
        doors += [Door(service, "cases", "Clearing up", kind, clears, None, bus, now) for kind in CLEARING]
    bodies, definitions = body_schemas(door.kind for door in doors)
    router = APIRouter(responses=problems(401, 403, 404, 409, 412, 413, 415, 422, 503))
    taken: set[str] = set()
    for door in doors:
        path = f"/{door.collection}/{{caseId}}/{kebab(door.kind.__name__)}"
        if path in taken:
            raise ValueError(f"two commands would be sent to {path}; give one another name")
        taken.add(path)
        _add(router, door, path, bodies[door.kind])
    return router, definitions


def _add(router: APIRouter, door: Door, path: str, body: dict[str, Any]) -> None:
    allowed = Depends(only(door.roles))

    async def of_a_case(request: Request, actor: Annotated[Actor, allowed], case_id: CaseId, sent: Headers) -> Response:
        return await door.take(request, actor, sent, case_id)

    async def of_a_new_case(request: Request, actor: Annotated[Actor, allowed], sent: Headers) -> Response:
        return await door.take(request, actor, sent, None)

    name = door.kind.__name__
    routes: list[tuple[str, Callable[..., Any], str, str]] = [(path, of_a_case, sentence(name), name)]
    if door.kind.opens:
        new = path.replace("/{caseId}", "")
        routes.append((new, of_a_new_case, f"{sentence(name)}, as a new case", f"{name}AsNewCase"))
    for address, endpoint, summary, operation in routes:
        router.add_api_route(
            address,
            endpoint,
            methods=["POST"],
            status_code=201,
            response_model=None,
            responses={
                201: {
                    "model": CommandAnswer,
                    "description": "Recorded; `held` where a fact is kept but does not count yet.",
                },
                200: {"model": CommandAnswer, "description": "It was already so: nothing was recorded."},
            },
            summary=summary,
            description=described(door.kind, door.roles),
            operation_id=operation,
            tags=[door.tag],
            openapi_extra={"requestBody": body, "x-roles": sorted(door.roles)},
        )
