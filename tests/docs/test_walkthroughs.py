"""CONTRIBUTING's walk-throughs, applied to a copy of a service, leave one whose unit tests and style checks pass."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICE = "services/intake"
TESTS = (
    "test_golden.py",
    "test_interpreters.py",
    "test_authorities.py",
    "test_read_models.py",
    "test_every_command.py::test_every_command_of_the_case_is_tried_here",
)


@pytest.fixture(scope="module")
def applied(blocks: Callable[[str], list], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the one service with every block of CONTRIBUTING applied."""
    copy = tmp_path_factory.mktemp("walkthroughs")
    shutil.copytree(ROOT / SERVICE, copy / SERVICE, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    named = [block for block in blocks("CONTRIBUTING.md") if block.about]
    for block in named:
        file = copy / block.about
        if block.language == "diff":
            file.write_text(changed(file.read_text(), block.code, block.about))
        else:
            assert not file.exists(), f"{block.about} is there already: the walk-through needs another example"
            file.write_text(block.code)
    assert len(named) > 10
    return copy


def changed(text: str, diff: str, name: str) -> str:
    """`text` with every hunk applied; what a hunk shows of the file has to stand there exactly once."""
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines()
        before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
        after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
        assert text.count(before) == 1, (
            f"CONTRIBUTING shows in {name} what stands there {text.count(before)} times:\n{before}"
        )
        text = text.replace(before, after)
    return text


def run(copy: Path, command: Sequence[str]) -> None:
    """Run a command in the copy, whose service comes before the installed one."""
    environment = {**os.environ, "PYTHONPATH": str(copy / SERVICE), "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr


def test_its_unit_tests_pass(applied: Path):
    tests = [f"{SERVICE}/tests/unit/{name}" for name in TESTS]
    run(applied, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests])


def test_it_is_the_copy_that_is_tested(applied: Path):
    run(applied, [sys.executable, "-c", "from intake.case import InterpreterEngaged"])


def test_it_keeps_to_the_style(applied: Path):
    run(applied, [sys.executable, "-m", "ruff", "check", "--no-cache", SERVICE])
    run(applied, [sys.executable, "-m", "ruff", "format", "--no-cache", "--check", SERVICE])
