"""A pid alone is not a process: a recycled pid is never taken for ours."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
from throughline.stack.identity import Identity, reap


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()


def test_a_recycled_pid_is_never_signalled(sleeper: "subprocess.Popen[bytes]") -> None:
    real = Identity.of(sleeper.pid)
    recycled = Identity(pid=real.pid, started=real.started - 60)
    assert not recycled.alive
    assert not recycled.send(signal.SIGKILL)
    recycled.stop()
    assert real.alive


def test_a_process_that_ignores_its_stop_signal_is_killed() -> None:
    deaf = subprocess.Popen(["sh", "-c", "trap '' TERM; echo set; exec sleep 60"], stdout=subprocess.PIPE)
    assert deaf.stdout
    assert deaf.stdout.readline() == b"set\n"
    identity = Identity.of(deaf.pid)
    identity.stop(signal.SIGTERM, patience=0.3)
    assert not identity.alive
    deaf.communicate()


def test_an_exited_child_counts_as_gone_before_it_is_reaped() -> None:
    child = subprocess.Popen(["false"])
    identity = Identity(pid=child.pid, started=Identity.of(child.pid).started)
    identity.stop()
    assert not identity.alive
    assert reap(identity.pid) in (1, None)
    child.returncode = 1
