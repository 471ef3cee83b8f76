"""Made-up cases: the same seed is the same commands, within the period, near the figures they are drawn from."""

from collections import Counter
from datetime import date
from statistics import median

import pytest
from casework_imports.simulating.chance import Chance, figures
from casework_imports.simulating.generating import plan, plans
from casework_imports.simulating.plan import Act, Answers, Wait


@pytest.fixture(scope="module")
def everything():
    return list(plans(7, 300))


@pytest.fixture(scope="module")
def many(everything):
    return [one for one in everything if one.is_case]


def acts(plans_of, command=None):
    for one in plans_of:
        yield from (step for step in one.steps if isinstance(step, Act) and command in (None, step.command))


def test_the_same_seed_gives_the_same_commands(everything, many):
    assert list(plans(7, 300)) == everything
    assert plan(7, 12) == many[11]
    assert plan(8, 12) != many[11]


def test_every_command_of_every_case_and_office_has_a_key_of_its_own(everything, many):
    keys = Counter(one.key(place) for one in everything for place in range(len(one.steps)))
    assert max(keys.values()) == 1
    assert len({one.case_id for one in many}) == len(many)


def test_nothing_is_told_of_a_day_after_the_period(everything):
    first, last = (date.fromisoformat(figures()["period"][name]) for name in ("first_referral", "known_until"))
    days = [step.on for one in everything for step in one.steps if not isinstance(step, Wait) and step.on]
    assert first <= min(days)
    assert max(days) <= last


def test_what_is_used_was_kept_before(many):
    for one in many:
        kept = set()
        for step in one.steps:
            if isinstance(step, Act):
                assert set(step.uses.values()) <= kept, (one.number, step.command)
                kept |= set(step.keep)
            elif isinstance(step, Wait) and step.until == "prosecuted":
                kept.add("prosecution")


def test_every_change_of_liberty_is_answered_before_a_case_closes(many):
    for one in many:
        waiting = False
        for step in one.steps:
            if isinstance(step, Act):
                waiting |= bool(step.liberty)
                assert not (step.command == "close-aftercare-part" and waiting)
            elif isinstance(step, Answers):
                waiting = False


def test_the_draws_follow_the_figures():
    shares = figures()["shares"]["disposition"]["of"]
    chance = Chance.of(1, 0)
    drawn = Counter(chance.one("disposition") for _ in range(20_000))
    for value, share in shares.items():
        assert drawn[value] / 20_000 == pytest.approx(share / sum(shares.values()), abs=0.01)


@pytest.mark.parametrize("name", sorted(figures()["quantiles"]))
def test_quantiles_are_met(name):
    points = dict(map(tuple, figures()["quantiles"][name]["at"]))
    chance = Chance.of(2, 0)
    drawn = [chance.number(name) for _ in range(5_000)]
    assert min(drawn) >= points[0]
    assert max(drawn) <= points[1]
    assert median(drawn) == pytest.approx(points[0.5], rel=0.1, abs=1)


def test_every_figure_names_a_source():
    known = figures()["sources"]
    for group in ("shares", "quantiles"):
        assert {one["source"] for one in figures()[group].values()} <= set(known)
    assert figures()["version"]


def test_cases_end_in_every_way(many):
    assert {one.fate for one in many} == {"declined", "unsubstantiated", "rescued"}
    assert {one.closes for one in many if one.fate == "rescued"} == {True, False}
    services = {act.service for act in acts(many)}
    assert services == {"intake", "legal", "aftercare"}
    assert list(acts(many, "record-testimony"))


def test_care_has_places_and_follow_ups_and_no_more_than_one_place_at_once(many):
    for one in many:
        living = set()
        for act in acts([one]):
            her = act.body.get("survivorId")
            if act.command == "start-placement":
                assert her not in living
                living.add(her)
            elif act.command in ("record-placement-ended", "record-reintegrated"):
                living.discard(her)
            elif act.command == "exit-survivor":
                assert her not in living
    assert len(list(acts(many, "record-follow-up-visited"))) == len(list(acts(many, "record-reintegrated"))) > 10


def test_every_office_has_trainings_a_reform_and_a_study_in_waves_before_its_first_case(everything, many):
    offices = [one for one in everything if not one.is_case]
    assert sorted(one.office for one in offices) == sorted({one.office for one in many})
    for one in offices:
        commands = Counter(act.command for act in acts([one]))
        assert {"record-training", "identify-system-gap", "propose-reform", "register-study"} <= set(commands)
        assert everything.index(one) < min(everything.index(case) for case in many if case.office == one.office)
    waves = Counter(act.body["wave"] for act in acts(offices, "record-study-result"))
    assert set(waves) == {"baseline", "endline"}
