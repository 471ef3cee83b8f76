"""`throughline verify`: are the read models what the log says? Any time, on services at work."""

import json
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from throughline.cli.operators import asked, services
from throughline.cli.references import case_named

if TYPE_CHECKING:
    import httpx
    from rich.progress import Progress

PAGE = 50


def verify(
    service: Annotated[str | None, typer.Argument(help="Which service; without it, all of them.")] = None,
    case: Annotated[str | None, typer.Option(help="Only this case, by id or reference.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False,
) -> None:
    """Fold every case anew from the log, and compare it with its rows in every read model.

    Exit code 1 where a row is missing, surplus or other than the log says; the first ones are named, by column, without
    what stands in them. Events that are held, parked or discarded are in no read model, and are counted.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import spinner

    only, found = case_named(case), dict[str, dict[str, Any]]()
    with services() as running, spinner() as progress:
        if service is not None and service not in running:
            raise Failed(f"no service {service} runs here; there are {', '.join(running)}", code=2)
        for name in [service] if service else running:
            found[name] = _compared(name, running[name], only, progress)
    if only is not None and not any(one["rows"] or one["differing"] for one in found.values()):
        raise Failed(f"case {case} is in no read model here", code=2)
    if as_json:
        print(json.dumps(found, indent=2))
    else:
        _show(found, unknown=[name for name, one in found.items() if only and not one["rows"]])
    if any(one["differing"] for one in found.values()):
        raise typer.Exit(1)


def _compared(name: str, client: "httpx.Client", case: UUID | None, progress: "Progress") -> dict[str, Any]:
    """All pages of one service, added up."""
    task = progress.add_task(f"{name}: beginning", total=None)
    sums: dict[str, Any] = {"cases": 0, "rows": 0, "differing": 0, "differences": [], "leftOut": {}}
    asking: dict[str, str] = {"caseId": str(case)} if case else {"limit": str(PAGE)}
    while True:
        page = asked(name, client, "GET", "/operations/verify", params=asking)
        for count in ("cases", "rows", "differing"):
            sums[count] += page[count]
        sums["differences"] = (sums["differences"] + page["differences"])[:20]
        sums["leftOut"] = page["leftOut"]
        progress.update(task, description=f"{name}: {sums['cases']} cases, {sums['rows']} rows")
        if page["next"] is None:
            progress.update(task, total=1, completed=1)
            return sums
        asking["after"] = page["next"]


def _show(found: dict[str, dict[str, Any]], unknown: list[str]) -> None:
    """`unknown`: the services that have no row of the one case that was asked for."""
    from rich.table import Table

    from throughline.cli.screen import screen

    console = screen()
    table = Table("service")
    for title in ("cases", "rows", "differing", "held", "parked", "discarded"):
        table.add_column(title, justify="right")
    for name, one in found.items():
        left = (one["leftOut"].get(state, 0) for state in ("held", "parked", "discarded"))
        table.add_row(name, *(str(number) for number in (one["cases"], one["rows"], one["differing"], *left)))
    console.print(table)
    if unknown:
        console.print(
            f"not compared: {', '.join(unknown)}, where no row has this id (reporting's are pseudonyms; "
            "without --case they are compared, too)"
        )
    for name, one in found.items():
        for row in one["differences"]:
            where = f" in {', '.join(row['columns'])}" if row["columns"] else ""
            key = ", ".join(row["key"])
            console.print(f"{name}: {row['readModel']} of case {row['caseId']}: row {key} is {row['kind']}{where}")
