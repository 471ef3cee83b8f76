"""Fixtures for tests of the runner: a stand-in checkout that is stopped whatever happens."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from throughline.stack import control
from throughline.stack.layout import Layout

from .standin import make_checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Callable[[str], Layout]]:
    """`checkout(procfile)` makes one; each call another, side by side."""
    made: list[Layout] = []

    def make(procfile: str) -> Layout:
        made.append(make_checkout(tmp_path / str(len(made)), procfile))
        return made[-1]

    yield make
    for layout in made:
        control.stop(layout)
