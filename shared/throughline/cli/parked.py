"""`throughline parked`: cases that a service has set aside because an event could not be applied; and trying again."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

if TYPE_CHECKING:
    import httpx

app = typer.Typer(help="Show what is set aside in the services, and apply it again.", no_args_is_help=True)


@app.command("list")
def listed(as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False) -> None:
    """Show every parked case: where, since when, how many events, and the first one's error.

    One line per service, feed and reaction. Ids, codes and counts only: no event's content is shown.
    """
    from rich.console import Console
    from rich.table import Table

    found = [{"service": name, **one} for name, client in _services() for one in _get(name, client)]
    if as_json:
        print(json.dumps(found, indent=2))
        return
    if not found:
        Console().print("nothing is parked")
        return
    table = Table("service", "feed", "reaction", "case", "events", "since", "error")
    for one in found:
        columns = ("service", "feed", "reaction", "caseId", "events", "since", "error")
        table.add_row(*(str(one[column]) for column in columns))
    Console().print(table)


@app.command()
def redrive(case: Annotated[UUID, typer.Argument(help="The case to apply again.")]) -> None:
    """Apply a case's parked events again, in every service where some are; what still fails stays parked."""
    from rich.console import Console

    from throughline.cli import Failed

    tried = 0
    for name, client in _services():
        if any(one["caseId"] == str(case) for one in _get(name, client)):
            answer = client.post(f"/operations/parked/{case}/redrive").raise_for_status().json()
            left = answer["stillParked"]
            Console().print(f"{name}: {'all applied' if not left else f'{left} still parked'}", highlight=False)
            tried += 1
    if not tried:
        raise Failed(f"case {case} is parked nowhere; `throughline parked list` shows what is")


def _services() -> Iterator[tuple[str, "httpx.Client"]]:
    """Every running service, as an operator."""
    from datetime import timedelta
    from uuid import uuid5

    import httpx

    from throughline.cli import Failed
    from throughline.http.issuing import COMMANDS
    from throughline.http.tokens import sign
    from throughline.settings import decoded_key
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    state = StackState.load(Layout.find().state_file)
    if state is None:
        raise Failed("no stack runs here; start it with `throughline up`")
    token = sign(
        decoded_key(state.token_key),
        subject=uuid5(COMMANDS, "operator"),
        role="operator",
        offices=["*"],
        ttl=timedelta(minutes=5),
        audience="throughline",
        issuer=None,
    )
    for name, service in state.services.items():
        with httpx.Client(base_url=service.url, headers={"authorization": f"Bearer {token}"}, timeout=30) as client:
            yield name, client


def _get(name: str, client: "httpx.Client") -> list[dict[str, Any]]:
    import httpx

    from throughline.cli import Failed

    try:
        found: list[dict[str, Any]] = client.get("/operations/parked").raise_for_status().json()
    except httpx.HTTPError as error:
        raise Failed(f"{name} does not answer ({type(error).__name__}); see `throughline status`") from None
    return found
