"""How an import looks: a row a case, what is held with its row and why, and the figures of the set."""

from casework_imports.federal.records import SET
from rich.console import Console
from rich.table import Table

from casework_demo import telling
from casework_demo.doors import Doors
from casework_demo.real.importing import Import
from casework_demo.showing import heading, show_figures

COLUMNS = {
    "arrests": "record-arrest",
    "charged": "record-charges-filed",
    "withdrawn": "record-charge-withdrawn",
    "verdicts": "record-verdict",
    "reported": "record-disposition",
    "sentences": "record-sentence",
    "restitution": "record-compensation-ordered",
    "final": "record-judgment-final",
}


def show(console: Console, brought: Import, doors: Doors) -> None:
    heading(console, "Cases", "brought in as history: nobody is asked to act on them")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("case", "reference"):
        table.add_column(title, no_wrap=True)
    for title in ("victims", "accused", *COLUMNS, "held", "added"):
        table.add_column(title, justify="right", no_wrap=True)
    for one in brought.cases:
        facts = (one.facts[command] for command in COLUMNS.values())
        numbers = (one.case.victims or 0, len(one.case.defendants), *facts, len(one.outcome.held), one.outcome.added)
        counted = [str(number) for number in numbers]
        table.add_row(one.case.key, one.reference, *counted)
    console.print(table)
    heading(console, "Held", "kept, not counted, until somebody clears it up")
    held = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("row", "fact", "code"):
        held.add_column(title, no_wrap=True)
    held.add_column("what is missing", overflow="fold")
    for each in brought.held:
        held.add_row(each.row, each.fact, f"[yellow]{each.code}[/]", each.missing)
    console.print(held)
    heading(console, "Figures", f"of import:{SET}, by reporting")
    show_figures(console, telling.figures(doors, f"import:{SET}"))
    if not brought.added:
        console.print("\nAll of it was known already: nothing was added.\n")
