"""Safety re-checks: who is owed one, by when, and until when it is open."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.consent import NotePreference, PreferenceNoted
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted, NoteHearing
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.rechecks import (
    AcknowledgeSafetyRechecks,
    AnswerSafetyRecheck,
    CauseNotOpen,
    EscalateSafetyRecheck,
    NoOpenSafetyRecheck,
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
)
from aftercare.deadlines import COMMANDS
from throughline.domain import Deadline, DeadlineMet, Elapsed, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)

WOMAN, SISTER, CLERK, ACCUSED, OTHER_ACCUSED, HEARING, CONSENT = (
    uuid5(NAMESPACE, name) for name in ("woman", "sister", "clerk", "accused", "other", "hearing", "consent")
)
RELEASE, ARREST, DEATH = (uuid5(NAMESPACE, name) for name in ("release", "arrest", "death"))
FOUR_HOURS, SEVEN_DAYS = NOW + timedelta(hours=4), NOW + timedelta(days=7)

opened = CareOpened()
woman = VictimNoted(victim_id=WOMAN)
sister = VictimNoted(victim_id=SISTER)
declined = VictimNoted(victim_id=SISTER, declined_on=Moment(NOW))
enrolled = SurvivorEnrolled(survivor_id=SISTER, consent_id=CONSENT)
released = CustodyChangeNoted(accused_id=ACCUSED, change="released", effect="at_liberty", source_event_id=RELEASE)
refuses = PreferenceNoted(person_id=WOMAN, warn="no")


def event_id(number: int) -> UUID:
    """The id that the testing kit gives the event of this number."""
    return uuid5(NAMESPACE, f"event {number}")


def cause(number: int) -> UUID:
    return uuid5(NAMESPACE, f"command {number}")


def note_release(**more: object) -> NoteCustodyChange:
    told = {"accused_id": ACCUSED, "change": "released", "effect": "at_liberty", "source_event_id": RELEASE}
    return NoteCustodyChange(case_id=CASE, **(told | more))


def fell_due(*people: UUID, because: tuple[UUID, ...] = (RELEASE,), at: datetime = FOUR_HOURS) -> SafetyRecheckFellDue:
    return SafetyRecheckFellDue(person_ids=tuple(sorted(people)), because=tuple(sorted(because)), due_at=at)


class WhenAnAccusedIsReleased:
    def test_everyone_known_is_owed_a_recheck_within_four_hours(self) -> None:
        given(opened, woman, declined, enrolled).when(note_release()).then(released, fell_due(WOMAN, SISTER))

    def test_every_witness_is_owed_one_too(self) -> None:
        hearing = HearingNoted(hearing_id=HEARING, type="testimony", witness_ids=(CLERK,), state="scheduled")
        given(opened, woman, hearing).when(note_release()).then(released, fell_due(WOMAN, CLERK))

    def test_who_refused_warnings_is_not_warned(self) -> None:
        given(opened, woman, sister, refuses).when(note_release()).then(released, fell_due(SISTER))

    def test_it_is_noted_where_nobody_is_known_yet(self) -> None:
        given().when(note_release()).then(opened, released)

    def test_the_same_fact_again_is_nothing_new(self) -> None:
        given(opened, woman, released).when(note_release()).nothing()

    def test_an_import_asks_nobody_to_act(self) -> None:
        given(opened, woman).when(note_release(), historical=True).then(released)

    def test_it_is_owed_after_closing_too(self) -> None:
        closed = case_care.AftercarePartClosed(covers=(SISTER,), outcome_summary="all_exited")
        given(opened, sister, closed).when(note_release()).then(released, fell_due(SISTER))


class WhenSheIsNotedAfterTheRelease:
    @pytest.mark.parametrize("fields", [{}, {"brought_to_safety_on": Moment(NOW)}, {"declined_on": Moment(NOW)}])
    def test_she_is_owed_a_recheck_at_once(self, fields: dict[str, Moment]) -> None:
        note = NoteVictim(case_id=CASE, victim_id=WOMAN, **fields)
        noted, due, *_ = given(opened, released).when(note).decided or []
        assert (noted, due) == (VictimNoted(victim_id=WOMAN, **fields), fell_due(WOMAN))

    def test_only_the_last_change_of_each_accused_is_its_cause(self) -> None:
        earlier = CustodyChangeNoted(accused_id=ACCUSED, change="arrested", effect="held", source_event_id=ARREST)
        earlier = earlier.on(Moment(NOW - timedelta(days=9)))
        given(opened, earlier, released).when(NoteVictim(case_id=CASE, victim_id=WOMAN)).then(woman, fell_due(WOMAN))

    def test_two_changes_of_one_day_are_both_current(self) -> None:
        day = Moment.on(NOW.date())
        arrested = CustodyChangeNoted(accused_id=ACCUSED, change="arrested", effect="held", source_event_id=ARREST)
        history = (opened, arrested.on(day), released.on(day))
        given(*history).when(NoteVictim(case_id=CASE, victim_id=WOMAN)).then(
            woman, fell_due(WOMAN, because=(ARREST, RELEASE))
        )

    def test_a_change_of_an_unknown_accused_is_never_superseded(self) -> None:
        nobody = CustodyChangeNoted(change="charge_withdrawn", effect="unknown", source_event_id=DEATH)
        history = (opened, nobody.on(Moment(NOW - timedelta(days=99))), released)
        given(*history).when(NoteVictim(case_id=CASE, victim_id=WOMAN)).then(
            woman, fell_due(WOMAN, because=(DEATH, RELEASE))
        )

    def test_an_expected_release_does_not_hide_the_one_that_happened(self) -> None:
        expected = CustodyChangeNoted(
            accused_id=ACCUSED,
            change="release_expected",
            effect="held",
            expected_on=Moment(NOW + timedelta(days=9)),
            source_event_id=ARREST,
        )
        history = (opened, released.on(Moment(NOW - timedelta(days=9))), expected)
        given(*history).when(NoteVictim(case_id=CASE, victim_id=WOMAN)).then(
            woman, fell_due(WOMAN, because=(ARREST, RELEASE))
        )

    def test_a_witness_named_later_is_owed_one(self) -> None:
        note = NoteHearing(case_id=CASE, hearing_id=HEARING, witness_ids=(CLERK,), state="summoned")
        noted = HearingNoted(hearing_id=HEARING, witness_ids=(CLERK,), state="summoned")
        given(opened, released).when(note).then(noted, fell_due(CLERK))

    def test_warnings_accepted_again_are_owed_again(self) -> None:
        note = NotePreference(case_id=CASE, person_id=WOMAN, warn="yes")
        noted = PreferenceNoted(person_id=WOMAN, warn="yes")
        given(opened, woman, released, refuses).later(hours=1).when(note).then(
            noted, fell_due(WOMAN, at=FOUR_HOURS + timedelta(hours=1))
        )


class WhenItIsDue:
    @pytest.mark.parametrize(
        ("change", "effect", "at"),
        [
            ("released", "at_liberty", FOUR_HOURS),
            ("bail_breached", "at_liberty", FOUR_HOURS),
            ("appeal_decided", "unknown", FOUR_HOURS),
            ("arrested", "held", SEVEN_DAYS),
            ("died", "held", SEVEN_DAYS),
        ],
    )
    def test_by_what_is_known_of_his_liberty(self, change: str, effect: str, at: datetime) -> None:
        *_, due = (
            given(opened, woman)
            .when(note_release(change=change, effect=effect))
            .emits(CustodyChangeNoted, SafetyRecheckFellDue)
        )
        assert due == fell_due(WOMAN, at=at)

    @pytest.mark.parametrize(
        ("expected", "at"),
        [
            (Moment(NOW + timedelta(days=30)), NOW + timedelta(days=28)),
            (Moment(NOW + timedelta(days=1)), FOUR_HOURS),
            (Moment(NOW + timedelta(hours=2)), NOW + timedelta(hours=2)),
            (Moment(NOW - timedelta(days=3)), FOUR_HOURS),
            (Moment.parse("unknown"), FOUR_HOURS),
        ],
    )
    def test_two_days_before_an_expected_release(self, expected: Moment, at: datetime) -> None:
        note = note_release(change="release_expected", effect="held", expected_on=expected)
        *_, due = given(opened, woman).when(note).emits(CustodyChangeNoted, SafetyRecheckFellDue)
        assert due == fell_due(WOMAN, at=at)

    @pytest.mark.parametrize("type_", ["bail", "judgment", "appeal"])
    def test_two_days_before_a_hearing_that_may_free_him(self, type_: str) -> None:
        note = NoteHearing(
            case_id=CASE, hearing_id=HEARING, type=type_, on=Moment(NOW + timedelta(days=20)), state="scheduled"
        )
        _, due = given(opened, woman).when(note).emits(HearingNoted, SafetyRecheckFellDue)
        assert due.due_at == NOW + timedelta(days=18)
        assert due.person_ids == (WOMAN,)

    @pytest.mark.parametrize("type_", ["pretrial", "evidence", "testimony", "argument", "other"])
    def test_other_hearings_warn_nobody(self, type_: str) -> None:
        note = NoteHearing(case_id=CASE, hearing_id=HEARING, type=type_, state="scheduled")
        given(opened, woman).when(note).emits(HearingNoted)


class WhenARecheckIsOpen:
    due = fell_due(WOMAN, SISTER)
    history = (opened, woman, sister, released, due)

    def test_a_further_cause_joins_it_and_the_earliest_time_wins(self) -> None:
        arrested = CustodyChangeNoted(accused_id=ACCUSED, change="arrested", effect="held", source_event_id=ARREST)
        later = fell_due(WOMAN, SISTER, because=(ARREST,), at=SEVEN_DAYS)
        recheck = given(*self.history, arrested, later).state.rechecks[WOMAN]
        assert set(recheck.owed) == {RELEASE, ARREST}
        assert recheck.due_at == FOUR_HOURS

    def test_it_can_be_acknowledged(self) -> None:
        given(*self.history).when(AcknowledgeSafetyRechecks(case_id=CASE, person_ids=(WOMAN,))).then(
            SafetyRecheckAcknowledged(person_ids=(WOMAN,))
        )

    def test_acknowledged_again_is_nothing_new(self) -> None:
        acknowledged = SafetyRecheckAcknowledged(person_ids=(WOMAN,))
        given(*self.history, acknowledged).when(AcknowledgeSafetyRechecks(case_id=CASE, person_ids=(WOMAN,))).nothing()

    def test_nobody_acknowledges_what_is_not_open(self) -> None:
        given(*self.history).when(AcknowledgeSafetyRechecks(case_id=CASE, person_ids=(CLERK,))).rejects(
            NoOpenSafetyRecheck
        )

    @pytest.mark.parametrize("outcome", ["safe", "plan_changed", "moved", "contact_declined"])
    def test_an_answer_closes_it(self, outcome: str) -> None:
        done = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome=outcome)
        answer = AnswerSafetyRecheck(case_id=CASE, person_id=WOMAN, answered=(RELEASE,), outcome=outcome)
        given(*self.history).when(answer).then(done)
        assert set(given(*self.history, done).state.rechecks) == {SISTER}
        given(*self.history, done).when(answer).nothing()

    def test_whom_nobody_reached_it_stays_open_for(self) -> None:
        done = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="not_reached")
        answer = AnswerSafetyRecheck(case_id=CASE, person_id=WOMAN, answered=(RELEASE,), outcome="not_reached")
        given(*self.history).when(answer).then(done)
        assert WOMAN in given(*self.history, done).state.rechecks
        given(*self.history, done).when(answer).nothing()

    def test_two_attempts_in_vain_on_one_day_are_two(self) -> None:
        day = Moment.on(NOW.date())
        tried = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="not_reached")
        answer = AnswerSafetyRecheck(
            case_id=CASE, occurred_on=day, person_id=WOMAN, answered=(RELEASE,), outcome="not_reached"
        )
        given(*self.history, tried.on(day)).when(answer).emits(SafetyRecheckDone)

    def test_after_a_vain_attempt_she_can_be_reached_the_same_day(self) -> None:
        day = Moment.on(NOW.date())
        tried = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="not_reached").on(day)
        safe = AnswerSafetyRecheck(case_id=CASE, occurred_on=day, person_id=WOMAN, answered=(RELEASE,), outcome="safe")
        given(*self.history, tried).when(safe).emits(SafetyRecheckDone)

    def test_a_cause_that_joined_after_the_talk_stays_open(self) -> None:
        joined = fell_due(WOMAN, because=(ARREST,), at=SEVEN_DAYS)
        done = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="safe")
        assert set(given(*self.history, joined, done).state.rechecks[WOMAN].owed) == {ARREST}

    def test_only_open_causes_are_answered(self) -> None:
        answer = AnswerSafetyRecheck(case_id=CASE, person_id=WOMAN, answered=(DEATH,), outcome="safe")
        given(*self.history).when(answer).rejects(CauseNotOpen)

    def test_who_is_owed_nothing_is_not_answered_for(self) -> None:
        answer = AnswerSafetyRecheck(case_id=CASE, person_id=CLERK, answered=(RELEASE,), outcome="safe")
        given(*self.history).when(answer).rejects(NoOpenSafetyRecheck)

    def test_a_refusal_of_warnings_ends_it(self) -> None:
        assert set(given(*self.history, refuses).state.rechecks) == {SISTER}


class WhenAHearingIsCalledOff:
    hearing = HearingNoted(hearing_id=HEARING, type="bail", on=Moment(NOW + timedelta(days=20)), state="scheduled")
    called_off = NoteHearing(case_id=CASE, hearing_id=HEARING, state="adjourned")
    history = (opened, woman, hearing, fell_due(WOMAN, because=(cause(3),)))

    def test_its_warning_goes_with_it(self) -> None:
        (noted,) = given(*self.history).when(self.called_off).emits(HearingNoted)
        assert (noted.type, noted.state) == ("bail", "adjourned")
        assert given(*self.history, noted).state.rechecks == {}

    def test_what_else_she_is_owed_stays(self) -> None:
        history = (*self.history, released, fell_due(WOMAN), self.hearing.model_copy(update={"state": "vacated"}))
        assert set(given(*history).state.rechecks[WOMAN].owed) == {RELEASE}

    def test_the_new_date_is_warned_of_anew(self) -> None:
        again = NoteHearing(
            case_id=CASE, hearing_id=SISTER, type="bail", on=Moment(NOW + timedelta(days=40)), state="scheduled"
        )
        off = self.hearing.model_copy(update={"state": "adjourned"})
        _, due = given(*self.history, off).when(again).emits(HearingNoted, SafetyRecheckFellDue)
        assert due.due_at == NOW + timedelta(days=38)

    def test_it_stays_called_off_when_its_date_is_heard_of_later(self) -> None:
        off = HearingNoted(hearing_id=HEARING, state="vacated")
        scheduled = NoteHearing(case_id=CASE, hearing_id=HEARING, type="bail", state="scheduled")
        (noted,) = given(opened, woman, off).when(scheduled).emits(HearingNoted)
        assert noted.state == "vacated"

    def test_a_hearing_that_was_held_leaves_the_warning_open(self) -> None:
        held = NoteHearing(case_id=CASE, hearing_id=HEARING, state="held")
        (noted,) = given(*self.history).when(held).emits(HearingNoted)
        assert WOMAN in given(*self.history, noted).state.rechecks

    def test_the_same_note_again_is_nothing_new(self) -> None:
        off = self.hearing.model_copy(update={"state": "adjourned"})
        given(*self.history, off).when(self.called_off).nothing()


class WhenTheClockFindsItUnacknowledged:
    history = (opened, woman, sister, released, fell_due(WOMAN, SISTER))
    elapsed = EscalateSafetyRecheck(case_id=CASE, alarm=event_id(5), due_at=FOUR_HOURS)

    def test_it_goes_to_the_cover(self) -> None:
        given(*self.history).at(FOUR_HOURS).when(self.elapsed).then(
            SafetyRecheckEscalated(person_ids=tuple(sorted((WOMAN, SISTER))), to_role="cover")
        )

    def test_a_process_clock_that_runs_behind_changes_nothing(self) -> None:
        given(*self.history).when(self.elapsed).emits(SafetyRecheckEscalated)

    def test_then_to_the_director_then_to_headquarters_until_acknowledged(self) -> None:
        history, at = list(self.history), FOUR_HOURS
        for role in ("cover", "director", "hq_duty", "hq_duty"):
            alarm = EscalateSafetyRecheck(case_id=CASE, alarm=event_id(len(history)), due_at=at)
            (escalated,) = given(*history).at(at).when(alarm).emits(SafetyRecheckEscalated)
            assert escalated.to_role == role
            history.append(escalated)
            at += timedelta(hours=4)

    def test_not_for_those_somebody_sees_to(self) -> None:
        acknowledged = SafetyRecheckAcknowledged(person_ids=(WOMAN,))
        given(*self.history, acknowledged).at(FOUR_HOURS).when(self.elapsed).then(
            SafetyRecheckEscalated(person_ids=(SISTER,), to_role="cover")
        )

    def test_answered_it_is_nothing(self) -> None:
        done = [SafetyRecheckDone(person_id=p, answered=(RELEASE,), outcome="safe") for p in (WOMAN, SISTER)]
        given(*self.history, *done).at(FOUR_HOURS).when(self.elapsed).nothing()

    def test_a_second_deadline_does_not_escalate_what_just_was(self) -> None:
        second = fell_due(WOMAN, because=(DEATH,))
        up = SafetyRecheckEscalated(person_ids=(WOMAN,), to_role="cover")
        alarm = EscalateSafetyRecheck(case_id=CASE, alarm=event_id(6), due_at=FOUR_HOURS)
        given(*self.history, second, up).when(alarm.model_copy(update={"due_at": NOW + timedelta(hours=1)})).nothing()

    def test_what_becomes_due_after_an_acknowledgement_is_escalated_again(self) -> None:
        acknowledged = SafetyRecheckAcknowledged(person_ids=(WOMAN, SISTER))
        again = fell_due(WOMAN, because=(DEATH,))
        alarm = EscalateSafetyRecheck(case_id=CASE, alarm=event_id(7), due_at=FOUR_HOURS)
        given(*self.history, acknowledged, again).when(alarm).then(
            SafetyRecheckEscalated(person_ids=(WOMAN,), to_role="cover")
        )


class WhenDeadlinesRun:
    history = (opened, woman, sister, released, fell_due(WOMAN, SISTER))

    def test_each_event_that_makes_somebody_wait_has_one(self) -> None:
        up = SafetyRecheckEscalated(person_ids=(WOMAN,), to_role="cover")
        assert given(*self.history, up).deadlines() == [
            Deadline("safety_recheck", str(event_id(5)), FOUR_HOURS),
            Deadline("safety_recheck", str(event_id(6)), NOW + timedelta(hours=4)),
        ]

    def test_it_stops_when_nobody_waits_any_more(self) -> None:
        one = SafetyRecheckAcknowledged(person_ids=(WOMAN,))
        two = SafetyRecheckDone(person_id=SISTER, answered=(RELEASE,), outcome="safe")
        assert given(*self.history, one).deadlines()[1:] == []
        assert given(*self.history, one, two).deadlines()[1:] == [DeadlineMet("safety_recheck", str(event_id(5)))]

    def test_a_vain_attempt_starts_it_anew(self) -> None:
        acknowledged = SafetyRecheckAcknowledged(person_ids=(WOMAN, SISTER))
        tried = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="not_reached")
        assert given(*self.history, acknowledged, tried).deadlines()[-1] == Deadline(
            "safety_recheck", str(event_id(7)), FOUR_HOURS
        )
        alarm = EscalateSafetyRecheck(case_id=CASE, alarm=event_id(7), due_at=FOUR_HOURS)
        given(*self.history, acknowledged, tried).when(alarm).emits(SafetyRecheckEscalated)

    def test_the_clock_turns_it_into_an_escalation(self) -> None:
        at = datetime(2026, 6, 1, 13, tzinfo=UTC)
        elapsed = Elapsed("safety_recheck", str(event_id(5)), at, CASE, uuid5(NAMESPACE, "stream"))
        command = COMMANDS[elapsed.clock](elapsed)
        assert command == EscalateSafetyRecheck(case_id=CASE, alarm=event_id(5), due_at=at)
