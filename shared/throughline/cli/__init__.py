"""The `throughline` command: one table of commands, each in a module of its own.

Other packages add theirs through entry points of the group `throughline.commands` (a typer.Typer or a function, named
as the command). A command's module may import typer and rich at its top and nothing heavier, so that --help is quick.
Errors a person can act on are one line and exit code 1; bad usage, and what is not there, is exit code 2. A command
that a text names between backticks is shown as it is typed in the working directory (hints.py).
"""

import importlib
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer
from rich.console import Console

from throughline.cli.hints import typed
from throughline.stack.errors import StackError

COMMANDS: tuple[tuple[str, str], ...] = (
    ("up", "throughline.cli.up:up"),
    ("down", "throughline.cli.down:down"),
    ("status", "throughline.cli.status:status"),
    ("restart", "throughline.cli.signals:restart"),
    ("kill", "throughline.cli.signals:kill"),
    ("dev", "throughline.cli.dev:dev"),
    ("topics", "throughline.cli.topics:topics"),
    ("token", "throughline.cli.token:token"),
    ("trace", "throughline.cli.trace:trace"),
    ("catalogue", "throughline.cli.catalogue:catalogue"),
    ("parked", "throughline.cli.parked:app"),
    ("verify", "throughline.cli.verify:verify"),
    ("rebuild", "throughline.cli.rebuild:rebuild"),
    ("schema", "throughline.cli.schema:schema"),
    ("reconcile", "throughline.cli.reconcile:reconcile"),
    ("republish", "throughline.cli.republish:republish"),
    ("relog", "throughline.cli.relog:relog"),
    ("restore", "throughline.cli.restore:restore"),
    ("figures", "throughline.cli.figures:figures"),
)
GROUP = "throughline.commands"


class Failed(Exception):
    """A command cannot do what was asked; the text is one line saying what happened, to what, and what to do.

    `code` is the exit code: 2 where what was asked for is not there, or was asked for in the wrong way.
    """

    def __init__(self, text: str, *, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def build() -> typer.Typer:
    """The whole command line, own commands first."""
    app = typer.Typer(
        name="throughline",
        help="Run, watch and try out the four services and what they stand on.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(lambda: None)
    for name, target in COMMANDS:
        module, _, attribute = target.partition(":")
        add(app, name, getattr(importlib.import_module(module), attribute))
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        add(app, entry.name, _loaded(entry))
    return app


def add(app: typer.Typer, name: str, command: typer.Typer | Callable[..., Any]) -> None:
    """Register a command or a group of commands under `name`."""
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


def _loaded(entry: EntryPoint) -> typer.Typer | Callable[..., Any]:
    try:
        loaded: typer.Typer | Callable[..., Any] = entry.load()
    except Exception as error:  # one package's broken command must not take the others away
        reason = f"{entry.name} cannot be loaded from {entry.value}: {type(error).__name__}: {error}"

        def broken() -> None:
            raise Failed(reason)

        broken.__doc__ = f"Not available: {entry.value} does not load."
        return broken
    return loaded


def main() -> None:
    """The console script."""
    try:
        build()()
    except (StackError, Failed) as error:
        Console(stderr=True).print(f"[red]throughline:[/] {typed(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(error.code)
