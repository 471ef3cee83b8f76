"""Stops everything a stack runs, with or without its supervisor, and proves that nothing is left.

Services stop first, then what they stand on; each gets its own stop signal and time to finish. At the end any process
marked as belonging to this stack is killed: those are children a component left, or one started as its parent died.
"""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from throughline.stack.component import MARK
from throughline.stack.deadline import wait_until
from throughline.stack.errors import StackError
from throughline.stack.identity import marked, reap
from throughline.stack.state import ComponentState, StackState


def stop_components(state: StackState) -> None:
    """Stop by layer, highest first; the components of one layer at once."""
    running = [one for one in state.components.values() if one.process]
    for layer in sorted({one.layer for one in running}, reverse=True):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(_stop, [one for one in running if one.layer == layer]))


def end_components(state: StackState) -> None:
    """Of a stack whose data goes with it: nothing has to be finished, but Postgres gives its shared memory back."""
    running = {name: one for name, one in state.components.items() if one.process}
    for name, one in running.items():
        if name != "postgres" and one.process:
            one.process.send(signal.SIGKILL)
    if postgres := running.get("postgres"):
        _stop(postgres)


def sweep(var: Path) -> list[int]:
    """Kill every process still marked with this stack; the pids it found. Raises when one will not go."""
    left = list(marked(MARK, str(var)))
    for process in left:
        process.send(signal.SIGKILL)
        reap(process.pid)
    if not wait_until(lambda: not any(process.alive for process in left), seconds=10):
        pids = ", ".join(str(process.pid) for process in left if process.alive)
        raise StackError(f"these processes of the stack do not end, even on SIGKILL: {pids}")
    return [process.pid for process in left]


def _stop(component: ComponentState) -> None:
    if component.process:
        component.process.stop(component.stop_signal)
        reap(component.process.pid)
