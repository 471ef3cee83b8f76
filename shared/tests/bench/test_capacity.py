"""How what an event costs is made of two looks at processes and tables."""

import os
import subprocess
import sys

import pytest
from throughline_bench.capacity import Look, _of_bytes, _of_processors
from throughline_bench.processes import processor_seconds

BEGAN = Look(0.0, {"intake": 10.0, "postgres": 5.0, "traces": 1.0}, {"intake": 100, "legal": 50}, {}, 0)
IDLE = Look(10.0, {"intake": 10.1, "postgres": 5.0, "traces": 1.0}, {"intake": 100, "legal": 50}, {"timeline": 100}, 7)
DONE = Look(
    30.0, {"intake": 12.3, "postgres": 6.0, "traces": 9.0}, {"intake": 200, "legal": 150}, {"timeline": 500}, 1007
)


def test_an_event_costs_what_was_spent_beyond_doing_nothing():
    found = {one.id: one.figure for one in _of_processors(BEGAN, IDLE, DONE)}
    assert found["capacity.intake.idle"] == pytest.approx(10)
    assert found["capacity.intake"] == pytest.approx(1000 * (2.2 - 20 * 0.01) / 200)
    assert found["capacity.postgres"] == pytest.approx(5)
    assert found["capacity.event"] == pytest.approx(15)  # the receiver of traces is no part of it
    assert found["capacity.day"] == pytest.approx(86_400 / 0.015 / 2)


def test_bytes_are_what_tables_and_topics_have_grown_by():
    found = {one.what: one.figure for one in _of_bytes(IDLE, DONE)}
    assert found["timeline"] == 2
    assert found["topics, once replicated"] == 5
    assert found["bytes for an event, with all that follows of it"] == 7


def test_the_time_of_a_process_is_that_of_all_it_started():
    spends = "import time\nwhile time.process_time() < 0.3: pass"
    nested = (
        f"import subprocess, sys, time; subprocess.run([sys.executable, '-c', {spends!r}]); print(); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", nested], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        assert processor_seconds(process.pid) >= 0.3
        process.kill()
    assert processor_seconds(process.pid) == 0
    assert processor_seconds(os.getpid()) > 0
