"""The vault over HTTP: deposit a document, read one for a stated purpose.

Guarantees that a body over the limit is not read to its end, and that no answer but a granted read carries content.
Raises the exceptions of `PROBLEMS` and FastAPI's RequestValidationError without input; rendering them is central.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import JsonValue, StringConstraints, ValidationError

from throughline.domain import Actor, Message
from throughline.vault.access import Roles
from throughline.vault.deposits import Deposit
from throughline.vault.errors import DepositForbidden, DocumentTooLarge, ReadForbidden
from throughline.vault.vault import MAX_DEPOSIT_BYTES, Vault

MAX_BODY_BYTES = 2 * MAX_DEPOSIT_BYTES + 16 * 1024  # JSON may write a letter as six bytes; subjects come on top

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200)]
Purpose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200), Query()]
Version = Annotated[int | None, Query(ge=1)]
Broken = Annotated[
    str | None,
    Query(alias="breakGlass", pattern=r"^[a-z][a-z_]{2,39}$", description="The reason, as a code: `life_in_danger`."),
]
BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": Deposit.model_json_schema()}}}}


class Deposited(Message):
    ref: UUID


class DocumentRead(Message):
    ref: UUID
    version: int
    kind: str
    case_id: UUID | None
    subjects: tuple[UUID, ...]
    content: dict[str, JsonValue]


BreakGlass = Callable[[Actor, UUID, UUID, str], Awaitable[None]]
"""Records that this actor breaks the glass of a case's document, and why; raises ReadForbidden for who may not."""


def router(
    vault: Vault, actor_dependency: Callable[..., Any], depositors: Roles, break_glass: BreakGlass | None = None
) -> APIRouter:
    """`actor_dependency` gives the Actor who asks; `depositors` says which roles may deposit which kind."""
    routes = APIRouter(prefix="/vault", tags=["vault"])
    asking = Depends(actor_dependency)

    @routes.post("/deposits", status_code=201, summary="Deposit a document", openapi_extra=BODY)
    async def deposit(request: Request, idempotency_key: Key, actor: Actor = asking) -> Deposited:
        """Deposit a document before the fact that refers to it; the answer is its reference.

        The same deposit with the same key has the same reference. Who may deposit depends on the kind of document.
        """
        if not any(actor.role in roles for roles in depositors.values()):
            raise DepositForbidden(f"the role {actor.role} deposits no documents")
        deposited = _parse(await _body(request))
        if actor.role not in depositors.get(deposited.kind, frozenset()):
            raise DepositForbidden(f"the role {actor.role} does not deposit documents of this kind")
        return Deposited(ref=await vault.deposit(deposited, actor, idempotency_key))

    @routes.get("/documents/{ref}", summary="Read a document for a stated purpose")
    async def read(
        ref: UUID,
        purpose: Purpose,
        response: Response,
        version: Version = None,
        broken: Broken = None,
        actor: Actor = asking,
    ) -> DocumentRead:
        """Read a document; who, when and why is recorded first.

        Who may read depends on the kind of document and on the case. In an emergency, whoever may break the glass
        gives the reason: it is recorded in the case, and somebody is asked to look into it.
        """
        if broken is not None:
            if break_glass is None:
                raise ReadForbidden("no glass can be broken here")
            await break_glass(actor, await vault.case_of(ref, actor), ref, broken)
        opened = await vault.read(ref, actor, purpose, version, broken_glass=broken is not None)
        response.headers["cache-control"] = "no-store"
        return DocumentRead(
            ref=opened.ref,
            version=opened.version,
            kind=opened.kind,
            case_id=opened.case_id,
            subjects=opened.subjects,
            content=dict(opened.content),
        )

    return routes


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise DocumentTooLarge(MAX_DEPOSIT_BYTES)
    return bytes(body)


def _parse(body: bytes) -> Deposit:
    """Raises RequestValidationError that names the field, but nothing inside `content`."""
    try:
        return Deposit.model_validate_json(body)
    except ValidationError as wrong:
        errors = [
            {"type": error["type"], "loc": ("body", *error["loc"][:1]), "msg": error["msg"]}
            for error in wrong.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise RequestValidationError(errors) from None
