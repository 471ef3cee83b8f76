"""`throughline rebuild`: a read model built anew beside the one that is shown, compared with the log, and switched."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughline.cli.operators import asked, services

if TYPE_CHECKING:
    import httpx
    from rich.progress import Progress, TaskID

LOOK_EVERY = 0.5


def rebuild(
    service: Annotated[str, typer.Argument(help="Which service.")],
    projection: Annotated[str, typer.Argument(help="Which of its read models.")],
    watch: Annotated[bool, typer.Option("--watch", help="Only follow the one that is under way.")] = False,
    roll_back: Annotated[bool, typer.Option("--roll-back", help="Show the build before it again.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Drop the build that is kept for the way back.")] = False,
    give_up: Annotated[bool, typer.Option("--give-up", help="End the one that is under way.")] = False,
    reason: Annotated[str, typer.Option(help="Why; kept with who did it.")] = "asked for on the command line",
) -> None:
    """Build a read model anew beside the one that readers see, compare it with the log, and switch.

    Readers see one complete build at any time. It goes on by itself, also where this command or a service ends. What
    was shown before is kept, up to date, for the way back, until it is dropped.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen

    chosen = [name for name, given in (("roll-back", roll_back), ("drop", drop), ("give-up", give_up)) if given]
    if len(chosen) + watch > 1:
        raise Failed("choose one of --watch, --roll-back, --drop and --give-up", code=2)
    if len(reason.strip()) < 3:
        raise Failed("say why with --reason", code=2)
    with services() as running:
        if service not in running:
            raise Failed(f"no service {service} runs here; there are {', '.join(running)}", code=2)
        client = running[service]
        if not watch:
            path = f"/operations/rebuilds/{projection}" + (f"/{chosen[0]}" if chosen else "")
            if asked(service, client, "POST", path, json={"reason": reason}) is None:
                raise Failed(f"{service} has no read model {projection}", code=2)
        if chosen:
            done = {"roll-back": "rolled back", "drop": "dropped", "give-up": "given up"}[chosen[0]]
            screen().print(f"{service}: {projection} {done}")
        else:
            _show(service, _followed(service, client, projection))


def _followed(service: str, client: "httpx.Client", projection: str) -> dict[str, Any]:
    """Show how far it is until it is switched. Raises Failed where there is none, or it was given up."""
    from time import sleep

    from throughline.cli import Failed
    from throughline.cli.screen import bar

    with bar() as progress:
        task = progress.add_task(f"{service}: {projection}", total=None)
        while True:
            last = _last(service, client, projection)
            if last is None:
                raise Failed(f"there was no rebuild of {projection} in {service}", code=2)
            if last["phase"] == "given_up":
                raise Failed(f"the rebuild of {projection} was given up")
            _draw(progress, task, service, last)
            if last["phase"] == "switched":
                return last
            sleep(LOOK_EVERY)


def _last(service: str, client: "httpx.Client", projection: str) -> dict[str, Any] | None:
    found = asked(service, client, "GET", "/operations/rebuilds") or ()
    return next((one for one in found if one["readModel"] == projection), None)


def _draw(progress: "Progress", task: "TaskID", service: str, last: dict[str, Any]) -> None:
    copying = last["phase"] == "copying"
    doing = {"copying": "copying", "switched": "switched"}.get(last["phase"], "following and comparing")
    rate = f", {last['events'] / max(last['copyingSeconds'], 0.001):,.0f} events/s" if last["events"] else ""
    waits = f"; waits: {last['blocked']}" if last["blocked"] else ""
    progress.update(
        task,
        description=f"{service}: {last['readModel']}: {doing}{rate}{waits}",
        total=last["casesKnown"],
        completed=last["cases"] if copying else last["compared"],
    )


def _show(service: str, done: dict[str, Any]) -> None:
    from throughline.cli.screen import screen

    report, console = done["report"], screen()
    console.print(f"{service}: {done['readModel']} is switched from {report['from']} to {report['to']}")
    for name, what in (("folded", "fold of the log"), ("built", "built"), ("before", "before")):
        console.print(f"{what}: {report[name]['rows']} rows, {report[name]['hash']}", soft_wrap=True)
    console.print(
        f"{report['cases']} cases compared, {report['differing']} rows differ from the log;"
        f" of {report['beforeCases']} cases compared with what was shown, {report['otherThanBefore']} rows are others"
    )
    held = "holds" if done["signatureHolds"] else "DOES NOT HOLD: this is not the report that was signed"
    console.print(f"signature {done['signature']} {held}", soft_wrap=True)
