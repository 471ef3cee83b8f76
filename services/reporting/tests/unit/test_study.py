"""A study: registered once, one result per indicator, wave and subgroup, each with its interval and sample."""

from datetime import date
from decimal import Decimal
from uuid import uuid5

import pytest
from casework.roles import DIRECTOR, HQ_ANALYST, IMPORTER
from hypothesis import given as every
from hypothesis import strategies as st
from reporting import study
from reporting.study import RecordStudyResult, RegisterStudy, StudyNotRegistered, StudyRegistered, StudyResultRecorded
from reporting.study.registration import StudyAlreadyRegistered
from reporting.study.results import (
    IntervalContradicted,
    IntervalMissing,
    LevelOutOfRange,
    NoSample,
    ResultAlreadyRecorded,
    ValueOutsideInterval,
    WaveOutOfOrder,
    certainly_after,
)
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(study.AGGREGATE)
SERIES, RESEARCHERS = uuid5(NAMESPACE, "series"), uuid5(NAMESPACE, "researchers")
TERMS = {
    "series_id": SERIES,
    "site": "PHL-CEB",
    "population": "minors",
    "method": "time_space_sampling",
    "organisations": (RESEARCHERS,),
}
FOUND = {
    "indicator": "prevalence",
    "definition_version": "prevalence-1",
    "value": Decimal("0.016"),
    "unit": "share",
    "ci_low": Decimal("0.011"),
    "ci_high": Decimal("0.023"),
    "ci_level": Decimal("0.95"),
    "n": 2210,
}
NO_INTERVAL = {"ci_low": None, "ci_high": None, "ci_level": None}
registered = StudyRegistered(study_id=CASE, **TERMS)
in_2006, in_2008, in_2010 = (Moment.on(date(year, 6, 1)) for year in (2006, 2008, 2010))


def register(**other):
    return RegisterStudy(case_id=CASE, office_id="HQ", **TERMS | other)


def result(wave="baseline", **other):
    return RecordStudyResult(case_id=CASE, wave=wave, **FOUND | other)


def found(wave="baseline", on=in_2006, **other):
    return StudyResultRecorded(wave=wave, **FOUND | other).on(on)


class WhenNotRegistered:
    def test_it_is_registered_on_its_terms(self):
        given().when(register()).then(registered)

    def test_a_result_of_it_is_held_until_it_is(self):
        given().when(result()).holds(StudyNotRegistered)


class WhenRegistered:
    def test_the_same_registration_is_nothing_new(self):
        given(registered).when(register()).nothing()

    def test_the_same_registration_is_nothing_new_after_results_either(self):
        given(registered, found()).when(register()).nothing()

    def test_other_terms_are_refused(self):
        given(registered).when(register(method="survey")).rejects(StudyAlreadyRegistered)

    def test_a_result_is_recorded_with_its_interval(self):
        given(registered).when(result()).then(StudyResultRecorded(wave="baseline", **FOUND))

    def test_a_result_without_an_interval_says_why(self):
        without = NO_INTERVAL | {"no_interval_because": "census"}
        given(registered).when(result(**without)).then(StudyResultRecorded(wave="baseline", **FOUND | without))

    def test_a_result_with_neither_interval_nor_reason_is_held(self):
        given(registered).when(result(**NO_INTERVAL)).holds(IntervalMissing)

    @pytest.mark.parametrize("missing", ["ci_low", "ci_high", "ci_level"])
    def test_half_an_interval_is_held(self, missing):
        given(registered).when(result(**{missing: None})).holds(IntervalMissing)

    def test_an_interval_and_a_reason_for_none_are_held(self):
        given(registered).when(result(no_interval_because="census")).holds(IntervalContradicted)

    @pytest.mark.parametrize("value", ["0.0109", "0.0231"])
    def test_a_value_outside_its_interval_is_held(self, value):
        given(registered).when(result(value=Decimal(value))).holds(ValueOutsideInterval)

    @pytest.mark.parametrize("value", ["0.011", "0.023"])
    def test_a_value_on_the_edge_of_its_interval_is_in_it(self, value):
        given(registered).when(result(value=Decimal(value))).emits(StudyResultRecorded)

    @pytest.mark.parametrize("level", ["0", "1", "95"])
    def test_a_level_that_is_no_share_is_held(self, level):
        given(registered).when(result(ci_level=Decimal(level))).holds(LevelOutOfRange)

    @pytest.mark.parametrize("n", [0, -1])
    def test_a_result_measured_on_nobody_is_held(self, n):
        given(registered).when(result(n=n)).holds(NoSample)


class WhenABaselineIsRecorded:
    known = given(registered, found())

    def test_a_later_endline_is_recorded(self):
        self.known.when(result("endline", occurred_on=in_2010)).emits(StudyResultRecorded)

    def test_an_endline_dated_before_it_is_held(self):
        self.known.when(result("endline", occurred_on=Moment.parse("2005"))).holds(WaveOutOfOrder)

    def test_a_midline_dated_before_it_is_held(self):
        self.known.when(result("midline", occurred_on=Moment.parse("2005-12"))).holds(WaveOutOfOrder)

    def test_an_earlier_endline_of_another_indicator_is_another_matter(self):
        self.known.when(result("endline", indicator="reliance", occurred_on=Moment.parse("2005"))).emits(
            StudyResultRecorded
        )

    def test_an_earlier_endline_of_another_subgroup_is_another_matter(self):
        self.known.when(result("endline", subgroup="boys", occurred_on=Moment.parse("2005"))).emits(StudyResultRecorded)

    def test_the_same_result_again_is_nothing_new(self):
        self.known.when(result()).nothing()
        self.known.when(result(occurred_on=in_2006)).nothing()

    def test_another_value_of_the_same_is_held(self):
        self.known.when(result(value=Decimal("0.02"))).holds(ResultAlreadyRecorded)

    def test_the_same_value_of_another_day_is_held(self):
        self.known.when(result(occurred_on=in_2008)).holds(ResultAlreadyRecorded)


class WhenTheEndlineWasWrittenDownFirst:
    known = given(registered, found("endline", in_2010))

    def test_its_earlier_baseline_follows(self):
        self.known.when(result(occurred_on=in_2006)).emits(StudyResultRecorded)

    def test_a_baseline_dated_after_it_is_held(self):
        self.known.when(result(occurred_on=Moment.parse("2011"))).holds(WaveOutOfOrder)


class TestOrderOfMoments:
    def test_what_is_not_known_precisely_enough_is_not_out_of_order(self):
        assert not certainly_after(Moment.parse("2010"), Moment.parse("2010-03"))
        assert not certainly_after(Moment.parse("unknown"), Moment.parse("2010-03"))
        assert certainly_after(Moment.parse("2011"), Moment.parse("2010-03-01"))

    @every(st.permutations([("baseline", in_2006), ("midline", in_2008), ("endline", in_2010)]))
    def test_waves_in_their_order_are_taken_in_whichever_order_they_are_written_down(self, waves):
        history = [registered]
        for wave, on in waves:
            given(*history).when(result(wave, occurred_on=on)).emits(StudyResultRecorded)
            history.append(found(wave, on))

    @every(
        st.lists(
            st.tuples(st.sampled_from(["baseline", "midline", "endline"]), st.sampled_from(["2005", "2007", "2009"]))
        )
    )
    def test_what_is_recorded_is_always_in_the_order_of_the_waves(self, waves):
        history = [registered]
        for wave, year in waves:
            outcome = given(*history).when(result(wave, occurred_on=Moment.parse(year)))
            history += [event.on(Moment.parse(year)) for event in outcome.decided or []]
        years = {event.wave: event.occurred_on.at.year for event in history[1:]}
        assert [years[wave] for wave in ("baseline", "midline", "endline") if wave in years] == sorted(years.values())


def test_analysts_directors_and_imports_write():
    for command in (RegisterStudy, RecordStudyResult):
        assert command.roles == {HQ_ANALYST, DIRECTOR, IMPORTER}


def test_no_sentence_fits_into_a_code():
    with pytest.raises(ValueError, match="pattern"):
        register(population="girls of a named village")
