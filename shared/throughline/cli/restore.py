"""`throughline restore`: a service whose database came from an older backup is brought forward from its own topics."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughline.cli.operators import asked, chosen

if TYPE_CHECKING:
    import httpx

LOOK_EVERY = 0.3
PATH = "/operations/restore"


def restore(
    service: Annotated[str, typer.Argument(help="Which service.")],
    reason: Annotated[str, typer.Option(help="Why; kept with who did it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what is missing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before doing it.")] = False,
) -> None:
    """Insert what was published and is missing, with answers to commands, deadlines and destroyed keys.

    The service notices at its start what its store lacks, and takes no command until then. What neither the backup nor
    a topic has is lost: documents and keys of the vault made since the backup are counted. Ended on the way, the same
    command goes on.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen

    with chosen(service, reason) as services:
        client = services[service]
        would = asked(service, client, "POST", PATH, json={"reason": reason, "dryRun": True})
        if dry_run:
            screen().print(f"would restore {would['known']} events of {service}; nothing was done")
            return
        if not yes and not typer.confirm(f"restore {would['known']} events of {service}?"):
            raise Failed("nothing was done")
        asked(service, client, "POST", PATH, json={"reason": reason})
        _show(service, _followed(service, client))


def _followed(name: str, client: "httpx.Client") -> dict[str, Any]:
    from time import sleep

    from throughline.cli import Failed
    from throughline.cli.screen import bar, show_events

    with bar() as progress:
        task = progress.add_task(name, total=None)
        while True:
            found: dict[str, Any] | None = asked(name, client, "GET", PATH)
            if found is None:
                raise Failed(f"{name} was restarted; the same command goes on where it stood")
            if found["failed"]:
                raise Failed(f"the restore of {name} ended before its end: {found['failed']}")
            show_events(progress, task, name, found["events"], found["known"] or None)
            if found["ended"]:
                return found
            sleep(LOOK_EVERY)


def _show(name: str, done: dict[str, Any]) -> None:
    from throughline.cli.screen import screen

    console = screen()
    console.print(
        f"{name}: {done['events']} events restored, {done['streams']} streams and {done['deadlines']} deadlines with "
        f"them; {done['keysDestroyed']} keys destroyed again"
    )
    if done["forks"] or done["gaps"]:
        console.print(
            f"{done['forks']} events have another one in their place and {done['gaps']} come after one that is "
            "nowhere: they are in the table event_left_behind, and people have to record them again"
        )
    if done["documentsLost"] or done["sealsLost"]:
        console.print(
            f"lost with the vault: {done['documentsLost']} documents, {done['sealsLost']} sealed fields, in cases "
            f"{', '.join(done['casesWithLosses'])}"
        )
    console.print(f"{name} takes commands again; now `throughline verify {name}`")
