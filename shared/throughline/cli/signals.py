"""`throughline kill` and `throughline restart`: end one process and see it come back.

Both only end the process; starting it again is the supervisor's, exactly as after a crash.
"""

import signal
from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(metavar="SERVICE", help="A component of `throughline status`, e.g. legal.")]


def kill(service: Name) -> None:
    """Kill one service (or kafka, postgres, traces) with SIGKILL, to see what the rest does without it.

    The supervisor starts it again at once and says so in its log; no recorded fact may be lost by this.
    """
    _end(service, signal.SIGKILL)


def restart(service: Name) -> None:
    """Stop one service (or kafka, postgres, traces) by the signal it expects, and see it started again."""
    _end(service, None)


def _end(name: str, number: int | None) -> None:
    from rich.console import Console

    from throughline.cli import Failed
    from throughline.cli.docker import HOW
    from throughline.cli.follow import follow
    from throughline.stack.deadline import wait_until
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    layout = Layout.find()
    state = StackState.load(layout.state_file)
    if state is None:
        raise Failed("nothing is running; `throughline up` starts it")
    if state.project:
        raise Failed(f"this stack runs in Docker: {HOW} restart {name}")
    if name not in state.components:
        raise Failed(f"unknown component {name!r}; there are {', '.join(state.components)}", code=2)
    if not state.supervisor.alive:
        raise Failed("the supervisor is gone, nobody would start it again: `throughline up` first")
    one = state.components[name]
    if one.process is None or not one.process.alive:
        raise Failed(f"{name} does not run now ({one.phase}); see {one.log}")
    if number is None:
        one.process.stop(one.stop_signal)
    else:
        one.process.send(number)
    Console().print(f"{name} (pid {one.process.pid}) ended")

    def noticed() -> bool:
        now = StackState.load(layout.state_file)
        return now is None or now.components[name].process != one.process

    wait_until(noticed, seconds=10)
    follow(layout, state.supervisor, [name], deadline=120)
