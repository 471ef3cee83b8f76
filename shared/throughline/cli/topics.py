"""`throughline topics`: make a broker agree with deploy/kafka/topics.yaml, and show how it stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from throughline.stack.topics import TopicReport


def topics(
    bootstrap: Annotated[
        str | None,
        typer.Option(envvar="THROUGHLINE_KAFKA_BOOTSTRAP", metavar="HOST:PORT", help="Default: the running stack's."),
    ] = None,
    prefix: Annotated[
        str | None,
        typer.Option(envvar="THROUGHLINE_TOPIC_PREFIX", help="Put in front of every name. Default: the stack's."),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="The declaration. Default: deploy/kafka/topics.yaml.")] = None,
) -> None:
    """Create the declared topics that are missing and compare the others.

    Safe to repeat: nothing is deleted and no topic is changed. A topic that differs in partitions or retention is shown
    as `different`, and the command ends with exit code 1.
    """
    import asyncio

    from throughline.cli import Failed
    from throughline.stack.layout import Layout
    from throughline.stack.topics import apply_topics

    if bootstrap is None:
        bootstrap, running_prefix = _running()
        prefix = running_prefix if prefix is None else prefix
    reports = asyncio.run(apply_topics(file or Layout.find().topics_file, bootstrap, prefix or ""))
    _print(reports)
    if any(report.outcome == "different" for report in reports):
        raise Failed("some topics differ from their declaration; changing them is a migration, not done here")


def _running() -> tuple[str, str]:
    """Address and topic prefix of the checkout's own stack."""
    from throughline.cli import Failed
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    state = StackState.load(Layout.find().state_file)
    if state is None:
        raise Failed("nothing is running here; start it with `throughline up` or name a broker with --bootstrap")
    return state.kafka_bootstrap, state.topic_prefix


def _print(reports: "list[TopicReport]") -> None:
    from rich.console import Console
    from rich.table import Table

    colours = {"created": "cyan", "present": "green", "different": "red"}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("topic", "partitions", "retention", "state", ""):
        table.add_column(title, justify="right" if title == "partitions" else "left", no_wrap=True)
    for report in reports:
        topic, days = report.topic, report.topic.retention // 86_400_000
        kept = "for ever" if topic.retention < 0 else f"{days} days"
        state = f"[{colours[report.outcome]}]{report.outcome}[/]"
        table.add_row(topic.name, str(topic.partitions), kept, state, report.note)
    Console().print(table)
