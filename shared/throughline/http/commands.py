"""One route per command that people may send, generated from the aggregates: nothing to write, nothing to forget.

A route reads its request itself, which takes a fraction of what a framework's dependencies do; the page says of it what
FastAPI would.

`POST /<collection>/{caseId}/<command-in-kebab-case>`; a command that opens its stream can also be sent without a case
id, and then opens a case of its own, whose id follows from the command's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol
from uuid import UUID, uuid5

from fastapi import APIRouter, Path, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from throughline.commands import Answer, Position
from throughline.domain import AcceptHeldFact, Aggregate, Command, CorrectFact, DismissHeldFact
from throughline.http.actors import CurrentActor, actor_of
from throughline.http.answers import CommandAnswer, respond
from throughline.http.bodies import read_body
from throughline.http.documented import body_schemas, described, parameters, problems
from throughline.http.issuing import IfMatch, Key, Office, Sent, Source
from throughline.http.problems import kebab, sentence
from throughline.http.validation import wrong_field, wrong_form
from throughline.telemetry import about_case

CaseId = Annotated[UUID, Path(alias="caseId", description="The case; where there is none, the stream.")]
_ID = TypeAdapter(UUID)
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

    async def take(self, request: Request) -> Response:
        actor = await actor_of(request, self.roles)
        sent, case_id = _told(request)
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


def _told(request: Request) -> tuple[Sent, UUID | None]:
    """The headers, and the case where the address names one. Problem 422 with all that is wrong with them."""
    errors, sent, case_id = list[Any](), Sent(), None
    try:
        sent = Sent.in_headers(request.scope["headers"])
    except ValidationError as wrong:
        errors += [{**one, "loc": ("header", *one["loc"])} for one in wrong.errors()]
    if (named := request.path_params.get("caseId")) is not None:
        try:
            case_id = _ID.validate_python(named)
        except ValidationError as wrong:
            errors += [{**one, "loc": ("path", "caseId")} for one in wrong.errors()]
    if errors:
        raise wrong_form(errors)
    return sent, case_id


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
    name = door.kind.__name__
    routes: list[tuple[str, Callable[..., Any], str, str]] = [(path, of_a_case, sentence(name), name)]
    if door.kind.opens:
        new = path.replace("/{caseId}", "")
        routes.append((new, of_a_new_case, f"{sentence(name)}, as a new case", f"{name}AsNewCase"))
    for address, reads, summary, operation in routes:
        router.add_api_route(
            address,
            door.take,
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
            openapi_extra={
                **parameters("/{caseId}" if reads is of_a_case else "/", reads, "post"),
                "requestBody": body,
                "x-roles": sorted(door.roles),
            },
        )


async def of_a_case(
    actor: CurrentActor,
    case_id: CaseId,
    key: Key = None,
    if_match: IfMatch = None,
    source: Source = None,
    office: Office = None,
) -> None:
    """What `take` reads of a request about a case, as FastAPI would be told."""


async def of_a_new_case(
    actor: CurrentActor, key: Key = None, if_match: IfMatch = None, source: Source = None, office: Office = None
) -> None:
    """The same without a case."""
