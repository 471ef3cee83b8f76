"""Where commands print wide things: a terminal as it is, and into a file or a pipe wide enough to crop nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

WIDE = 120


def screen(*, stderr: bool = False, quiet: bool = False) -> "Console":
    """A console at least `WIDE` columns wide where it is no terminal; COLUMNS in the environment decides otherwise."""
    import os

    from rich.console import Console

    console = Console(stderr=stderr, quiet=quiet, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    return console


def bar() -> "Progress":
    """For what is done step by step: how far it is and how long it will take, beside what a command prints."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=screen(stderr=True))


def show_events(progress: "Progress", task: "TaskID", name: str, events: int, known: int | None) -> None:
    """So many events of a service are through, and at which rate."""
    speed = progress.tasks[task].speed
    rate = f", {speed:,.0f} events/s" if speed else ""
    progress.update(task, description=f"{name}{rate}", total=known, completed=events)


def spinner() -> "Progress":
    """For what nobody knows the length of."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    return Progress(*columns, console=screen(stderr=True))
