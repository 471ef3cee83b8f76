"""`throughline token`: a bearer token for the development stack. Refused anywhere else."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer


def token(
    role: Annotated[str, typer.Option(help="lawyer, social_worker, investigator, director, importer …")],
    office: Annotated[
        list[str] | None, typer.Option(help="An office id such as PHL-MNL; may be repeated. '*' is all of them.")
    ] = None,
    subject: Annotated[
        UUID | None, typer.Option(help="Whose token it is. Default: always the same person for a role and its offices.")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(help="The partner whose token it is, as in the name of its topic: hotline.")
    ] = None,
    ttl: Annotated[str, typer.Option(metavar="DURATION", help="How long it is good for: 90s, 30m, 8h or 7d.")] = "8h",
) -> None:
    """Print a token that the local services accept, to send as `Authorization: Bearer TOKEN`.

    It is signed with the running stack's key, or with THROUGHLINE_TOKEN_KEY where no stack runs here.
    """
    import os
    from uuid import uuid5

    from throughline.cli import Failed
    from throughline.http.issuing import COMMANDS
    from throughline.http.tokens import is_role, sign

    if not is_role(role):
        raise Failed(f"{role!r} is no role that a person can have; roles are written like social_worker", code=2)
    known = _known()
    if known and role not in known:
        raise Failed(f"no service knows the role {role!r}; there are {', '.join(sorted(known))}", code=2)
    offices = sorted(set(office or ()))
    print(
        sign(
            _secret(),
            subject=subject or uuid5(COMMANDS, "|".join((role, *offices))),
            role=role,
            offices=offices,
            ttl=_duration(ttl),
            organisation=organisation,
            audience=os.environ.get("THROUGHLINE_TOKEN_AUDIENCE") or "throughline",
            issuer=os.environ.get("THROUGHLINE_TOKEN_ISSUER") or None,
        )
    )


def _known() -> set[str]:
    """The roles that the services of this checkout declare; none where there is no checkout, or none can be read."""
    from throughline.cli.roles import known_roles
    from throughline.stack.errors import StackError
    from throughline.stack.layout import Layout

    try:
        return known_roles(Layout.find())
    except (StackError, ImportError):
        return set()


def _secret() -> bytes:
    """The stack's key in a checkout where one runs; the variable's where the environment says it is for development."""
    import os

    from throughline.cli import Failed
    from throughline.settings import DEVELOPING, decoded_key
    from throughline.stack.errors import StackError
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    environment = os.environ.get("THROUGHLINE_ENVIRONMENT", "")
    if environment and environment not in DEVELOPING:
        raise Failed(f"THROUGHLINE_ENVIRONMENT is {environment}: tokens are signed here for development only")
    try:
        state = StackState.load(Layout.find().state_file)
    except StackError:
        state = None
    key = state.token_key if state else os.environ.get("THROUGHLINE_TOKEN_KEY", "")
    if not key:
        raise Failed("no stack runs here and THROUGHLINE_TOKEN_KEY is not set; start the stack with `throughline up`")
    if state is None and not environment:
        raise Failed("no stack runs here; to sign with THROUGHLINE_TOKEN_KEY set THROUGHLINE_ENVIRONMENT=development")
    try:
        return decoded_key(key)
    except ValueError as wrong:
        raise Failed(f"the token key {wrong}") from None


def _duration(text: str) -> timedelta:
    """`8h` as a timedelta; a bad one is bad usage."""
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    amount, unit = text[:-1], units.get(text[-1:])
    if unit is None or not amount.isdecimal() or not 0 < int(amount) < 100_000:
        raise typer.BadParameter("write it like 90s, 30m, 8h or 7d", param_hint="--ttl")
    return timedelta(**{unit: int(amount)})
