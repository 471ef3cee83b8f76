"""Somebody official threatens her: no government body that the case knows, by whatever it did, is told of it."""

from uuid import uuid5

import pytest
from casework import DataDisclosed, DiscloseData, SafetyRiskRaised
from casework.disclosures import ThreatFromOfficial
from intake.case import AGGREGATE, PartOpened, ReferralReceived, VictimBroughtToSafety, VictimEncountered
from intake.case.guardianship import GuardianshipDetermined, MandatoryReportMade
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

HER, BODY, SHELTER, RISK = (uuid5(NAMESPACE, name) for name in ("victim", "government body", "shelter", "risk"))
met = VictimEncountered(victim_id=HER)
threatened = SafetyRiskRaised.model_validate(
    {"risk_id": RISK, "level": "high", "subjects": [{"kind": "victim", "id": HER}], "from": "official"}
)
rescued = VictimBroughtToSafety(
    victim_id=HER,
    placement_type="shelter",
    led_by_org_id=SHELTER,
    agency_role="none",
    self_escaped=False,
    wish="agreed",
    liberty="closed_by_order",
    order_authority=BODY,
)


def referred_by(channel):
    return ReferralReceived(
        channel=channel,
        referring_org_id=BODY,
        allegation_types=(),
        alleged_victims=1,
        urgency="high",
        narrative_ref=None,
    )


def tells(org_id):
    return DiscloseData(
        case_id=CASE,
        subject_ids=(HER,),
        to_org_id=org_id,
        purpose="service_delivery",
        categories=("safety_risk",),
        form="verbal",
        legal_basis="vital_interest",
    )


@pytest.mark.parametrize(
    "known",
    [
        (referred_by("police"), met),
        (referred_by("govt"), met),
        (met, GuardianshipDetermined(victim_id=HER, guardian="state", authority_org_id=BODY)),
        (met, MandatoryReportMade(victim_id=HER, to_org_id=BODY)),
        (met, rescued, PartOpened(part="aftercare")),
    ],
)
def test_no_authority_hears_of_it_whatever_made_it_known(known):
    given(*known, threatened).when(tells(BODY)).rejects(ThreatFromOfficial)
    given(*known, threatened).when(tells(SHELTER)).emits(DataDisclosed)


def test_an_organisation_that_is_none_does():
    given(referred_by("ngo"), met, threatened).when(tells(BODY)).emits(DataDisclosed)
