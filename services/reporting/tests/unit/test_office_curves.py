"""A curve read of one office tells of no few people: by no step, by no ending, and by nothing that is left over."""

from itertools import pairwise

from hypothesis import given as every
from hypothesis import strategies as st
from reporting import definitions
from reporting.figuring import _exactly
from reporting.office_curves import readable, shown_of
from reporting.office_report import Line, protected
from reporting.publishing import OFFICE_K
from reporting.survival import CAUSES, DAYS
from reporting.views import Spell
from throughline.testing.given import NOW

NAMES = [f"day {day}" for day in DAYS]
SPELLS = st.lists(st.tuples(st.integers(1, 2000), st.sampled_from([*CAUSES, None])), max_size=80)


def counts(spells, cause):
    return [sum(known == cause and days <= day for days, known in spells) for day in DAYS]


def read(name, spells):
    """As a director of the one office there is reads it."""
    definition = definitions.BY_NAME[name]
    exact = _exactly(definition, [Spell(days=days, cause=cause, recorded_at=NOW) for days, cause in spells])
    by_office = {"PHL-MNL": {line.what: line.n for line in exact.lines}}
    _, lines = protected(definition, by_office, None, exact.n or 0, {line.what: line for line in exact.lines})
    return readable(exact.lines, lines)


@every(SPELLS)
def test_no_step_that_is_shown_is_of_one_to_four_people(spells):
    told = {f"{cause}/{name}": n for cause in CAUSES for name, n in zip(NAMES, counts(spells, cause), strict=True)}
    shown = shown_of(told)
    for cause in CAUSES:
        known = [0, *(told[f"{cause}/{name}"] for name in NAMES if f"{cause}/{name}" in shown)]
        assert not [b - a for a, b in pairwise(known) if 0 < b - a < OFFICE_K]


@every(SPELLS)
def test_what_is_hidden_of_a_day_is_of_several_endings_and_of_enough_people_together(spells):
    """All endings of a day and who goes on add up to all: one that is hidden alone would be what is left over."""
    told = {f"{cause}/{name}": n for cause in CAUSES for name, n in zip(NAMES, counts(spells, cause), strict=True)}
    shown = shown_of(told)
    for name in NAMES:
        hidden = [told[f"{cause}/{name}"] for cause in CAUSES if f"{cause}/{name}" not in shown]
        assert len(hidden) in (0, len(CAUSES)) or (len(hidden) > 1 and sum(hidden) >= OFFICE_K)


def test_one_acquittal_among_many_convictions_cannot_be_read():
    spells = [(50, "convicted")] * 30 + [(60, "acquitted")] + [(3000, None)] * 30
    lines = {line.what: line for line in read("competing_endings", spells)}
    assert not any(line.values for line in lines.values())


def test_where_all_are_enough_shares_are_to_the_percent_and_counts_rounded():
    spells = [(50, "convicted")] * 31 + [(3000, None)] * 40
    first = read("survival", spells)[0]
    beside = dict.fromkeys(("ended_on_no_known_day", "before_the_charge"))
    assert first == Line("day 90", 40, {"share": 0.56, "ci_low": 0.45, "ci_high": 0.68, "ended": 30} | beside)
