"""What the tests of the documentation share: the code in a page, and the services that the pages are about."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from throughline.catalogue.discovery import services
from throughline.composition import Service

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page: its language, what stands behind that, and the code."""

    language: str
    about: str
    code: str


def blocks_of(page: str) -> list[Block]:
    found = [(match["info"].partition(" "), match["code"]) for match in FENCE.finditer((ROOT / page).read_text())]
    return [Block(language, about, code) for (language, _, about), code in found]


def execute(page: str) -> SimpleNamespace:
    names: dict[str, object] = {"__name__": Path(page).stem}
    for block in blocks_of(page):
        if block.language == "python":
            exec(compile(block.code, page, "exec"), names)
    return SimpleNamespace(**names)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def found() -> tuple[Service, ...]:
    """Every service there is."""
    return tuple(services(ROOT / "deploy/local/Procfile"))


@pytest.fixture(scope="session")
def blocks() -> Callable[[str], list[Block]]:
    """The fenced blocks of a page, in order."""
    return blocks_of


@pytest.fixture(scope="session")
def executed() -> Callable[[str], SimpleNamespace]:
    """What a page's Python blocks define, run one after the other."""
    return execute
