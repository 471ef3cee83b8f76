"""A wrong event of a prosecution: whom it concerns is found, what closed on it opens, and its clocks stop."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from aftercare import asked
from casework import DiscloseData, FinishTask, TaskOpened
from histories.lived import HER, HIM, LAWYER, WORKER, Lived, cared_for
from histories.people import CASE, ORGS, thing
from intake.case import RecordOperationExecuted
from legal.docket.closing import CloseLegalPart
from legal.docket.opening import OpenProsecution
from legal.evidence.custody import RecordEvidenceCollected, RecordEvidenceTransferred
from legal.prosecution.appeals import RecordAppealDecided, RecordAppealFiled
from legal.prosecution.charges import RecordChargeAccepted, RecordChargesFiled, RecordChargeWithdrawn
from legal.prosecution.compensation import RecordCompensationOrdered, RecordCompensationReceived
from legal.prosecution.custody import RecordArrest, RecordRelease
from legal.prosecution.ending import RecordDeath, RecordDiscontinued, RecordSuspension
from legal.prosecution.hearings import RecordHearingHeld, RecordHearingScheduled
from legal.prosecution.protection import RecordProtectionOrderExtended, RecordProtectionOrderIssued
from legal.prosecution.registration import RecordAccusedRegistered
from legal.prosecution.verdicts import RecordVerdict
from throughline.domain import Command, CorrectFact

CHARGE, HEARING, APPEAL, ORDER, MONEY = (thing(name) for name in ("charge", "hearing", "appeal", "order", "money"))
ACCUSED = {"accused_id": HIM}
SAID: dict[type[Command], dict[str, Any]] = {
    RecordAccusedRegistered: {**ACCUSED, "named_by": ORGS[0], "basis": "fir"},
    RecordChargesFiled: {
        **ACCUSED,
        "charges": ({"charge_id": CHARGE, "statute": "RA 9208", "counts": 1, "victim_ids": (HER,)},),
    },
    RecordChargeAccepted: {"charge_id": CHARGE},
    RecordChargeWithdrawn: {"charge_id": CHARGE, "reason": "no_evidence"},
    RecordHearingScheduled: {"hearing_id": HEARING, "on": "2026-06-20", "type": "bail", "witness_ids": (HER,)},
    RecordHearingHeld: {"hearing_id": HEARING},
    RecordVerdict: {**ACCUSED, "charge_id": CHARGE, "counts": 1, "verdict": "not_guilty", "by_plea": False},
    RecordAppealFiled: {**ACCUSED, "appeal_id": APPEAL, "by": "victim", "court": "appeal"},
    RecordAppealDecided: {"appeal_id": APPEAL, "result": "affirmed"},
    RecordProtectionOrderIssued: {"order_id": ORDER, "protects": HER, "against": HIM, "until": "2026-12"},
    RecordProtectionOrderExtended: {"order_id": ORDER, "until": "2027-06"},
    RecordCompensationOrdered: {
        "order_id": MONEY,
        "victim_id": HER,
        "amount": "500",
        "currency": "PHP",
        "payer": "accused",
    },
    RecordCompensationReceived: {"order_id": MONEY, "amount": "100", "currency": "PHP"},
    RecordArrest: {**ACCUSED, "with_warrant": True, "by_org_id": ORGS[0]},
    RecordRelease: {**ACCUSED, "ground": "bail"},
    RecordDeath: ACCUSED,
    RecordDiscontinued: {**ACCUSED, "reason": "no_evidence"},
    RecordSuspension: {**ACCUSED, "reason": "absconded", "review_on": "2027-01-01"},
}


class Tried(Lived):
    """A case in which somebody is accused."""

    prosecution: UUID

    def told(self, *kinds: type[Command]) -> None:  # type: ignore[override]
        for kind in kinds:
            said = {"case_id": CASE, "prosecution_id": self.prosecution, **SAID.get(kind, {})}
            self.act("legal", kind.model_validate(said), LAWYER)
            self.drain()


def tried(*kinds: type[Command], profile: str = "PHL") -> Tried:
    world = cared_for(Tried())
    world.act("legal", OpenProsecution(case_id=CASE, jurisdiction_profile=profile), LAWYER)
    world.prosecution = world.events("legal", "ProsecutionOpened")[-1].prosecution_id  # type: ignore[attr-defined]
    world.told(RecordAccusedRegistered, *kinds)
    return world


def disclose(world: Lived, about: UUID) -> None:
    told = {"subject_ids": (about,), "to_org_id": ORGS[1], "purpose": "legal_proceedings", "categories": ("case",)}
    command = {"case_id": CASE, **told, "form": "verbal", "legal_basis": "legal_obligation"}
    world.act("legal", DiscloseData.model_validate(command), LAWYER)


class WhenOnlyACharge_AHearingOrAnOrderIsNamed:
    @pytest.mark.parametrize("about", [HER, HIM])
    @pytest.mark.parametrize(
        ("before", "wrong", "event"),
        [
            ([RecordChargesFiled], RecordChargeAccepted, "ChargeAccepted"),
            ([RecordChargesFiled], RecordChargeWithdrawn, "ChargeWithdrawn"),
            ([RecordProtectionOrderIssued], RecordProtectionOrderExtended, "ProtectionOrderExtended"),
        ],
    )
    def test_who_was_told_of_his_or_of_hers_is_told(
        self, about: UUID, before: list[type[Command]], wrong: type[Command], event: str
    ) -> None:
        self.told_of(tried(*before, wrong), event, about)

    @pytest.mark.parametrize(
        ("before", "wrong", "event", "about"),
        [
            ([RecordHearingScheduled], RecordHearingHeld, "HearingHeld", HER),
            ([RecordCompensationOrdered], RecordCompensationReceived, "CompensationReceived", HER),
            (
                [RecordChargesFiled, RecordChargeAccepted, RecordVerdict, RecordAppealFiled],
                RecordAppealDecided,
                "AppealDecided",
                HIM,
            ),
        ],
    )
    def test_who_was_told_of_whom_it_is_about_is_told(
        self, before: list[type[Command]], wrong: type[Command], event: str, about: UUID
    ) -> None:
        self.told_of(tried(*before, wrong), event, about)

    def told_of(self, world: Tried, event: str, about: UUID) -> None:
        disclose(world, about)
        (told,) = world.events("legal", "DataDisclosed")
        world.correct("legal", event)
        asked = [task for task in world.events("legal", TaskOpened) if "recipients_corrected" in task.kind]  # type: ignore[attr-defined]
        assert [task.subjects for task in asked] == [(told.disclosure_id,)]  # type: ignore[attr-defined]

    def test_nobody_else_is(self) -> None:
        world = tried(RecordChargesFiled, RecordChargeAccepted)
        disclose(world, thing("somebody else"))
        world.correct("legal", "ChargeAccepted")
        assert not [task for task in world.events("legal", TaskOpened) if "recipients" in task.kind]  # type: ignore[attr-defined]


class WhenAnItemOfEvidenceWasNotHandedOn:
    item: ClassVar = {"item_id": thing("item")}
    a, b, c = (thing(name) for name in "abc")

    def collected(self) -> Tried:
        world = tried(RecordChargesFiled)
        known = {**self.item, "prosecution_id": world.prosecution, "category": "document"}
        collected = {"case_id": CASE, **known, "collected_by_org_id": self.a}
        world.act("legal", RecordEvidenceCollected.model_validate(collected), LAWYER)
        for giver, taker in ((self.a, self.b), (self.b, self.c)):
            handed = {"from_custodian": giver, "to_custodian": taker, "purpose": "storage", "seal_intact": True}
            told = {"case_id": CASE, **self.item, **handed}
            world.act("legal", RecordEvidenceTransferred.model_validate(told), LAWYER)
        world.drain()
        assert not world.events("legal", "CustodyGapFlagged")
        return world

    def test_whoever_gave_it_on_without_having_it_is_flagged(self) -> None:
        world = self.collected()
        first, _ = world.events("legal", "EvidenceTransferred")
        world.act("legal", CorrectFact(case_id=CASE, replaces=first.metadata.event_id, reason="never_happened"), LAWYER)
        (gap,) = world.events("legal", "CustodyGapFlagged")
        assert (gap.expected, gap.from_custodian) == (self.a, self.b)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("about", [HER, HIM])
    def test_who_was_told_of_somebody_of_that_prosecution_is_told(self, about: UUID) -> None:
        world = self.collected()
        disclose(world, about)
        world.correct("legal", "EvidenceTransferred")
        assert [task for task in world.events("legal", TaskOpened) if "recipients_corrected" in task.kind]  # type: ignore[attr-defined]


class WhenAnEndNeverCame:
    @pytest.mark.parametrize(
        ("ending", "event"),
        [
            (RecordDeath, "AccusedDied"),
            (RecordDiscontinued, "ProsecutionDiscontinued"),
            (RecordSuspension, "ProceedingsSuspended"),
        ],
    )
    def test_a_part_that_closed_on_it_is_at_work_again(self, ending: type[Command], event: str) -> None:
        world = tried(RecordChargesFiled, ending)
        world.say("legal", CloseLegalPart)
        assert world.of("legal", "Docket").is_closed
        world.correct("legal", event)
        assert not world.of("legal", "Docket").is_closed
        assert "legal" not in world.case().closed_parts

    def test_nor_a_reopening_leaves_a_part_closed_in_which_something_is_expected(self) -> None:
        world = tried(RecordChargesFiled, RecordDeath)
        world.say("legal", CloseLegalPart)
        world.act("legal", OpenProsecution(case_id=CASE, jurisdiction_profile="GTM"), LAWYER)
        world.drain()
        world.correct("legal", "LegalPartReopened")
        assert not world.of("legal", "Docket").is_closed


class WhenSheWasToldOfIt:
    def test_whoever_told_her_tells_her_again(self) -> None:
        world = tried(RecordChargesFiled, RecordChargeAccepted, RecordVerdict)
        tasks = world.of("aftercare", "CaseCare").casework.open_tasks
        (tell,) = (task for task in tasks if task.kind == asked.TELL)
        world.act("aftercare", FinishTask(case_id=CASE, task_id=tell.task_id), WORKER)
        world.drain()
        world.correct("legal", "VerdictRecorded")
        again = ("reconsider_what_was_done", frozenset({tell.task_id, HER}))
        assert again in world.open_tasks("aftercare", "CaseCare")


class WhenAClockRanOnIt:
    def test_what_it_asked_for_is_asked_no_more(self) -> None:
        world, other = (tried(RecordArrest, profile="IND") for _ in range(2))
        for one in (world, other):
            assert one.states("legal", "Prosecution")[one.prosecution].clocks.running
        world.correct("legal", "SuspectArrested", "wrong_person")
        for one in (world, other):
            one.wait(timedelta(days=400))
        assert other.events("legal", "MilestoneOverdue")
        assert not world.events("legal", "MilestoneOverdue")


class WhenAnArrestThatAccountedForSomebodyWasWrong:
    def arrested(self) -> Tried:
        world = tried()
        world.say("intake", RecordOperationExecuted)
        world.told(RecordArrest)
        return world

    def test_whom_the_operation_took_is_missed_again(self) -> None:
        world = self.arrested()
        world.wait(timedelta(days=30))
        assert not world.events("legal", "DetentionUnconfirmed")
        world.correct("legal", "SuspectArrested", "wrong_person")
        world.wait(timedelta(minutes=1))
        world.drain()
        (missed,) = world.events("legal", "DetentionUnconfirmed")
        assert missed.metadata.event_id in world.of("aftercare", "CaseCare").rechecks[HER].owed
        operation = frozenset({missed.operation_id})  # type: ignore[attr-defined]
        assert ("confirm_detention", operation) in world.open_tasks("legal", "Docket")

    def test_not_before_the_time_to_confirm_it_is_over(self) -> None:
        world = self.arrested()
        world.correct("legal", "SuspectArrested", "wrong_person")
        world.wait(timedelta(minutes=1))
        assert not world.events("legal", "DetentionUnconfirmed")
        world.told(RecordArrest)
        world.wait(timedelta(days=30))
        assert not world.events("legal", "DetentionUnconfirmed")

    def test_nor_where_what_is_left_still_accounts_for_him(self) -> None:
        world = self.arrested()
        world.told(RecordRelease)
        world.wait(timedelta(days=30))
        world.correct("legal", "SuspectReleased")
        assert world.events("legal", "DetentionInDoubt")
        world.wait(timedelta(minutes=1))
        assert not world.events("legal", "DetentionUnconfirmed")
