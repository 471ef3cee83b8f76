"""`throughline up`: start what is missing, show how it goes, and return once everything answers."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from throughline.stack.layout import Layout


def up(
    only: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Only these, comma-separated, e.g. kafka,postgres or intake."),
    ] = None,
    deadline: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait until all is ready.")] = 180.0,
    docker: Annotated[
        bool, typer.Option("--docker", help="All of it in containers, as docker-compose.yml says.")
    ] = False,
) -> None:
    """Start the stack in the background: Kafka, Postgres, the trace receiver and the services.

    Starts only what does not run yet, so it may be repeated at any time. The first run downloads Kafka's jars (46 MB)
    into the user's cache. Each part listens on its usual port, or the next free one when that is taken; `throughline
    status` shows which. Logs are in var/log, data under var. Everything keeps running, and is started again when it
    dies, until `throughline down`.

    A service brings Kafka and Postgres with it: `--only intake` starts three processes.

    With --docker everything runs in containers instead, each service with a Postgres of its own, and Jaeger. What was
    started so is started so again until `throughline down`.
    """
    from throughline.cli import docker as containers
    from throughline.cli.follow import follow
    from throughline.stack.control import alone, start
    from throughline.stack.layout import Layout
    from throughline.stack.plan import with_foundation
    from throughline.stack.state import Wanted

    layout = Layout.find()
    if docker or containers.runs(layout):
        containers.up(layout, only, deadline)
        return
    names = with_foundation(layout, [name.strip() for name in only.split(",") if name.strip()] if only else None)
    _refuse_foreign_topics(layout)
    with alone(layout):
        follow(layout, start(layout, Wanted(components=names)), names, deadline)


def _refuse_foreign_topics(layout: "Layout") -> None:
    """A running stack keeps the topic prefix it was started with."""
    import os

    from throughline.cli import Failed
    from throughline.stack.state import StackState

    state = StackState.load(layout.state_file)
    prefix = os.environ.get("THROUGHLINE_TOPIC_PREFIX", "")
    if state and state.supervisor.alive and state.topic_prefix != prefix:
        raise Failed(f"this stack runs with the topic prefix {state.topic_prefix!r}: `throughline down` first")
