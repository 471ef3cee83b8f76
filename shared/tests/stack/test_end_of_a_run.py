"""A test run's stack ends with the run, even when the run is killed."""

import subprocess

import pytest
from throughline.stack.component import MARK
from throughline.stack.deadline import wait_until
from throughline.stack.for_tests import new_place, obtain, release
from throughline.stack.identity import Identity, marked

pytestmark = pytest.mark.stack


def test_a_killed_test_run_leaves_neither_processes_nor_data() -> None:
    place, run = new_place(), subprocess.Popen(["sleep", "600"])
    try:
        stack = obtain("local", place, Identity.of(run.pid))
        assert len(list(marked(MARK, str(stack.layout.var)))) >= 3
        run.kill()
        run.wait()
        assert wait_until(lambda: not stack.layout.var.exists(), seconds=40)
        assert wait_until(lambda: not list(marked(MARK, str(stack.layout.var))), seconds=5)
    finally:
        run.kill()
        run.wait()
        release(place)
