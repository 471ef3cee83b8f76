"""What the command line tells a person to type next can be typed where she is."""

import sys
from pathlib import Path

import pytest
from throughline import cli
from throughline.cli import Failed
from throughline.cli.hints import command, typed


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose program lies in .venv/bin, off the PATH; it is the working directory."""
    for name in ("Makefile", "deploy/local/Procfile", ".venv/bin/throughline"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv/bin/throughline"), "demo"])
    monkeypatch.setenv("PATH", "/usr/bin")
    return tmp_path


@pytest.mark.usefixtures("checkout")
def test_a_make_target_where_there_is_one_else_the_program_where_it_lies() -> None:
    assert command("up --docker") == "make up DOCKER=1"
    assert command("trace CASE") == ".venv/bin/throughline trace CASE"
    assert typed("gone: `throughline up` first, or `throughline parked list`") == (
        "gone: `make up` first, or `.venv/bin/throughline parked list`"
    )


def test_elsewhere_the_whole_path(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "docs").mkdir()
    monkeypatch.chdir(checkout / "docs")
    assert command("up") == f"{checkout}/.venv/bin/throughline up"


def test_the_bare_name_where_it_is_on_the_path(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{checkout}/.venv/bin")
    assert command("trace CASE") == "throughline trace CASE"


@pytest.mark.usefixtures("checkout")
def test_an_error_says_it_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> None:
        raise Failed("nothing is running; `throughline up` starts it")

    monkeypatch.setattr(cli, "build", lambda: refuse)
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == "throughline: nothing is running; `make up` starts it\n"
