"""What the supervisor needs to know of a thing it keeps running, whatever it is.

`prepare` makes everything ready for a start and says how to start it; `is_ready` asks the running process once;
`settle` brings what it holds into the declared shape (databases, topics) and may run again at any time.
"""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from throughline.stack.identity import Identity
from throughline.stack.unprivileged import OsUser

MARK = "THROUGHLINE_STACK"
Report = Callable[[str], None]


@dataclass(frozen=True)
class Launch:
    """One process to start. `env` is added to the caller's; `user` is who it runs as, None for the caller."""

    argv: list[str]
    cwd: Path
    env: dict[str, str] = field(default_factory=dict)
    user: OsUser | None = None


class Component(Protocol):
    """A part of the stack. Lower layers start first and stop last."""

    @property
    def name(self) -> str: ...
    @property
    def layer(self) -> int: ...
    @property
    def stop_signal(self) -> int: ...
    @property
    def address(self) -> str: ...
    def prepare(self, report: Report) -> Launch: ...
    def is_ready(self) -> bool: ...
    def settle(self, report: Report) -> None: ...


def spawn(launch: Launch, var: Path, log: Path) -> Identity:
    """Start it in a session of its own, writing to `log`, marked as belonging to the stack in `var`.

    Output goes straight to the file, not through the parent: it must survive the supervisor.
    """
    user = launch.user
    with log.open("ab") as output:
        process = subprocess.Popen(
            user.wrap(launch.argv) if user else launch.argv,
            cwd=launch.cwd,
            env={**os.environ, **launch.env, MARK: str(var)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **(user.popen if user else {}),
        )
    # The caller watches by identity and reaps itself; without this Popen would warn that it was dropped while running.
    process.returncode = 0
    return Identity.of(process.pid)
