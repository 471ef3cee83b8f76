"""What is shown while it works: progress on stderr (bars on a terminal, lines elsewhere), faults in a log file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Step = Callable[[str], None]


class Screen:
    """`log_file` takes what is too long to show."""

    def __init__(self, log_file: Path) -> None:
        self.console = Console(stderr=True)
        self.log_file = log_file

    def say(self, text: str) -> None:
        self.console.print(text, style="dim", highlight=False)

    def log(self, text: str) -> None:
        with self.log_file.open("a") as file:
            file.write(text)

    @contextmanager
    def progress(self, title: str, total: int) -> Iterator[Step]:
        """Call what is yielded once per step, with what has just been done."""
        if not self.console.is_terminal:
            yield lambda done: self.say(f"{title}: {done}")
            return
        columns = (TextColumn("{task.fields[title]:<8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("{task.description}"), console=self.console, transient=True) as shown:
            task = shown.add_task("", total=total, title=title)
            yield lambda done: shown.update(task, advance=1, description=done)


def said(fault: BaseException) -> str:
    """A fault in one line; of a group the first, which is what went wrong."""
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return f"{type(fault).__name__}: {fault}".rstrip(": ")
