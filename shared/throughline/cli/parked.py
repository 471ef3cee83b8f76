"""`throughline parked`: cases set aside because an event could not be applied; trying again, and giving up."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from throughline.cli.operators import asked, services
from throughline.cli.references import case_named

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_LENGTH = 600
"""Seconds that a service may take: of many cases each is applied by itself."""

app = typer.Typer(help="Show what is set aside in the services, apply it again, or give it up.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document for programs.")]
Case = Annotated[str | None, typer.Argument(help="Only this case, by id or reference.")]
Fingerprint = Annotated[
    str | None, typer.Option(help="Only cases whose first parked event failed so, as `throughline parked list` shows.")
]
Since = Annotated[datetime | None, typer.Option(help="Only what was parked at this time or later, UTC.")]
Before = Annotated[datetime | None, typer.Option(help="Only what was parked before this time, UTC.")]
Reason = Annotated[str, typer.Option(help="Why; kept with who did it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before doing it.")]


@app.command("list")
def listed(
    case: Case = None,
    fingerprint: Fingerprint = None,
    since: Since = None,
    before: Before = None,
    as_json: AsJson = False,
) -> None:
    """Show every parked case: where, since when, how many events, and the first one's error.

    One line per service, feed and reaction; a reaction that somebody's warning hangs on is marked. Ids, codes and
    counts only: no event's content is shown.
    """
    chosen = _chosen(case_named(case), fingerprint, since, before)
    found = _everywhere("/operations/parked", chosen)
    _show(
        found,
        ("service", "feed", "reaction", "safety", "caseId", "events", "since", "fingerprint", "error"),
        as_json,
        empty="nothing is parked",
    )


@app.command()
def show(case: Annotated[str, typer.Argument(help="The case, by id or reference.")], as_json: AsJson = False) -> None:
    """Show a case's events that wait or were given up: which, where they stand, and why. Not what they say."""
    found = _everywhere(f"/operations/parked/{case_named(case)}", {})
    if not found:
        raise _nothing(f"case {case}")
    columns = ("service", "feed", "reaction", "state", "topic", "lane", "offset", "type", "version", "since", "error")
    _show(found, columns, as_json, empty="")


@app.command()
def redrive(
    case: Case = None,
    fingerprint: Fingerprint = None,
    since: Since = None,
    before: Before = None,
    reason: Reason = "the cause is mended",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Apply parked events again, in order, in every service where some are; what still fails stays parked.

    Shows first what it would do, and asks.
    """
    _treat("redrive", _chosen(case_named(case), fingerprint, since, before), reason, dry_run, yes)


@app.command()
def discard(
    case: Case = None,
    fingerprint: Fingerprint = None,
    since: Since = None,
    before: Before = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Give parked events up for good: what comes later of their cases goes on, and read models lack them for ever.

    Their rows are kept, and `throughline verify` counts them. Shows first what it would do, and asks.
    """
    _treat("discard", _chosen(case_named(case), fingerprint, since, before), reason, dry_run, yes)


def _treat(what: str, chosen: dict[str, str], reason: str, dry_run: bool, yes: bool) -> None:
    from throughline.cli import Failed
    from throughline.cli.screen import screen

    if not chosen:
        raise Failed("name a case, a --fingerprint or a time", code=2)
    if len(reason.strip()) < 3:
        raise Failed("say why with --reason", code=2)
    body = chosen | {"reason": reason}
    path = f"/operations/parked/{what}"
    with services(timeout=AT_LENGTH) as running:
        would = {name: _post(name, client, path, body | {"dryRun": True}) for name, client in running.items()}
        events = sum(one["events"] for found in would.values() for one in found)
        if not events:
            raise _nothing("what you named")
        rows = [{"service": name, **one} for name, found in would.items() for one in found]
        _show(rows, ("service", "feed", "caseId", "events"), False, empty="")
        if dry_run:
            screen().print(f"would {what} {events} events; nothing was done")
            return
        if not yes and not typer.confirm(f"{what} {events} events?"):
            raise Failed("nothing was done")
        done = [one for name, found in would.items() if found for one in _post(name, running[name], path, body)]
    left = sum(one["stillParked"] for one in done)
    done_with = "given up" if what == "discard" else "applied"
    screen().print(f"{events - left} events {done_with}" + (f", {left} still parked" if left else ""))


def _post(name: str, client: Any, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    return asked(name, client, "POST", path, json=body) or []


def _everywhere(path: str, params: dict[str, str]) -> list[dict[str, Any]]:
    with services() as running:
        answers = {name: asked(name, client, "GET", path, params=params) or () for name, client in running.items()}
    return [{"service": name, **one} for name, found in answers.items() for one in found]


def _chosen(
    case: UUID | None, fingerprint: str | None, since: datetime | None, before: datetime | None
) -> dict[str, str]:
    chosen = {"caseId": case, "fingerprint": fingerprint, "since": _utc(since), "before": _utc(before)}
    return {name: str(value) for name, value in chosen.items() if value is not None}


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat() + "Z"


def _nothing(what: str) -> Exception:
    from throughline.cli import Failed

    return Failed(f"{what} is parked nowhere; `throughline parked list` shows what is", code=2)


def _show(found: "Sequence[dict[str, Any]]", columns: "Sequence[str]", as_json: bool, *, empty: str) -> None:
    from rich.table import Table

    from throughline.cli.screen import screen

    if as_json:
        print(json.dumps(found, indent=2))
    elif not found:
        screen().print(empty)
    else:
        table = Table(*columns)
        for one in found:
            table.add_row(*(str(one[column]) for column in columns))
        screen().print(table)
