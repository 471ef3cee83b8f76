"""Safety, refusal and request: each is taken whatever came first."""

from uuid import uuid5

import pytest
from intake.case import (
    AGGREGATE,
    AssistanceRequested,
    PartOpened,
    RecordAssistanceRequested,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    VictimBroughtToSafety,
    VictimDeclinedAssistance,
    VictimEncountered,
)
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM, POLICE = uuid5(NAMESPACE, "victim"), uuid5(NAMESPACE, "police")
bring = RecordVictimBroughtToSafety(
    case_id=CASE,
    victim_id=VICTIM,
    placement_type="shelter",
    led_by_org_id=POLICE,
    agency_role="present",
    wish="agreed",
    liberty="free_to_leave",
)
decline = RecordVictimDeclinedAssistance(case_id=CASE, victim_id=VICTIM, reason_code="returns_home")
ask = RecordAssistanceRequested(case_id=CASE, victim_id=VICTIM)
met = VictimEncountered(victim_id=VICTIM)
declined = VictimDeclinedAssistance(victim_id=VICTIM, reason_code="returns_home")
asked = AssistanceRequested(victim_id=VICTIM)
aftercare = PartOpened(part="aftercare")


class WhenNotYetMet:
    def test_she_is_noted_as_met_first(self, referred):
        given(*referred).when(bring).emits(VictimEncountered, VictimBroughtToSafety, PartOpened)
        given(*referred).when(decline).then(met, declined)
        given(*referred).when(ask).then(met, asked, aftercare)


class WhenMet:
    def test_the_first_in_safety_opens_aftercare(self, open_case, in_safety):
        given(*open_case, met).when(bring).then(in_safety, aftercare)

    def test_the_first_request_opens_aftercare(self, open_case):
        given(*open_case, met).when(ask).then(asked, aftercare)

    def test_a_refusal_opens_nothing(self, open_case):
        given(*open_case, met).when(decline).then(declined)

    def test_detention_is_written_down_as_it_is(self, open_case):
        (event, _) = (
            given(*open_case, met)
            .when(bring.model_copy(update={"liberty": "detained"}))
            .emits(VictimBroughtToSafety, PartOpened)
        )
        assert event.liberty == "detained"


class WhenInSafety:
    def test_the_same_again_is_nothing_new(self, handed_over):
        given(*handed_over).when(bring).nothing()

    def test_the_same_on_another_day_is_another_rescue(self, handed_over):
        later = bring.model_copy(update={"occurred_on": Moment.parse("2026-05-05")})
        given(*handed_over).when(later).emits(VictimBroughtToSafety)

    def test_she_may_decline_and_is_then_nobodys_to_cover(self, handed_over):
        state = given(*handed_over, declined).state
        assert state.handed_over("aftercare") == frozenset()


class WhenDeclining:
    def test_the_same_refusal_again_is_nothing_new(self, open_case):
        given(*open_case, met, declined).when(decline).nothing()

    def test_a_request_is_the_way_back(self, open_case):
        events = given(*open_case, met, declined).when(ask).emits(AssistanceRequested, PartOpened)
        assert given(*open_case, met, declined, *events).state.handed_over("aftercare") == {VICTIM}

    def test_being_brought_to_safety_takes_no_refusal_back(self, open_case, in_safety):
        assert given(*open_case, met, declined, in_safety).state.handed_over("aftercare") == frozenset()

    @pytest.mark.parametrize(
        ("refused_on", "asked_on", "declines"),
        [
            ("2026-03-04", "2026-03-05", False),
            ("2026-03-05", "2026-03-04", True),
            ("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", False),
            ("2026-03-04T10:00:00Z", "2026-03-04T09:00:00Z", True),
            ("2026-03-04T10:00:00Z", "2026-03-04", False),
            ("2026-03", "2026-03-04", False),
            ("2026-04", "2026-03-04", True),
            ("2026-03-04", "unknown", False),
            ("unknown", "2026-03-04", False),
        ],
    )
    def test_the_later_day_counts_whatever_was_recorded_first(self, open_case, refused_on, asked_on, declines):
        refusal, request = declined.on(Moment.parse(refused_on)), asked.on(Moment.parse(asked_on))
        one = given(*open_case, met, refusal, request).state.victims[VICTIM]
        other = given(*open_case, met, request, refusal).state.victims[VICTIM]
        assert one.declines == other.declines == declines


class WhenAsking:
    def test_asking_again_while_waiting_is_nothing_new(self, open_case):
        given(*open_case, met, asked, aftercare).when(ask).nothing()

    def test_a_request_of_another_day_is_another_request(self, open_case):
        earlier = ask.model_copy(update={"occurred_on": Moment.parse("2026-03-04")})
        events = given(*open_case, met, asked, aftercare).when(earlier).emits(AssistanceRequested)
        told = events[0].on(Moment.parse("2026-03-04"))
        given(*open_case, met, asked, aftercare, told).when(earlier).nothing()

    @pytest.mark.parametrize("refusals", [("2026-05-10", "2026-05"), ("2026-05", "2026-05-10")])
    def test_refusals_known_more_or_less_precisely_come_to_the_same_in_any_order(self, open_case, refusals):
        told = [declined.on(Moment.parse(day)) for day in refusals]
        before_it = asked.on(Moment.parse("2026-05-03"))
        assert given(*open_case, met, *told, before_it).state.victims[VICTIM].declines

    def test_a_refusal_after_it_counts(self, open_case):
        given(*open_case, met, asked, aftercare).later(days=1).when(decline).then(declined)
