"""What `throughline up`, `down` and `status` do where the stack runs in Docker."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.stack.compose import Container
    from throughline.stack.layout import Layout

HOW = "docker compose --env-file var/compose.env"


def runs(layout: "Layout") -> bool:
    """True from `throughline up --docker` until `throughline down`."""
    return layout.compose_env.exists()


def up(layout: "Layout", only: str | None, patience: float) -> None:
    from rich.console import Console

    from throughline.cli import Failed
    from throughline.cli.hints import typed
    from throughline.stack.compose import Compose
    from throughline.stack.control import alone
    from throughline.stack.state import StackState

    if only:
        raise Failed(f"--only is for the stack without Docker; in Docker: {HOW} up -d {only.split(',')[0]}", code=2)
    state, started = StackState.load(layout.state_file), time.monotonic()
    if state and not state.project:
        raise Failed("this checkout's stack runs without Docker: `throughline down` first")
    with alone(layout):
        compose = Compose(layout)
        compose.up(patience)
        compose.state().save(layout.state_file)
    console, seconds = Console(), time.monotonic() - started
    console.print(typed(f"[green]ready[/] in {seconds:.1f} s; `throughline status` shows where"), soft_wrap=True)


def down(layout: "Layout", *, volumes: bool) -> None:
    """Call within `alone`."""
    from throughline.stack.compose import Compose

    Compose(layout).down(volumes=volumes)
    layout.state_file.unlink(missing_ok=True)


def containers(layout: "Layout") -> "list[Container]":
    from throughline.stack.compose import Compose

    return Compose(layout).containers()
