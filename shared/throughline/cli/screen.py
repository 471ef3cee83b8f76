"""Where commands print wide things: a terminal as it is, and into a file or a pipe wide enough to crop nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 120


def screen(*, stderr: bool = False, quiet: bool = False) -> "Console":
    """A console at least `WIDE` columns wide where it is no terminal; COLUMNS in the environment decides otherwise."""
    import os

    from rich.console import Console

    console = Console(stderr=stderr, quiet=quiet, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    return console
