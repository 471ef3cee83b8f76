"""`throughline republish`: everything that is recorded, published once more, for a broker that has lost it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughline.cli.operators import asked, chosen, wanted

if TYPE_CHECKING:
    import httpx

LOOK_EVERY = 0.2
PATH = "/operations/republish"


def republish(
    reason: Annotated[str, typer.Option(help="Why; kept with who did it.")] = "",
    service: Annotated[str | None, typer.Argument(help="Which service; without it, all of them.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be published.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where the broker has as many records.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before doing it.")] = False,
) -> None:
    """Publish every event of the event stores again, each case in its order.

    For a broker that came back without its records. Readers drop what they know, so it does no harm to publish too
    much. What is recorded meanwhile is published, too. Ended on the way, the same command goes on where it stood.
    Afterwards `throughline relog` lets readers begin anew.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen

    with chosen(service, reason) as services:
        body = {"reason": reason, "anyway": anyway}
        asks = ((name, wanted(name, client, PATH, body | {"dryRun": True})) for name, client in services.items())
        would = {name: found for name, found in asks if found}
        if not would:
            raise Failed(
                "the broker has as many records as there are events; --anyway publishes them all the same", code=2
            )
        _show(would)
        events = sum(found["eventsKnown"] - found["events"] for found in would.values())
        if dry_run:
            screen().print(f"would publish {events} events; nothing was done")
            return
        if not yes and not typer.confirm(f"publish {events} events again?"):
            raise Failed("nothing was done")
        for name in would:
            asked(name, services[name], "POST", PATH, json=body)
            _follow(name, services[name])
    screen().print(f"{events} events are published again; now `throughline relog`")


def _follow(name: str, client: "httpx.Client") -> None:
    """Have it go on until all is published."""
    from time import sleep

    from throughline.cli.screen import bar, show_events

    with bar() as progress:
        task = progress.add_task(name, total=None)
        while (found := asked(name, client, "POST", f"{PATH}/next")) is not None:
            show_events(progress, task, name, max(0, found["events"] - found["waiting"]), found["eventsKnown"])
            sleep(LOOK_EVERY)
        progress.update(task, completed=progress.tasks[task].total)


def _show(would: dict[str, dict[str, Any]]) -> None:
    from rich.table import Table

    from throughline.cli.screen import screen

    table = Table("service", "topic")
    for title in ("events in the store", "records at the broker"):
        table.add_column(title, justify="right")
    for name, found in would.items():
        for topic in found["topics"]:
            table.add_row(name, topic["topic"], str(topic["events"]), str(topic["records"]))
    screen().print(table)
