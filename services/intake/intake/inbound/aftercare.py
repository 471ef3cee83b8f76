"""What intake reads of aftercare.events: when aftercare's part of a case closes, and when it is at work again."""

from uuid import UUID

from throughline.inbound import Inbound


class AftercarePartClosed(Inbound, source="aftercare"):
    covers: tuple[UUID, ...]
    outcome_summary: str


class AftercareReopened(Inbound, source="aftercare"):
    pass
