"""Named places at which a process can be made to die, as `kill -9` would end it: what tests of delivery are made with.

`THROUGHLINE_FAILPOINT=after_ack:3` dies at the third passing. Where it is not set `strike` is None, and passing a place
costs one look at that name.
"""

import os
import signal
from collections.abc import Callable

NAMES = ("after_commit", "after_send", "after_ack", "mid_batch", "after_projection")
PATTERN = rf"^({'|'.join(NAMES)}):[1-9][0-9]{{0,5}}$"

strike: Callable[[str], None] | None = None
"""Told the name of the place that is passed: `if failpoints.strike: failpoints.strike("after_ack")`."""


def arm(chosen: str) -> None:
    """Die at one place, named with the number of the passing, as in `mid_batch:1`."""
    global strike
    name, _, passing = chosen.partition(":")
    strike = _Countdown(name, int(passing))


class _Countdown:
    def __init__(self, name: str, passings: int) -> None:
        self.name, self.left = name, passings

    def __call__(self, name: str) -> None:
        if name == self.name:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
