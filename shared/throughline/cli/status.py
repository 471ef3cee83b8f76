"""`throughline status`: what runs, where, how it is and what is stuck in it; as a table or as JSON."""

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psutil import Process
    from rich.console import Console

    from throughline.cli.stuck import Stuck
    from throughline.stack.layout import Layout
    from throughline.stack.state import ComponentState

_HTTP = (8100, 4318, 16686)
"""The ports inside containers that speak HTTP."""
_MAIN = {"kafka": 19092, "jaeger": 16686}


@dataclass(frozen=True)
class Row:
    """`memory` in bytes, of the process and its children. `stuck`: a sentence each."""

    component: str
    state: str
    address: str
    pid: int | None
    memory: int | None
    starts: int
    log: str
    note: str
    stuck: "Sequence[str]" = ()


def status(as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False) -> None:
    """Show every part of the stack: state, address, pid, memory and log.

    A service is `ready` when GET /health/ready answers 200 now; `unwell` when its process runs but does not answer so.
    Below stands what is stuck, in which cases, why and since when: what somebody's warning hangs on first.
    """
    from rich.console import Console

    from throughline.cli import docker
    from throughline.cli.hints import typed
    from throughline.stack.layout import Layout

    layout = Layout.find()
    rows = _in_docker(layout) if docker.runs(layout) else _rows(layout)
    waits = _stuck() if rows else []
    if as_json:
        told = [replace(row, stuck=[one.text for one in waits if one.service == row.component]) for row in rows]
        print(json.dumps([asdict(row) for row in told], indent=2))
    elif not rows:
        Console().print(typed("nothing is running; `throughline up` starts it"), highlight=False, soft_wrap=True)
    elif docker.runs(layout):
        _print([replace(row, log="") for row in rows], Console(), "")
        Console().print(f"logs: {docker.HOW} logs NAME", highlight=False)
    else:
        _print(rows, Console(), str(layout.root))
    for one in [] if as_json else waits:
        Console().print(typed(str(one)), highlight=False, markup=False, style="red", soft_wrap=True)


def _stuck() -> "list[Stuck]":
    """Nothing where no service runs that could be asked."""
    from throughline.cli import Failed
    from throughline.cli.stuck import stuck

    try:
        return stuck()
    except Failed:
        return []


def _rows(layout: "Layout") -> list[Row]:
    from throughline.stack.identity import Identity
    from throughline.stack.state import ComponentState, StackState

    state = StackState.load(layout.state_file)
    if state is None:
        return []

    def memory(process: Identity | None) -> int | None:
        running = process.process() if process else None
        return sum(_takes(one) for one in (running, *running.children(recursive=True))) if running else None

    def row(name: str, one: ComponentState) -> Row:
        alive = one.process is not None and one.process.alive
        pid = one.process.pid if one.process and alive else None
        return Row(name, _now(one, alive), one.address, pid, memory(one.process), one.starts, one.log, one.detail)

    boss = state.supervisor
    first = Row(
        component="supervisor",
        state="ready" if boss.alive else "gone",
        address="",
        pid=boss.pid if boss.alive else None,
        memory=_takes(own) if (own := boss.process()) else None,
        starts=1,
        log=str(layout.log("supervisor")),
        note="" if boss.alive else "`throughline up` starts a new one",
    )
    return [first, *(row(name, one) for name, one in state.components.items())]


def _in_docker(layout: "Layout") -> list[Row]:
    """Where it is reached; the rest is Docker's to tell."""
    from throughline.cli.docker import HOW, containers

    def address(inside: int, at: int) -> str:
        return f"{'http://' if inside in _HTTP else ''}127.0.0.1:{at}"

    def row(name: str, phase: str, ports: dict[int, int]) -> Row:
        at = {inside: address(inside, outside) for inside, outside in ports.items()}
        main = at.pop(_MAIN.get(name, 8100), "")
        note = f"also {', '.join(at.values())}" if at else ""
        return Row(name, phase, main, None, None, 1, f"{HOW} logs {name}", note)

    return [row(one.service, one.phase, one.ports) for one in containers(layout)]


def _now(one: "ComponentState", alive: bool) -> str:
    from throughline.stack.processes import answers_ready

    if not alive:
        return one.phase if one.phase not in ("ready", "starting") else "gone"
    if one.phase == "ready" and one.address.startswith("http"):
        return "ready" if answers_ready(one.address) else "unwell"
    return one.phase


def _takes(process: "Process") -> int:
    """Bytes of memory; of what several share, such as Postgres's buffers, its part, where the system tells."""
    from psutil import AccessDenied, NoSuchProcess

    try:
        return int(process.memory_full_info().pss)
    except (AccessDenied, AttributeError):
        return int(process.memory_info().rss)
    except NoSuchProcess:
        return 0


def _print(rows: list[Row], console: "Console", root: str) -> None:
    from rich.table import Table

    from throughline.cli.hints import typed

    colours = {"ready": "green", "stopped": "dim", "gone": "red", "failing": "red", "unwell": "red"}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for title in ("component", "state", "url / port", "pid", "memory", "log"):
        table.add_column(title, justify="right" if title in ("pid", "memory") else "left", no_wrap=True)
    for row in rows:
        colour = colours.get(row.state, "yellow")
        memory = f"{row.memory / 2**20:.0f} MB" if row.memory else ""
        where = [row.address, str(row.pid or ""), memory, row.log.removeprefix(f"{root}/")]
        table.add_row(row.component, f"[{colour}]{row.state}[/]", *where)
    console.print(table)
    for row in rows:
        if row.note:
            console.print(typed(f"{row.component}: {row.note}"), highlight=False, markup=False)
