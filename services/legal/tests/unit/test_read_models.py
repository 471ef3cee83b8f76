"""Read models are folds: what each shows after a history, without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from legal.codes import Money
from legal.docket.notes import DocketOpened, SuspectNoted, VictimNoted
from legal.docket.part import LegalPartClosed, LegalPartReopened
from legal.projections.accused_status import AccusedStatus
from legal.projections.appeals import Appeals
from legal.projections.case_view import CaseView
from legal.projections.charges import Charges
from legal.projections.hearings import Hearings
from legal.projections.prosecutions import Prosecutions
from legal.projections.verdicts import Verdicts
from legal.prosecution.appeals import AppealDecided, AppealFiled
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.bail import BailBreached, BailCancelled, BailGranted, BailRefused
from legal.prosecution.charges import ChargeAccepted, ChargeRejected, ChargesFiled, ChargeWithdrawn, FiledCharge
from legal.prosecution.complaint import ComplaintRefused, ComplaintRegistered, ProsecutionStarted
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
from legal.prosecution.registration import AccusedRegistered
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
