"""The figures about victims, survivors and the justice system, computed by a real Postgres."""

from decimal import Decimal

import pytest
from reporting import definitions
from reporting.inbound import aftercare, intake
from reporting.programme import TrainingDelivered
from reporting.publishing import OFFICE_K
from reporting.study import StudyRegistered, StudyResultRecorded

from .conftest import an_id, happened, lines

pytestmark = pytest.mark.stack


class TestVictimsByAttribution:
    async def test_each_victim_is_counted_once_a_case_by_who_led(self, record, figure):
        def safe(name, **how):
            return happened(intake.VictimBroughtToSafety(victim_id=an_id(name), **how))

        await record(
            safe("a", agency_role="present"),
            safe("a", agency_role="planned_with"),
            safe("b", agency_role="trained_only"),
            safe("c", agency_role="present", self_escaped=True),
            happened(intake.VictimEncountered(victim_id=an_id("d"))),
            happened(aftercare.SurvivorEnrolled(survivor_id=an_id("a"))),
        )
        answer = await figure("victims_by_attribution")
        assert {line.what: line.n for line in answer.values} == {"agency_present": 1, "partner_trained": 1, "self": 1}
        assert (answer.n, lines(answer)["agency_present"]["enrolled"]) == (3, 1)


class TestAssessmentChange:
    def pair(self, name, before, after, instrument="aso"):
        for number, (day, scores) in enumerate(
            (("2025-11-01", before), ("2026-02-01", {"safety": 1}), ("2026-05-01", after))
        ):
            stream = f"assessment {name} {number}"
            started = aftercare.AssessmentStarted(
                survivor_id=an_id(name), instrument=instrument, version="0", kind="extra"
            )
            yield happened(started, stream=stream, on=day)
            yield happened(aftercare.AssessmentCompleted(domain_scores=scores), stream=stream, on=day)

    async def test_first_and_last_are_compared_where_both_score_the_domain(self, record, figure):
        pairs = [
            self.pair(f"s{n}", {"safety": Decimal("1.5"), "social": None}, {"safety": Decimal(2 + n % 2), "social": 3})
            for n in range(5)
        ]
        await record(*(event for pair in pairs for event in pair))
        answer = await figure("assessment_change")
        assert [(line.what, line.n) for line in answer.values] == [("aso/0/safety/first_to_last", 5)]
        line = lines(answer)["aso/0/safety/first_to_last"]
        assert (line["mean"], line["median"], line["mean_before"], answer.protected) == (0.9, 0.5, 1.5, True)

    async def test_fewer_pairs_than_may_be_shown_show_nothing_not_even_how_many(self, record, figure):
        pairs = [self.pair(f"s{n}", {"safety": 1}, {"safety": 2}) for n in range(OFFICE_K - 1)]
        await record(*(event for pair in pairs for event in pair))
        answer = await figure("assessment_change")
        assert (answer.n, [(line.n, dict(line.values)) for line in answer.values]) == (None, [(None, {})])

    async def test_intake_is_compared_with_six_months_and_with_twelve_each_in_its_own_pairs(self, record, figure):
        def assessed(name, number, kind, day, score, corrects=None):
            stream = f"assessment {name} {number}"
            known = {"survivor_id": an_id(name), "instrument": "aso", "version": "0", "kind": kind}
            started = aftercare.AssessmentStarted(**known, corrects=corrects)
            yield happened(started, stream=stream, on=day)
            scores = {"safety": Decimal(score)}
            yield happened(aftercare.AssessmentCompleted(domain_scores=scores), stream=stream, on=day)

        def history(name):
            yield from assessed(name, 1, "intake", "2024-01-10", 1)
            yield from assessed(name, 2, "extra", "2024-03-10", 1)
            yield from assessed(name, 3, "six_month", "2024-07-10", 4)
            yield from assessed(name, 4, "six_month", "2024-07-10", 2, corrects=an_id(f"assessment {name} 3"))
            yield from assessed(name, 5, "annual", "2025-01-10", 3)
            yield from assessed(name, 6, "annual", "2026-01-10", 4)

        await record(*(event for n in range(OFFICE_K) for event in history(f"s{n}")))
        found = lines(await figure("assessment_change"))
        assert {what.rpartition("/")[2]: (line["mean"], line["median_after"]) for what, line in found.items()} == {
            "intake_to_six_months": (1, 2),
            "intake_to_twelve_months": (2, 3),
            "first_to_last": (3, 4),
        }

    async def test_an_assessment_is_in_time_by_its_day_and_one_answers_what_fell_due(self, record, figure):
        def due(name, day):
            fell_due = aftercare.AssessmentFellDue(survivor_id=an_id(name), kind="intake", due_on=day)
            return happened(fell_due, stream=f"{name} due {day}", on=day)

        def completed(name, day):
            stream = f"{name} {day}"
            started = aftercare.AssessmentStarted(survivor_id=an_id(name), instrument="a", version="0", kind="intake")
            yield happened(started, stream=stream, on=day)
            yield happened(aftercare.AssessmentCompleted(domain_scores={"safety": 2}), stream=stream, on=day)

        await record(
            *completed("early", "2026-05-01"),
            *(due("on the day", "2026-05-10"), *completed("on the day", "2026-05-10")),
            *(due("late", "2026-05-10"), *completed("late", "2026-05-12")),
            due("never", "2026-05-10"),
        )
        found = lines(await figure("compliance"))["assessment_on_time"]
        assert (found["met"], found["not_met"], found["share"]) == (2, 2, 0.5)

    async def test_one_assessment_is_no_pair_and_another_instrument_is_no_second(self, record, figure):
        both = [*self.pair("s", {"safety": 1}, {"safety": 2})]
        await record(*both[:2], *[*self.pair("s", {"safety": 1}, {"safety": 2}, "other")][4:])
        assert (await figure("assessment_change")).values == ()


class TestTrainingsAndStudies:
    async def test_attendances_are_added_up_per_audience(self, record, figure):
        await record(
            *(
                happened(TrainingDelivered(training_id=an_id(name), audience=audience, participants=number))
                for name, audience, number in (("a", "police", 20), ("b", "police", 4), ("c", "judge", 3))
            )
        )
        answer = await figure("trainings")
        assert answer.n == 3
        assert lines(answer)["police"] == {"trainings": 2, "attendances": 24}

    async def test_results_are_shown_with_interval_and_sample_and_never_pooled(self, record, figure):
        def study(name, series):
            return happened(
                StudyRegistered(
                    study_id=an_id(name),
                    series_id=an_id(series),
                    site="PHL-CEB",
                    population="p",
                    method="m",
                    organisations=(),
                ),
                stream=name,
            )

        def result(name, wave, year):
            found = {"indicator": "prevalence", "definition_version": "1", "value": "0.02", "unit": "share", "n": 500}
            interval = {"ci_low": "0.01", "ci_high": "0.03", "ci_level": "0.95"}
            return happened(StudyResultRecorded(wave=wave, **found, **interval), stream=name, on=year)

        await record(
            *(study("first", "s"), study("second", "s"), study("lonely", "t")),
            *(result("first", "baseline", "2006-06"), result("second", "endline", "2010-06")),
            result("lonely", "endline", "2010-06"),
        )
        answer = await figure("study_results")
        assert [line.n for line in answer.values] == [500, 500, 500]
        without = {line.values["study_id"]: line.values["without_baseline"] for line in answer.values}
        assert without == {str(an_id("first")): False, str(an_id("second")): False, str(an_id("lonely")): True}


class TestEveryFigure:
    @pytest.mark.parametrize("name", definitions.BY_NAME)
    async def test_it_names_its_meaning_and_what_it_is_true_at_even_of_nothing(self, figure, name):
        answer = await figure(name)
        assert answer.definition.id == definitions.BY_NAME[name].id
        assert answer.n == (None if answer.protected else 0)
        assert answer.positions == {"legal.events": (4, 0)}
        assert answer.true_at is None
