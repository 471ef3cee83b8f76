"""`throughline figures`: a figure as reporting answers it, with its definition and what it is true at."""

import json
import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import httpx

_SOURCE = re.compile(r"own|historical|import:.+")


def figures(
    name: Annotated[str | None, typer.Argument(help="Which figure; without it, all there are.")] = None,
    source: Annotated[str, typer.Option(help="`own`, `historical`, or the name of an imported set.")] = "own",
    office: Annotated[str | None, typer.Option(help="One office; small groups are then hidden.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False,
) -> None:
    """Print a figure: every line with its n, what it counts by which definition, and the position it is true at.

    Asks reporting of the stack that runs here, as an analyst of all offices.
    """
    client = _reporting()
    with client:
        if name is None:
            found = _get(client, "/figures")
            print(json.dumps(found, indent=2)) if as_json else _list(found)
            return
        asked = {"source": source if _SOURCE.fullmatch(source) else f"import:{source}"}
        found = _get(client, f"/figures/{name}", asked | ({"office": office} if office else {}))
    print(json.dumps(found, indent=2)) if as_json else _show(found)


def _list(definitions: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("figure", "counts", "meaning")
    for one in definitions:
        table.add_row(one["id"], one["denominator"], one["text"])
    Console().print(table)


def _show(figure: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console, defined = Console(), figure["definition"]
    offices = ", ".join(figure["offices"] or ["all offices"])
    n = "n may not be shown" if figure["n"] is None else f"n = {figure['n']}"
    console.print(f"{defined['id']} of {figure['source']}, {offices}: {n} ({defined['denominator']})", highlight=False)
    names = list(dict.fromkeys(name for line in figure["values"] for name in line["values"]))
    table = Table("", "n", *names)
    for line in figure["values"]:
        shown = (line["values"].get(name) for name in names)
        table.add_row(line["what"], _cell(line["n"]), *map(_cell, shown))
    console.print(table)
    for caution in defined["cautions"]:
        console.print(f"- {caution}", highlight=False, markup=False)
    console.print(f"true at {figure['trueAt'] or 'nothing recorded'}", highlight=False)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _reporting() -> "httpx.Client":
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
    if state is None or "reporting" not in state.services:
        raise Failed("reporting does not run here; start the stack with `throughline up`")
    token = sign(
        decoded_key(state.token_key),
        subject=uuid5(COMMANDS, "analyst"),
        role="hq_analyst",
        offices=["*"],
        ttl=timedelta(minutes=5),
        audience="throughline",
        issuer=None,
    )
    headers = {"authorization": f"Bearer {token}"}
    return httpx.Client(base_url=state.services["reporting"].url, headers=headers, timeout=120)


def _get(client: "httpx.Client", path: str, asked: dict[str, str] | None = None) -> Any:
    import httpx

    from throughline.cli import Failed

    try:
        answer = client.get(path, params=asked)
    except httpx.HTTPError as error:
        raise Failed(f"reporting does not answer ({type(error).__name__}); see `throughline status`") from None
    if answer.status_code == 404:
        raise Failed(f"there is no such figure or office; `throughline figures` lists the figures ({path})")
    if answer.status_code == 422:
        raise Failed("a source is `own`, `historical` or the name of an imported set; an office is like PHL-MNL")
    if answer.is_error:
        raise Failed(f"reporting answered {answer.status_code} to {path}; see `throughline status`")
    return answer.json()
