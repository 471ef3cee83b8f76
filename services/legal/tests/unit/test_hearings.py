"""Hearings keep their date; a victim is heard when she is ready, or the reason why not is on record."""

from uuid import UUID

import pytest
from legal import docket, prosecution
from legal.docket.notes import DocketOpened, ReadinessNoted, VictimNoted
from legal.prosecution import testimony
from legal.prosecution.charges import ChargesFiled, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.hearings import (
    HearingAdjourned,
    HearingHeld,
    HearingIsOver,
    HearingScheduled,
    HearingScheduledOtherwise,
    HearingVacated,
    RecordHearingAdjourned,
    RecordHearingHeld,
    RecordHearingScheduled,
    RecordHearingVacated,
    UnknownHearing,
)
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.testimony import (
    ReadinessNotNoted,
    RecordTestimony,
    RecordWitnessSummoned,
    TestimonyGiven,
    WitnessSummoned,
)
from throughline.domain import Moment, per_case_stream
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)
given_docket = scenario(docket.AGGREGATE)

P, H, H2, H3, V, COURT, A, C = (UUID(int=number) for number in range(1, 9))
JULY_1, JULY_20, AUGUST_20 = (Moment.parse(day) for day in ("2026-07-01", "2026-07-20", "2026-08-20"))
DOCKET = per_case_stream(CASE, "legal.Docket")
of = {"case_id": CASE, "prosecution_id": P}
started = ProsecutionStarted(jurisdiction_profile="PHL")
terms = {"type": "testimony", "court_org_id": COURT, "mode": "in_person", "witness_ids": (V,)}
schedule = RecordHearingScheduled(**of, hearing_id=H, on=JULY_1, **terms)
scheduled = HearingScheduled(hearing_id=H, on=JULY_1, **terms)
continued = HearingScheduled(hearing_id=H2, on=JULY_20, continues=H, **terms)
adjourned = HearingAdjourned(hearing_id=H, reason="strike", requested_by="court")
heard = {"mode": "video", "closed_court": True, "support_person_present": True}
victim = VictimNoted(victim_id=V, status="ActualVictimOfTrafficking", standing="official")


def hear(hearing=H, on=JULY_1, **more):
    return RecordTestimony(**of, hearing_id=hearing, witness_id=V, occurred_on=on, **heard, **more)


def knowing(*notes):
    return {DOCKET: given_docket(DocketOpened(), *notes).state}


class WhenNotScheduled:
    def test_a_hearing_is_scheduled_with_its_witnesses(self):
        given(started).when(schedule).then(scheduled)

    @pytest.mark.parametrize(
        "command",
        [
            RecordHearingHeld(**of, hearing_id=H),
            RecordHearingAdjourned(**of, hearing_id=H, reason="strike"),
            RecordHearingVacated(**of, hearing_id=H),
            hear(),
        ],
        ids=lambda command: type(command).__name__,
    )
    def test_what_becomes_of_an_unknown_hearing_is_held(self, command):
        given(started).seeing(knowing() if isinstance(command, RecordTestimony) else {}).when(command).holds(
            UnknownHearing
        )

    def test_a_hearing_that_continues_one_nobody_told_us_of_is_scheduled_all_the_same(self):
        given(started).when(RecordHearingScheduled(**of, hearing_id=H2, on=JULY_20, continues=H, **terms)).then(
            continued
        )

    def test_hearings_said_to_continue_each_other_end_somewhere(self):
        round_and_round = HearingScheduled(hearing_id=H, on=JULY_20, continues=H2, **terms)
        known = given(started, continued, round_and_round)
        assert [*testimony.continued(known.state, H2)] == [H2, H]


class WhenScheduled:
    def test_the_same_date_again_is_nothing_new(self):
        given(started, scheduled).when(schedule).nothing()
        given(started, scheduled).when(schedule.model_copy(update={"occurred_on": JULY_1})).nothing()

    def test_a_new_date_is_a_new_hearing(self):
        given(started, scheduled).when(schedule.model_copy(update={"on_": JULY_20})).holds(HearingScheduledOtherwise)

    @pytest.mark.parametrize(
        ("command", "event"),
        [
            (RecordHearingHeld(**of, hearing_id=H), HearingHeld(hearing_id=H)),
            (RecordHearingAdjourned(**of, hearing_id=H, reason="strike", requested_by="court"), adjourned),
            (RecordHearingVacated(**of, hearing_id=H), HearingVacated(hearing_id=H)),
        ],
    )
    def test_it_ends_in_one_way_and_once(self, command, event):
        given(started, scheduled).when(command).then(event)
        given(started, scheduled, event).when(command).nothing()
        given(started, scheduled, event).when(command.model_copy(update={"occurred_on": JULY_20})).nothing()


class WhenHeld:
    held = (started, scheduled, HearingHeld(hearing_id=H))

    def test_one_that_was_begun_may_be_adjourned(self):
        given(*self.held).when(RecordHearingAdjourned(**of, hearing_id=H, reason="other")).emits(HearingAdjourned)

    def test_it_was_not_vacated(self):
        given(*self.held).when(RecordHearingVacated(**of, hearing_id=H)).holds(HearingIsOver)


class WhenAdjourned:
    def test_the_new_date_continues_it(self):
        command = RecordHearingScheduled(**of, hearing_id=H2, on=JULY_20, continues=H, **terms)
        given(started, scheduled, adjourned).when(command).then(continued)

    def test_it_was_neither_held_nor_vacated(self):
        given(started, scheduled, adjourned).when(RecordHearingHeld(**of, hearing_id=H)).holds(HearingIsOver)
        given(started, scheduled, adjourned).when(RecordHearingVacated(**of, hearing_id=H)).holds(HearingIsOver)


class WhenAWitnessIsSummoned:
    def test_once_a_day_and_role(self):
        summon = RecordWitnessSummoned(**of, witness_id=V, role="police", occurred_on=JULY_1)
        summoned = WitnessSummoned(witness_id=V, role="police")
        given(started).when(summon).then(summoned)
        given(started, summoned.on(JULY_1)).when(summon).nothing()


class WhenAVictimTestifies:
    ready = ReadinessNoted(hearing_id=H, witness_id=V, ready="yes").on(Moment.parse("2026-06-20"))

    def test_ready_she_is_heard(self):
        given(started, scheduled).seeing(knowing(victim, self.ready)).when(hear()).then(
            TestimonyGiven(hearing_id=H, witness_id=V, **heard)
        )

    def test_the_same_testimony_again_is_nothing_new(self):
        given_it = TestimonyGiven(hearing_id=H, witness_id=V, **heard).on(JULY_1)
        given(started, scheduled, given_it).seeing(knowing(victim)).when(hear()).nothing()

    def test_without_a_word_on_her_readiness_it_is_held(self):
        given(started, scheduled).seeing(knowing(victim)).when(hear()).holds(ReadinessNotNoted)

    @pytest.mark.parametrize("said", ["no", "declined"])
    def test_not_ready_it_is_held(self, said):
        unready = ReadinessNoted(hearing_id=H, witness_id=V, ready=said).on(Moment.parse("2026-06-25"))
        given(started, scheduled).seeing(knowing(victim, self.ready, unready)).when(hear()).holds(ReadinessNotNoted)

    def test_a_reason_overrides_and_is_on_record(self):
        overridden = hear(override_reason="court_order")
        event = given(started, scheduled).seeing(knowing(victim)).when(overridden).emits(TestimonyGiven)[0]
        assert event.override_reason == "court_order"

    def test_whoever_was_summoned_as_a_victim_or_named_in_a_charge_is_one(self):
        summoned = WitnessSummoned(witness_id=V, role="victim")
        given(started, scheduled, summoned).seeing(knowing()).when(hear()).holds(ReadinessNotNoted)
        charge = FiledCharge(charge_id=C, statute="RA 9208", counts=1, victim_ids=(V,))
        charged = (
            AccusedRegistered(accused_id=A, named_by=COURT, basis="charge_sheet"),
            ChargesFiled(accused_id=A, charges=(charge,)),
        )
        given(started, scheduled, *charged).seeing(knowing()).when(hear()).holds(ReadinessNotNoted)

    def test_anybody_else_is_heard_without_more(self):
        given(started, scheduled).seeing(knowing()).when(hear()).emits(TestimonyGiven)

    def test_readiness_for_an_adjourned_hearing_carries_over_while_it_is_fresh(self):
        known = given(started, scheduled, adjourned, continued).seeing(knowing(victim, self.ready))
        known.when(hear(H2, on=JULY_20)).emits(TestimonyGiven)
        known.when(hear(H2, on=AUGUST_20)).holds(ReadinessNotNoted)

    def test_what_is_said_of_the_new_hearing_comes_first(self):
        unready = ReadinessNoted(hearing_id=H2, witness_id=V, ready="no").on(Moment.parse("2026-06-19"))
        known = given(started, scheduled, adjourned, continued).seeing(knowing(victim, self.ready, unready))
        known.when(hear(H2, on=JULY_20)).holds(ReadinessNotNoted)

    def test_nobody_is_heard_at_a_vacated_hearing(self):
        vacated = HearingVacated(hearing_id=H)
        given(started, scheduled, vacated).seeing(knowing(victim, self.ready)).when(hear()).holds(HearingIsOver)
