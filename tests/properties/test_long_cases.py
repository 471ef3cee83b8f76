"""A case of many people costs what its people cost: a command on it, and a fold of all of it, grow no faster than it.

Counted in calls of functions, which are the same on every machine.
"""

import cProfile
import pstats
from collections.abc import Callable
from functools import cache, partial
from uuid import UUID

import pytest
from histories.lived import Lived, opened
from histories.people import thing
from intake.case import RecordConsent, RecordVictimBroughtToSafety, RecordVictims

FEW, MANY = 25, 100
HOW_MUCH_LONGER = MANY / FEW
AT_MOST = 1.2
"""How much faster than its people the cost may grow: some of it is looked up in order."""


def safe(world: Lived, *victims: UUID) -> None:
    """Each is met, consents, is safe, and is in aftercare's care."""
    world.say("intake", RecordVictims, victims=[{"victim_id": one, "age_band": "18--20"} for one in victims])
    for one in victims:
        world.say("intake", RecordConsent, subject_id=one, consent_id=thing(f"consent of {one}"))
        world.say("intake", RecordVictimBroughtToSafety, victim_id=one)


@cache
def case_of(number: int) -> Lived:
    world = opened(Lived())
    safe(world, *(thing(f"survivor {n}") for n in range(number)))
    assert len(world.events("aftercare", "SurvivorEnrolled")) == number
    assert world.parked == []
    return world


def costs(work: Callable[[Lived], object]) -> tuple[int, int]:
    """Calls of functions, of the case of few and of that of many."""
    few, many = (_calls(partial(work, case_of(number))) for number in (FEW, MANY))
    return few, many


def _calls(work: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_one_survivor_more_costs_no_more_than_there_are():
    few, many = costs(lambda world: safe(world, thing("one more")))
    assert many < few * HOW_MUCH_LONGER * AT_MOST


@pytest.mark.parametrize("service", ["intake", "legal", "aftercare"])
def test_all_of_it_is_folded_in_as_many_times_the_calls_as_it_has_events(service: str):
    few, many = costs(lambda world: world.shown(service))
    assert many < few * HOW_MUCH_LONGER * AT_MOST
