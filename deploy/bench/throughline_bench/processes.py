"""Processor time of a process and of all it has started, those that have ended among them."""

from contextlib import suppress

import psutil


def processor_seconds(pid: int) -> float:
    """User and system time so far. 0 for one that is gone."""
    spent = 0.0
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        for one in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                spent += times.user + times.system + times.children_user + times.children_system
    return spent
