"""`throughline relog`: readers begin the log anew that replaced the one they were reading."""

from typing import Annotated, Any

import typer

from throughline.cli.operators import asked, chosen, wanted

PATH = "/operations/relog"


def relog(
    reason: Annotated[str, typer.Option(help="Why; kept with who did it.")] = "",
    service: Annotated[str | None, typer.Argument(help="Which service; without it, all of them.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show how readers stand to the log.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where the log is the one that was read.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before doing it.")] = False,
) -> None:
    """Let every reader of a service begin its topics where they begin now.

    For a broker that came back without its records, or with older ones; `throughline republish` first. What a reader
    has accounted for is dropped by its version, so nothing counts twice and no read model is built anew.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen

    with chosen(service, reason) as services:
        body = {"reason": reason, "anyway": anyway}
        asks = ((name, wanted(name, client, PATH, body | {"dryRun": True})) for name, client in services.items())
        would = {name: found["feeds"] for name, found in asks if found}
        if not would:
            raise Failed("the log is the one that every reader was reading; --anyway begins it all the same", code=2)
        _show(would)
        if dry_run:
            screen().print(f"would begin anew in {', '.join(would)}; nothing was done")
            return
        if not yes and not typer.confirm(f"begin anew in {', '.join(would)}?"):
            raise Failed("nothing was done")
        for name in would:
            asked(name, services[name], "POST", PATH, json=body)
    screen().print(f"readers of {', '.join(would)} begin anew, within seconds")


def _show(would: dict[str, list[dict[str, Any]]]) -> None:
    from rich.table import Table

    from throughline.cli.screen import screen

    table = Table("service", "feed", "topic")
    for title in ("stands at", "records at the broker", "partitions replaced"):
        table.add_column(title, justify="right")
    for name, feeds in would.items():
        for one in feeds:
            table.add_row(
                name, one["feed"], one["topic"], *(str(one[key]) for key in ("stands", "records", "replaced"))
            )
    screen().print(table)
