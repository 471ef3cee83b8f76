"""A run is a failure where a fault showed nothing, says how to repeat it, and tries all ways before one comes again."""

import argparse
from collections import Counter
from random import Random

import pytest
from harness import arena
from harness.__main__ import _command
from harness.arena import Arena
from harness.faults import ALL, log
from harness.faults.fault import Fault
from harness.tally import ENOUGH, Tally


def struck(fault: Fault, times: int, **caused: int) -> Tally:
    tally = Tally()
    for _ in range(times):
        tally.note(fault.name, ["it"], Counter(caused), recovered=True)
    return tally


def test_a_fault_that_struck_often_and_caused_nothing_is_named() -> None:
    fault = log.Poison()
    assert struck(fault, ENOUGH).without_effect(ALL, ENOUGH) == ["poison (parked)"]
    assert struck(fault, ENOUGH, parked=1).without_effect(ALL, ENOUGH) == []


def test_one_that_struck_seldom_is_told_of_and_fails_nothing() -> None:
    tally = struck(log.Poison(), ENOUGH - 1)
    assert tally.without_effect(ALL) == ["poison (parked)"]
    assert tally.without_effect(ALL, ENOUGH) == []


def test_one_that_could_not_be_done_is_not_counted() -> None:
    tally = Tally()
    tally.note("disk full", [], Counter(), recovered=True)
    assert tally.strikes["disk full"] == 0


@pytest.mark.parametrize("seed", range(5))
def test_every_way_is_tried_before_one_comes_again(seed: int) -> None:
    place, chance = Arena.__new__(Arena), Random(seed)
    place.bags = {}
    drawn = [place.drawn("poison", ("a", "b", "c"), chance) for _ in range(6)]
    assert sorted(drawn[:3]) == sorted(drawn[3:]) == ["a", "b", "c"]


@pytest.mark.parametrize(("load", "longer"), [(0.0, 1.0), (4.0, 1.0), (16.0, 4.0)])
def test_bounds_grow_with_what_else_the_machine_does(
    monkeypatch: pytest.MonkeyPatch, load: float, longer: float
) -> None:
    monkeypatch.setattr(arena.os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(arena.os, "cpu_count", lambda: 2)
    place = Arena.__new__(Arena)
    place.took, place.patience = [], 1.0
    place.bounded("recovery", 70.0, 60.0)
    assert place.took[0].within == 60.0 * longer


def test_the_command_that_is_printed_repeats_the_run() -> None:
    chosen = argparse.Namespace(minutes=20.0, only=["broker killed"], selftest=False, poison=False)
    assert _command(chosen, 7) == "make faults MINUTES=20 SEED=7 ARGS=\"--only 'broker killed'\""
