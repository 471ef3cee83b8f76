"""The command is quick to explain itself, one line when it refuses, and shows the log of what fails."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest
from throughline import cli
from throughline.stack.layout import Layout

Checkout = Callable[[str], Layout]


def run(layout: Layout, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "throughline.cli", *words]
    path = os.pathsep.join(filter(None, sys.path))
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "100"}
    return subprocess.run(command, cwd=layout.root, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_help_imports_nothing_heavy() -> None:
    heavy = {"aiokafka", "asyncpg", "psycopg", "jgo", "pydantic", "psutil", "httpx", "opentelemetry"}
    code = f"from throughline.cli import build; build(); import sys; print(sorted({heavy} & sys.modules.keys()))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_bad_usage_and_what_is_not_there_is_one_line_and_exit_code_2(checkout: Checkout) -> None:
    layout = checkout("web: python service.py\n")
    assert run(layout, "up", "--onyl", "web").returncode == 2
    refused = run(layout, "up", "--only", "wbe")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "throughline: unknown component 'wbe'; there are postgres, kafka, traces, web\n"


def test_up_status_kill_and_down_tell_the_truth(checkout: Checkout) -> None:
    layout = checkout("web: python service.py\n")
    assert run(layout, "up", "--only", "traces").returncode == 0
    rows = {row["component"]: row for row in json.loads(run(layout, "status", "--json").stdout)}
    assert rows["traces"]["state"] == "ready"
    assert rows["kafka"]["state"] == "stopped"
    killed = run(layout, "kill", "traces")
    assert killed.returncode == 0, killed.stdout + killed.stderr
    again = {row["component"]: row for row in json.loads(run(layout, "status", "--json").stdout)}
    assert again["traces"]["pid"] != rows["traces"]["pid"]
    assert again["traces"]["starts"] == 2
    assert run(layout, "down").returncode == 0
    assert "nothing is running" in run(layout, "status").stdout


def test_a_part_that_cannot_start_is_shown_with_the_end_of_its_log(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    from throughline.cli.follow import follow

    from .standin import start

    layout = checkout("web: python -c 'raise SystemExit(\"no such table\")'\n")
    began = time.monotonic()
    with pytest.raises(cli.Failed, match=r"not ready after .*: web"):
        follow(layout, start(layout, "web"), ["web"], deadline=30)
    assert time.monotonic() - began < 20
    said = capsys.readouterr().out
    assert "no such table" in said
    assert str(layout.log("web")) in said.replace("\n", "")


def test_a_command_of_another_package_that_does_not_load_takes_no_other_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = EntryPoint("trace", "no.such.module:app", cli.GROUP)
    monkeypatch.setattr(cli, "entry_points", lambda group: [broken])
    monkeypatch.setattr(sys, "argv", ["throughline", "trace"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
