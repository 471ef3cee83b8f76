"""`throughline import`, `export` and `simulate`. Heavy things are imported when they are used."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from throughline.stack.layout import Layout

    from casework_imports.outcome import Result

exports = typer.Typer(help="Write cases out in a standard's form.", no_args_is_help=True)
imports = typer.Typer(help="Bring a data set in through the services' doors, as history.", no_args_is_help=True)

InFlight = Annotated[int, typer.Option("--max-in-flight", min=1, max=200, help="Requests at once, at most.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object for programs, and nothing else.")]
Report = Annotated[
    Path | None, typer.Option("--report", metavar="FILE", help="Write what is held or left out, as CSV.")
]


@imports.command("us-federal")
def us_federal(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Holds defendants.csv and charges.csv.")],
    max_in_flight: InFlight = 16,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """Bring in federal prosecutions in the United States: cases, accused, charges and their fates, victims per case.

    Every row becomes facts, held facts with the rule that holds them, or a line that says why it was left out. Run it
    again after a kill and it goes on; run it again when it is complete and nothing is added.
    """
    from casework_imports.federal.importing import accounted, import_federal, read
    from casework_imports.showing import progress

    layout, console, found = _layout(), _console(as_json), read(folder)
    with progress(console, sum(case.rows for case in found), "bringing in") as bar:
        result = import_federal(layout, folder, found, bar, max_in_flight)
    _tell(console, result, report, as_json, accounted(found, result))


def _layout() -> "Layout":
    from throughline.stack.layout import Layout

    return Layout.find()


def _console(as_json: bool) -> "Console":
    from throughline.cli.screen import screen

    return screen(stderr=as_json, quiet=as_json)


def _tell(console: "Console", result: "Result", report: Path | None, as_json: bool, more: str = "") -> None:
    import json

    from casework_imports.showing import last_line, show, write_report

    show(console, result)
    if more:
        console.print(more)
    if report is not None:
        write_report(report, result)
    print(json.dumps(result.json(), indent=2) if as_json else last_line(result))


@imports.command("ctdc")
def ctdc(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="victims.csv of the k-anonymised Global Dataset.")],
    max_in_flight: InFlight = 16,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """Bring in victims of the Counter-Trafficking Data Collaborative: a referral each, with one victim encountered.

    Run it again after a kill and it goes on; run it again when it is complete and nothing is added.
    """
    from casework_imports.ctdc.importing import import_ctdc
    from casework_imports.showing import progress
    from casework_imports.table import about

    layout, console = _layout(), _console(as_json)
    with progress(console, about(file), "bringing in") as bar:
        result = import_ctdc(layout, file, bar, max_in_flight)
    _tell(console, result, report, as_json)


@imports.command("htcds")
def htcds(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV by the field names of HTCDS v2.0.")],
    office: Annotated[str, typer.Option("--office", help="The office that the cases belong to.")] = "PHL-MNL",
    max_in_flight: InFlight = 16,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """Bring in cases in the form of IOM's Human Trafficking Case Data Standard v2.0 (CC BY 4.0), a row a victim.

    Coded fields only: a name, a contact, an address or a text of the file is left in it. Values that are no codes of
    the standard are told with their line.
    """
    from casework_imports.htcds.importing import import_htcds
    from casework_imports.htcds.records import left_in_file
    from casework_imports.showing import progress
    from casework_imports.table import about

    layout, console, ignored = _layout(), _console(as_json), left_in_file(file)
    with progress(console, about(file), "bringing in") as bar:
        result = import_htcds(layout, file, office, bar, max_in_flight)
    _tell(console, result, report, as_json, f"left in the file: {', '.join(ignored)}" if ignored else "")


@exports.command("htcds")
def write_htcds(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the CSV.")],
    office: Annotated[str, typer.Option("--office", help="Whose cases.")] = "PHL-MNL",
) -> None:
    """Write an office's victims in the form of IOM's Human Trafficking Case Data Standard v2.0 (CC BY 4.0).

    Coded fields only. Names and contacts are in the vault, for a reading role with a purpose, and are left out.
    """
    from casework_imports.htcds.exporting import export_htcds
    from casework_imports.showing import progress

    layout, console = _layout(), _console(False)
    with progress(console, None, "writing") as bar:
        written = export_htcds(layout, file, office, bar)
    whose = f"{written.rows} victims of {written.cases} cases" if written.cases else f"{office} has no cases"
    print(f"export htcds: {whose}, coded fields only; names are left out")


def simulate(
    cases: Annotated[int, typer.Option("--cases", min=1, max=1_000_000, help="How many cases to make up.")] = 10,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same cases.")] = 1,
    max_in_flight: InFlight = 16,
    as_json: Json = False,
) -> None:
    """Make up plausible whole cases and drive them through all four services, as people and authorities would.

    How often what happens follows published figures (`figures.json` of the package names each source). The same seed
    sends the same commands, so a second run adds nothing. Nothing of it is about anybody. Prints the rate, and what was
    refused, held or parked: none is expected.
    """
    import json

    from casework_imports.doors import running
    from casework_imports.showing import progress, show_driven
    from casework_imports.simulating.driving import drive, last_line
    from casework_imports.simulating.generating import plans

    layout, console = _layout(), _console(as_json)
    with progress(console, cases, "living through") as bar:
        driven = drive(running(layout), plans(seed, cases), bar, max_in_flight)
    show_driven(console, driven)
    print(json.dumps(driven.json(), indent=2) if as_json else last_line(driven, seed))
    if not driven.as_expected:
        raise typer.Exit(1)
