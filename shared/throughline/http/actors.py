"""Who is asking, as a route's dependency: 401 without a good token, 403 for a role that may not do this."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from throughline.domain import Actor
from throughline.http.keys import KeysUnavailable
from throughline.http.problems import Problem, unavailable
from throughline.http.tokens import TokenRefused, Tokens

REALM = 'Bearer realm="throughline"'

BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT",
    description="`throughline token --role … --office …` prints one for the development stack.",
)


async def current_actor(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]
) -> Actor:
    """The actor of the request's bearer token."""
    return await _actor(request, credentials.credentials if credentials else None)


CurrentActor = Annotated[Actor, Depends(current_actor)]


def only(roles: frozenset[str]) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency that yields the actor if its role is one of `roles`."""

    async def allowed(actor: CurrentActor) -> Actor:
        return _in_a_role(actor, roles)

    return allowed


async def actor_of(request: Request, roles: frozenset[str]) -> Actor:
    """The same as the dependency `only(roles)`, for a route that reads its request itself."""
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    return _in_a_role(await _actor(request, token if scheme.lower() == "bearer" else None), roles)


async def _actor(request: Request, token: str | None) -> Actor:
    if not token:
        detail = "Send a token: Authorization: Bearer <token>."
        raise Problem(401, "unauthenticated", detail, headers={"www-authenticate": REALM})
    tokens: Tokens = request.app.state.tokens
    try:
        return await tokens.actor(token)
    except TokenRefused as refused:
        challenge = f'{REALM}, error="invalid_token", error_description="{refused}"'
        detail = f"Not accepted: {refused}. Get a new token."
        raise Problem(401, "unauthenticated", detail, headers={"www-authenticate": challenge}) from None
    except KeysUnavailable:
        raise unavailable("The issuer of tokens", 5) from None


def _in_a_role(actor: Actor, roles: frozenset[str]) -> Actor:
    if actor.role not in roles:
        raise Problem(403, "role-not-allowed", f"This is for {_either(roles)}; the token's role is another.")
    return actor


def _either(roles: frozenset[str]) -> str:
    named = sorted(role.replace("_", " ") for role in roles)
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
