"""What legal reads of intake.events: who is suspected, who is a victim, what they agreed to, and reopened cases."""

from uuid import UUID

from throughline.domain import Moment
from throughline.inbound import Inbound

from legal.codes import Code, Role, Standing, VictimStatus


class SuspectIdentified(Inbound, source="intake"):
    suspect_id: UUID
    roles: tuple[Role, ...] = ()


class VictimStatusDetermined(Inbound, source="intake"):
    victim_id: UUID
    status: VictimStatus
    standing: Standing


class Choice(Inbound):
    """One purpose of a consent, and whether it was agreed to."""

    purpose: Code
    given: bool


class ConsentRecorded(Inbound, source="intake"):
    consent_id: UUID
    subject_id: UUID
    purposes: tuple[Choice, ...] = ()
    expires_on: Moment | None = None


class ConsentWithdrawn(Inbound, source="intake"):
    consent_id: UUID


class CaseReopened(Inbound, source="intake"):
    reason: Code
