"""`throughline demo`: one case from the first call to closure; with --real, the first cases of a real set."""

from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from throughline.stack.layout import Layout


def demo(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs, and nothing else.")] = False,
    real: Annotated[
        Path | None,
        typer.Option("--real", metavar="FOLDER", help="Bring in the first six cases of the sets in FOLDER instead."),
    ] = None,
) -> None:
    """Start what is missing and drive one case through all four services, from a partner's event to its closing.

    Then shows its timeline across teams, reporting's figures, and where to look next. Every run is another case. The
    stack stays up: `make down` stops it.

    With --real FOLDER the first six cases of FOLDER/us_federal_ht_prosecutions come in through the same doors, marked
    historical; a second time nothing is added. `throughline import us-federal` brings in all of them.
    """
    import sys

    from throughline.cli.screen import screen
    from throughline.cli.up import up
    from throughline.stack.layout import Layout

    layout = Layout.find()
    with redirect_stdout(sys.stderr if as_json else sys.stdout):
        if not _runs(layout):
            up(only=None, deadline=180.0)
    console = screen(stderr=as_json, quiet=as_json)
    if real is None:
        from casework_demo.case import tell

        told = tell(layout, console)
        print(told.json() if as_json else told.last_line)
    else:
        from casework_demo.real.importing import bring_in

        brought = bring_in(layout, console, real)
        print(brought.json() if as_json else brought.last_line)


def _runs(layout: "Layout") -> bool:
    """Whether every part of the stack is up and every service answers."""
    from throughline.stack.plan import known
    from throughline.stack.processes import answers_ready
    from throughline.stack.state import StackState

    state = StackState.load(layout.state_file)
    if state is None or not state.supervisor.alive:
        return False
    ready = all(name in state.components and state.components[name].phase == "ready" for name in known(layout))
    return ready and all(answers_ready(service.url) for service in state.services.values())
