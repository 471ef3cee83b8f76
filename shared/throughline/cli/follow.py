"""Shows components starting, with seconds, until all are ready; ends with the last log lines of one that fails.

On a terminal it is a live table, elsewhere one line per change. A component has failed when it could not be brought
up three times in a row; it is being tried further in the background all the same.
"""

import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.table import Table

from throughline.cli import Failed
from throughline.cli.hints import typed
from throughline.stack.deadline import wait_until
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.logs import tail
from throughline.stack.state import ComponentState, StackState

_GIVE_UP_AFTER = 3
_COLOURS = {"ready": "green", "failing": "red", "stopped": "dim"}


def follow(layout: Layout, supervisor: Identity, names: list[str], deadline: float) -> None:
    """Returns when all are ready, raises when one failed or `deadline` seconds passed."""
    console, watch = Console(), _Watch(layout, supervisor, names)
    started = time.monotonic()
    if console.is_terminal:
        with Live(console=console, refresh_per_second=8, get_renderable=watch.table):
            done = wait_until(watch.settled, deadline)
    else:
        done = wait_until(lambda: watch.settled(lambda line: print(line, flush=True)), deadline)
    if not supervisor.alive and not watch.all_ready():
        raise Failed(_with_log("the supervisor ended", layout.log("supervisor")))
    bad = watch.failed() or ([] if done else watch.unready())
    for name, one in bad:
        console.print(_with_log(f"{name}: {one.phase} {one.detail}".rstrip(), Path(one.log)), markup=False)
    if bad:
        waited = f"after {time.monotonic() - started:.0f} s"
        raise Failed(f"not ready {waited}: {', '.join(name for name, _ in bad)}; the rest runs (`throughline status`)")
    seconds = time.monotonic() - started
    console.print(typed(f"[green]ready[/] in {seconds:.1f} s; `throughline status` shows where"), soft_wrap=True)


class _Watch:
    def __init__(self, layout: Layout, supervisor: Identity, names: list[str]) -> None:
        self._layout, self._supervisor, self._names = layout, supervisor, names
        self._said: dict[str, tuple[str, str]] = {}

    def components(self) -> list[tuple[str, ComponentState]]:
        state = StackState.load(self._layout.state_file)
        if state is None or state.supervisor != self._supervisor:
            return [(name, ComponentState()) for name in self._names]
        return [(name, state.components[name]) for name in self._names]

    def settled(self, say: Callable[[str], None] | None = None) -> bool:
        if say:
            for name, one in self.components():
                if self._said.get(name) != (one.phase, one.detail) and one.since:
                    self._said[name] = (one.phase, one.detail)
                    say(f"{name:<12} {one.phase:<10} {one.detail}".rstrip())
        return self.all_ready() or bool(self.failed()) or not self._supervisor.alive

    def all_ready(self) -> bool:
        return not self.unready()

    def unready(self) -> list[tuple[str, ComponentState]]:
        return [(name, one) for name, one in self.components() if one.phase != "ready"]

    def failed(self) -> list[tuple[str, ComponentState]]:
        return [(name, one) for name, one in self.unready() if one.failures >= _GIVE_UP_AFTER]

    def table(self) -> Table:
        table = Table(box=None, pad_edge=False, show_header=False)
        for name, one in self.components():
            seconds = f"{time.time() - one.since:.0f} s" if one.since and one.phase != "ready" else ""
            colour = _COLOURS.get(one.phase, "yellow")
            note = one.address if one.phase == "ready" else one.detail
            table.add_row(name, f"[{colour}]{one.phase}[/]", seconds, note)
        return table


def _with_log(what: str, log: Path) -> str:
    return "\n".join([f"{what}; the end of {log}:", *(f"    {line}" for line in tail(log))])
