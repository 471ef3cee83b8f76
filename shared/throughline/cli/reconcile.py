"""`throughline reconcile`: has a service received of each case what the others have recorded?"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from throughline.cli.operators import asked, services

if TYPE_CHECKING:
    import httpx
    from rich.progress import Progress

PATH = "/operations/reconciliation"
ON_ITS_WAY = 3.0
"""Seconds after which what differs is looked at again: it may just have been recorded."""
PAGE = 200


def reconcile(
    service: Annotated[str | None, typer.Argument(help="Who has received; without it, every service.")] = None,
    other: Annotated[str | None, typer.Option("--with", help="Who has recorded; without it, all others.")] = None,
    office: Annotated[str | None, typer.Option(help="Only cases of this office.")] = None,
    since: Annotated[
        datetime | None, typer.Option(help="Only cases with an event recorded then or later, UTC.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False,
) -> None:
    """Compare, case by case, what services have received with what others have recorded on the topics they read.

    Counts and hashes are compared, never contents shown. What differs is looked at a second time after some seconds,
    since it may have been on its way. Exit code 1 where a case still differs.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import spinner

    chosen = {"office": office, "since": since and f"{since.isoformat()}Z"}
    rows = list[dict[str, Any]]()
    with services() as running, spinner() as progress:
        for name in (service, other):
            if name is not None and name not in running:
                raise Failed(f"no service {name} runs here; there are {', '.join(running)}", code=2)
        for consumer in [service] if service else running:
            for producer in [other] if other else running:
                if consumer != producer:
                    found = _compared(running, consumer, producer, {k: v for k, v in chosen.items() if v}, progress)
                    rows += [found] if found else []
    if not rows:
        raise Failed(f"{service or 'no service'} reads no topic of {other or 'another one'}", code=2)
    _show(rows, as_json)
    if any(row["differing"] for row in rows):
        raise typer.Exit(1)


def _compared(
    running: "dict[str, httpx.Client]", consumer: str, producer: str, chosen: dict[str, str], progress: "Progress"
) -> dict[str, Any] | None:
    """One service's cases, as another has received them; None where it reads no topic of theirs."""
    from time import sleep

    topics = asked(consumer, running[consumer], "GET", f"{PATH}/reads")["topics"]
    asking: dict[str, Any] = {"topic": topics, "limit": PAGE, "after": _FIRST, **chosen}
    task, cases, differing = progress.add_task(f"{consumer} with {producer}", total=None), 0, list[dict[str, Any]]()
    while True:
        page = asked(producer, running[producer], "GET", PATH, params=asking) if topics else {"topics": ()}
        if not page["topics"]:
            progress.update(task, visible=False)
            return None
        within = {"complete": not chosen, "after": asking["after"], "until": page["next"]}
        differing += asked(consumer, running[consumer], "POST", PATH, json=_said(producer, page) | within)
        cases += len(page["cases"])
        progress.update(task, description=f"{consumer} with {producer}: {cases} cases, {len(differing)} differ")
        if page["next"] is None:
            progress.update(task, total=1, completed=1)
            break
        asking["after"] = page["next"]
    if differing:
        sleep(ON_ITS_WAY)
        differing = _again(running, consumer, producer, topics, differing)
    return {"service": consumer, "with": producer, "topics": page["topics"], "cases": cases, "differing": differing}


def _again(
    running: "dict[str, httpx.Client]", consumer: str, producer: str, topics: list[str], before: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What still differs of the cases that did."""
    still = list[dict[str, Any]]()
    for at in range(0, len(before), PAGE):
        named = [one["caseId"] for one in before[at : at + PAGE]]
        asking = {"topic": topics, "limit": PAGE, "caseId": named}
        page = asked(producer, running[producer], "GET", PATH, params=asking)
        still += asked(consumer, running[consumer], "POST", PATH, json=_said(producer, page))
        there = {one["caseId"] for one in page["cases"]}
        still += [one for one in before[at : at + PAGE] if one["kind"] == "surplus" and one["caseId"] not in there]
    return still


def _said(producer: str, page: dict[str, Any]) -> dict[str, Any]:
    return {"service": producer, "topics": page["topics"], "cases": page["cases"]}


def _show(rows: list[dict[str, Any]], as_json: bool) -> None:
    from rich.table import Table

    from throughline.cli.screen import screen

    if as_json:
        print(json.dumps(rows, indent=2))
        return
    console, table = screen(), Table("service", "has received of", "topics")
    for title in ("cases", "differing"):
        table.add_column(title, justify="right")
    for row in rows:
        table.add_row(
            row["service"], row["with"], ", ".join(row["topics"]), str(row["cases"]), str(len(row["differing"]))
        )
    console.print(table)
    for row in rows:
        for one in row["differing"]:
            counts = f"{one['ours']} events in {row['service']}, {one['theirs']} in {row['with']}"
            console.print(f"case {one['caseId']} is {one['kind']}: {counts}")


_FIRST = "00000000-0000-0000-0000-000000000000"
