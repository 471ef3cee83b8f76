"""A curve read of one office tells of no few people: by no step, by no ending, and by nothing that is left over."""

from itertools import pairwise

from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st
from reporting import definitions
from reporting.figuring import _exactly, _protected
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


def read_of(name, spells_of, asked):
    """As somebody who works in `asked` reads it of all of these, by what is shown."""
    definition = definitions.BY_NAME[name]

    def rows(offices):
        told = [spell for office in offices for spell in spells_of[office]]
        return [Spell(days=days, cause=cause, recorded_at=NOW) for days, cause in told]

    every_office = {office: rows([office]) for office in spells_of}
    figured = _protected(definition, asked, rows(asked), every_office)
    return {line.what: line.values for line in figured.lines if line.values}


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


@every(st.sampled_from(["survival", "competing_endings"]), SPELLS, SPELLS)
@settings(deadline=None)
def test_a_curve_of_two_offices_shows_no_line_that_is_hidden_of_one(name, here, there):
    """Of either and of both: the one taken from the two would be the other, within the rounding."""
    spells_of = {"PHL-MNL": here, "KHM-PNH": there}
    both = read_of(name, spells_of, ["PHL-MNL", "KHM-PNH"])
    for office, spells in spells_of.items():
        assert not spells or both.keys() <= read_of(name, spells_of, [office]).keys()


def test_few_endings_of_one_office_cannot_be_had_from_the_curve_of_two():
    many, few = [(50, "convicted")] * 20 + [(3000, None)] * 30, [(50, "convicted")] * 3 + [(3000, None)] * 30
    spells_of = {"PHL-MNL": many, "KHM-PNH": few}
    assert read_of("survival", spells_of, ["PHL-MNL"])
    assert not read_of("survival", spells_of, ["KHM-PNH"])
    assert not read_of("survival", spells_of, ["PHL-MNL", "KHM-PNH"])


def test_one_acquittal_among_many_convictions_cannot_be_read():
    spells = [(50, "convicted")] * 30 + [(60, "acquitted")] + [(3000, None)] * 30
    lines = {line.what: line for line in read("competing_endings", spells)}
    assert not any(line.values for line in lines.values())


def test_where_all_are_enough_shares_are_to_the_percent_and_counts_rounded():
    spells = [(50, "convicted")] * 31 + [(3000, None)] * 40
    first = read("survival", spells)[0]
    beside = dict.fromkeys(("ended_on_no_known_day", "before_the_charge"))
    assert first == Line("day 90", 40, {"share": 0.56, "ci_low": 0.44, "ci_high": 0.67, "ended": 30} | beside)
