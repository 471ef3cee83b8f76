"""`throughline figures`: a figure as reporting answers it, with its definition and what it is true at."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughline.cli.operators import bearing

if TYPE_CHECKING:
    import httpx
    from rich.table import Table

_SOURCE = re.compile(r"own|historical|import:.+")
_SHARE = re.compile(r"^(rate|share)(_|$)|^(pendency|clearance)$|_per_referred$")
_WIDEST, _ABREAST = 8, 4
_SPREAD = ("min", "q1", "median", "q3", "p90", "max")


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
    from rich.padding import Padding
    from rich.text import Text

    from throughline.cli.screen import screen

    console = screen()
    for one in definitions:
        console.print(Text.assemble((one["name"], "bold"), f"  in {one['unit']}; n: {one['denominator']}"))
        console.print(Padding(Text(one["text"], style="dim"), (0, 0, 1, 2)))


def _show(figure: dict[str, Any]) -> None:
    from throughline.cli.screen import screen

    console, defined = screen(), figure["definition"]

    def say(text: str) -> None:
        console.print(text, highlight=False, markup=False)

    offices = ", ".join(figure["offices"] or ["all offices"])
    n = "n is not shown" if figure["n"] is None else f"n = {figure['n']}"
    say(f"{defined['id']} (in {defined['unit']}), source {figure['source']}, {offices}")
    say(defined["text"])
    say(f"{n}: {defined['denominator']}")
    if figure["protected"]:
        say("Small groups are not shown (hidden), counts are rounded down to a multiple of 5.")
    for table in _tables(figure["values"], defined["unit"], console.width):
        console.print(table)
    for caution in defined["cautions"]:
        say(f"- {caution}")
    say(f"true at {_position(figure['positions'])}; the last fact in it was recorded {figure['trueAt'] or 'never'}")


def _tables(lines: list[dict[str, Any]], unit: str, width: int) -> "Iterator[Table]":
    """One line a row; where there is too much to say of each for the width, one line a column, a few at a time."""
    from rich.table import Table

    names = list(dict.fromkeys(name for line in lines for name in line["values"]))
    names = [*(name for name in _SPREAD if name in names), *(name for name in names if name not in _SPREAD)]
    rows = [
        (line["what"].replace("_", " "), _n(line), *(_cell(name, line["values"].get(name), unit) for name in names))
        for line in lines
    ]
    heads = ("line", "n", *(name.replace("_", " ") for name in names))
    if len(heads) <= _WIDEST and _narrowest([heads, *rows]) <= width:
        tables = [(Table(*heads), rows)]
    else:
        groups = [rows[first : first + _ABREAST] for first in range(0, len(rows), _ABREAST)]
        tables = [
            (
                Table("", *(row[0] for row in group)),
                [*zip(heads[1:], *(row[1:] for row in group), strict=True)],
            )
            for group in groups
        ]
    for table, content in tables:
        for row in content:
            table.add_row(*row)
        yield table


def _narrowest(rows: list[tuple[str, ...]]) -> int:
    """The width of a table of these rows, headings among them, that breaks no word."""
    words = (
        max((len(word) for cell in column for word in cell.split()), default=0) for column in zip(*rows, strict=True)
    )
    return sum(width + 3 for width in words) + 1


def _n(line: dict[str, Any]) -> str:
    return "hidden" if line["n"] is None else f"{line['n']:,}"


def _cell(name: str, value: Any, unit: str) -> str:
    """A part of a whole in per cent; what is not known, or not shown, is a dash."""
    if value is None:
        return "-"
    if isinstance(value, int | float) and (_SHARE.search(name) or (unit == "share" and name.startswith("ci_"))):
        return f"{value:.1%}"
    if isinstance(value, float):
        return f"{value:,.12g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _position(positions: dict[str, list[int]]) -> str:
    """How many events of each topic are counted; the offsets of its lanes are in --json."""
    return ", ".join(f"{topic} {sum(lanes)}" for topic, lanes in sorted(positions.items())) or "no event read"


def _reporting() -> "httpx.Client":
    import httpx

    from throughline.cli import Failed
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    state = StackState.load(Layout.find().state_file)
    if state is None or "reporting" not in state.services:
        raise Failed("reporting does not run here; start the stack with `throughline up`")
    headers = bearing(state, "hq_analyst")
    return httpx.Client(base_url=state.services["reporting"].url, headers=headers, timeout=120)


def _get(client: "httpx.Client", path: str, asked: dict[str, str] | None = None) -> Any:
    import httpx

    from throughline.cli import Failed

    try:
        answer = client.get(path, params=asked)
    except httpx.HTTPError as error:
        raise Failed(f"reporting does not answer ({type(error).__name__}); see `throughline status`") from None
    if answer.status_code == 404:
        raise Failed(
            f"no figure {path.rpartition('/')[2]}, or no such office; `throughline figures` lists them", code=2
        )
    if answer.status_code == 422:
        raise Failed("a source is `own`, `historical` or the name of an imported set; offices are like PHL-MNL", code=2)
    if answer.is_error:
        raise Failed(f"reporting answered {answer.status_code} to {path}; see `throughline status`")
    return answer.json()
