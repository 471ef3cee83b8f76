"""How an import looks: its progress, its rate, and what was held or not brought in, row by row with the reason."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from casework_imports.outcome import Result
from casework_imports.simulating.driving import Driven

LISTED = 40


class Screen:
    """A bar that grows with the rows, and the rate at which facts are sent."""

    def __init__(self, progress: Progress, total: int | None, what: str) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=total, rate="")

    def done(self, rows: int, sent: int) -> None:
        task = self._progress.tasks[0]
        rate = f"{sent / task.elapsed:.0f} facts/s" if task.elapsed else ""
        self._progress.update(self._task, advance=rows, rate=rate)


@contextmanager
def progress(console: Console, total: int | None, what: str) -> Iterator[Screen]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Screen(bar, total, what)


def show(console: Console, result: Result) -> None:
    if result.facts:
        console.print(_table(("recorded", "facts"), sorted(result.facts.items())))
    if result.held:
        by_code = Counter((held.fact, held.code) for held in result.held)
        console.print(f"\n[bold]Held[/]: {len(result.held)} facts are kept, not counted until cleared up")
        console.print(_table(("fact", "rule", "rows"), [(*kind, number) for kind, number in sorted(by_code.items())]))
        console.print(_listed([(held.row, held.fact, held.code, held.missing) for held in result.held]))
    if result.left:
        told = f", of which their office is told {result.issues}" if result.issues else ""
        console.print(f"\n[bold]Not brought in[/]: {len(result.left)} rows or values could not be read or taken{told}")
        places = [(left.row, f"{left.file} {left.line}".strip(" 0"), left.column, left.reason) for left in result.left]
        console.print(_listed(places))
    if result.resumed:
        console.print(f"\n{result.resumed} cases had been finished by a run before this one.")
    rate = f"{result.sent} facts sent in {result.seconds:.1f} s: {result.rate:.0f} a second"
    console.print(f"\n{rate}, {result.memory} MiB of memory at most")


def show_driven(console: Console, driven: Driven) -> None:
    """What was not to be: every kind with its number, and the first case it happened in."""
    if driven.wrong:
        rows = [(what, number, driven.first[what]) for what, number in driven.wrong.most_common()]
        console.print(_table(("unexpected", "times", "first in"), rows))
    if driven.parked:
        columns = ("service", "feed", "reaction", "caseId", "events", "error")
        console.print(_table(columns, [[one.get(column, "") for column in columns] for one in driven.parked[:LISTED]]))
    console.print(f"{driven.steps} commands in {driven.seconds:.1f} s: {driven.rate:.0f} a second")


def write_report(file: Path, result: Result) -> None:
    """Everything held and not brought in, a line each, as CSV."""
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("what", "row", "file", "line", "fact_or_column", "code", "reason"))
        for held in result.held:
            writer.writerow(("held", held.row, "", "", held.fact, held.code, held.missing))
        for left in result.left:
            writer.writerow(("not brought in", left.row, left.file, left.line, left.column, "", left.reason))


def last_line(result: Result) -> str:
    added = f"{result.added} facts were added" if result.added else "nothing was added"
    left = f", {len(result.left)} not brought in" if result.left else ""
    return f"import {result.of_set}: {result.cases} cases, {result.rows} rows: {added}, {len(result.held)} held{left}"


def _listed(rows: Sequence[Sequence[str]]) -> Table:
    shown = [*rows[:LISTED]]
    if len(rows) > LISTED:
        shown.append(("…", f"{len(rows) - LISTED} more", "", "--report FILE writes them all"))
    return _table(("row", "where", "rule or value", "why"), shown)


def _table(titles: tuple[str, ...], rows: Sequence[Sequence[object]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*map(str, row))
    return table
