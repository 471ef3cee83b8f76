"""Read models are folds: what each shows after a history, without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from casework import TaskDone, TaskEscalated, TaskOpened
from legal.codes import Money
from legal.docket.notes import ConsentNoted, DocketOpened, SuspectNoted, VictimNoted
from legal.docket.papers import CounselMandated, EntitlementGranted, EntitlementReceived, OfficialStatusIssued
from legal.docket.part import LegalPartClosed, LegalPartReopened
from legal.evidence.custody import (
    CustodyGapFlagged,
    EvidenceAdmitted,
    EvidenceCollected,
    EvidenceExamined,
    EvidenceExcluded,
    EvidenceTransferred,
)
from legal.projections.accused_status import AccusedStatus
from legal.projections.appeals import Appeals
from legal.projections.case_view import CaseView
from legal.projections.charges import Charges
from legal.projections.compensation import Compensation
from legal.projections.consents import Consents
from legal.projections.entitlements import Entitlements
from legal.projections.evidence_items import EvidenceItems
from legal.projections.hearings import Hearings
from legal.projections.mandates import Mandates
from legal.projections.milestones import Milestones
from legal.projections.prosecutions import Prosecutions
from legal.projections.protection_orders import ProtectionOrders
from legal.projections.references import References
from legal.projections.tasks import Tasks
from legal.projections.verdicts import Verdicts
from legal.prosecution.appeals import AppealDecided, AppealFiled
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.bail import BailBreached, BailCancelled, BailGranted, BailRefused
from legal.prosecution.charges import (
    ChargeAccepted,
    ChargeAmended,
    ChargeRejected,
    ChargesFiled,
    ChargeWithdrawn,
    FiledCharge,
)
from legal.prosecution.compensation import CompensationOrdered, CompensationReceived
from legal.prosecution.complaint import ComplaintRefused, ComplaintRegistered, ProsecutionStarted
from legal.prosecution.court import ExternalReferenceLinked
from legal.prosecution.custody import (
    AccusedAbsconded,
    CustodyEnded,
    ReleaseExpected,
    RemandOrdered,
    SuspectArrested,
    SuspectReleased,
)
from legal.prosecution.ending import (
    AccusedDied,
    JudgmentBecameFinal,
    ProceedingsResumed,
    ProceedingsSuspended,
    ProsecutionDiscontinued,
)
from legal.prosecution.hearings import HearingAdjourned, HearingHeld, HearingScheduled, HearingVacated
from legal.prosecution.milestones import MilestoneApproaching
from legal.prosecution.protection import (
    ProtectionOrderBreached,
    ProtectionOrderExpired,
    ProtectionOrderExtended,
    ProtectionOrderIssued,
)
from legal.prosecution.registration import AccusedRegistered, AccusedRemoved, AccusedSummoned
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded
from throughline.domain import Metadata, Moment
from throughline.projection.model import fold
from throughline.testing.given import CASE, NAMESPACE, NOW

P, A, B, C, H, ORG, APPEAL, V = (UUID(int=number) for number in range(1, 9))
MAY_4, MAY_5, MAY_9 = (Moment.parse(f"2026-05-0{day}") for day in (4, 5, 9))
AT_4, AT_5, AT_9 = (datetime(2026, 5, day, tzinfo=UTC) for day in (4, 5, 9))
REFERENCE = "PHL-MNL-2026-00042"


def history(*events):
    """Events with the metadata of one prosecution of one case, recorded in this order."""
    for number, event in enumerate(events, 1):
        yield (
            event,
            Metadata(
                event_id=uuid5(NAMESPACE, f"event {number}"),
                event_type=type(event).__name__,
                schema_version=1,
                service="legal",
                stream_id=P,
                stream_version=number,
                case_id=CASE,
                case_reference=REFERENCE,
                office_id="PHL-MNL",
                jurisdiction="PHL",
                occurred_on=event.own_moment or Moment(NOW),
                recorded_at=NOW,
                actor_id=UUID(int=0),
                actor_role="lawyer",
                command_id=UUID(int=0),
                correlation_id=UUID(int=0),
                causation_id=UUID(int=0),
            ),
        )


def row(model, *events):
    """The one row after a history."""
    (only,) = fold(model, history(*events)).values()
    return only


def accused(*events):
    return row(AccusedStatus(), AccusedRegistered(accused_id=A, named_by=ORG, basis="fir").on(MAY_4), *events)


class WhenACaseIsShown:
    def test_it_has_its_number_its_office_and_its_people_once(self):
        named = AccusedRegistered(accused_id=A, named_by=ORG, basis="fir")
        victim = VictimNoted(victim_id=V, status="PossibleVictimOfTrafficking", standing="official")
        case = row(CaseView(), DocketOpened(), SuspectNoted(suspect_id=A), named, victim, victim)
        assert (case.reference, case.office_id, case.jurisdiction) == (REFERENCE, "PHL-MNL", "PHL")
        assert case.suspect_ids == (A,)
        assert case.victim_ids == (V,)

    def test_its_part_is_open_or_closed(self):
        closed = LegalPartClosed(covers=(A,), outcome_summary="mixed").on(MAY_9)
        case = row(CaseView(), DocketOpened(), closed)
        assert (case.part, case.outcome, case.closed_on) == ("closed", "mixed", AT_9)
        reopened = row(CaseView(), DocketOpened(), closed, LegalPartReopened(reason="retrial"))
        assert (reopened.part, reopened.outcome, reopened.closed_on) == ("open", None, None)


class WhenAProsecutionIsShown:
    def test_its_stage_only_moves_on(self):
        started = ProsecutionStarted(jurisdiction_profile="PHL")
        steps = (
            (ComplaintRefused(reason="no_offence"), "refused"),
            (ComplaintRegistered(kind="complaint", authority_org_id=ORG), "registered"),
            (ComplaintRefused(reason="no_offence"), "registered"),
            (ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=1),)), "charged"),
            (ArraignmentHeld(accused_id=A), "on_trial"),
            (DispositionReported(accused_id=A, source="court", value="pending"), "on_trial"),
            (DispositionReported(accused_id=A, source="court", value="dismissed"), "judged"),
            (ProsecutionDiscontinued(accused_id=B, reason="no_evidence"), "judged"),
        )
        assert row(Prosecutions(), started).stage == "file"
        for number in range(1, len(steps) + 1):
            assert row(Prosecutions(), started, *(step for step, _ in steps[:number])).stage == steps[number - 1][1]

    def test_a_file_against_nobody_may_be_given_up(self):
        started = ProsecutionStarted(jurisdiction_profile="PHL")
        assert row(Prosecutions(), started, ProsecutionDiscontinued(reason="no_evidence")).stage == "discontinued"


class WhenAnAccusedIsShown:
    def test_custody_follows_the_doors(self):
        arrested = SuspectArrested(accused_id=A).on(MAY_4)
        assert (accused().custody, accused().custody_since) == ("at_large", None)
        assert (accused(arrested).custody, accused(arrested).custody_since) == ("detained", AT_4)
        released = accused(arrested, SuspectReleased(accused_id=A, ground="bail").on(MAY_5))
        assert (released.custody, released.custody_since) == ("at_large", AT_5)
        assert accused(arrested, CustodyEnded(accused_id=A, why="escape").on(MAY_5)).custody == "absconded"

    def test_a_remand_prolongs_the_custody_it_finds(self):
        remanded = RemandOrdered(accused_id=A, **{"from": MAY_5}, to=MAY_9, custody="judicial").on(MAY_5)
        assert accused(SuspectArrested(accused_id=A).on(MAY_4), remanded).custody_since == AT_4
        assert accused(remanded).custody_since == AT_5

    def test_an_earlier_day_learned_late_undoes_no_later_one(self):
        gone = accused(AccusedAbsconded(accused_id=A).on(MAY_9), SuspectArrested(accused_id=A).on(MAY_4))
        assert (gone.custody, gone.custody_since) == ("absconded", AT_9)

    def test_bail_stands_beside_custody(self):
        granted = BailGranted(accused_id=A, kind="regular", conditions=("no_contact",)).on(MAY_4)
        on_bail = accused(SuspectArrested(accused_id=A).on(MAY_4), granted)
        assert (on_bail.custody, on_bail.bail, on_bail.bail_kind) == ("detained", "granted", "regular")
        assert on_bail.bail_conditions == ("no_contact",)
        assert accused(granted, BailBreached(accused_id=A)).bail == "breached"
        assert accused(granted, BailRefused(accused_id=A)).bail == "granted"
        assert accused(granted, BailCancelled(accused_id=A), BailRefused(accused_id=A)).bail == "refused"

    def test_an_expected_release_shows_its_day(self):
        assert accused(ReleaseExpected(accused_id=A, on=MAY_9)).release_expected_on == AT_9
        assert accused(ReleaseExpected(accused_id=A, on=Moment.parse("unknown"))).release_expected_on is None

    def test_the_proceedings_are_where_they_are(self):
        suspended = ProceedingsSuspended(accused_id=A, reason="unfit", review_on=MAY_9)
        assert accused(suspended).proceedings == "suspended"
        assert accused(suspended, ProceedingsResumed(accused_id=A)).proceedings == "pending"
        assert accused(ProsecutionDiscontinued(reason="no_evidence")).proceedings == "pending"
        assert accused(AccusedDied(accused_id=A), JudgmentBecameFinal(accused_id=A)).proceedings == "died"

    def test_what_is_not_said_of_a_sentence_stays_unsaid(self):
        unsaid = accused(SentencePassed(accused_id=A).on(MAY_5))
        assert (unsaid.sentence_months, unsaid.fine_amount, unsaid.sentenced_on) == (None, None, AT_5)
        fined = SentencePassed(accused_id=A, custodial_months=12, fine=Money(amount=Decimal(5), currency="PHP"))
        assert (accused(fined).sentence_months, accused(fined).fine_amount) == (Decimal(12), Decimal(5))


class WhenACourtIsShown:
    filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=5),))

    def test_a_charge_shows_where_its_counts_are(self):
        charge = row(
            Charges(),
            self.filed,
            ChargeAccepted(charge_id=C, counts=3),
            ChargeRejected(charge_id=C, counts=1, reason="no_case"),
            ChargeWithdrawn(charge_id=C, counts=2, reason="plea_agreement"),
            PleaEntered(accused_id=A, charge_id=C, plea="guilty"),
        )
        assert (charge.filed, charge.accepted, charge.rejected, charge.withdrawn) == (5, 2, 1, 2)
        assert (charge.accused_id, charge.plea) == (A, "guilty")

    def test_verdicts_and_appeals_are_rows_that_know_each_other(self):
        found = VerdictRecorded(accused_id=A, charge_id=C, counts=1, verdict="guilty", court="first_instance")
        verdict = row(Verdicts(), found)
        filed = AppealFiled(
            appeal_id=APPEAL, accused_id=A, against=(verdict.event_id,), by="defence", court="appeal"
        ).on(MAY_5)
        appeal = row(Appeals(), filed, AppealDecided(appeal_id=APPEAL, result="reversed").on(MAY_9))
        assert appeal.against == (verdict.event_id,)
        assert (appeal.result, appeal.filed_on, appeal.decided_on) == ("reversed", AT_5, AT_9)

    def test_a_hearing_shows_when_what_for_and_what_became_of_it(self):
        scheduled = HearingScheduled(hearing_id=H, on=MAY_9, type="testimony", witness_ids=(V,))
        hearing = row(Hearings(), scheduled)
        assert (hearing.on_at, hearing.on_precision, hearing.witness_ids) == (AT_9, "day", (V,))
        assert (hearing.office_id, hearing.case_reference, hearing.state) == ("PHL-MNL", REFERENCE, "scheduled")
        assert row(Hearings(), scheduled, HearingHeld(hearing_id=H)).state == "held"
        assert row(Hearings(), scheduled, HearingVacated(hearing_id=H)).state == "vacated"
        adjourned = row(Hearings(), scheduled, HearingAdjourned(hearing_id=H, reason="strike", requested_by="court"))
        assert (adjourned.state, adjourned.reason, adjourned.requested_by) == ("adjourned", "strike", "court")


class WhenFactsComeOutOfOrder:
    def test_custody_is_shown_as_the_prosecution_folds_it(self):
        remanded = RemandOrdered(accused_id=A, **{"from": MAY_5}, to=MAY_9, custody="judicial").on(MAY_5)
        arrested = SuspectArrested(accused_id=A).on(MAY_4)
        shown = accused(remanded, arrested)
        assert (shown.custody, shown.custody_since) == ("detained", AT_4)
        earlier = Moment.parse("2026-04-01")
        let_go = accused(
            remanded,
            SuspectArrested(accused_id=A).on(earlier),
            SuspectReleased(accused_id=A, ground="bail").on(earlier),
        )
        assert (let_go.custody, let_go.custody_since) == ("detained", AT_5)

    def test_whoever_is_charged_is_before_the_court_again(self):
        filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=1),))
        assert accused(ProsecutionDiscontinued(accused_id=A, reason="no_evidence"), filed).proceedings == "pending"
        assert accused(AccusedDied(accused_id=A), filed).proceedings == "died"

    def test_whoever_was_named_by_mistake_is_not_shown(self):
        named = AccusedRegistered(accused_id=A, named_by=ORG, basis="fir")
        removed = AccusedRemoved(accused_id=A, reason="mistaken_identity")
        assert fold(AccusedStatus(), history(named, removed)) == {}


class WhenTheDeskIsShown:
    def test_clocks_run_as_in_the_prosecution(self):
        started, held = ProsecutionStarted(jurisdiction_profile="PHL"), ArraignmentHeld(accused_id=A).on(MAY_4)
        (running,) = row(Milestones(), started, held).running
        assert (running.clock, running.accused_id, str(running.due_on)) == ("judgment", A, "2026-10-31")
        near = MilestoneApproaching(accused_id=A, clock="judgment", due_on=running.due_on, days_left=14)
        assert row(Milestones(), started, held, near).running[0].told == (14,)
        judged = DispositionReported(accused_id=A, source="court", value="dismissed")
        assert row(Milestones(), started, held, judged).running == ()

    def test_a_task_shows_whom_it_asks_now(self):
        opened = TaskOpened(
            task_id=H, kind="review_bail_conditions", role="lawyer", due_at=NOW, urgency="urgent", because=(C,)
        )
        assert row(Tasks(), opened).asked == "lawyer"
        passed_on = row(Tasks(), opened, TaskEscalated(task_id=H, to_role="director"))
        assert (passed_on.role, passed_on.asked, passed_on.escalated) == ("lawyer", "director", 1)
        assert row(Tasks(), opened, TaskDone(task_id=H, outcome="done")).outcome == "done"

    def test_a_protection_order_shows_its_end_and_its_breaches(self):
        issued = ProtectionOrderIssued(order_id=H, protects=V, against=A, until=MAY_9)
        order = row(ProtectionOrders(), issued, ProtectionOrderBreached(order_id=H))
        assert (order.protects, order.until, order.breaches, order.state) == (V, AT_9, 1, "in_force")
        assert row(ProtectionOrders(), issued, ProtectionOrderExpired(order_id=H)).state == "expired"
        extended = ProtectionOrderExtended(order_id=H, until=MAY_9)
        assert row(ProtectionOrders(), issued, ProtectionOrderExpired(order_id=H), extended).state == "in_force"

    def test_an_older_extension_told_late_moves_no_end_of_an_order(self):
        issued = ProtectionOrderIssued(order_id=H, protects=V, against=A, until=MAY_4).on(Moment.parse("2026-01-01"))
        newer = ProtectionOrderExtended(order_id=H, until=MAY_9).on(Moment.parse("2026-04-01"))
        older = ProtectionOrderExtended(order_id=H, until=MAY_4).on(Moment.parse("2026-03-01"))
        for told in ((issued, newer, older), (issued, older, newer)):
            assert row(ProtectionOrders(), *told).until == AT_9
        over = ProtectionOrderExpired(order_id=H)
        assert row(ProtectionOrders(), issued, newer, over, older).state == "expired"

    def test_an_item_of_evidence_shows_who_has_it_and_its_gaps(self):
        collected = EvidenceCollected(item_id=H, category="document", collected_by_org_id=ORG)
        handed_on = EvidenceTransferred(
            item_id=H, from_custodian=V, to_custodian=P, purpose="storage", seal_intact=True
        )
        gap = CustodyGapFlagged(item_id=H, kind="from_another", expected=ORG, from_custodian=V)
        item = row(EvidenceItems(), collected, handed_on, gap, EvidenceExamined(item_id=H, by_org_id=P))
        assert (item.custodian, item.hand_overs, item.gaps, item.examinations) == (P, 1, 1, 1)
        assert row(EvidenceItems(), collected, EvidenceAdmitted(item_id=H)).ruling == "admitted"
        assert row(EvidenceItems(), collected, EvidenceExcluded(item_id=H, reason="tainted")).ruling == "excluded"

    def test_a_gap_that_is_explained_later_is_none_any_more(self):
        collected = EvidenceCollected(item_id=H, category="document", collected_by_org_id=ORG)
        to_c = EvidenceTransferred(item_id=H, from_custodian=B, to_custodian=C, purpose="trial", seal_intact=True)
        gap = CustodyGapFlagged(item_id=H, kind="from_another", expected=ORG, from_custodian=B)
        known = (collected, to_c.on(MAY_9), gap)
        assert (row(EvidenceItems(), *known).custodian, row(EvidenceItems(), *known).gaps) == (C, 1)
        to_b = EvidenceTransferred(item_id=H, from_custodian=ORG, to_custodian=B, purpose="storage", seal_intact=True)
        explained = row(EvidenceItems(), *known, to_b.on(MAY_4))
        assert (explained.custodian, explained.hand_overs, explained.gaps) == (C, 2, 0)

    def test_a_charge_under_another_law_shows_it_once_all_open_counts_are(self):
        filed = ChargesFiled(accused_id=A, charges=(FiledCharge(charge_id=C, statute="RA 9208", counts=2),))
        amended = ChargeAmended(charge_id=C, counts=2, reason="court_order", statute="RA 7610")
        assert row(Charges(), filed, amended).statute == "RA 7610"
        assert row(Charges(), filed, amended.model_copy(update={"counts": 1})).statute == "RA 9208"
        assert row(Charges(), filed, amended.model_copy(update={"counts": None})).statute == "RA 7610"

    def test_an_authoritys_numbers_lead_to_the_prosecution(self):
        linked = ExternalReferenceLinked(org_id=ORG, kind="court_case", reference_key="0123456789abcdef")
        shown = row(References(), linked)
        assert (shown.prosecution_id, shown.kind, shown.reference_key) == (P, "court_case", "0123456789abcdef")
        registered = ComplaintRegistered(number_key="fedcba9876543210", kind="fir", authority_org_id=ORG)
        assert row(References(), registered).reference_key == "fedcba9876543210"

    def test_what_a_victim_is_entitled_to_shows_how_much_has_come(self):
        money = {"entitlement_id": H, "currency": "INR"}
        granted = EntitlementGranted(**money, victim_id=V, scheme="rehabilitation", amount=Decimal(300))
        part = EntitlementReceived(**money, amount=Decimal(100))
        shown = row(Entitlements(), granted, part, part)
        assert (shown.victim_id, shown.amount, shown.received) == (V, Decimal(300), Decimal(200))
        paper = OfficialStatusIssued(victim_id=V, kind="residence", authority_org_id=ORG, until=MAY_9)
        assert (row(Entitlements(), paper).kind, row(Entitlements(), paper).until) == ("residence", AT_9)


class WhenHerOwnCaseIsShown:
    def test_compensation_shows_what_came_of_it(self):
        ordered = CompensationOrdered(
            order_id=H, victim_id=V, accused_id=A, amount=Decimal(500), currency="PHP", payer="accused"
        )
        received = CompensationReceived(order_id=H, amount=Decimal(120), currency="PHP")
        order = row(Compensation(), ordered.on(MAY_4), received, received)
        assert (order.victim_id, order.amount, order.ordered_on) == (V, Decimal(500), AT_4)
        assert (order.received, order.payments) == (Decimal(240), 2)

    def test_a_mandate_is_a_row_however_often_it_is_told(self):
        mandated = CounselMandated(victim_id=V, lawyer_id=ORG, consent_id=C)
        mandate = row(Mandates(), mandated.on(MAY_4), mandated.on(MAY_9))
        assert (mandate.case_id, mandate.office_id, mandate.mandated_on) == (CASE, "PHL-MNL", AT_4)

    def test_a_consent_ends_with_its_withdrawal_and_on_the_earlier_day_whichever_was_told_first(self):
        agreed = ConsentNoted(consent_id=C, subject_id=V, expires_on=MAY_9)
        sooner = ConsentNoted(consent_id=C, expires_on=MAY_4)
        taken_back = ConsentNoted(consent_id=C, withdrawn_on=MAY_5)
        consent = row(Consents(), taken_back, agreed, sooner)
        assert (consent.subject_id, consent.expires_on, consent.withdrawn) == (V, AT_4, True)
        assert not row(Consents(), agreed).withdrawn
        lapsed = row(Consents(), ConsentNoted(consent_id=C, lapsed_on=MAY_5), agreed)
        assert (lapsed.subject_id, lapsed.withdrawn, lapsed.lapsed) == (V, False, True)

    def test_a_charge_names_its_victims_and_whoever_was_summoned_is_shown_so(self):
        charge = FiledCharge(charge_id=C, statute="RA 9208", counts=1, victim_ids=(V,))
        assert row(Charges(), ChargesFiled(accused_id=A, charges=(charge,))).victim_ids == (V,)
        assert accused(AccusedSummoned(accused_id=A)).summoned
