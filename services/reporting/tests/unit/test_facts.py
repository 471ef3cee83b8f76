"""The facts: how events change the rows that figures are counted from, whichever team's event comes first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import pytest
from hypothesis import given as every
from hypothesis import strategies as st
from reporting.inbound import aftercare, intake, legal
from reporting.projections.accused_facts import AccusedFactsModel
from reporting.projections.assessment_facts import AssessmentFactsModel
from reporting.projections.case_facts import CaseFactsModel
from reporting.projections.charge_facts import ChargeFactsModel
from reporting.projections.counting import counted_under, known_day, quarter
from reporting.projections.milestones import EVERY_ACCUSED, Milestones
from reporting.projections.victim_facts import VictimFactsModel
from throughline.domain import Metadata, Moment
from throughline.projection.model import fold

SPACE = UUID("3e8b1f4a-6c2d-5d9e-8f70-5a4b3c2d1e06")
CASE, PROSECUTION, VICTIM, ACCUSED, CHARGE = (
    uuid5(SPACE, name) for name in ("case", "prosecution", "v", "a", "charge")
)
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ORIGIN = Metadata(
    event_id=uuid5(SPACE, "event"),
    event_type="",
    schema_version=1,
    service="",
    stream_id=PROSECUTION,
    stream_version=1,
    case_id=CASE,
    occurred_on=Moment.parse("2026-05-04"),
    recorded_at=AT,
    actor_id=UUID(int=0),
    actor_role="",
    command_id=UUID(int=0),
    correlation_id=UUID(int=0),
    causation_id=UUID(int=0),
    office_id="PHL-MNL",
    jurisdiction="USA",
)


def origin(on="2026-05-04", **other):
    return replace(ORIGIN, occurred_on=Moment.parse(on), **other)


def only(model, *history):
    """The one row that a history leaves."""
    told = (event if isinstance(event, tuple) else (event, ORIGIN) for event in history)
    (row,) = fold(model, told).values()
    return row


class TestWhatIsCountedWhere:
    @pytest.mark.parametrize(
        ("source", "historical", "under"),
        [
            ("own", False, "own"),
            ("partner:hotline", False, "own"),
            ("own", True, "historical"),
            ("import:a_set#US-1", True, "import:a_set"),
            ("import:a_set#US-1", False, "import:a_set"),
        ],
    )
    def test_own_means_own_and_as_it_happened(self, source, historical, under):
        assert counted_under(origin(source=source, historical=historical)) == under

    @pytest.mark.parametrize(
        ("moment", "day", "cohort"),
        [
            ("2026-03-31", date(2026, 3, 31), "2026-Q1"),
            ("2026-04", date(2026, 4, 1), "2026-Q2"),
            ("2026", None, None),
            ("unknown", None, None),
        ],
    )
    def test_a_day_that_is_not_known_is_none(self, moment, day, cohort):
        assert (known_day(Moment.parse(moment)), quarter(Moment.parse(moment))) == (day, cohort)


class TestCases:
    def test_a_case_reopened_is_closed_no_more(self):
        closed = intake.CaseClosed(outcome="parts_completed")
        row = only(CaseFactsModel(), intake.CaseOpened(case_type="sex_trafficking"), closed, intake.CaseReopened())
        assert (row.cohort, row.closed_on, row.outcome, row.reopened) == ("2026-Q2", None, None, 1)

    @every(
        st.permutations([intake.CaseOpened(case_type="x"), legal.LegalPartClosed(), aftercare.AftercarePartClosed()])
    )
    def test_the_teams_events_may_come_in_any_order(self, events):
        row = only(CaseFactsModel(), *events)
        assert (row.opened_on, row.legal_closed_on, row.aftercare_closed_on) == (date(2026, 5, 4),) * 3


BROUGHT = intake.VictimBroughtToSafety(victim_id=VICTIM, agency_role="planned_with")
ACTUAL = intake.VictimStatusDetermined(victim_id=VICTIM, status="ActualVictimOfTrafficking", standing="official")
IMPORTED = {"source": "import:a_set#1", "historical": True}
OF_SURVIVOR = origin(stream_id=VICTIM, on="2026-05-20")
VICTIM_HISTORY = [
    (intake.VictimEncountered(victim_id=VICTIM, age_band="9--17", gender="Feminine"), origin(**IMPORTED)),
    (BROUGHT, origin(**IMPORTED)),
    (
        intake.VictimStatusDetermined(victim_id=VICTIM, status="ActualVictimOfTrafficking", standing="official"),
        origin(**IMPORTED),
    ),
    (aftercare.SurvivorEnrolled(survivor_id=VICTIM), origin()),
    (aftercare.SurvivorExited(reason="goals_met"), OF_SURVIVOR),
]


class TestVictims:
    @pytest.mark.parametrize(
        ("role", "escaped", "attribution"),
        [
            ("present", False, "agency_present"),
            ("planned_with", False, "agency_planned"),
            ("trained_only", False, "partner_trained"),
            ("none", False, "none"),
            ("present", True, "self"),
        ],
    )
    def test_attribution_is_derived(self, role, escaped, attribution):
        event = intake.VictimBroughtToSafety(victim_id=VICTIM, agency_role=role, self_escaped=escaped)
        assert only(VictimFactsModel(), event).attribution == attribution

    @every(st.permutations(VICTIM_HISTORY))
    def test_the_teams_events_may_come_in_any_order(self, history):
        assert only(VictimFactsModel(), *history) == only(VictimFactsModel(), *VICTIM_HISTORY)

    def test_intake_says_under_what_she_is_counted(self):
        row = only(VictimFactsModel(), *VICTIM_HISTORY)
        assert (row.counted_under, row.exit_reason, row.age_band) == ("import:a_set", "goals_met", "9--17")

    def test_a_fact_backfilled_later_moves_her_nowhere(self):
        backfilled = origin(source="import:a_set#1", historical=True, office_id="KHM-PNH")
        met = (intake.VictimEncountered(victim_id=VICTIM, age_band="9--17"), backfilled)
        row = only(VictimFactsModel(), BROUGHT, met, (BROUGHT, backfilled))
        assert (row.counted_under, row.office_id, row.age_band) == ("own", "PHL-MNL", "9--17")

    def test_what_was_backfilled_before_she_was_safe_does_not_place_her_either(self):
        met = (intake.VictimEncountered(victim_id=VICTIM), origin(source="import:a_set#1", office_id="KHM-PNH"))
        row = only(VictimFactsModel(), met, BROUGHT)
        assert (row.counted_under, row.office_id) == ("own", "PHL-MNL")

    @every(st.permutations([("2026-05-03", "present"), ("2026-05-09", "none"), ("unknown", "trained_only")]))
    def test_the_first_day_she_was_safe_says_by_whom_whenever_it_was_told(self, told):
        days = [
            (intake.VictimBroughtToSafety(victim_id=VICTIM, agency_role=role), origin(day, stream_version=version))
            for version, (day, role) in enumerate(told, 1)
        ]
        row = only(VictimFactsModel(), *days)
        assert (row.attribution, row.brought_to_safety_on) == ("agency_present", date(2026, 5, 3))

    @pytest.mark.parametrize(
        ("declined", "later"),
        [(("2026-05-03", 9), False), (("2026-05-05", 1), True), (("2026-05-04", 1), False), (("2026-05-04", 9), True)],
    )
    def test_only_a_refusal_after_she_was_safe_is_a_later_one(self, declined, later):
        day, version = declined
        refusal = (intake.VictimDeclinedAssistance(victim_id=VICTIM), origin(day, stream_version=version))
        safe = (BROUGHT, origin("2026-05-04", stream_version=5))
        for history in ((refusal, safe), (safe, refusal)):
            assert only(VictimFactsModel(), *history).later_declined is later

    def test_an_agency_view_is_no_official_status(self):
        view = intake.VictimStatusDetermined(victim_id=VICTIM, status="NotAVictimOfTrafficking", standing="agency_view")
        assert only(VictimFactsModel(), BROUGHT, view).official_status is None

    def test_a_reversed_restoration_is_none(self):
        survivor = [(aftercare.SurvivorRestored(), OF_SURVIVOR), (aftercare.RestorationReversed(), OF_SURVIVOR)]
        assert only(VictimFactsModel(), *survivor).restored_on is None


class TestHowVictimsWereExploited:
    def test_a_later_fact_that_names_no_kind_takes_none_away(self):
        told = intake.ExploitationDetermined(victim_id=VICTIM, types=("Servitude",), means=("DebtBondage",))
        row = only(VictimFactsModel(), told, intake.ExploitationDetermined(victim_id=VICTIM))
        assert (row.exploitation, row.means) == (("Servitude",), ("DebtBondage",))


def filed(counts=3, statute="18 USC 1591"):
    charge = legal.Charge(charge_id=CHARGE, statute=statute, counts=counts)
    return legal.ChargesFiled(accused_id=ACCUSED, charges=(charge,))


def verdict(found, counts, **other):
    return legal.VerdictRecorded(accused_id=ACCUSED, charge_id=CHARGE, counts=counts, verdict=found, **other)


class TestCharges:
    def test_counts_of_one_charge_may_part_ways(self):
        withdrawn = legal.ChargeWithdrawn(charge_id=CHARGE, counts=1)
        row = only(ChargeFactsModel(), filed(), withdrawn, verdict("guilty", 1, by_plea=True), verdict("not_guilty", 1))
        assert (row.withdrawn, row.guilty_by_plea, row.not_guilty, row.open) == (1, 1, 1, 0)
        assert (row.convicted_of, row.statutes_version) == ("core", "statutes-1")

    def test_dropped_without_a_number_means_all_that_are_open(self):
        row = only(ChargeFactsModel(), filed(), verdict("guilty", 1), legal.ChargeWithdrawn(charge_id=CHARGE))
        assert (row.guilty_by_trial, row.withdrawn) == (1, 2)

    def test_a_retrial_takes_the_place_of_the_first_verdict(self):
        row = only(ChargeFactsModel(), filed(), verdict("guilty", 3), verdict("not_guilty", 3))
        assert (row.guilty_by_trial, row.not_guilty, row.convicted_of) == (0, 3, None)

    def test_a_conviction_that_fell_in_a_partial_retrial_is_no_longer_the_gravest(self):
        lesser = verdict("guilty_lesser", 1, convicted_of=legal.Offence(statute="8 USC 1324"))
        row = only(ChargeFactsModel(), filed(2), verdict("guilty", 1), lesser, verdict("not_guilty", 1))
        assert (row.guilty_by_trial, row.not_guilty, row.convicted_of, dict(row.guilty)) == (
            1,
            1,
            "other",
            {"trial/other": 1},
        )

    def test_a_hung_count_is_tried_again(self):
        row = only(ChargeFactsModel(), filed(), verdict("guilty", 2), verdict("hung", 1), verdict("guilty", 1))
        assert (row.guilty_by_trial, row.hung) == (3, 0)

    def test_the_court_of_appeal_changes_no_first_instance(self):
        row = only(ChargeFactsModel(), filed(), verdict("guilty", 3), verdict("not_guilty", 3, court="appeal"))
        assert (row.guilty_by_trial, row.not_guilty) == (3, 0)

    def test_a_lesser_offence_counts_as_what_it_is(self):
        lesser = verdict("guilty_lesser", 1, convicted_of=legal.Offence(statute="8 USC 1328"))
        assert only(ChargeFactsModel(), filed(), lesser).convicted_of == "related"
        assert only(ChargeFactsModel(), filed(), verdict("guilty_lesser", 1)).convicted_of == "other"

    def test_an_amended_charge_has_the_new_number_of_counts(self):
        assert only(ChargeFactsModel(), filed(), legal.ChargeAmended(charge_id=CHARGE, counts=2)).counts == 2

    @every(st.lists(st.tuples(st.sampled_from(["guilty", "not_guilty", "dismissed", "hung"]), st.integers(1, 3))))
    def test_no_count_has_two_verdicts_at_once(self, verdicts):
        row = only(ChargeFactsModel(), filed(3), *(verdict(found, counts) for found, counts in verdicts))
        assert row.ended <= 3
        assert (row.convicted_of is not None) == (row.guilty_by_trial > 0)


class TestAccused:
    def test_the_first_sentence_counts(self):
        first, second = (legal.SentencePassed(accused_id=ACCUSED, custodial_months=Decimal(n)) for n in (0, 90))
        row = only(AccusedFactsModel(), legal.AccusedRegistered(accused_id=ACCUSED), first, second)
        assert (row.sentenced, row.sentence_months) == (True, 0)

    def test_months_that_were_not_said_are_not_zero(self):
        assert only(AccusedFactsModel(), legal.SentencePassed(accused_id=ACCUSED)).sentence_months is None

    def test_a_suspension_ends(self):
        stayed, resumed = legal.ProceedingsSuspended(accused_id=ACCUSED), legal.ProceedingsResumed(accused_id=ACCUSED)
        assert only(AccusedFactsModel(), stayed).suspended
        assert not only(AccusedFactsModel(), stayed, resumed).suspended

    def test_one_who_was_removed_no_longer_counts(self):
        registered, removed = legal.AccusedRegistered(accused_id=ACCUSED), legal.AccusedRemoved(accused_id=ACCUSED)
        assert not only(AccusedFactsModel(), registered, removed).registered

    def test_only_who_is_named_is_discontinued_here(self):
        assert only(AccusedFactsModel(), legal.ProsecutionDiscontinued(accused_id=ACCUSED)).discontinued
        assert fold(AccusedFactsModel(), [(legal.ProsecutionDiscontinued(), ORIGIN)]) == {}


class TestMilestones:
    @every(st.permutations(["2026-05-20", "2026-05-14", "2026-06-01"]))
    def test_the_first_day_stands_whatever_the_order(self, days):
        arrests = [(legal.SuspectArrested(accused_id=ACCUSED), origin(day)) for day in days]
        assert only(Milestones(), *arrests).reached_on == date(2026, 5, 14)

    def test_a_day_that_is_not_known_is_no_milestone(self):
        unknown = (legal.SuspectArrested(accused_id=ACCUSED), origin("unknown"))
        assert fold(Milestones(), [unknown]) == {}

    def test_a_hearing_is_everybodys(self):
        assert only(Milestones(), legal.HearingHeld(hearing_id=CHARGE)).accused_id == EVERY_ACCUSED


class TestAssessments:
    def test_a_domain_without_a_mean_is_not_zero(self):
        started = aftercare.AssessmentStarted(survivor_id=VICTIM, instrument="aso", version="0", kind="intake")
        done = aftercare.AssessmentCompleted(domain_scores={"safety": Decimal("2.33"), "social_support": None})
        row = only(AssessmentFactsModel(), started, (done, origin(recorded_at=AT + timedelta(days=1))))
        assert (row.instrument, row.domain_means) == ("aso/0", {"safety": "2.33"})
        assert row.recorded_at == AT + timedelta(days=1)
