"""Some seconds of faults under load on real processes keep every promise; `make faults` goes on for longer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import emptied
from harness.faults import ALL
from harness.running import Plan, run
from throughline.stack.for_tests import SharedStack

PATIENCE = 3.0
GUIDE = Path(__file__).parents[2] / "docs/faults.md"
QUICK = frozenset({"duplicates", "out of order", "poison", "commands at once"})
ARMED = {"post-1": "after_ack:2", "depot-1": "mid_batch:2"}


@pytest.fixture
def prefix(stack: SharedStack) -> Iterator[str]:
    with stack.topics() as made:
        yield made


@pytest.mark.stack
async def test_every_promise_is_kept(stack: SharedStack, prefix: str, tmp_path: Path) -> None:
    plan = Plan(seed=11, seconds=4, private=False, patience=PATIENCE, only=QUICK, armed=ARMED, at_once=(4, 4))
    verdict = await run(stack, prefix, tmp_path, plan)
    assert [*verdict.violations, *verdict.idle] == []
    assert verdict.commands > 20
    assert sorted(verdict.ended_alone) == ["depot-1 with -9", "post-1 with -9"]
    assert verdict.tally.struck.keys() == QUICK
    assert all(verdict.total[what] > 0 for what in ("redelivered", "held", "parked"))
    assert verdict.tally.struck.keys() == {fault for fault, times in verdict.tally.recovered.items() if times}


def test_every_fault_is_in_the_guide_under_its_number_and_no_other() -> None:
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| (.+) \|$", GUIDE.read_text(), re.MULTILINE)
    told = {(int(number), name) for number, built in rows for name in re.findall(r"`([^`]+)`", built)}
    assert [int(number) for number, _ in rows] == [*range(1, 19)]
    assert told == {(fault.number, fault.name) for fault in ALL} | {(3, emptied.NAME)}
