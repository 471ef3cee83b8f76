"""Facts that another team holds to be cleared up, and what became of them: alike in all three."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field
from throughline.inbound import Inbound


class Held(Inbound):
    """Base: `type` is the event the fact would have become. Of its body, only the charge and how many of its counts."""

    held_id: UUID
    type: str
    code: str
    body: Mapping[str, Any] = Field(default_factory=dict)

    @property
    def charge_id(self) -> UUID | None:
        found = self.body.get("chargeId")
        return UUID(found) if isinstance(found, str) else None

    @property
    def counts(self) -> int | None:
        found = self.body.get("counts")
        return found if isinstance(found, int) else None


class Settled(Inbound):
    """Base of what ends it."""

    held_id: UUID


class HeldInIntake(Held, source="intake", name="FactHeld"):
    pass


class HeldInLegal(Held, source="legal", name="FactHeld"):
    pass


class HeldInAftercare(Held, source="aftercare", name="FactHeld"):
    pass


class AcceptedInIntake(Settled, source="intake", name="HeldFactAccepted"):
    pass


class AcceptedInLegal(Settled, source="legal", name="HeldFactAccepted"):
    pass


class AcceptedInAftercare(Settled, source="aftercare", name="HeldFactAccepted"):
    pass


class DismissedInIntake(Settled, source="intake", name="HeldFactDismissed"):
    pass


class DismissedInLegal(Settled, source="legal", name="HeldFactDismissed"):
    pass


class DismissedInAftercare(Settled, source="aftercare", name="HeldFactDismissed"):
    pass
