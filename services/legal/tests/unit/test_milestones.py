"""Clocks by the law of the place: started, moved and stopped by events; announced, missed, and somebody is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from casework import TaskDone, TaskOpened
from hypothesis import given as generated
from hypothesis import strategies as st
from legal import docket, prosecution
from legal.docket.state import Docket
from legal.profiles import profile_of, profiles
from legal.prosecution.arraignment import ArraignmentHeld
from legal.prosecution.charges import ChargeAccepted, ChargesFiled, ChargeWithdrawn, FiledCharge, RecordChargesFiled
from legal.prosecution.complaint import ComplaintRegistered, ProsecutionStarted
from legal.prosecution.court import CourtProductionRecorded
from legal.prosecution.custody import AccusedAbsconded, RemandOrdered, SuspectArrested, SuspectReleased
from legal.prosecution.ending import AccusedDied, JudgmentBecameFinal, ProceedingsResumed, ProceedingsSuspended
from legal.prosecution.hearings import HearingAdjourned, HearingHeld, HearingScheduled
from legal.prosecution.milestones import (
    DefaultBailFellDue,
    MilestoneApproaching,
    MilestoneOverdue,
    TellMilestone,
)
from legal.prosecution.registration import AccusedRegistered, AccusedSummoned, RecordSummons
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded
from throughline.domain import Deadline, DeadlineMet, FactCorrected, Moment, OnStream, clearing, per_case_stream, stamp
from throughline.domain.corrected import effective, said_of
from throughline.testing.given import CASE, NOW, recorded, scenario

given = scenario(prosecution.AGGREGATE)

P, A, C, H, H2, COURT, B = (UUID(int=number) for number in range(1, 8))
DOCKET = per_case_stream(CASE, "legal.Docket")
EVENTS = {event.__name__ for event in prosecution.AGGREGATE.own_event_types}
named = AccusedRegistered(accused_id=A, named_by=COURT, basis="fir")
MAY_4 = Moment.parse("2026-05-04")
filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="BNS s.143(2)", counts=1),))


def at(day, hour=0):
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def in_(code, *events):
    return given(ProsecutionStarted(jurisdiction_profile=code), named, *events)


def remanded(day="2026-05-04"):
    on = Moment.parse(day)
    return RemandOrdered(accused_id=A, **{"from": on}, to=on, custody="judicial").on(on)


def suspend(day, review="unknown"):
    on = Moment.parse(day)
    return ProceedingsSuspended(accused_id=A, reason="unfit", review_on=Moment.parse(review)).on(on)


def tell(clock, accused=A):
    return TellMilestone(
        case_id=CASE, prosecution_id=P, accused_id=accused, clock=clock, due_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def elapse(known, command, now, docket=None):
    return known.seeing({DOCKET: docket or Docket()}).at(now).when(command)


class WhenProfilesAreRead:
    @pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.code)
    def test_every_rule_names_events_that_there_are_and_says_where_it_is_from(self, profile):
        assert profile.milestones.keys() <= EVENTS
        for rule in profile.clocks:
            assert rule.events <= EVENTS
            assert rule.mark
            assert [rule.days > 0, rule.hours > 0, bool(rule.due_from)].count(True) == 1
            fields = {name for kind in prosecution.AGGREGATE.own_event_types for name in kind.model_fields}
            assert rule.unless.keys() | {rule.due_from} - {""} <= fields

    def test_the_four_laws_are_there_and_any_other_place_has_no_term_of_its_own(self):
        assert {"IND", "PHL", "GTM", "USA"} <= profiles().keys()
        assert [rule.clock for rule in profile_of("KHM").clocks] == ["suspension_review"]
        assert (profile_of("IND").investigation_led_by, profile_of("GTM").investigation_led_by) == (
            "police",
            "prosecutor",
        )

    def test_a_prosecution_keeps_the_version_of_the_law_it_was_started_under(self, monkeypatch):
        old = profile_of("IND")
        newer = replace(old, version=2, clocks=())
        monkeypatch.setattr("legal.profiles.versions", lambda: {("IND", 1): old, ("IND", 2): newer})
        monkeypatch.setattr("legal.profiles.profiles", lambda: {**profiles(), "IND": newer})
        assert profile_of("IND") == newer
        arrest = SuspectArrested(accused_id=A).on(MAY_4)
        assert given(ProsecutionStarted(jurisdiction_profile="IND", profile_version=1), named, arrest).deadlines()
        assert not given(ProsecutionStarted(jurisdiction_profile="IND", profile_version=2), named, arrest).deadlines()


class WhenSomebodyIsTakenInIndia:
    arrested = SuspectArrested(accused_id=A).on(Moment.parse("2026-06-01T10:00:00Z"))

    def test_the_court_is_to_see_him_within_24_hours(self):
        known = in_("IND", self.arrested)
        assert known.deadlines() == [Deadline("milestone", f"court_production|{A}", at("2026-06-02", 10))]
        missed = elapse(known, tell("court_production"), at("2026-06-02", 10))
        overdue, task = missed.emits(MilestoneOverdue, TaskOpened)
        assert (overdue.clock, str(overdue.due_on)) == ("court_production", "2026-06-02T10:00:00Z")
        assert (task.role, task.kind, task.subjects) == ("lawyer", "court_production_overdue", tuple(sorted((A, P))))

    @pytest.mark.parametrize(
        "event",
        [
            CourtProductionRecorded(accused_id=A).on(Moment.parse("2026-06-01")),
            remanded("2026-06-02"),
            SuspectReleased(accused_id=A, ground="bail").on(Moment.parse("2026-06-02")),
        ],
    )
    def test_what_brought_him_there_or_let_him_go_stops_the_clock(self, event):
        known = in_("IND", self.arrested, event)
        assert DeadlineMet("milestone", f"court_production|{A}") in known.deadlines()
        elapse(known, tell("court_production"), at("2026-06-09")).nothing()

    def test_what_came_before_does_not_and_what_came_after_does_though_it_was_told_first(self):
        let_go = SuspectReleased(accused_id=A, ground="bail")
        before = in_("IND", self.arrested, let_go.on(Moment.parse("2026-05-20")))
        assert [running.clock for running in before.state.clocks.running] == ["court_production"]
        after = in_("IND", let_go.on(Moment.parse("2026-06-05")), self.arrested)
        assert after.state.clocks.running == ()

    def test_what_was_missed_before_we_heard_of_it_is_said_a_day_later(self):
        long_ago = in_("IND", SuspectArrested(accused_id=A).on(MAY_4))
        assert [due.due_at for due in long_ago.deadlines()] == [NOW + timedelta(days=1)]
        elapse(long_ago, tell("court_production"), NOW + timedelta(hours=1)).nothing()
        elapse(long_ago, tell("court_production"), NOW + timedelta(days=1)).emits(MilestoneOverdue, TaskOpened)

    def test_what_an_import_tells_of_the_past_starts_none(self):
        issued = in_("IND")
        outcome = issued.when(
            prosecution.custody.RecordArrest(case_id=CASE, prosecution_id=P, accused_id=A), historical=True
        )
        (event,) = outcome.emits(SuspectArrested)
        state = prosecution.evolve(issued.state, stamp(outcome.command, event, 0))
        assert state.clocks.running == ()


class WhenSomebodyIsRemandedInIndia:
    def test_the_charge_sheet_is_due_on_the_sixtieth_day_the_first_included(self):
        (running,) = in_("IND", remanded()).state.clocks.running
        assert (str(running.due_on), running.over_at) == ("2026-07-02", at("2026-07-03"))

    def test_a_later_remand_moves_nothing(self):
        assert len(in_("IND", remanded(), remanded("2026-05-18")).state.clocks.running) == 1
        (running,) = in_("IND", remanded(), remanded("2026-05-18")).state.clocks.running
        assert str(running.due_on) == "2026-07-02"

    def test_the_gravest_offences_have_ninety(self):
        grave = ComplaintRegistered(kind="fir", authority_org_id=COURT, offences=("0101",))
        (running,) = in_("IND", grave, remanded()).state.clocks.running
        assert str(running.due_on) == "2026-08-01"

    def test_how_grave_it_is_counts_also_where_it_is_told_after_the_remand(self):
        grave = ComplaintRegistered(kind="fir", authority_org_id=COURT, offences=("0101",))
        known = in_("IND", remanded(), grave)
        assert str(known.state.clocks.running[0].due_on) == "2026-08-01"
        assert known.deadlines()[-1] == Deadline("milestone", f"charge_sheet|{A}", at("2026-07-18"))

    def test_days_out_of_custody_do_not_count(self):
        fled = in_("IND", remanded(), AccusedAbsconded(accused_id=A).on(Moment.parse("2026-05-13")))
        assert fled.state.clocks.running == ()
        assert fled.deadlines()[-1] == DeadlineMet("milestone", f"charge_sheet|{A}")
        again = given(*fled.events, remanded("2026-06-01"))
        (running,) = again.state.clocks.running
        assert str(running.due_on) == "2026-07-20"  # ten days served, fifty left, the first of June included

    def test_a_flight_learned_after_the_recapture_takes_its_place(self):
        fled = AccusedAbsconded(accused_id=A).on(Moment.parse("2026-05-13"))
        (told_late,) = in_("IND", remanded(), remanded("2026-06-01"), fled).state.clocks.running
        (in_order,) = in_("IND", remanded(), fled, remanded("2026-06-01")).state.clocks.running
        assert told_late.due_on == in_order.due_on

    def test_a_flight_of_an_unknown_day_makes_no_clock_ring_later_than_it_can_have_been(self):
        fled = AccusedAbsconded(accused_id=A).on(Moment.parse("unknown"))
        (running,) = in_("IND", remanded(), fled, remanded("2026-06-05")).state.clocks.running
        assert str(running.due_on) == "2026-07-05"  # 31 days left on the day we heard of it, the first of June

    def test_a_suspension_holds_no_right_to_bail(self):
        suspended = ProceedingsSuspended(accused_id=A, reason="stayed", review_on=Moment.parse("unknown"))
        assert [one.clock for one in in_("IND", remanded(), suspended).state.clocks.running] == ["charge_sheet"]

    def test_the_dead_have_no_clock(self):
        assert in_("IND", remanded(), AccusedDied(accused_id=A).on(MAY_4.plus(days=3))).state.clocks.running == ()

    def test_it_is_announced_14_7_and_2_days_ahead_and_the_legal_lead_is_asked_once(self):
        known = in_("IND", remanded())
        assert [due.due_at for due in known.deadlines()] == [at("2026-06-18")]
        first, task = elapse(known, tell("charge_sheet"), at("2026-06-18")).emits(MilestoneApproaching, TaskOpened)
        assert (first.days_left, task.due_at) == (14, at("2026-07-02"))
        known = in_("IND", remanded(), first)
        assert known.deadlines()[-1].due_at == at("2026-06-25")
        late = elapse(known, tell("charge_sheet"), at("2026-06-27")).emits(MilestoneApproaching, TaskOpened)[0]
        assert late.days_left == 5
        assert in_("IND", remanded(), first, late).deadlines()[-1].due_at == at("2026-06-30")

    def test_a_clock_that_rings_too_early_says_nothing(self):
        elapse(in_("IND", remanded()), tell("charge_sheet"), at("2026-06-17")).nothing()

    def test_without_a_charge_sheet_bail_falls_due_once(self):
        known = in_("IND", remanded())
        missed = elapse(known, tell("charge_sheet"), at("2026-07-03"))
        said = missed.emits(MilestoneOverdue, DefaultBailFellDue, TaskOpened, TaskOpened)
        assert [task.kind for task in said[2:]] == ["charge_sheet_overdue", "default_bail"]
        over = in_("IND", remanded(), *said[:2])
        assert over.deadlines()[-1] == DeadlineMet("milestone", f"charge_sheet|{A}")
        elapse(over, tell("charge_sheet"), at("2026-07-09")).nothing()

    def test_charges_filed_in_time_stop_the_clock(self):
        elapse(in_("IND", remanded(), filed), tell("charge_sheet"), at("2026-07-03")).nothing()


class WhenAStartIsCorrected:
    def told(self, *right):
        """A remand of the fourth that was wrong, and what is right instead, in one append."""
        wrong = [*(ProsecutionStarted(jurisdiction_profile="IND"), named, remanded())]
        known = [recorded(event, number) for number, event in enumerate(wrong, 1)]
        replaces = known[-1].metadata.event_id
        correction = FactCorrected(replaces=replaces, reason="wrong_date", approver_id=COURT)
        new = [recorded(event, number) for number, event in enumerate((correction, *right), 4)]
        append = [event.recorded(replace(event.metadata, command_id=new[0].metadata.command_id)) for event in new]
        return effective([*known, *append], said_of)

    def test_the_end_moves_with_it(self):
        history = self.told(remanded("2026-05-10"))
        (due,) = clearing.deadlines_of(prosecution.AGGREGATE, history).values()
        assert due == Deadline("milestone", f"charge_sheet|{A}", at("2026-06-24"))

    def test_what_never_happened_started_nothing(self):
        assert clearing.deadlines_of(prosecution.AGGREGATE, self.told()) == {}


class WhenSomebodyWasAsked:
    """That a charge sheet is due, or was missed, stands on the Docket as a task."""

    file = RecordChargesFiled(case_id=CASE, prosecution_id=P, accused_id=A, charges=filed.charges)

    def asked(self, day):
        """The prosecution and the Docket after the clock spoke on this day."""
        known = in_("IND", remanded())
        outcome = elapse(known, tell("charge_sheet"), at(day))
        said = [event for event in outcome.decided if not isinstance(event, OnStream)]
        on_docket = Docket()
        for index, item in enumerate(one for one in outcome.decided if isinstance(one, OnStream)):
            on_docket = docket.evolve(on_docket, stamp(outcome.command, item.event, index + len(said)))
        return given(*known.events, *said).seeing({DOCKET: on_docket})

    def test_what_was_near_is_nobodys_task_once_it_happened(self):
        _, done = self.asked("2026-06-18").when(self.file).emits(ChargesFiled, TaskDone)
        assert done.outcome == "cause_gone"

    def test_the_right_to_bail_stays_somebodys_task_though_the_charge_sheet_came_after_all(self):
        known = self.asked("2026-07-03")
        kinds = {task.task_id: task.kind for task in known.seen[DOCKET].casework.open_tasks}
        _, done = known.when(self.file).emits(ChargesFiled, TaskDone)
        assert kinds[done.task_id] == "charge_sheet_overdue"

    def test_what_stops_no_clock_ends_no_task(self):
        self.asked("2026-06-18").when(RecordSummons(case_id=CASE, prosecution_id=P, accused_id=A)).emits(
            AccusedSummoned
        )


class WhenOnTrialInThePhilippines:
    def test_the_judgment_is_due_180_days_from_arraignment(self):
        known = in_("PHL", ArraignmentHeld(accused_id=A).on(MAY_4))
        (running,) = known.state.clocks.running
        assert str(running.due_on) == "2026-10-31"
        judged = in_(
            "PHL",
            ArraignmentHeld(accused_id=A).on(MAY_4),
            DispositionReported(accused_id=A, source="court", value="dismissed"),
        )
        assert judged.state.clocks.running == ()

    def test_the_next_hearing_is_due_within_two_weeks_of_the_last(self):
        scheduled = HearingScheduled(hearing_id=H, on=MAY_4, type="evidence")
        second = HearingScheduled(hearing_id=H2, on=MAY_4.plus(days=7), type="evidence")
        known = in_("PHL", scheduled, second, HearingHeld(hearing_id=H).on(MAY_4))
        (running,) = known.state.clocks.running
        assert (running.accused_id, str(running.due_on)) == (None, "2026-05-18")
        put_off = HearingAdjourned(hearing_id=H2, reason="strike", requested_by="court").on(MAY_4.plus(days=7))
        (moved,) = given(*known.events, put_off).state.clocks.running
        assert str(moved.due_on) == "2026-05-25"
        (kept,) = given(*known.events, put_off, HearingHeld(hearing_id=H).on(MAY_4)).state.clocks.running
        assert kept.due_on == moved.due_on

    def test_a_suspension_holds_the_term_and_resuming_lets_it_go_on(self):
        arraigned = ArraignmentHeld(accused_id=A).on(MAY_4)
        suspended = suspend("2026-05-14")
        held = in_("PHL", arraigned, suspended)
        assert [one.clock for one in held.state.clocks.running] == []
        resumed = given(*held.events, ProceedingsResumed(accused_id=A).on(Moment.parse("2026-08-01")))
        clocks = {one.clock: str(one.due_on) for one in resumed.state.clocks.running}
        assert clocks["judgment"] == "2027-01-18"  # 170 days from the first of August
        assert clocks["hearing_spacing"] == "2026-08-15"

    def test_what_was_announced_is_announced_anew_once_the_end_has_moved(self):
        near = MilestoneApproaching(accused_id=A, clock="judgment", due_on=Moment.parse("2026-10-31"), days_left=14)
        known = in_("PHL", ArraignmentHeld(accused_id=A).on(MAY_4), near)
        assert known.state.clocks.of("judgment", A).left == (7, 2)
        back = ProceedingsResumed(accused_id=A).on(Moment.parse("2026-12-01"))
        moved = given(*known.events, suspend("2026-10-01"), back).state.clocks.of("judgment", A)
        assert (str(moved.due_on), moved.left) == ("2026-12-31", (14, 7, 2))

    def test_one_of_several_counts_decided_leaves_the_judgment_due(self):
        two = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=2),))
        found = VerdictRecorded(accused_id=A, charge_id=C, counts=1, verdict="guilty", court="first_instance")
        arraigned = ArraignmentHeld(accused_id=A).on(MAY_4)
        accepted = ChargeAccepted(charge_id=C, counts=2)
        one = in_("PHL", two, accepted, arraigned, found)
        assert one.state.clocks.of("judgment", A)
        assert not given(*one.events, found).state.clocks.of("judgment", A)
        dropped = ChargeWithdrawn(charge_id=C, counts=1, reason="plea_agreement")
        assert not given(*one.events, dropped).state.clocks.of("judgment", A)

    @pytest.mark.parametrize("value", ["pending", "unknown"])
    def test_a_source_that_says_it_goes_on_ends_nothing(self, value):
        said = DispositionReported(accused_id=A, source="court", value=value)
        assert in_("PHL", ArraignmentHeld(accused_id=A).on(MAY_4), said).state.clocks.of("judgment", A)

    def test_hearings_go_on_until_the_last_accused_is_judged(self):
        other = AccusedRegistered(accused_id=B, named_by=COURT, basis="fir")
        held = HearingHeld(hearing_id=H).on(MAY_4)
        scheduled = HearingScheduled(hearing_id=H, on=MAY_4, type="evidence")
        one = in_("PHL", other, scheduled, held, AccusedDied(accused_id=A))
        assert one.state.clocks.of("hearing_spacing", None)
        assert not given(*one.events, AccusedDied(accused_id=B)).state.clocks.of("hearing_spacing", None)

    @pytest.mark.parametrize(("warrant", "clocks"), [(True, []), (False, ["court_production"])])
    def test_who_is_taken_with_a_warrant_has_no_term_of_delivery(self, warrant, clocks):
        arrested = SuspectArrested(accused_id=A, with_warrant=warrant).on(MAY_4)
        assert [one.clock for one in in_("PHL", arrested).state.clocks.running] == clocks

    def test_what_was_near_is_done_with_once_it_is_missed(self):
        known = in_("PHL", ArraignmentHeld(accused_id=A).on(MAY_4))
        near = elapse(known, tell("judgment"), at("2026-10-17"))
        said, task = near.emits(MilestoneApproaching, TaskOpened)
        asked = docket.evolve(Docket(), stamp(near.command, task, 1))
        known = in_("PHL", ArraignmentHeld(accused_id=A).on(MAY_4), said)
        elapse(known, tell("judgment"), at("2026-11-01"), asked).emits(MilestoneOverdue, TaskDone, TaskOpened)


class WhenProceedingsAreSuspendedAnywhere:
    def test_the_review_is_due_on_its_day(self):
        known = in_("unspecified", suspend("2026-05-04", review="2026-09-01"))
        (running,) = known.state.clocks.running
        assert (running.clock, str(running.due_on)) == ("suspension_review", "2026-09-01")
        assert known.deadlines() == [Deadline("milestone", f"suspension_review|{A}", at("2026-08-18"))]
        missed = elapse(known, tell("suspension_review"), at("2026-09-02"))
        _, task = missed.emits(MilestoneOverdue, TaskOpened)
        assert (task.role, task.kind) == ("lawyer", "suspension_review_overdue")

    def test_another_day_set_moves_it_and_resuming_ends_it(self):
        known = in_("unspecified", suspend("2026-05-04", "2026-09-01"), suspend("2026-06-01", "2026-07-01"))
        (running,) = known.state.clocks.running
        assert str(running.due_on) == "2026-07-01"
        assert not given(*known.events, ProceedingsResumed(accused_id=A)).state.clocks.running

    def test_no_review_set_is_none_due(self):
        assert in_("unspecified", suspend("2026-05-04")).state.clocks.running == ()


STEPS = {
    "remand": lambda on: RemandOrdered(accused_id=A, **{"from": on}, to=on, custody="judicial"),
    "flight": lambda on: AccusedAbsconded(accused_id=A),
    "release": lambda on: SuspectReleased(accused_id=A, ground="bail"),
    "arraignment": lambda on: ArraignmentHeld(accused_id=A),
    "suspension": lambda on: ProceedingsSuspended(accused_id=A, reason="unfit", review_on=on.plus(days=60)),
    "resumption": lambda on: ProceedingsResumed(accused_id=A),
    "final": lambda on: JudgmentBecameFinal(accused_id=A),
}


@pytest.mark.parametrize("code", ["IND", "PHL", "GTM"])
@generated(st.lists(st.sampled_from(sorted(STEPS)), max_size=8), st.randoms(use_true_random=False))
def test_the_clocks_are_the_same_in_whatever_order_the_story_is_told(code, story, random):
    days = [MAY_4.plus(days=7 * week) for week in range(len(story))]
    happened = [STEPS[step](on).on(on) for step, on in zip(story, days, strict=True)]
    told = random.sample(happened, len(happened))

    def ends(events):
        return sorted((one.clock, str(one.due_on)) for one in in_(code, *events).state.clocks.running)

    assert ends(told) == ends(happened)
