"""Intake's events as reporting reads them: the case, and who was brought to safety by whom."""

from uuid import UUID

from throughline.inbound import Inbound


class ReferralReceived(Inbound, source="intake"):
    channel: str = ""


class CaseOpened(Inbound, source="intake"):
    case_type: str = ""


class CaseClosed(Inbound, source="intake"):
    outcome: str = ""


class CaseReopened(Inbound, source="intake"):
    pass


class VictimEncountered(Inbound, source="intake"):
    victim_id: UUID
    age_band: str = ""
    gender: str = ""


class AgeAssessed(Inbound, source="intake"):
    victim_id: UUID
    age_band: str = ""


class VictimBroughtToSafety(Inbound, source="intake"):
    victim_id: UUID
    led_by_org_id: UUID | None = None
    agency_role: str = "none"
    self_escaped: bool = False


class VictimDeclinedAssistance(Inbound, source="intake"):
    victim_id: UUID


class VictimStatusDetermined(Inbound, source="intake"):
    victim_id: UUID
    status: str
    standing: str
