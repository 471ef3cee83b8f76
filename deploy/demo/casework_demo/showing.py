"""How the demo looks: a line per chapter while it plays, then the figures and where to look next.

On a terminal the chapter that plays shows its present step; elsewhere each chapter is one line once it is over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from throughline.cli.hints import command

from casework_demo.script import Act, Chapter, Step
from casework_demo.timetable import COLOURS

MEASURES = frozenset({"days", "months"})
_SPREAD = ("min", "q1", "median", "q3", "max")


class Unseen:
    """Watches a play and shows nothing of it."""

    def begins(self, chapter: Chapter) -> None: ...
    def step(self, step: Step) -> None: ...
    def refused(self, act: Act, code: str, detail: str) -> None: ...
    def ends(self, chapter: Chapter, told: str) -> None: ...


class Screen:
    """Watches a play."""

    def __init__(self, console: Console) -> None:
        self.console = console
        columns = (SpinnerColumn(), TextColumn("[bold]{task.description}"), BarColumn(24), MofNCompleteColumn())
        self._progress = Progress(*columns, TextColumn("[dim]{task.fields[step]}"), console=console, transient=True)
        self._task = self._progress.add_task("", visible=False, step="")
        self._notes: list[str] = []

    def __enter__(self) -> "Screen":
        if self.console.is_terminal:
            self._progress.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._progress.stop()

    def begins(self, chapter: Chapter) -> None:
        self._progress.reset(self._task, total=len(chapter.steps), description=chapter.title, visible=True, step="")
        self._notes.clear()

    def step(self, step: Step) -> None:
        self._progress.update(self._task, advance=1, step=step.says)

    def refused(self, act: Act, code: str, detail: str) -> None:
        self._notes.append(f"{act.command} is refused, as it should be: 409 [yellow]{code}[/], {detail}")

    def ends(self, chapter: Chapter, told: str) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=15, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(f"[green]✓[/] [bold]{chapter.title}[/]", told)
        for note in self._notes:
            grid.add_row("", f"[dim]{note}[/]")
        self.console.print(grid)


def show_figures(console: Console, figures: Sequence[Mapping[str, Any]]) -> None:
    """One line for each that says something: what, on how many, and the values that are not empty."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("figure", no_wrap=True)
    table.add_column("of", no_wrap=True)
    table.add_column("n", justify="right")
    table.add_column("values", overflow="fold")
    for figure in figures:
        definition = figure["definition"]
        name = f"[yellow]{definition['name']} v{definition['version']}[/]"
        unit = definition["unit"] if definition["unit"] in MEASURES else ""
        for line in figure["values"]:
            if not line["n"] or _backwards(line, figure["values"]):
                continue
            table.add_row(name, line["what"].replace("_", " "), str(line["n"]), _values(line["values"], unit))
            name = ""
    console.print(table)


def _backwards(line: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all of a span's days are negative, and the span in the other direction is there to say it."""
    first, _, second = line["what"].partition("_to_")
    turned = f"{second}_to_{first}"
    return line["values"].get("negative") == line["n"] and any(one["what"] == turned and one["n"] for one in lines)


def _values(values: Mapping[str, Any], unit: str = "") -> str:
    """Quartiles in one, with what they are in; of the rest what is not nothing."""
    spread = ""
    if "median" in values:
        low, middle, high = (_number(values[name]) for name in ("q1", "median", "q3"))
        reach = f"from {_number(values['min'])} to {_number(values['max'])}"
        measured = f"{middle} {unit}".rstrip()
        alike = values["min"] == values["max"]
        spread = f"{measured} each" if alike else f"median {measured}, quartiles {low} to {high}, {reach}"
    others = {name: value for name, value in values.items() if name not in _SPREAD and value not in (None, 0)}
    return ", ".join(filter(None, (spread, *(f"{name.replace('_', ' ')} {_number(v)}" for name, v in others.items()))))


def _number(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def heading(console: Console, title: str, note: str = "") -> None:
    console.print(f"\n[bold]{title}[/]  [dim]{note}[/]\n")


def show_next(console: Console, case: str, urls: Mapping[str, str], traces: str, widest: str | None = None) -> None:
    """Where to look next, and how to stop. `widest` is the trace of the act that most teams acted on."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for service, url in urls.items():
        grid.add_row(f"[{COLOURS.get(service, 'white')}]{service}[/]", f"{url}/docs", f"[dim]{url}/metrics[/]")
    console.print(grid)
    said = [(command(f"trace {widest}"), "one act, and all that it led to in the other teams")] if widest else []
    said += [
        (command(f"trace {case}"), "every act of the case, one after the other"),
        *([(traces, "the same in Jaeger")] if traces else ()),
        (command("status"), "what runs, and where its logs are"),
        (command("down"), "stop everything; data stays"),
    ]
    console.print()
    for typed, what in said:
        console.print(f"{typed}\n  [dim]{what}[/]", soft_wrap=True)
    console.print()
