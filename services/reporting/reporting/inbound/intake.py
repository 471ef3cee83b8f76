"""Intake's events as reporting reads them: the case, and who was brought to safety by whom."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from throughline.inbound import Inbound


class ReferralReceived(Inbound, source="intake"):
    """How many victims are alleged is a number, or a range that may be open above."""

    channel: str = ""
    alleged_victims: int | Mapping[str, Any] | None = None

    @property
    def alleged(self) -> int | None:
        return self.alleged_victims if isinstance(self.alleged_victims, int) else None


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
    liberty: str = "unknown"


class LibertyChanged(Inbound, source="intake"):
    victim_id: UUID
    liberty: str


class ExploitationDetermined(Inbound, source="intake"):
    victim_id: UUID
    types: tuple[str, ...] = ()
    means: tuple[str, ...] = ()


class OperationExecuted(Inbound, source="intake"):
    social_worker_present: bool


class VictimStatementTaken(Inbound, source="intake"):
    support_person_present: bool


class VictimDeclinedAssistance(Inbound, source="intake"):
    victim_id: UUID


class VictimStatusDetermined(Inbound, source="intake"):
    victim_id: UUID
    status: str
    standing: str
