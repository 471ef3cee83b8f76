"""The standard's fields and codes that are taken over, spelled as in HTCDS v2.0 by IOM (CC BY 4.0)."""

GENDER = "prs_Gender"
BIRTHDATE = "prs_Birthdate"
CITIZENSHIP = "prs_Citizenship"
LANGUAGE = "prs_PrimaryLanguage"
STATUS = "vic_TraffickingStatus"
DECIDED_BY = "vic_TraffickingStatusDecisionMakingOrg"
EXPLOITATION = "vic_TypeOfExploitation"
CASE_STATUS = "cas_Status"
REFERRED_ON = "cas_IncomingReferralDate"

REQUIRED = (GENDER, CITIZENSHIP, STATUS, DECIDED_BY, EXPLOITATION, REFERRED_ON)
WELCOME = (BIRTHDATE, LANGUAGE)
WRITTEN = (GENDER, CITIZENSHIP, LANGUAGE, STATUS, DECIDED_BY, CASE_STATUS, REFERRED_ON)

GENDERS = frozenset(
    {
        "Feminine",
        "Masculine",
        "TransgenderFeminine",
        "TransgenderMasculine",
        "NonConforming",
        "NonSpecifiedUnknown",
    }
)
STATUSES = frozenset({"PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"})
DECIDERS = frozenset({"Police", "NGO", "CourtOrProsecution", "NonPoliceGovernmentalOrganization", "Other"})
EXPLOITATIONS = frozenset(
    {
        "ForcedLabour",
        "SexualExploitation",
        "ChildLabour",
        "ForcedMarriage",
        "Servitude",
        "ForcedMilitaryByNonStateActors",
        "OrganRemoval",
        "ForcedBegging",
        "ForcedAdoption",
        "Surrogacy",
        "Other",
    }
)
# A case as intake shows it, as the standard calls it.
CASE_STATUSES = {"referred": "Active", "screened": "Active", "open": "Active", "declined": "Closed", "closed": "Closed"}
