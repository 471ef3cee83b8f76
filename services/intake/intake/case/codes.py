"""The coded values of a case, but for the standard's, which stand in htcds.py. Age bands are CTDC's.

Codes are stored: add some, never rename or remove one.
"""

from typing import Annotated, Literal

from throughline.domain import Field

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$", examples=["other"])]
Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["PHL"], description="ISO 3166 alpha-3")]
Language = Annotated[str, Field(pattern=r"^[a-z]{3}$", examples=["tgl"], description="ISO 639-2")]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", examples=["2027-03"])]

Channel = Literal["hotline", "police", "ngo", "govt", "community", "survivor", "online", "other"]
Urgency = Literal["low", "med", "high", "immediate"]
RiskOfHarm = Literal["low", "med", "high"]
DeclineReason = Literal["out_of_scope", "out_of_area", "insufficient_info", "no_capacity", "not_trafficking"]
DuplicateOutcome = Literal["none_found", "distinct", "not_checked"]
InvestigationOutcome = Literal["corroborated", "unsubstantiated", "inconclusive"]

Window = Literal["week", "month", "later"]
Side = Literal["government", "agency"]
AbortReason = Literal[
    "authority_withdrew",
    "information_leaked",
    "unsafe",
    "target_moved",
    "insufficient_evidence",
    "no_capacity",
    "other",
]
Lacking = Literal["plan", "government_approval", "agency_approval"]
OperationResult = Literal["victims_found", "none_found", "partial"]

AgeBand = Literal["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+", "unknown"]
Standing = Literal["official", "agency_view"]

PlacementType = Literal["shelter", "family", "hospital", "police_safe_room", "self"]
AgencyRole = Literal["present", "planned_with", "trained_only", "none"]
Wish = Literal["agreed", "reluctant", "unknown"]
Liberty = Literal["free_to_leave", "closed_by_order", "detained"]
RefusalReason = Literal[
    "returns_home",
    "fears_reprisal",
    "distrusts_authorities",
    "has_other_support",
    "sees_no_need",
    "not_stated",
    "other",
]

ConsentBy = Literal["self", "guardian", "court"]
Assent = Literal["given", "refused", "not_able"]
Purpose = Annotated[
    str,
    Field(
        pattern=r"^(service_delivery|legal_proceedings|media|research_reporting"
        r"|share_with_partner:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        examples=["service_delivery"],
    ),
]
Warn = Literal["yes", "no"]
Tell = Literal["hearing", "verdict", "appeal", "release"]

PartName = Literal["legal", "aftercare"]
Part = Literal["intake", "legal", "aftercare"]
IntakePartReason = Literal[
    "handed_over", "unsubstantiated", "no_victims_found", "authority_took_over", "referred_elsewhere", "other"
]
CaseOutcome = Literal["parts_completed", "nothing_handed_over"]
PartReopening = Literal["retrial", "legal_reopened", "aftercare_reopened"]
OwnReopening = Literal["new_information", "closed_in_error"]
FactReopening = Literal[
    "new_victim", "brought_to_safety", "assistance_requested", "status_determined", "new_suspect", "not_covered"
]
ReopenReason = PartReopening | OwnReopening | FactReopening

IsChild = Literal["yes", "no", "presumed"]
AgeMethod = Literal["document", "interview", "medical", "authority", "estimate"]
Basis = Literal["alleged", "assessed", "official"]
Guardian = Literal["parent", "kin", "state", "court_appointed", "none"]
ExclusionReason = Literal["suspected_trafficker", "conflict_of_interest", "abuse_or_neglect", "unreachable", "other"]
UnlinkReason = Literal["wrong_person", "cleared", "no_evidence", "duplicate", "other"]
Certainty = Literal["possible", "probable", "certain"]
StatementBefore = Literal["police", "prosecutor", "magistrate", "judge"]
LapseReason = Literal["of_age", "expired", "guardian_excluded", "child_alone"]
