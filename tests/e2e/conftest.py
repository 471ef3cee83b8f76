"""A whole stack of its own for these tests: broker, database, trace receiver and the four services as processes.

It lives as long as the test run and is gone with it, whatever happens to the run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from casework_demo.case import Told, tell
from rich.console import Console
from throughline.stack import control
from throughline.stack.deadline import wait_until
from throughline.stack.for_tests import myself, new_place, release
from throughline.stack.layout import Layout
from throughline.stack.logs import tail
from throughline.stack.plan import known
from throughline.stack.state import StackState, Wanted

PORTS_FROM = 21_000
READY_WITHIN = 180.0


@pytest.fixture(scope="session")
def layout() -> Iterator[Layout]:
    own = Layout(Layout.find(Path(__file__)).root, new_place())
    try:
        with control.alone(own):
            control.start(own, Wanted(components=known(own), owner=myself(), ports_from=PORTS_FROM))
        assert wait_until(lambda: is_ready(own), READY_WITHIN), logs(own)
        yield own
    finally:
        release(own.var)


def is_ready(layout: Layout) -> bool:
    state = StackState.load(layout.state_file)
    return state is not None and all(one.phase == "ready" for one in state.components.values())


def logs(layout: Layout) -> str:
    return "\n".join(f"{name}: {line}" for name in known(layout) for line in tail(layout.log(name), 5))


@dataclass
class Page:
    """A console that keeps what is printed."""

    file: StringIO = field(default_factory=StringIO)

    @property
    def console(self) -> Console:
        return Console(file=self.file, width=140, highlight=False)

    @property
    def text(self) -> str:
        return self.file.getvalue()


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture(scope="session")
def undisturbed(layout: Layout) -> Told:
    """A case that nothing got in the way of."""
    return tell(layout, Page().console)
