"""`throughline down`: stop everything this checkout runs, in order, and leave no process."""

from typing import Annotated

import typer


def down(
    volumes: Annotated[
        bool, typer.Option("--volumes", help="In Docker: remove data and keys too. Elsewhere `make clean` does.")
    ] = False,
) -> None:
    """Stop the services, then the trace receiver, Kafka and Postgres.

    Works as well when the supervisor was killed. Data, keys and logs stay in var; `make clean` removes them. A process
    is recognised by its pid together with its start time, so one that was given a recycled pid is never touched.

    What `throughline up --docker` started is removed but for its volumes; those go with --volumes, now or later.
    """
    import time

    from rich.console import Console

    from throughline.cli import docker
    from throughline.stack.control import alone, stop
    from throughline.stack.layout import Layout

    layout = Layout.find()
    started = time.monotonic()
    console = Console()
    with alone(layout):
        if docker.runs(layout) or volumes:
            docker.down(layout, volumes=volumes)
            stopped = True
        else:
            with console.status("stopping"):
                stopped = stop(layout)
    if stopped:
        console.print(f"stopped in {time.monotonic() - started:.1f} s")
    else:
        console.print("nothing was running")
