"""A live case taken over: what its history left open is owed from now on, in whatever order it is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from casework import TaskOpened
from hypothesis import given as holds_for
from hypothesis import strategies as st
from legal import docket, prosecution
from legal.docket.detention import DetentionNoted
from legal.docket.notes import ConsentNoted, DocketOpened, NoteVictim, ReadinessNoted, VictimNoted
from legal.docket.opening import OpenProsecution, ProsecutionOpened
from legal.docket.state import PROSECUTION
from legal.docket.taking_over import CaseTakeOverNoted, NoteCaseTakenOver
from legal.inbound.intake import CaseTakenOver
from legal.prosecution.charges import ChargesFiled, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import RemandOrdered
from legal.prosecution.hearings import HearingHeld, HearingScheduled
from legal.prosecution.milestones import DefaultBailFellDue, MilestoneOverdue, ProsecutionTakenOver, TellMilestone
from legal.prosecution.protection import ExpireProtectionOrder, ProtectionOrderExpired, ProtectionOrderIssued
from legal.prosecution.registration import AccusedRegistered
from legal.reactions import case_taken_over
from throughline.domain import Deadline, Event, Moment, OnStream, StreamRef
from throughline.testing.given import CASE, NOW, fold, recorded, scenario

given = scenario(docket.AGGREGATE)
given_prosecution = scenario(prosecution.AGGREGATE)

P, A, C, V, H, ORG, CONSENT, ORDER, OPERATION = (UUID(int=number) for number in range(1, 10))
TODAY = date(2026, 6, 1)
APRIL_1, MAY_25 = Moment.parse("2026-04-01"), Moment.parse("2026-05-25")
LONG_AGO = NOW - timedelta(days=3)

started = ProsecutionStarted(jurisdiction_profile="IND", profile_version=1)
named = AccusedRegistered(accused_id=A, named_by=ORG, basis="fir").on(APRIL_1)
remanded = RemandOrdered(accused_id=A, **{"from": APRIL_1}, to=APRIL_1, custody="judicial").on(APRIL_1)
filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="BNS s.143(2)", counts=1),)).on(MAY_25)
order = ProtectionOrderIssued(order_id=ORDER, protects=V, against=A, until=Moment.parse("2026-07-01")).on(APRIL_1)
taken_over = ProsecutionTakenOver()
take_over = NoteCaseTakenOver(case_id=CASE, as_of=TODAY)
file = ProsecutionOpened(prosecution_id=P, jurisdiction_profile="IND")


def told(event: Event, number: int, at: datetime = LONG_AGO) -> Event:
    """The event as an import recorded it."""
    known = recorded(event, number, at=at)
    return event.recorded(replace(known.metadata, historical=True))


def history(*events: Event, at: datetime = LONG_AGO) -> list[Event]:
    return [told(event, number, at) for number, event in enumerate(events, 1)]


def tell(clock: str) -> TellMilestone:
    return TellMilestone(case_id=CASE, prosecution_id=P, accused_id=A, clock=clock, due_at=LONG_AGO)


def clocks(*events: Event) -> dict[str, datetime]:
    """What rings when, as the store would have it after these events."""
    state, found = prosecution.AGGREGATE.initial, dict[str, datetime]()
    for event in events:
        state = prosecution.AGGREGATE.fold(state, event)
        for due in prosecution.AGGREGATE.due(state, event):
            found.pop(due.subject, None)
            if isinstance(due, Deadline):
                found[due.subject] = due.due_at
    return found


class WhenAProsecutionIsOnlyHistory:
    def test_no_clock_runs(self) -> None:
        assert clocks(*history(started, named, remanded, order)) == {}


class WhenAProsecutionIsTakenOver:
    past = history(started, named, remanded, order)

    def test_the_clocks_that_history_left_open_run(self) -> None:
        found = clocks(*self.past, recorded(taken_over, 9))
        assert {f"charge_sheet|{A}", str(ORDER)} <= found.keys()
        assert found[str(ORDER)] == datetime(2026, 7, 2, tzinfo=UTC)

    def test_what_is_overdue_is_said_at_once_and_a_lawyer_is_asked(self) -> None:
        known = given_prosecution(*self.past, recorded(taken_over, 9)).at(datetime(2026, 7, 1, tzinfo=UTC))
        said = known.when(tell("charge_sheet")).emits(MilestoneOverdue, DefaultBailFellDue, TaskOpened, TaskOpened)
        assert said[1] == DefaultBailFellDue(accused_id=A)

    def test_what_history_has_ended_does_not_run(self) -> None:
        found = clocks(*history(started, named, remanded, filed), recorded(taken_over, 9))
        assert f"charge_sheet|{A}" not in found

    def test_what_is_told_as_history_later_counts_too_and_is_not_said_before_the_rest_may_be_told(self) -> None:
        since = NOW + timedelta(minutes=1)
        later = [recorded(taken_over, 2), told(named, 3, since), told(remanded, 4, since)]
        found = clocks(told(started, 1), *later)
        assert found[f"charge_sheet|{A}"] > NOW
        assert f"charge_sheet|{A}" not in clocks(told(started, 1), *later, told(filed, 5, since))

    @holds_for(st.permutations([remanded, order, filed, taken_over]))
    def test_whenever_the_takeover_is_heard_of_the_same_clocks_run(self, order_of_telling: list[Event]) -> None:
        kept = (
            recorded(event, number) if event is taken_over else told(event, number, NOW)
            for number, event in enumerate(order_of_telling, 3)
        )
        found = clocks(told(started, 1), told(named, 2), *kept)
        expected = clocks(*history(started, named, remanded, order, filed, at=NOW), recorded(taken_over, 9))
        assert found.keys() == expected.keys()

    def test_an_order_that_was_over_by_then_expires(self) -> None:
        known = given_prosecution(*self.past, recorded(taken_over, 9)).at(datetime(2026, 7, 3, tzinfo=UTC))
        expire = ExpireProtectionOrder(case_id=CASE, prosecution_id=P, order_id=ORDER, due_at=NOW)
        known.when(expire).then(ProtectionOrderExpired(order_id=ORDER))

    def test_it_still_counts_as_untouched_where_nothing_else_was_told(self) -> None:
        assert fold(prosecution.AGGREGATE, [told(started, 1), recorded(taken_over, 2)]).is_untouched


class WhenACaseIsTakenOver:
    opened = told(DocketOpened(), 1)

    def test_intake_says_so(self) -> None:
        origin = recorded(DocketOpened(), 1).metadata
        assert case_taken_over(CaseTakenOver(as_of=TODAY), origin) == [take_over]

    def test_every_prosecution_of_it_is(self) -> None:
        file_ = fold(prosecution.AGGREGATE, history(started, named, remanded))
        on_prosecution = OnStream(StreamRef(PROSECUTION, P), ProsecutionTakenOver())
        known = given(self.opened, told(file, 2)).seeing({P: file_})
        known.when(take_over).then(CaseTakeOverNoted(as_of=TODAY), on_prosecution)

    def test_said_again_it_is_nothing_new(self) -> None:
        given(self.opened, CaseTakeOverNoted(as_of=TODAY)).when(take_over).nothing()

    def test_the_first_word_of_a_case_opens_its_docket(self) -> None:
        given().when(take_over).then(DocketOpened(), CaseTakeOverNoted(as_of=TODAY))

    def test_a_prosecution_opened_later_runs_its_history_too(self) -> None:
        known = given(self.opened, CaseTakeOverNoted(as_of=TODAY))
        known.when(OpenProsecution(case_id=CASE, jurisdiction_profile="IND"), historical=True).emits(
            ProsecutionOpened, ProsecutionStarted, ProsecutionTakenOver
        )

    def test_whom_an_authority_holds_a_victim_has_a_file(self) -> None:
        actual = VictimNoted(victim_id=V, status="ActualVictimOfTrafficking", standing="official")
        given(self.opened, told(actual, 2)).when(take_over).emits(
            CaseTakeOverNoted, ProsecutionOpened, ProsecutionStarted, ProsecutionTakenOver
        )
        not_any_more = VictimNoted(victim_id=V, status="NotAVictimOfTrafficking", standing="official")
        past = (self.opened, told(actual.on(APRIL_1), 2), told(not_any_more.on(MAY_25), 3))
        given(*past).when(take_over).then(CaseTakeOverNoted(as_of=TODAY))

    def test_nor_does_it_matter_which_is_heard_of_first(self) -> None:
        note = NoteVictim(case_id=CASE, victim_id=V, status="ActualVictimOfTrafficking", standing="official")
        given(self.opened, CaseTakeOverNoted(as_of=TODAY)).when(note, historical=True).emits(
            VictimNoted, ProsecutionOpened, ProsecutionStarted, ProsecutionTakenOver
        )

    def test_people_whom_an_operation_took_are_asked_after(self) -> None:
        noted = told(DetentionNoted(operation_id=OPERATION, suspects_detained=1).on(APRIL_1), 2)
        taken = recorded(CaseTakeOverNoted(as_of=TODAY), 3)
        (due,) = docket.AGGREGATE.due(fold(docket.AGGREGATE, [self.opened, noted, taken]), taken)
        assert due == Deadline("detention", str(OPERATION), NOW + timedelta(hours=4))

    def test_counsel_and_prosecutor_are_told_of_a_consent_taken_back(self) -> None:
        past = told(ConsentNoted(consent_id=CONSENT, withdrawn_on=MAY_25), 2)
        _, task = given(self.opened, past).when(take_over).emits(CaseTakeOverNoted, TaskOpened)
        assert (task.kind, task.subjects) == ("tell_counsel_and_prosecutor_of_withdrawal", (CONSENT,))

    def test_who_is_not_ready_is_somebodys_task_as_long_as_the_hearing_is_to_come(self) -> None:
        said = told(ReadinessNoted(hearing_id=H, witness_id=V, ready="no"), 3)
        ahead = HearingScheduled(
            hearing_id=H, on=Moment.parse("2026-07-01"), type="testimony", court_org_id=ORG, mode="in_person"
        )
        known = given(self.opened, told(file, 2), said)
        waiting = fold(prosecution.AGGREGATE, history(started, named, ahead))
        *_, task = known.seeing({P: waiting}).when(take_over).emits(CaseTakeOverNoted, ProsecutionTakenOver, TaskOpened)
        assert (task.kind, set(task.subjects)) == ("ask_for_video_or_adjournment", {H, V})
        over = fold(prosecution.AGGREGATE, history(started, named, ahead, HearingHeld(hearing_id=H)))
        known.seeing({P: over}).when(take_over).emits(CaseTakeOverNoted, ProsecutionTakenOver)

    def test_it_is_owed_also_where_an_import_says_so(self) -> None:
        past = told(ConsentNoted(consent_id=CONSENT, withdrawn_on=MAY_25), 2)
        given(self.opened, past).when(take_over, historical=True).emits(CaseTakeOverNoted, TaskOpened)
