"""Assessments: complete before they count, their means recomputable, and what a restoration may rest on."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid5

import pytest
from aftercare import asked, assessment, definitions, streams, survivor
from aftercare.assessment.computing import domain_means, overall_mean, rounded
from aftercare.assessment.instrument import Instrument
from aftercare.assessment.scoring import (
    AlreadyCompleted,
    AssessmentCompleted,
    AssessmentStarted,
    CompleteAssessment,
    NotApplicableNotAllowed,
    NotHerCaseworker,
    NothingToCorrect,
    NotInCare,
    ReasonWanted,
    ScoreSubdomain,
    StartAssessment,
    SubdomainScored,
    SubdomainsMissing,
    UnknownInstrument,
    UnknownSubdomain,
)
from aftercare.assessment.state import Completed, Score, UnderWay
from aftercare.case_care.state import CaseCare
from aftercare.rules import AftercareClosed
from aftercare.survivor.assessed import AssessmentNoted
from aftercare.survivor.care import CareStarted
from aftercare.survivor.outcome import CareEnded, RestoreSurvivor, SurvivorExited, SurvivorRestored
from aftercare.survivor.policy import (
    AssessedAfterwards,
    AssessmentNotComplete,
    AssessmentTooOld,
    InstrumentProvisional,
    NewerAssessment,
    PolicyNotMet,
)
from aftercare.survivor.state import Assessed, Cover, Exited, Plan, Survivor
from casework import TaskOpened
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from throughline.domain import Actor, Moment, OnStream
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, scenario

INSTRUMENTS = definitions.instruments()
PLACEHOLDER = INSTRUMENTS["aso-placeholder-0"]
VALIDATED = Instrument(
    name="short",
    version="1",
    provisional=False,
    domains={"safety": ("home", "threats"), "social_support": ("friends", "community")},
    na_allowed=frozenset({"friends", "community"}),
)
KNOWN = {PLACEHOLDER.id: PLACEHOLDER, VALIDATED.id: VALIDATED}
given = scenario(assessment.aggregate(KNOWN))
given_survivor = scenario(survivor.aggregate(definitions.policy(), KNOWN))

WOMAN, WORKER, ASSESSMENT = (uuid5(NAMESPACE, name) for name in ("woman", "worker", "assessment"))
IN_CARE: dict[UUID, object] = {WOMAN: Survivor(started=True)}

start = StartAssessment(case_id=CASE, survivor_id=WOMAN, instrument="short", version="1", kind="intake")
started = AssessmentStarted(survivor_id=WOMAN, instrument="short", version="1", kind="intake")
complete = CompleteAssessment(case_id=CASE, assessment_id=ASSESSMENT, environment="reintegration")


def scored(subdomain: str, score: Score, reason: str | None = None) -> SubdomainScored:
    return SubdomainScored(subdomain=subdomain, score=score, na_reason=reason)


def scoring(subdomain: str, score: Score, reason: str | None = None) -> ScoreSubdomain:
    return ScoreSubdomain(case_id=CASE, assessment_id=ASSESSMENT, subdomain=subdomain, score=score, na_reason=reason)


ALL = (scored("home", 3), scored("threats", 4), scored("friends", 2), scored("community", "NA", "lives_in_shelter"))


class WhenNotStarted:
    def test_it_starts_for_a_survivor_in_care(self) -> None:
        given().seeing(IN_CARE).when(start).then(started)

    def test_with_the_shipped_instrument_too(self) -> None:
        placeholder = start.model_copy(update={"instrument": "aso", "instrument_version": "placeholder-0"})
        given().seeing(IN_CARE).when(placeholder).emits(AssessmentStarted)

    def test_not_with_an_unknown_instrument(self) -> None:
        given().seeing(IN_CARE).when(start.model_copy(update={"instrument_version": "2"})).rejects(UnknownInstrument)

    @pytest.mark.parametrize("seen", [{}, {WOMAN: Survivor(started=True, stage=Exited("moved"))}])
    def test_not_for_somebody_who_is_not_in_care(self, seen: dict[UUID, object]) -> None:
        given().seeing(seen).when(start).rejects(NotInCare)

    def test_not_by_somebody_else_than_her_caseworker(self) -> None:
        hers = {WOMAN: Survivor(started=True, worker_id=WORKER)}
        given().seeing(hers).when(start, by=SOMEBODY).rejects(NotHerCaseworker)

    def test_one_that_corrects_another_names_a_complete_one_of_hers(self) -> None:
        correcting = start.model_copy(update={"corrects": ASSESSMENT})
        known = {ASSESSMENT: Assessed("intake", Moment(NOW), NOW)}
        hers = {WOMAN: Survivor(started=True, assessments=known)}
        given().seeing(hers).when(correcting).then(started.model_copy(update={"corrects": ASSESSMENT}))
        given().seeing(IN_CARE).when(correcting).rejects(NothingToCorrect)

    def test_not_after_closing(self) -> None:
        closed = {streams.care_of(CASE).stream_id: CaseCare(opened=True, covers=(WOMAN,))}
        given().seeing(IN_CARE | closed).when(start).rejects(AftercareClosed)


PLANNED: dict[UUID, object] = {
    WOMAN: Survivor(started=True, plan=Plan(plan_id=ASSESSMENT, author_id=WORKER, goals=(), approved=True))
}


class WhenUnderWay:
    def test_each_subdomain_is_scored(self) -> None:
        given(started).when(scoring("home", 3)).then(scored("home", 3))
        given(started, scored("home", 3)).when(scoring("home", 3)).nothing()

    def test_a_later_score_counts(self) -> None:
        given(started, scored("home", 3)).when(scoring("home", 1)).then(scored("home", 1))

    def test_not_applicable_wants_a_reason_and_an_instrument_that_allows_it(self) -> None:
        given(started).when(scoring("community", "NA", "lives_in_shelter")).then(
            scored("community", "NA", "lives_in_shelter")
        )
        given(started).when(scoring("community", "NA")).rejects(ReasonWanted)
        given(started).when(scoring("community", 2, "lives_in_shelter")).rejects(ReasonWanted)
        given(started).when(scoring("home", "NA", "lives_in_shelter")).rejects(NotApplicableNotAllowed)

    def test_only_what_the_instrument_has(self) -> None:
        given(started).when(scoring("income", 2)).rejects(UnknownSubdomain)

    def test_it_is_complete_when_all_is_scored_or_not_applicable(self) -> None:
        given(started, *ALL[:3]).when(complete).rejects(SubdomainsMissing)
        given(started, *ALL).seeing(PLANNED).when(complete).then(
            AssessmentCompleted(
                assessor_id=SOMEBODY.id,
                domain_scores={"safety": Decimal("3.50"), "social_support": Decimal("2.00")},
                overall=Decimal("2.75"),
                environment="reintegration",
            ),
            OnStream(
                streams.survivor(WOMAN),
                AssessmentNoted(assessment_id=ASSESSMENT, kind="intake", completed_on=Moment(NOW)),
            ),
        )

    def test_a_plan_follows_from_it_within_14_days_where_none_is_approved(self) -> None:
        *_, task = given(started, *ALL).when(complete).emits(AssessmentCompleted, AssessmentNoted, TaskOpened)
        assert (task.kind, task.subjects) == (asked.APPROVE_PLAN, (WOMAN,))
        assert task.due_at == NOW + timedelta(days=14)

    def test_a_domain_without_scores_has_none(self) -> None:
        none = (scored("friends", "NA", "unknown"), scored("community", "NA", "unknown"))
        known = given(started, *ALL[:2], *none).seeing(PLANNED)
        done, _ = known.when(complete).emits(AssessmentCompleted, AssessmentNoted)
        assert done.domain_scores == {"safety": Decimal("3.50"), "social_support": None}
        assert done.overall == Decimal("3.50")

    def test_who_started_it_goes_on_with_it_or_who_looks_after_her(self) -> None:
        somebody_else, at_work = Actor(WORKER, "social_worker"), NOW.date()
        hers: dict[UUID, object] = {WOMAN: Survivor(started=True, worker_id=WORKER)}
        covered: dict[UUID, object] = {
            WOMAN: Survivor(started=True, worker_id=ASSESSMENT, covers=(Cover(WORKER, at_work, at_work),))
        }
        for seen in (hers, covered):
            given(started).seeing(seen).when(scoring("home", 3), by=somebody_else).emits(SubdomainScored)
        others: dict[UUID, object] = {WOMAN: Survivor(started=True, worker_id=ASSESSMENT)}
        given(started).seeing(others).when(scoring("home", 3), by=somebody_else).rejects(NotHerCaseworker)
        given(started).seeing(others).when(scoring("home", 3)).emits(SubdomainScored)


class WhenComplete:
    done = AssessmentCompleted(assessor_id=WORKER, domain_scores={}, overall=None, environment="reintegration")
    history = (started, *ALL, done)

    def test_completing_it_again_is_nothing_new(self) -> None:
        given(*self.history).when(complete).nothing()
        given(*self.history).when(scoring("home", 3)).nothing()

    def test_no_score_changes_any_more(self) -> None:
        given(*self.history).when(scoring("home", 1)).rejects(AlreadyCompleted)


SCORES = st.sampled_from([1, 2, 3, 4, "NA"])


@settings(max_examples=50)
@generated(st.fixed_dictionaries({name: SCORES for name in sorted(PLACEHOLDER.subdomains)}))
def test_means_are_those_of_the_scores(scores: dict[str, Score]) -> None:
    means = domain_means(PLACEHOLDER, scores)
    for domain, subdomains in PLACEHOLDER.domains.items():
        known = [scores[s] for s in subdomains if scores[s] != "NA"]
        assert means[domain] == (Fraction(sum(known), len(known)) if known else None)
    known_means = [mean for mean in means.values() if mean is not None]
    assert overall_mean(means) == (sum(known_means) / len(known_means) if known_means else None)


@pytest.mark.parametrize(
    ("value", "shown"), [("10/3", "3.33"), ("8/3", "2.67"), ("1/8", "0.13"), ("5/2", "2.50"), ("201/80", "2.51")]
)
def test_halves_are_rounded_up(value: str, shown: str) -> None:
    assert str(rounded(Fraction(value))) == shown


def test_the_shipped_instrument_is_provisional_and_has_safetys_three_subdomains() -> None:
    assert PLACEHOLDER.provisional
    assert len(PLACEHOLDER.domains) == 6
    assert len(PLACEHOLDER.domains["safety"]) == 3


# What a restoration may rest on

GOOD: dict[str, Score] = {"home": 3, "threats": 3, "friends": 4, "community": "NA"}
restore = RestoreSurvivor(case_id=CASE, survivor_id=WOMAN, assessment_id=ASSESSMENT)


def completed(
    scores: dict[str, Score] = GOOD, *, of: UUID = WOMAN, days_ago: int = 0, instrument: str = "short"
) -> dict[UUID, object]:
    version = "1" if instrument == "short" else "placeholder-0"
    day = Moment(NOW - timedelta(days=days_ago))
    return {ASSESSMENT: Completed(of, instrument, version, WORKER, scores, "reintegration", day)}


class WhenTheSupervisorRestoresHer:
    def test_the_decision_keeps_what_it_rested_on(self) -> None:
        (event,) = given_survivor(CareStarted()).seeing(completed()).when(restore).emits(SurvivorRestored)
        assert event.policy_version == "restoration-1"
        assert event.inputs.domain_scores == {"safety": Decimal("3.00"), "social_support": Decimal("4.00")}
        assert event.inputs.lowest_subdomain == 3
        given_survivor(CareStarted(), event).seeing(completed()).when(restore).nothing()

    def test_every_domain_has_to_reach_three(self) -> None:
        low = completed(GOOD | {"home": 2})
        given_survivor(CareStarted()).seeing(low).when(restore).rejects(PolicyNotMet)

    def test_no_subdomain_may_be_one(self) -> None:
        one = completed({"home": 4, "threats": 4, "friends": 1, "community": 4})
        given_survivor(CareStarted()).seeing(one).when(restore).rejects(PolicyNotMet)

    def test_a_domain_nobody_could_score_is_not_reached(self) -> None:
        blank = completed(GOOD | {"friends": "NA"})
        given_survivor(CareStarted()).seeing(blank).when(restore).rejects(PolicyNotMet)

    def test_the_assessment_is_at_most_ninety_days_old(self) -> None:
        given_survivor(CareStarted()).seeing(completed(days_ago=90)).when(restore).emits(SurvivorRestored)
        given_survivor(CareStarted()).seeing(completed(days_ago=91)).when(restore).rejects(AssessmentTooOld)

    def test_a_provisional_instrument_supports_none(self) -> None:
        fours: dict[str, Score] = {name: 4 for name in PLACEHOLDER.subdomains}
        given_survivor(CareStarted()).seeing(completed(fours, instrument="aso")).when(restore).rejects(
            InstrumentProvisional
        )

    @pytest.mark.parametrize(
        "seen", [{}, {ASSESSMENT: UnderWay(WOMAN, "short", "1", WORKER, GOOD)}, completed(of=WORKER)]
    )
    def test_it_is_a_complete_assessment_of_hers(self, seen: dict[UUID, object]) -> None:
        given_survivor(CareStarted()).seeing(seen).when(restore).rejects(AssessmentNotComplete)

    @pytest.mark.parametrize("days_ago", [30, 320])
    def test_not_for_a_day_before_she_was_assessed(self, days_ago: int) -> None:
        early = restore.model_copy(update={"occurred_on": Moment(NOW - timedelta(days=days_ago))})
        given_survivor(CareStarted()).seeing(completed(days_ago=1)).when(early).rejects(AssessedAfterwards)

    def test_no_date_makes_an_old_assessment_new(self) -> None:
        early = restore.model_copy(update={"occurred_on": Moment(NOW - timedelta(days=320))})
        given_survivor(CareStarted()).seeing(completed(days_ago=400)).when(early).rejects(AssessmentTooOld)

    def test_not_on_an_assessment_where_a_newer_one_is_complete(self) -> None:
        this = AssessmentNoted(assessment_id=ASSESSMENT, kind="six_month", completed_on=Moment(NOW))
        older = AssessmentNoted(assessment_id=WORKER, kind="intake", completed_on=Moment(NOW - timedelta(days=99)))
        newer = AssessmentNoted(assessment_id=WORKER, kind="extra", completed_on=Moment(NOW + timedelta(hours=1)))
        corrected = older.model_copy(update={"corrects": ASSESSMENT})
        seen = completed()
        given_survivor(CareStarted(), this, older).seeing(seen).when(restore).emits(SurvivorRestored)
        given_survivor(CareStarted(), this, newer).seeing(seen).when(restore).rejects(NewerAssessment)
        given_survivor(CareStarted(), this, corrected).seeing(seen).when(restore).rejects(NewerAssessment)

    def test_not_after_she_left(self) -> None:
        history = (CareStarted(), SurvivorExited(reason="moved"))
        given_survivor(*history).seeing(completed()).when(restore).rejects(CareEnded)

    def test_only_a_supervisor_may(self) -> None:
        assert RestoreSurvivor.roles == {"director"}


@settings(max_examples=100)
@generated(st.fixed_dictionaries({name: SCORES for name in sorted(VALIDATED.subdomains)}), st.integers(0, 200))
def test_restored_implies_that_the_policy_holds(scores: dict[str, Score], days_ago: int) -> None:
    outcome = given_survivor(CareStarted()).seeing(completed(scores, days_ago=days_ago)).when(restore)
    if outcome.rejected is None:
        known = [score for score in scores.values() if score != "NA"]
        assert min(known) > 1
        assert days_ago <= 90
        assert all(mean is not None and mean >= 3 for mean in domain_means(VALIDATED, scores).values())
