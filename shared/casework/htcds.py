"""Code lists of the Human Trafficking Case Data Standard (HTCDS) v2.0 by IOM, spelled as there. Codes only.

HTCDS is under CC BY 4.0; IOM has no part in this project and does not endorse it. Codes are stored: add some, never
rename or remove one.
"""

from typing import Literal

Exploitation = Literal[
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
]
"""vic_TypeOfExploitation"""

Gender = Literal[
    "Feminine",
    "Masculine",
    "TransgenderFeminine",
    "TransgenderMasculine",
    "NonConforming",
    "NonSpecifiedUnknown",
]
"""prs_Gender"""

TraffickingStatus = Literal["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"]
"""vic_TraffickingStatus"""

DecidedBy = Literal["Police", "NGO", "CourtOrProsecution", "NonPoliceGovernmentalOrganization", "Other"]
"""vic_TraffickingStatusDecisionMakingOrg"""

RoleInProcess = Literal[
    "TravellingPartner",
    "Transporter",
    "RecruiterOrIntermediary",
    "BrokerTravelAgent",
    "TransferredIndividual",
    "HarbouredIndividual",
    "SoldIndividual",
    "BoughtIndividual",
    "ReceivedIndividual",
    "ControlledIndividual",
    "Smuggler",
    "Abuser",
    "Kidnapper",
    "Exploiter",
    "Other",
]
"""per_RoleInProcess"""

MeansOfControl = Literal[
    "PhysicalThreats",
    "ThreatsLawEnforcement",
    "ThreatensChildrenFamily",
    "DebtBondage",
    "FalsePromises",
    "PhysicalAbuse",
    "SexualAbuse",
    "TakesEarnings",
    "RestrictsFinancialAccess",
    "RestrictsMedicalCare",
    "WithholdsNecessities",
    "PsychologicalAbuse",
    "PsychoactiveSubstance",
    "ExcessiveWorkingHours",
    "WithholdsDocuments",
    "Other",
    "RestrictsMovement",
    "UsesChildren",
]
"""vic_MethodsOfControl; the last two stand in the standard's definitions only, not in its list of codes."""

Recruitment = Literal[
    "AtAPlaceOfBusiness",
    "AtAnEducationalInstitution",
    "AtWork",
    "ThroughOnlineSocialNetworks",
    "ThroughAnOnlineAdvertisement",
    "ThroughATelevisionAdvert",
    "ThroughANewspaperAdvert",
    "ThroughFamilyOrFamilyEvents",
    "ThroughFriendsOrSocialEvents",
    "Other",
]
"""vic_MethodOfRecruitment"""

SexualExploitation = Literal["Prostitution", "Pornography", "RemoteInteractiveServices", "PrivateSexualServices"]
"""vic_TypeOfSexExploitation"""

ReferralReason = Literal["AdditionalServicesRequired", "MigrationOrChangeOfLocation", "Other"]
"""cas_ReasonForIncomingReferral and cas_ReasonForOutgoingReferral"""

Relationship = Literal["Familial", "Acquainted", "Unaquainted"]
"""vic_RelationshipToTrafficker; the third is spelled as in the standard."""

Industry = Literal[
    "A_AgricultureForestryAndFishing",
    "B_MiningAndQuarrying",
    "C_Manufacturing",
    "D_ElectricityGasSteamAndAirConditioningSupply",
    "E_WaterSupplySewerageWasteManagement",
    "F_Construction",
    "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
    "H_TransportationAndStorage",
    "I_AccommodationAndFoodServiceActivities",
    "J_InformationAndCommunication",
    "K_FinancialAndInsuranceActivities",
    "L_RealEstateActivities",
    "M_ProfessionalScientificAndTechnicalActivities",
    "N_AdministrativeAndSupportServiceActivities",
    "O_PublicAdministrationAndDefence",
    "P_Education",
    "Q_HumanHealthAndSocialWorkActivities",
    "R_ArtsEntertainmentAndRecreation",
    "S_OtherServiceActivities",
    "T_ActivitiesOfHouseholdsAsEmployers",
    "U_ActivitiesOfExtraterritorialOrganizations",
]
"""vic_ForcedLabourIndustry, which is ISIC Rev. 4 by section"""
