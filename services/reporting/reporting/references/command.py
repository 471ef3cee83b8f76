"""`throughline references`: other publishers' tables, from files the user has, into reporting's database."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Put others' published tables beside own figures: UNODC, NCRB, TIP Report.", no_args_is_help=True
)


@app.command("load")
def load(
    folder: Annotated[Path, typer.Argument(help="Holds unodc_glotip, ncrb_india, tip_report_global, or some of them.")],
    dsn: Annotated[str | None, typer.Option(help="Reporting's database; without it, that of the stack here.")] = None,
) -> None:
    """Read every set whose files are in FOLDER. What was loaded of a set before is replaced.

    A count its publisher suppressed stays so; what is no number is left out and told by file, row and column.
    """
    from rich.console import Console
    from throughline.cli import Failed

    from reporting.references import MissingColumn, loading

    sets = loading.found(folder)
    if not sets:
        raise Failed(
            f"{folder} holds none of the sets; it needs a folder such as unodc_glotip with glotip.csv in it", code=2
        )
    for one in sets:
        try:
            loaded = loading.load(dsn or _dsn(), one, folder)
        except MissingColumn as missing:
            raise Failed(str(missing)) from None
        left = ", ".join(f"{number} {because}" for because, number in loading.reasons(loaded).items())
        Console().print(
            f"{one.name}: {loaded.numbers} numbers, {loaded.suppressed} of them suppressed by their publisher"
            + (f"; left out: {left}" if left else ""),
            highlight=False,
        )
        for number in loaded.left:
            Console(stderr=True).print(
                f"{number.file} row {number.row}, {number.column}: {number.because}", highlight=False, soft_wrap=True
            )


@app.callback()
def references() -> None:
    """Put others' published tables beside own figures: UNODC, NCRB, TIP Report."""


def _dsn() -> str:
    from throughline.cli import Failed
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    state = StackState.load(Layout.find().state_file)
    dsn = state.services["reporting"].dsn if state and "reporting" in state.services else None
    if not dsn:
        raise Failed("reporting does not run here without Docker; start it with `throughline up`, or give --dsn")
    return dsn
