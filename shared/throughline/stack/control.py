"""Asking for a stack from outside: start it, add to it, stop it. One such request at a time per checkout.

Starting is idempotent: a living supervisor is told to run more, a missing one is started and takes over what still
runs. Stopping works without a supervisor and returns only when no process of the stack is left.
"""

import contextlib
import signal
import sys
from collections.abc import Iterator

from filelock import FileLock, Timeout

from throughline.stack.component import Launch, spawn
from throughline.stack.errors import StackError
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.logs import make_room
from throughline.stack.state import StackState, Wanted
from throughline.stack.stopping import stop_components, sweep

SUPERVISOR = "throughline.stack.supervisor"
_STOP_PATIENCE = 60.0


@contextlib.contextmanager
def alone(layout: Layout) -> Iterator[None]:
    """Hold the checkout's stack lock; a second caller gets an error at once."""
    layout.var.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StackError(f"another `throughline up` or `down` is at work in {layout.root}") from None
    try:
        yield
    finally:
        lock.release()


def start(layout: Layout, wanted: Wanted, supervisor: str = SUPERVISOR) -> Identity:
    """Ask for the components; the supervisor (a module) that will provide them. Call within `alone`."""
    state = StackState.load(layout.state_file)
    before = Wanted.load(layout.wanted_file)
    running = [name for name, one in state.components.items() if one.process and one.process.alive] if state else []
    if state and state.supervisor.alive:
        extra = before.components if before else []
        merged = wanted.model_copy(update={"components": [*{*wanted.components, *running, *extra}]})
        merged.save(layout.wanted_file)
        return state.supervisor
    wanted.model_copy(update={"components": [*{*wanted.components, *running}]}).save(layout.wanted_file)
    log = layout.log("supervisor")
    make_room(log)
    argv = [sys.executable, "-m", supervisor, str(layout.root), str(layout.var)]
    return spawn(Launch(argv, cwd=layout.root), layout.var, log)


def stop(layout: Layout) -> bool:
    """Stop everything; False when nothing was running. Call within `alone`."""
    state = StackState.load(layout.state_file)
    if state:
        state.supervisor.stop(signal.SIGTERM, patience=_STOP_PATIENCE)
        stop_components(StackState.load(layout.state_file) or state)
    left = sweep(layout.var)
    layout.state_file.unlink(missing_ok=True)
    return bool(state or left)
