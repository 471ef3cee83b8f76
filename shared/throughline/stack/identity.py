"""Which process is meant: a pid together with its start time, so that a recycled pid is never taken for ours.

A process that has exited but was not yet reaped counts as gone. Signals go only to a process whose identity still
holds at that moment.
"""

import os
import signal
from collections.abc import Iterable

import psutil
from pydantic import BaseModel

# Start times are derived from the boot time, which the kernel may nudge when the clock is set.
_TOLERANCE = 1.0


class Identity(BaseModel, frozen=True):
    """One process, for good: `started` is its start time in seconds since the epoch."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> "Identity":
        return cls(pid=pid, started=psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """The live process, or None when it is gone, a zombie, or somebody else's by now."""
        if self == NOBODY:
            return None
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < _TOLERANCE
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None

    @property
    def alive(self) -> bool:
        return self.process() is not None

    def send(self, number: int) -> bool:
        """Send a signal; False when there was no such process any more."""
        process = self.process()
        if process is None:
            return False
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            return False
        return True

    def stop(self, number: int = signal.SIGTERM, patience: float = 20.0) -> None:
        """Ask with `number`, wait up to `patience` seconds, then SIGKILL; returns once the process is gone."""
        process = self.process()
        if process is None:
            return
        self.send(number)
        _, left = psutil.wait_procs([process], timeout=patience)
        if left and self.send(signal.SIGKILL):
            psutil.wait_procs([process], timeout=10)


NOBODY = Identity(pid=0, started=0.0)
"""No process of this machine's: never alive, never sent anything."""


def reap(pid: int) -> int | None:
    """Collect a child's exit status; None when it still runs or is no child of this process."""
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None
    return os.waitstatus_to_exitcode(status) if done else None


def marked(name: str, value: str) -> Iterable[Identity]:
    """Every live process whose environment says `name=value`, except this one and those it descends from."""
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        try:
            if process.pid not in mine and process.environ().get(name) == value:
                identity = Identity(pid=process.pid, started=process.create_time())
                if identity.alive:
                    yield identity
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
