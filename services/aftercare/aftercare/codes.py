"""The coded values of aftercare's events. A code never holds a name or free text: its form leaves no room for one.

Codes are stored: add some, never rename or remove one.
"""

from typing import Annotated, Literal

from casework.htcds import TraffickingStatus
from throughline.domain import Field, Message

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:#/-]{0,79}$")]
"""A coded word of the office's lists, as `no_contact`."""

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]

IsChild = Literal["yes", "no", "presumed"]
AgeBy = Literal["band", "assessment"]
Guardian = Literal["parent", "kin", "state", "court_appointed", "none"]
VictimStatus = TraffickingStatus
Standing = Literal["official", "agency_view"]
ConsentBy = Literal["self", "guardian", "court"]
Assent = Literal["given", "refused", "not_able"]

Warn = Literal["yes", "no"]
Tell = Literal["hearing", "verdict", "appeal", "release"]
ChargeEnd = Literal["rejected", "withdrawn", "judged"]
HearingType = Literal[
    "bail", "pretrial", "evidence", "testimony", "early_testimony", "argument", "judgment", "appeal", "other"
]
HearingState = Literal["summoned", "scheduled", "held", "adjourned", "vacated"]
RecheckOutcome = Literal["safe", "plan_changed", "moved", "contact_declined", "not_reached"]
EscalationRole = Literal["cover", "director", "hq_duty"]
Ready = Literal["yes", "no", "declined"]
ConcernLevel = Literal["low", "med", "high", "immediate"]

Domain = Literal[
    "safety", "legal_protection", "mental_wellbeing", "economic_education", "social_support", "physical_wellbeing"
]
EmergencyKind = Literal[
    "medical", "safe_place", "food", "clothing", "hygiene", "psychological_first_aid", "transport", "phone", "other"
]
ServiceType = Literal[
    "safehouse",
    "health_medical",
    "psychosocial",
    "police_other",
    "legal_assistance",
    "livelihoods",
    "child_protection",
    "family_mediation",
    "family_reunification",
    "education",
    "nfi",
    "water_sanitation",
    "registration",
    "food",
    "other",
]
PlacementType = Literal[
    "shelter",
    "hospital",
    "police_safe_room",
    "parents",
    "step_parent",
    "customary_caregiver",
    "adult_sibling",
    "kinship_care",
    "foster_care",
    "residential_care",
    "kafala",
    "independent_living",
    "child_headed_household",
    "unrelated_adult",
    "other",
]
Liberty = Literal["free_to_leave", "closed_by_order", "detained"]
PlacementEndReason = Literal["planned", "unsafe", "left", "transferred"]
ExitReason = Literal[
    "moved",
    "declined",
    "lost_contact",
    "transferred",
    "deceased",
    "aged_out",
    "goals_met",
    "not_eligible_referred",
]
BestInterestsAbout = Literal["placement", "return", "testimony"]
BestInterests = Literal["in_favour", "against", "deferred"]
Suitability = Literal["suitable", "suitable_with_support", "unsuitable"]
ReturnRisk = Literal["none_known", "present", "unknown"]
Into = Literal["family", "kin", "independent", "other"]
FollowUpMode = Literal["visit", "phone"]
FollowUpOutcome = Literal["safe", "needs_support", "at_risk", "not_found"]
Revictimisation = Literal[
    "trafficking", "sexual_violence", "physical_violence", "threat", "forced_labour", "domestic_violence", "other"
]
RiskDomain = Literal["individual", "household", "community"]
DropReason = Literal["her_wish", "no_longer_needed", "not_possible", "replaced"]
CapacityRefusal = Literal["no_places", "no_staff", "not_suitable", "too_late", "other"]
OrderState = Literal["issued", "extended", "breached", "expired"]
AssessmentKind = Literal["intake", "six_month", "annual", "extra", "closure"]
Environment = Literal["current", "reintegration"]


class PurposeGiven(Message):
    """One purpose of a consent, as `service_delivery` or `share_with_partner:<orgId>`, and whether she gave it."""

    purpose: Code
    given: bool
