"""How a prosecution begins: complaint, investigation, the accused an authority names, and their arraignment."""

from uuid import UUID

from legal import prosecution
from legal.prosecution.arraignment import ArraignmentHeld, NotCharged, PleaEntered, RecordArraignment, RecordPlea
from legal.prosecution.charges import ChargesFiled, FiledCharge
from legal.prosecution.complaint import (
    ComplaintNumber,
    ComplaintRefused,
    ComplaintRegistered,
    InvestigationOpened,
    ProsecutionStarted,
    RecordComplaintRefused,
    RecordComplaintRegistered,
    RecordInvestigationOpened,
)
from legal.prosecution.ending import AccusedDied
from legal.prosecution.registration import (
    AccusedRegistered,
    AccusedSummoned,
    RecordAccusedRegistered,
    RecordSummons,
)
from legal.prosecution.rules import AccusedIsDead, UnknownAccused, UnknownCharge
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, C, POLICE, COURT = (UUID(int=number) for number in range(1, 6))
KEY = "9f86d081884c7d65"
MAY_4, MAY_9 = Moment.parse("2026-05-04"), Moment.parse("2026-05-09")
of = {"case_id": CASE, "prosecution_id": P}
started = ProsecutionStarted(jurisdiction_profile="IND")
fir = RecordComplaintRegistered(**of, number_key=KEY, kind="fir", authority_org_id=POLICE, offences=("0204",))
registered = ComplaintRegistered(number_key=KEY, kind="fir", authority_org_id=POLICE, offences=("0204",))
named = AccusedRegistered(accused_id=A, roles=("Exploiter",), named_by=POLICE, basis="fir")
name = RecordAccusedRegistered(**of, accused_id=A, roles=("Exploiter",), named_by=POLICE, basis="fir")


class WhenStarted:
    def test_an_investigation_is_opened_once(self):
        opened = InvestigationOpened(authority_org_id=POLICE)
        given(started).when(RecordInvestigationOpened(**of, authority_org_id=POLICE)).then(opened)
        again = RecordInvestigationOpened(**of, authority_org_id=POLICE, occurred_on=MAY_4)
        given(started, opened.on(MAY_4)).when(again).nothing()

    def test_a_complaint_is_registered(self):
        given(started).when(fir).then(registered)
        assert given(started, registered).state.complaint == "registered"

    def test_its_number_goes_to_the_vault_and_only_a_reference_into_the_event(self):
        outcome = given(started).when(fir.model_copy(update={"number": ComplaintNumber(number="7/2026")}))
        event = outcome.emits(ComplaintRegistered)[0]
        assert event.number_ref == outcome.command.ref("number")
        assert "7/2026" not in event.model_dump_json()

    def test_a_number_deposited_before_is_referred_to(self):
        event = given(started).when(fir.model_copy(update={"number_ref": UUID(int=9)})).emits(ComplaintRegistered)[0]
        assert event.number_ref == UUID(int=9)

    def test_a_refusal_is_a_fact_of_its_own_once_a_day(self):
        refusal = RecordComplaintRefused(**of, reason="no_offence", escalated_to="magistrate", occurred_on=MAY_4)
        refused = ComplaintRefused(reason="no_offence", escalated_to="magistrate")
        given(started).when(refusal).then(refused)
        given(started, refused.on(MAY_4)).when(refusal).nothing()
        given(started, refused.on(MAY_4)).when(refusal.model_copy(update={"occurred_on": MAY_9})).then(refused)

    def test_an_authority_names_an_accused(self):
        given(started).when(name).then(named)

    def test_a_summons_to_somebody_unknown_is_held(self):
        given(started).when(RecordSummons(**of, accused_id=A)).holds(UnknownAccused)


class WhenRefused:
    refused = (started, ComplaintRefused(reason="no_offence"))

    def test_it_is_refused_until_one_is_registered_after_all(self):
        assert given(*self.refused).state.complaint == "refused"
        assert given(*self.refused, registered).state.complaint == "registered"


class WhenRegistered:
    def test_the_same_complaint_again_is_nothing_new(self):
        given(started, registered).when(fir).nothing()
        given(started, registered).when(fir.model_copy(update={"occurred_on": MAY_9})).nothing()

    def test_another_number_is_another_complaint(self):
        given(started, registered).when(fir.model_copy(update={"number_key": KEY[::-1]})).emits(ComplaintRegistered)

    def test_without_a_number_the_day_tells_complaints_apart(self):
        unnumbered = fir.model_copy(update={"number_key": None, "number_ref": C, "occurred_on": MAY_4})
        known = given(started, ComplaintRegistered(kind="fir", authority_org_id=POLICE, offences=("0204",)).on(MAY_4))
        known.when(unnumbered).nothing()
        known.when(unnumbered.model_copy(update={"occurred_on": MAY_9})).emits(ComplaintRegistered)

    def test_a_refusal_learned_late_does_not_undo_it(self):
        late = ComplaintRefused(reason="no_offence").on(MAY_4)
        assert given(started, registered, late).state.complaint == "registered"

    def test_the_accused_named_again_by_the_same_paper_is_nothing_new(self):
        given(started, named.on(MAY_4)).when(name.model_copy(update={"occurred_on": MAY_4})).nothing()

    def test_named_again_by_the_charge_sheet_keeps_what_is_known_of_the_accused(self):
        by_charge_sheet = RecordAccusedRegistered(**of, accused_id=A, named_by=COURT, basis="charge_sheet")
        known = given(started, named, AccusedDied(accused_id=A))
        event = known.when(by_charge_sheet).emits(AccusedRegistered)[0]
        after = given(started, named, AccusedDied(accused_id=A), event)
        assert after.state.accused == known.state.accused

    def test_a_summons_is_recorded(self):
        given(started, named).when(RecordSummons(**of, accused_id=A, by_org_id=COURT)).then(
            AccusedSummoned(accused_id=A, by_org_id=COURT)
        )

    def test_a_summons_to_the_dead_is_held(self):
        died = AccusedDied(accused_id=A).on(MAY_4)
        given(started, named, died).when(RecordSummons(**of, accused_id=A, occurred_on=MAY_9)).holds(AccusedIsDead)

    def test_an_arraignment_is_held_for_want_of_a_charge(self):
        given(started, named).when(RecordArraignment(**of, accused_id=A)).holds(NotCharged)
        given(started, named).when(RecordPlea(**of, accused_id=A, charge_id=C, plea="guilty")).holds(UnknownCharge)


class WhenCharged:
    charged = (
        started,
        named,
        ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="BNS s.143", counts=1),)),
    )

    def test_the_arraignment_is_recorded_once_a_day(self):
        arraign = RecordArraignment(**of, accused_id=A, occurred_on=MAY_4)
        given(*self.charged).when(arraign).then(ArraignmentHeld(accused_id=A))
        given(*self.charged, ArraignmentHeld(accused_id=A).on(MAY_4)).when(arraign).nothing()

    def test_a_plea_is_recorded_and_a_changed_one_too(self):
        plea = {"accused_id": A, "charge_id": C}
        pleaded = PleaEntered(**plea, plea="not_guilty").on(MAY_4)
        given(*self.charged).when(RecordPlea(**of, **plea, plea="not_guilty")).emits(PleaEntered)
        known = given(*self.charged, pleaded)
        known.when(RecordPlea(**of, **plea, plea="not_guilty", occurred_on=MAY_4)).nothing()
        known.when(RecordPlea(**of, **plea, plea="guilty", occurred_on=MAY_4)).emits(PleaEntered)
