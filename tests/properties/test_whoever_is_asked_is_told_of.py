"""Whom aftercare asks for something for her was told of her: it is on the report, and hears when she takes it back."""

from aftercare.case_care.transfer import ProposeCareTransfer
from aftercare.survivor.services import ReferService
from histories.lived import HER, Lived, opened
from histories.people import ORGS
from intake.case import RecordConsent, RecordConsentWithdrawn, RecordVictimBroughtToSafety

ORG, CONSENT = ORGS
PURPOSES = [{"purpose": one, "given": True} for one in ("service_delivery", f"share_with_partner:{ORG}")]


def in_care_and_sharing() -> Lived:
    world = opened(Lived())
    world.say("intake", RecordConsent, purposes=PURPOSES)
    world.say("intake", RecordVictimBroughtToSafety)
    return world


def test_an_organisation_she_is_referred_or_handed_over_to_is_on_the_report_of_all_that_was_told_of_her() -> None:
    world = in_care_and_sharing()
    world.say("aftercare", ReferService, survivor_id=HER, type="psychosocial", org_id=ORG)
    world.say("aftercare", ProposeCareTransfer, survivor_id=HER, to_org_id=ORG)
    told = world.shown("intake").rows("disclosures")
    assert [(row["service"], row["to_org_id"], row["consent_id"]) for row in told] == [("aftercare", ORG, CONSENT)] * 2
    assert all(HER in row["subject_ids"] for row in told)
    assert {category for row in told for category in row["categories"]} == {"service_referral", "care_transfer"}


def test_it_is_somebodys_task_to_tell_it_that_she_takes_her_consent_back() -> None:
    world = in_care_and_sharing()
    world.say("aftercare", ReferService, survivor_id=HER, type="psychosocial", org_id=ORG)
    (told,) = world.events("aftercare", "DataDisclosed")
    world.say("intake", RecordConsentWithdrawn, consent_id=CONSENT)
    waiting = world.open_tasks("aftercare", "CaseCare")
    assert ("tell_recipients_withdrawn", frozenset({told.disclosure_id})) in waiting  # type: ignore[attr-defined]
