"""The standard's fields that are taken over, and their codes, spelled as in HTCDS v2.0 by IOM (CC BY 4.0)."""

from typing import get_args

from casework import htcds

GENDER = "prs_Gender"
BIRTHDATE = "prs_Birthdate"
CITIZENSHIP = "prs_Citizenship"
LANGUAGE = "prs_PrimaryLanguage"
STATUS = "vic_TraffickingStatus"
DECIDED_BY = "vic_TraffickingStatusDecisionMakingOrg"
EXPLOITATION = "vic_TypeOfExploitation"
SEXUAL = "vic_TypeOfSexExploitation"
MEANS = "vic_MethodsOfControl"
RECRUITMENT = "vic_MethodOfRecruitment"
INDUSTRY = "vic_ForcedLabourIndustry"
RELATIONSHIP = "vic_RelationshipToTrafficker"
CASE_STATUS = "cas_Status"
REFERRED_ON = "cas_IncomingReferralDate"
REASON = "cas_ReasonForIncomingReferral"

REQUIRED = (GENDER, CITIZENSHIP, STATUS, DECIDED_BY, EXPLOITATION, REFERRED_ON)
HOW = (SEXUAL, MEANS, RECRUITMENT, INDUSTRY, RELATIONSHIP)
WELCOME = (BIRTHDATE, LANGUAGE, *HOW, REASON)
WRITTEN = (GENDER, CITIZENSHIP, LANGUAGE, STATUS, DECIDED_BY, EXPLOITATION, *HOW, CASE_STATUS, REFERRED_ON)

GENDERS = frozenset(get_args(htcds.Gender))
STATUSES = frozenset(get_args(htcds.TraffickingStatus))
DECIDERS = frozenset(get_args(htcds.DecidedBy))
EXPLOITATIONS = frozenset(get_args(htcds.Exploitation))
SEXUAL_EXPLOITATIONS = frozenset(get_args(htcds.SexualExploitation))
MEANS_OF_CONTROL = frozenset(get_args(htcds.MeansOfControl))
RECRUITMENTS = frozenset(get_args(htcds.Recruitment))
INDUSTRIES = frozenset(get_args(htcds.Industry))
RELATIONSHIPS = frozenset(get_args(htcds.Relationship))
REASONS = frozenset(get_args(htcds.ReferralReason))
# A case as intake shows it, as the standard calls it.
CASE_STATUSES = {
    "referred": "Active",
    "screened": "Active",
    "open": "Active",
    "declined": "Closed",
    "closed": "Closed",
    "merged": "Closed",
}
