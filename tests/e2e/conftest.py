"""A whole stack of its own for these tests: broker, database, trace receiver and the four services as processes.

It lives as long as the test run and is gone with it, whatever happens to the run. What takes long is done once for all
tests: a case that nothing got in the way of, the real set's first cases by the demo, then the whole set by the import.
Whole sets come last: what publishes, reads, saves or verifies everything does so of a few cases first.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import throughline.cli
from casework_demo.real.importing import Import, bring_in
from casework_imports.federal.importing import import_federal, read
from casework_imports.federal.rows import FOLDER, Case
from casework_imports.outcome import Result
from rich.console import Console
from throughline.stack import control
from throughline.stack.deadline import wait_until
from throughline.stack.for_tests import myself, new_place, release
from throughline.stack.layout import Layout
from throughline.stack.logs import tail
from throughline.stack.plan import known
from throughline.stack.state import StackState, Wanted
from typer.testing import CliRunner

WHOLE_SETS = ("test_imports", "test_real", "test_truths")
PORTS_FROM = 21_000
READY_WITHIN = 180.0
SETS = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[3] / "shared/data").absolute()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [place for place, item in enumerate(items) if item.path.parent == Path(__file__).parent]
    in_order = sorted((items[place] for place in here), key=lambda item: item.path.stem in WHOLE_SETS)
    for place, item in zip(here, in_order, strict=True):
        items[place] = item


@pytest.fixture(scope="session")
def layout() -> Iterator[Layout]:
    own = Layout(Layout.find(Path(__file__)).root, new_place())
    try:
        with control.alone(own):
            control.start(own, Wanted(components=known(own), brief=True, owner=myself(), ports_from=PORTS_FROM))
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


def demo(layout: Layout, *options: str) -> str:
    """What the command as typed prints, in a checkout whose stack is the tests' own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
        done = CliRunner().invoke(throughline.cli.build(), ["demo", *options], env={"COLUMNS": "140"})
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


@pytest.fixture(scope="session")
def undisturbed(layout: Layout) -> dict[str, Any]:
    """A case that nothing got in the way of, as programs are told of it."""
    told: dict[str, Any] = json.loads(demo(layout, "--json"))
    return told


class Bar:
    """The progress of an import, which nobody looks at."""

    def done(self, rows: int, sent: int) -> None: ...


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of the real sets, none of which is in the repository (CONTRIBUTING.md says where they are from)."""
    if not (SETS / FOLDER).is_dir():
        pytest.skip(f"{SETS / FOLDER} is not there: the set is not part of the repository")
    return SETS


@pytest.fixture(scope="session")
def first_cases(layout: Layout, real: Path) -> Import:
    return bring_in(layout, Page().console, real)


@pytest.fixture(scope="session")
def whole_set(layout: Layout, real: Path, first_cases: Import) -> tuple[list[Case], Result]:
    """After the first cases, which it finds again."""
    found = read(real / FOLDER)
    return found, import_federal(layout, real / FOLDER, found, Bar())
