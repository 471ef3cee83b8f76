"""The codes are the standard's: compared with its list where that is at hand (CONTRIBUTING.md says where it is)."""

import csv
import os
from pathlib import Path
from typing import get_args

import pytest
from casework import htcds

SETS = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[4] / "shared/data")
LIST = SETS / "htcds/htcds_codes.csv"
FIELDS = {
    "vic_TypeOfExploitation": htcds.Exploitation,
    "prs_Gender": htcds.Gender,
    "vic_TraffickingStatus": htcds.TraffickingStatus,
    "vic_TraffickingStatusDecisionMakingOrg": htcds.DecidedBy,
    "per_RoleInProcess": htcds.RoleInProcess,
    "vic_MethodsOfControl": htcds.MeansOfControl,
    "vic_MethodOfRecruitment": htcds.Recruitment,
    "vic_RelationshipToTrafficker": htcds.Relationship,
    "vic_TypeOfSexExploitation": htcds.SexualExploitation,
    "cas_ReasonForIncomingReferral": htcds.ReferralReason,
    "cas_ReasonForOutgoingReferral": htcds.ReferralReason,
    "vic_ForcedLabourIndustry": htcds.Industry,
}
ONLY_DEFINED = {"vic_MethodsOfControl": {"RestrictsMovement", "UsesChildren"}}


@pytest.mark.skipif(not LIST.exists(), reason=f"{LIST} is not there: the standard is not part of the repository")
@pytest.mark.parametrize("field", FIELDS)
def test_the_codes_are_those_of_the_standard(field):
    with LIST.open(newline="") as rows:
        standard = {row["code"] for row in csv.DictReader(rows) if row["field"] == field}
    assert set(get_args(FIELDS[field])) == standard | ONLY_DEFINED.get(field, set())
