"""Failpoints: off they are nothing, on they end the process at the named passing, and production refuses them."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from throughline import failpoints
from throughline.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
PASSINGS = """
from throughline import failpoints
failpoints.arm("after_ack:2")
for passing in range(3):
    failpoints.strike("mid_batch")
    print(passing, flush=True)
    failpoints.strike("after_ack")
"""


def settings(environment: str, failpoint: str) -> Settings:
    return Settings.load(
        service="post",
        environment=environment,
        postgres_dsn="postgresql://nowhere/post",
        kafka_bootstrap="nowhere:9092",
        service_key="A" * 44,
        jwks_url="https://nowhere/keys",
        failpoint=failpoint,
    )


def test_the_process_dies_at_the_passing_that_is_named_and_at_no_other():
    done = subprocess.run([sys.executable, "-c", PASSINGS], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split() == ["0", "1"]


def test_nothing_is_armed_unless_asked():
    assert failpoints.strike is None


def test_production_refuses_one():
    assert settings("test", "mid_batch:1").failpoint == "mid_batch:1"
    with pytest.raises(SettingsError, match="THROUGHLINE_FAILPOINT"):
        settings("production", "mid_batch:1")


@pytest.mark.parametrize("wrong", ["nowhere:1", "mid_batch", "mid_batch:0", "mid_batch:x"])
def test_one_that_is_not_there_stops_the_start(wrong: str):
    with pytest.raises(SettingsError, match="THROUGHLINE_FAILPOINT"):
        settings("test", wrong)


def test_each_is_passed_at_one_place_of_the_kit_and_explained_in_the_guide():
    code = "".join(path.read_text() for path in (ROOT / "shared/throughline").rglob("*.py"))
    assert sorted(re.findall(r'^\s+failpoints\.strike\("(\w+)"\)$', code, re.MULTILINE)) == sorted(failpoints.NAMES)
    guide = (ROOT / "docs/faults.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE) == [*failpoints.NAMES]
