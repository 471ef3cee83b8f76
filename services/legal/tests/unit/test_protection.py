"""Protection orders, and what authorities and courts are recorded beside charges and verdicts."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from legal import prosecution
from legal.prosecution.charges import ChargeAmended, ChargesFiled, CountsExceedCharge, FiledCharge, RecordChargeAmended
from legal.prosecution.complaint import InvestigationConcluded, ProsecutionStarted, RecordInvestigationConcluded
from legal.prosecution.court import (
    CaseCommitted,
    CognizanceTaken,
    CourtProductionRecorded,
    CourtSeised,
    ExternalReferenceLinked,
    RecordCaseCommitted,
    RecordCognizanceTaken,
    RecordCourtProduction,
    RecordCourtSeised,
    RecordExternalReference,
)
from legal.prosecution.protection import (
    ExpireProtectionOrder,
    ProtectionOrderBreached,
    ProtectionOrderExpired,
    ProtectionOrderExtended,
    ProtectionOrderIssued,
    ProtectionOrderKnownOtherwise,
    RecordProtectionOrderBreached,
    RecordProtectionOrderExtended,
    RecordProtectionOrderIssued,
    UnknownProtectionOrder,
)
from legal.prosecution.registration import (
    AccusedIsCharged,
    AccusedRegistered,
    AccusedRemoved,
    RecordAccusedRemoved,
)
from legal.prosecution.rules import UnknownAccused
from throughline.domain import Deadline, DeadlineMet, Moment
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, A, C, V, S, ORDER, COURT = (UUID(int=number) for number in range(1, 8))
of = {"case_id": CASE, "prosecution_id": P}
JUNE_30, DEC_31 = Moment.parse("2026-06-30"), Moment.parse("2026-12-31")
started = ProsecutionStarted(jurisdiction_profile="PHL")
known = (started, AccusedRegistered(accused_id=A, named_by=COURT, basis="fir"))
filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=2),))
terms = {"order_id": ORDER, "protects": V, "against": S, "until": JUNE_30}
APPEAL_COURT = {"court_org_id": COURT, "level": "appeal"}
issued = ProtectionOrderIssued(**terms)
breach = RecordProtectionOrderBreached(**of, order_id=ORDER)


def expire(now):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return at, ExpireProtectionOrder(case_id=CASE, prosecution_id=P, order_id=ORDER, due_at=at)


class WhenNoOrderIsKnown:
    def test_one_may_be_issued_against_somebody_who_is_no_accused(self):
        given(started).when(RecordProtectionOrderIssued(**of, **terms)).then(issued)

    def test_a_breach_is_held(self):
        given(started).when(breach).holds(UnknownProtectionOrder)


class WhenAnOrderIsInForce:
    def test_it_is_known_once(self):
        given(started, issued).when(RecordProtectionOrderIssued(**of, **terms)).nothing()
        other = RecordProtectionOrderIssued(**of, **{**terms, "against": A})
        given(started, issued).when(other).holds(ProtectionOrderKnownOtherwise)

    def test_a_breach_is_recorded_each_time(self):
        morning, evening = Moment.parse("2026-05-04T08:00:00Z"), Moment.parse("2026-05-04T22:00:00Z")
        first = ProtectionOrderBreached(order_id=ORDER).on(morning)
        given(started, issued, first).when(breach.model_copy(update={"occurred_on": morning})).nothing()
        second = breach.model_copy(update={"occurred_on": evening})
        given(started, issued, first).when(second).emits(ProtectionOrderBreached)

    def test_it_is_over_by_the_clock_the_day_after_its_last(self):
        assert given(started, issued).deadlines() == [
            Deadline("protection_order", str(ORDER), datetime(2026, 7, 1, tzinfo=UTC))
        ]
        now, command = expire("2026-07-01")
        given(started, issued).at(now).when(command).then(ProtectionOrderExpired(order_id=ORDER))
        given(started, issued, ProtectionOrderExpired(order_id=ORDER)).at(now).when(command).nothing()

    def test_extended_it_lasts_longer(self):
        extended = ProtectionOrderExtended(order_id=ORDER, until=DEC_31)
        given(started, issued).when(RecordProtectionOrderExtended(**of, order_id=ORDER, until=DEC_31)).then(extended)
        now, command = expire("2026-07-01")
        given(started, issued, extended).at(now).when(command).nothing()
        again = given(started, issued, ProtectionOrderExpired(order_id=ORDER), extended)
        assert not again.state.protection[ORDER].expired

    def test_an_older_extension_told_late_replaces_no_newer_end(self):
        march, june = Moment.parse("2026-03-01"), Moment.parse("2026-06-01")
        newer = ProtectionOrderExtended(order_id=ORDER, until=DEC_31).on(june)
        told = RecordProtectionOrderExtended(**of, order_id=ORDER, until=Moment.parse("2026-05-31"), occurred_on=march)
        (older,) = given(started, issued, newer).when(told).emits(ProtectionOrderExtended)
        late = given(started, issued, newer, older.on(march))
        assert late.state.protection[ORDER].until == DEC_31
        assert late.deadlines()[-1] == Deadline("protection_order", str(ORDER), datetime(2027, 1, 1, tzinfo=UTC))
        late.when(told).nothing()
        in_order = given(started, issued, older.on(march), newer)
        assert in_order.state.protection == late.state.protection
        over = given(started, issued, newer, ProtectionOrderExpired(order_id=ORDER), older.on(march))
        assert over.state.protection[ORDER].expired

    def test_one_whose_end_nobody_knows_is_never_over(self):
        endless = issued.model_copy(update={"until": Moment.parse("unknown")})
        assert given(started, endless).deadlines() == [DeadlineMet("protection_order", str(ORDER))]
        now, command = expire("2036-07-01")
        given(started, endless).at(now).when(command).nothing()


class WhenTheCourtActs:
    @pytest.mark.parametrize(
        ("command", "event"),
        [
            (
                RecordCourtSeised(**of, court_org_id=COURT, level="appeal"),
                CourtSeised(court_org_id=COURT, level="appeal"),
            ),
            (RecordCognizanceTaken(**of), CognizanceTaken()),
            (RecordCaseCommitted(**of, court_org_id=COURT), CaseCommitted(court_org_id=COURT)),
            (RecordCourtProduction(**of, accused_id=A), CourtProductionRecorded(accused_id=A)),
            (RecordInvestigationConcluded(**of, outcome="charge"), InvestigationConcluded(outcome="charge")),
        ],
    )
    def test_it_is_recorded_once(self, command, event):
        day = Moment.parse("2026-05-04")
        dated = command.model_copy(update={"occurred_on": day})
        given(*known).when(dated).then(event)
        given(*known, event.on(day)).when(dated).nothing()

    def test_its_number_lies_in_the_vault_and_its_hash_is_known_once(self):
        numbered = RecordExternalReference(
            **of,
            org_id=COURT,
            kind="court_case",
            reference_key="0123456789abcdef",
            reference={"number": "R-PSY-26-00012"},
        )
        linked = given(*known).when(numbered).emits(ExternalReferenceLinked)[0]
        assert linked.reference_ref is not None
        assert "R-PSY" not in linked.model_dump_json()
        given(*known, linked).when(numbered).nothing()

    def test_whom_it_names_is_an_accused_here(self):
        given(started).when(RecordCourtProduction(**of, accused_id=A)).holds(UnknownAccused)

    def test_open_counts_may_be_amended(self):
        amend = RecordChargeAmended(**of, charge_id=C, reason="court_order", statute="RA 7610")
        given(*known, filed).when(amend).then(ChargeAmended(charge_id=C, reason="court_order", statute="RA 7610"))
        given(*known, filed).when(amend.model_copy(update={"counts": 3})).holds(CountsExceedCharge)


class WhenSomebodyIsNamedByMistake:
    def test_the_authority_may_remove_him_before_any_charge(self):
        remove = RecordAccusedRemoved(**of, accused_id=A, reason="mistaken_identity")
        removed = AccusedRemoved(accused_id=A, reason="mistaken_identity")
        given(*known).when(remove).then(removed)
        assert not given(*known, removed).state.accused
        given(*known, filed).when(remove).holds(AccusedIsCharged)
